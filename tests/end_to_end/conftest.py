"""The real program: in tmux, and as commands under a clock that is set."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.end_to_end.terminal import COACH, Terminal
from tests.processes import clock_at


@pytest.fixture
def terminal(tmp_path: Path, home: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals and closes them again."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    opened: list[Terminal] = []

    def open_one(size: tuple[int, int] = (80, 24)) -> Terminal:
        opened.append(Terminal(tmp_path / f"tmux-{len(opened)}", home, size))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def finished(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the installed command, which has to end well; `at` sets the clock."""

    def command(
        *args: str, stdin: str | None = None, at: datetime | None = None
    ) -> subprocess.CompletedProcess[str]:
        moved = clock_at(at) if at else {}
        env = {**os.environ, "TZ": "Europe/Ljubljana", **moved}
        result = subprocess.run(
            [COACH, *args], input=stdin, capture_output=True, text=True, env=env, check=False
        )
        assert result.returncode == 0, result.stderr
        return result

    return command


@pytest.fixture
def run(finished: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[..., str]:
    """Runs the installed command, which has nothing to say beside it, and gives its stdout."""

    def command(*args: str, stdin: str | None = None, at: datetime | None = None) -> str:
        result = finished(*args, stdin=stdin, at=at)
        assert not result.stderr
        return result.stdout

    return command


@pytest.fixture
def answers(run: Callable[..., str]) -> Callable[[], list[dict[str, str]]]:
    """What the export holds."""
    return lambda: json.loads(run("export", "--format", "json"))["answers"]
