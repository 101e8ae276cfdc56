"""Build a release, check it, and install it as people do: `make release-check`.

Everything happens in a folder that is gone afterward; nothing is uploaded anywhere.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from coach import __version__

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def run(*command: object, **environ: object) -> str:
    """Return what a command prints; one that fails ends everything."""
    env = os.environ | {name: str(value) for name, value in environ.items()}
    words = [str(word) for word in command]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def by_pip(package: Path, folder: Path) -> Path:
    """Install into a virtual environment of its own."""
    venv.create(folder / "venv", with_pip=True)
    run(folder / "venv/bin/python", "-m", "pip", "install", "--quiet", package)
    return folder / "venv/bin/coach"


def by_pipx(package: Path, folder: Path) -> Path:
    """Install as `pipx install` does."""
    home = {f"PIPX_{name}": folder / name for name in ("HOME", "BIN_DIR", "MAN_DIR")}
    run(BIN / "pipx", "install", "--python", sys.executable, package, **home)
    assert (folder / "MAN_DIR/man1/coach.1").is_file(), "pipx has no manual page"
    return folder / "BIN_DIR/coach"


def by_uv(package: Path, folder: Path) -> Path:
    """Install as `uv tool install` does."""
    home = {f"UV_TOOL_{name}": folder / name for name in ("DIR", "BIN_DIR")}
    run(BIN / "uv", "tool", "install", "--python", sys.executable, package, **home)
    return folder / "BIN_DIR/coach"


WAYS: dict[str, Callable[[Path, Path], Path]] = {"pip": by_pip, "pipx": by_pipx, "uv": by_uv}


def try_out(coach: Path, home: Path) -> None:
    """Run what was installed, from anywhere but the checkout."""
    here = {"COACH_HOME": home, "PYTHONPATH": "", "PATH": "/usr/bin:/bin"}
    assert run(coach, "--version", **here) == f"coach {__version__}\n"
    run(coach, "answer", "Ten minutes on the phone.", **here)
    (answer,) = json.loads(run(coach, "history", "--json", **here))
    assert answer["text"] == "Ten minutes on the phone."
    assert "crontab" in run(coach, "help", "reminders", **here)
    assert "value.evidence" in run(coach, "completions", "bash", **here)


def main() -> None:
    """Build, check, install and run; say each thing that went well."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
        (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
        run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel)
        print(f"built and checked: {sdist.name}, {wheel.name}")
        with tarfile.open(sdist) as archive:
            names = {path.partition("/")[2] for path in archive.getnames()}
        assert {
            "docs/coach.1",
            "docs/start.md",
            "prompts/course.toml",
            "tests/conftest.py",
        } <= names
        for package in (sdist, wheel):
            for way, install in WAYS.items():
                place = folder / way
                place.mkdir()
                try_out(install(package, place), place / "home")
                shutil.rmtree(place)
                print(f"installed and run: {package.suffix.lstrip('.')} by {way}")


if __name__ == "__main__":
    main()
