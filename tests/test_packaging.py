"""What is installed from a wheel is the same program, with its questions."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.faults
def test_a_wheel_is_built_without_a_network_and_its_command_runs(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps",
            "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT),
        ],
        check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    place = tmp_path / "installed"
    venv.create(place, with_pip=False)
    (site,) = place.glob("lib/python*/site-packages")
    # The libraries come from here; the .pth of an editable coach does not come along.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", str(place / "bin" / "python"), "install",
            "--quiet", "--no-index", "--no-deps", str(wheel),
        ],
        check=True,
    )  # fmt: skip

    def coach(*args: str) -> str:
        result = subprocess.run(
            [place / "bin" / "coach", *args],
            check=True,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "COACH_HOME": str(tmp_path / "home")},
        )
        assert result.stderr == ""
        return result.stdout

    assert "crontab" in coach("help", "reminders")
    coach("answer", "From the wheel.")
    (answer,) = json.loads(coach("history", "--json"))
    assert answer["text"] == "From the wheel."
    assert wheel.name.startswith("practice_coach-")
    for folder, packed in (("prompts", "coach/prompts"), ("coach", "coach")):
        suffixes = {".toml", ".tcss", ".html"}
        data = [path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
        assert data
        for path in data:
            assert (site / packed / path.relative_to(ROOT / folder)).is_file(), path
