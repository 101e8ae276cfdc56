"""`coach session` in a real, thin terminal: pastes, arrow keys, kills, ctrl+c and ctrl+d."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal, command

pytestmark = pytest.mark.terminal

Terminals = Callable[..., Terminal]
Answers = Callable[[], list[dict[str, str]]]
SESSION = f"clear; {command('session')}; echo ended with $?"


def drafts(home: Path) -> list[str]:
    return [path.read_text() for path in (home / "drafts").glob("*.txt")]


def until_draft(home: Path, text: str) -> None:
    deadline = time.monotonic() + 10
    while text not in drafts(home):
        assert time.monotonic() < deadline, drafts(home)
        time.sleep(0.02)


def session(window: Terminal) -> Terminal:
    """Begin a session, and wait for the first prompt."""
    window.line(SESSION)
    window.wait_for("\n>")
    return window


def test_a_first_session_at_40_columns(terminal: Terminals, answers: Answers) -> None:
    window = session(terminal((40, 12)))
    for line in ("Zwölf minutes, and a phone number.", "", ""):
        window.line(line)
    window.wait_for("If (Enter: someone asks")
    for line in ("Bill calls", "check his oil"):
        window.line(line)
    window.wait_for("Press Enter to confirm")
    window.line("")
    window.wait_for("6 to learn something")
    window.line("")
    window.wait_for("When should I ask again")
    window.line("")
    window.wait_for("May a reminder")
    window.line("")
    window.wait_for("ended with 0")
    assert answers()[0]["text"] == "Zwölf minutes, and a phone number."


def test_a_paste_of_two_paragraphs_is_one_text_and_answers_nothing_else(
    terminal: Terminals, home: Path, answers: Answers
) -> None:
    window = session(terminal())
    window.paste(b"First paragraph.\n\nSecond one.\n\nThird one.\n")
    window.wait_for("Third one.")
    window.line("And a typed end.")
    until_draft(home, "First paragraph.\n\nSecond one.\n\nThird one.\nAnd a typed end.")
    window.line("")
    window.wait_for("Saved.")
    assert [answer["text"] for answer in answers()] == [
        "First paragraph.\n\nSecond one.\n\nThird one.\nAnd a typed end."
    ]


def test_a_pasted_line_of_any_length_arrives_whole(terminal: Terminals, answers: Answers) -> None:
    window = session(terminal())
    words = "all of it " * 9_999 + "all of it#"
    window.paste(words.encode())
    window.wait_for("#")
    for _ in range(2):
        window.line("")
    window.wait_for("Saved.")
    assert [answer["text"] for answer in answers()] == [words]


def test_arrow_keys_edit_the_line_and_are_never_text(terminal: Terminals, home: Path) -> None:
    window = session(terminal())
    window.type("a hone number")
    window.keys("Home", "Right", "Right")
    window.type("p")
    window.keys("Up", "Down", "End", "Left", "Delete")
    window.type("rs")
    window.keys("Enter")
    until_draft(home, "a phone numbers")


def test_the_editor_opens_and_the_session_goes_on(
    terminal: Terminals, home: Path, tmp_path: Path
) -> None:
    script = tmp_path / "appends"
    script.write_text("#!/bin/sh\nprintf ' and more\\n' >> \"$1\"\n")
    script.chmod(0o755)
    window = terminal()
    window.line(f"export VISUAL={script}")
    session(window)
    for line in ("typed", "/edit", "and a line"):
        window.line(line)
    until_draft(home, "typed and more\nand a line")


def test_who_leaves_by_ctrl_d_finds_the_words_again(terminal: Terminals, home: Path) -> None:
    window = session(terminal())
    window.line("half a thought")
    until_draft(home, "half a thought")
    window.keys("C-d")
    shown = window.wait_for("ended with")
    assert "ended with 0" in shown
    assert "Draft saved. coach session goes on there." in shown
    assert drafts(home) == ["half a thought"]
    again = session(terminal())
    again.wait_for("You began this")


def test_ctrl_c_leaves_the_line_at_hand_in_the_draft_too(terminal: Terminals, home: Path) -> None:
    window = session(terminal())
    window.line("half a thought")
    window.type("and its end")
    window.wait_for("and its end")
    window.keys("C-c")
    assert "Draft saved. coach session goes on there." in window.wait_for("ended with 0")
    assert drafts(home) == ["half a thought\nand its end"]


def test_after_kill_9_all_but_the_line_at_hand_is_there(terminal: Terminals, home: Path) -> None:
    window = session(terminal())
    window.line("first line")
    window.line("second line")
    window.type("a line at ha")
    window.wait_for("a line at ha")
    until_draft(home, "first line\nsecond line")
    os.kill(window.app_pid(), signal.SIGKILL)
    window.wait_for("ended with 137")
    again = session(terminal())
    again.wait_for("second line")
    for line in ("", "", "Bill calls"):
        again.line(line)
    until_draft(home, "cue: Bill calls\n")
    os.kill(again.app_pid(), signal.SIGKILL)
    third = terminal()
    third.line(SESSION)
    third.wait_for("press Enter to leave it as it is.")


def test_nothing_is_coloured_and_the_whole_screen_is_never_taken(terminal: Terminals) -> None:
    window = session(terminal())
    window.line("a word")
    window.wait_for("> a word\n>")
    shown = window.screen("-e")
    assert "\x1b[" not in shown.partition("Week 1")[2]
    assert "Think of the last person" in shown


@pytest.mark.parametrize(
    "number",
    [signal.SIGKILL, signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.faults)],
)
def test_a_line_that_is_not_finished_is_in_the_draft(
    terminal: Terminals, home: Path, number: int
) -> None:
    window = session(terminal())
    window.line("A finished line.")
    window.type("and one that is n")
    until_draft(home, "A finished line.\nand one that is n")
    window.type("ot")
    window.wait_for("and one that is not")
    pid = next(
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if b"\0session\0" in path.read_bytes() and str(home).encode() in _environ(path)
    )
    if number == signal.SIGKILL:
        until_draft(home, "A finished line.\nand one that is not")
    os.kill(pid, number)
    window.wait_for(f"ended with {128 + number}")
    assert drafts(home) == ["A finished line.\nand one that is not"]


def _environ(path: Path) -> bytes:
    return path.with_name("environ").read_bytes()
