"""A walk through the four questions in a real terminal: every key counted, and killed midway."""

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal, command

pytestmark = pytest.mark.terminal

Terminals = Callable[..., Terminal]
Run = Callable[..., str]
TEXTS = ["Check the chain with a ruler.", "Name who does.", "Who can't wait.", "You ride again."]
PAGES = ["what-i-give-first", "when-i-cant", "who-i-serve", "my-value"]


def answered(run: Run) -> list[str]:
    """What is saved; the clock of a second window begins anew, so its order tells nothing."""
    return sorted(
        answer["text"] for answer in json.loads(run("export", "--format", "json"))["answers"]
    )


def begin(window: Terminal) -> None:
    """Open the app, and walk from its welcome."""
    window.open_app()
    window.wait_for("Walk through the four")
    window.keys("w")


def answer_from(window: Terminal, number: int) -> None:
    for n, text in enumerate(TEXTS[number - 1 :], number):
        window.wait_for(f"Question {n} of 4.")
        window.type(text)
        window.keys("C-s")


@pytest.mark.faults
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_a_first_walk_in_the_app(terminal: Terminals, run: Run, size: tuple[int, int]) -> None:
    window = terminal(size)
    begin(window)
    answer_from(window, 1)
    window.wait_for("One small promise")
    window.type("Bill calls again")
    window.keys("Enter")
    window.type("I ask what he measured")
    window.keys("Enter")
    window.wait_for("Promise it")
    window.keys("Enter")
    window.wait_for("What do you expect back?")
    window.keys("Enter")
    window.wait_for("Which pages of your playbook")
    window.keys("1", "2", "3", "4", "C-s")
    window.wait_for("Done for today")
    window.keys("Enter")
    window.wait_for("That's it for today. You saved:")
    assert window.pressed == 15
    window.keys("C-q")
    window.wait_for("ended with 0")
    exported = json.loads(run("export", "--format", "json"))
    assert [answer["text"] for answer in exported["answers"]] == TEXTS
    assert [(line["page"], line["text"]) for line in exported["lines"]] == [
        *zip(PAGES, TEXTS, strict=True)
    ]
    assert len(exported["promises"]) == 1


@pytest.mark.faults
def test_after_kill_9_in_the_app_enter_goes_on_with_the_walk_and_the_words(
    terminal: Terminals, run: Run
) -> None:
    window = terminal()
    begin(window)
    window.wait_for("Question 1 of 4.")
    window.type(TEXTS[0])
    window.keys("C-s")
    window.wait_for("Question 2 of 4.")
    window.type("Name who")
    window.wait_for("draft saved")
    os.kill(window.app_pid(), signal.SIGKILL)
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for("Name who")
    again.type(" does.")
    again.keys("C-s")
    answer_from(again, 3)
    again.wait_for("One small promise")
    assert answered(run) == sorted(TEXTS)


@pytest.mark.faults
def test_after_kill_9_in_the_lines_they_are_there_again(terminal: Terminals, run: Run) -> None:
    window = terminal()
    begin(window)
    answer_from(window, 1)
    window.wait_for("One small promise")
    window.keys("C-s")
    window.wait_for("Which pages of your playbook")
    window.keys("1", "Enter")
    window.type(" At the counter.")
    window.wait_for("draft saved")
    os.kill(window.app_pid(), signal.SIGKILL)
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for("At the counter.")
    again.keys("C-s")
    again.wait_for("One small promise")
    again.keys("C-s")
    again.wait_for("When should I ask again?")
    (line,) = json.loads(run("export", "--format", "json"))["lines"]
    assert line["text"] == f"{TEXTS[0]} At the counter."


@pytest.mark.faults
def test_in_plain_lines_it_survives_kill_9_and_the_next_session_goes_on(
    terminal: Terminals, run: Run, home: Path
) -> None:
    window = terminal((40, 12))
    window.line(f"clear; {command('session', '--four')}; echo ended with $?")
    window.wait_for("give people for free")
    window.line(TEXTS[0])
    window.line("")
    window.wait_for("even when")
    window.line("Name who does.")
    deadline = time.monotonic() + 10
    while not any("Name who" in path.read_text() for path in (home / "drafts").glob("*.txt")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(window.app_pid(), signal.SIGKILL)
    again = terminal((40, 12))
    again.line(f"clear; {command('session')}; echo ended with $?")
    again.wait_for("Name who does.")
    again.line("")
    for ask, text in zip(("turn away", "are you worth"), TEXTS[2:], strict=True):
        again.wait_for(ask)
        again.line(text)
        again.line("")
    again.wait_for("If (")
    again.line("")
    again.wait_for("I'll (")
    again.line("")
    again.wait_for("My value: ")
    again.line("")
    again.wait_for("When should I ask")
    again.line("")
    again.wait_for("May a reminder")
    again.line("")
    again.wait_for("ended with 0")
    assert answered(run) == sorted(TEXTS)
