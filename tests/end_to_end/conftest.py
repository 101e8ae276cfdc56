"""The real program: in tmux, and as commands under a clock that is set."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.terminal import COACH, Terminal


@pytest.fixture
def terminal(tmp_path: Path, home: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals and closes them again."""
    for tool in ("tmux", "faketime"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    opened: list[Terminal] = []

    def open_one(size: tuple[int, int] = (80, 24)) -> Terminal:
        opened.append(Terminal(tmp_path / f"tmux-{len(opened)}", home, size))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def run(home: Path) -> Callable[..., str]:
    """Runs the installed command and gives its stdout; `at` sets the clock."""

    def command(*args: str, stdin: str | None = None, at: str | None = None) -> str:
        faked = ["faketime", "-f", at] if at else []
        result = subprocess.run(
            [*faked, str(COACH), *args],
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, "TZ": "Europe/Ljubljana"},
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, ""), result.stderr
        return result.stdout

    return command


@pytest.fixture
def answers(run: Callable[..., str]) -> Callable[[], list[dict[str, str]]]:
    """What the export holds."""
    return lambda: json.loads(run("export", "--format", "json"))["answers"]
