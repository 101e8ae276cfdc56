"""`coach nudge`: the line that shows a waiting reminder in a new shell."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import paths
from tests.conftest import Result

Coach = Callable[..., Result]
REMINDER = "coach: Your session is due today.\n"


@pytest.fixture
def remind() -> Callable[[], None]:
    """Leaves a reminder for the next shell."""

    def leave() -> None:
        nudge = paths.places().nudge
        nudge.parent.mkdir(parents=True)
        nudge.write_text(REMINDER)

    return leave


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_its_line_shows_the_reminder_in_a_shell(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Callable[[], None],
    shell: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "o'neill \\ $HOME"))
    line = coach("nudge", shell).out
    assert line.count("\n") == 1
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "rc").write_text(line)

    def shown() -> str:
        command = [program, "-i", "-c", f". '{tmp_path}/rc'"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert shown() == ""
    remind()
    assert shown() == REMINDER


def test_in_fish_a_function_called_cat_is_not_in_the_way(
    coach: Coach, tmp_path: Path, remind: Callable[[], None]
) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    (tmp_path / "rc").write_text(f"function cat; echo meow; end; {coach('nudge', 'fish').out}")
    remind()
    command = ["fish", "-i", "-c", f". '{tmp_path}/rc'"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert shown == REMINDER


def test_a_bash_that_nobody_is_using_shows_nothing(
    coach: Coach, tmp_path: Path, remind: Callable[[], None]
) -> None:
    (tmp_path / "rc").write_text(coach("nudge", "bash").out)
    remind()
    script = ["bash", "-c", f". {tmp_path}/rc && echo well"]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    assert done.stdout == "well\n"


def test_without_a_name_it_is_for_the_persons_own_shell(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/local/bin/fish")
    assert coach("nudge").out == coach("nudge", "fish").out
    for shell, says in (("/bin/tcsh", "I don't know the shell “tcsh”."), ("", "your shell.")):
        monkeypatch.setenv("SHELL", shell)
        result = coach("nudge")
        assert result.code == 2
        assert says in result.err
        assert "Name one: coach nudge bash, zsh or fish." in result.err
