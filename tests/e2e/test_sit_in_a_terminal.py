"""`coach sit` in a real, thin terminal: kills, ctrl+c, ctrl+d, and a whole first sitting."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, command

pytestmark = pytest.mark.terminal

Terminals = Callable[..., Terminal]
SIT = f"clear; {command('sit')}; echo ended with $?"


def drafts(home: Path) -> list[str]:
    return [path.read_text() for path in (home / "drafts").glob("*.txt")]


def sitting(window: Terminal) -> Terminal:
    window.line(SIT)
    window.wait_for("tells what", "You promised")
    return window


def test_a_first_sitting_at_40_columns(
    terminal: Terminals, answers: Callable[[], list[dict[str, str]]]
) -> None:
    window = sitting(terminal((40, 12)))
    for line in ("Zwölf minutes, and a phone number.", "", ""):
        window.line(line)
    window.wait_for("If …")
    for line in ("Bill calls", "check his oil"):
        window.line(line)
    window.wait_for("Enter promises it")
    window.line("")
    window.wait_for("When shall I ask again")
    window.line("")
    window.wait_for("ended with 0")
    assert answers()[0]["text"] == "Zwölf minutes, and a phone number."


@pytest.mark.parametrize("key", ["C-c", "C-d"])
def test_who_leaves_by_a_key_finds_the_words_again(
    terminal: Terminals, home: Path, key: str
) -> None:
    window = sitting(terminal())
    window.line("half a thought")
    window.wait_for("half a thought\n")
    window.keys(key)
    shown = window.wait_for("ended with")
    assert "ended with 0" in shown
    assert "coach sit goes on there" in shown
    assert drafts(home) == ["half a thought"]
    again = sitting(terminal())
    again.wait_for("You began this")


def test_after_kill_9_all_but_the_line_at_hand_is_there(terminal: Terminals, home: Path) -> None:
    window = sitting(terminal())
    window.line("first line")
    window.line("second line")
    window.type("a line at ha")
    window.wait_for("a line at ha")
    until_draft(home, "first line\nsecond line")
    os.kill(window.app_pid(), signal.SIGKILL)
    window.wait_for("ended with 137")
    again = sitting(terminal())
    again.wait_for("second line")
    for line in ("", "", "Bill calls"):
        again.line(line)
    until_draft(home, "cue: Bill calls\n")
    os.kill(again.app_pid(), signal.SIGKILL)
    third = terminal()
    third.line(SIT)
    third.wait_for("Write it anew, or Enter keeps it.")


def until_draft(home: Path, text: str) -> None:
    deadline = time.monotonic() + 10
    while text not in drafts(home):
        assert time.monotonic() < deadline, drafts(home)
        time.sleep(0.02)
