"""A whole session in a real terminal, and the end of the program in each of its steps."""

import json
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coach.paths import Places
from coach.practice import Practice
from tests.conftest import FixedClock
from tests.end_to_end.terminal import NOW, Terminal

pytestmark = pytest.mark.terminal

Terminals = Callable[..., Terminal]
FIRST = "give-free.left-without-buying"
LONG = "He left with a price, and Bill told me on Monday that two of them never even sent a bill."


@pytest.mark.faults
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_a_first_session_and_a_week_later_the_review(
    terminal: Terminals, run: Callable[..., str], size: tuple[int, int]
) -> None:
    window = terminal(size)
    window.open_app()
    window.keys("Enter")
    window.type("A man asked about an old bike.")
    window.keys("C-s")
    window.wait_for("What did you actually say", "Who was it")
    window.type("Old Bill. I told him on the phone how to look at the chain with a ruler, two ")
    window.type("minutes, and what the number means for the ride.")
    window.keys("C-s")
    window.wait_for("One small promise")
    window.type("Bill calls again")
    window.keys("Enter")
    window.type("I ask what he measured")
    window.keys("Enter")
    window.wait_for("Promise it")
    window.keys("Enter")
    window.wait_for("What do you expect back?")
    window.keys("Enter")
    window.wait_for("When should I ask again?")
    window.keys("Enter")
    window.wait_for("That's it for today.")
    assert window.pressed <= 8
    window.keys("C-q")
    window.wait_for("ended with 0")

    window = terminal(size)
    window.open_app(at=NOW + timedelta(weeks=1))
    window.wait_for("First, how did it go?")
    window.keys("Enter")
    window.wait_for("How did it go?")
    window.keys("1")
    window.type("I asked, and we laughed")
    window.keys("Enter")
    window.type("He had lost the ruler")
    window.keys("Enter", "2", "Enter")
    window.wait_for("That came from what you did.")
    window.keys("Enter")
    window.wait_for("What could you give people for free")
    assert window.pressed <= 7
    window.keys("C-q")
    window.wait_for("ended with 0")

    exported = json.loads(run("export", "--format", "json"))
    assert [answer["kind"] for answer in exported["answers"]] == ["answer", "deeper"]
    (promise,) = exported["promises"]
    assert (promise["cue"], promise["action"]) == ("Bill calls again", "I ask what he measured")
    assert (promise["status"], promise["reviewed"]) == ("kept", "2026-12-01")
    assert promise["came_back"] == [{"day": "2026-12-01", "what": "thanks"}]
    assert exported["choices"]["plan"] == [
        {"week": "2026-W48", "days": ["tue", "fri"], "sessions": 2}
    ]


@pytest.fixture
def earlier(home: Path) -> Callable[[float], Practice]:
    """The practice at so many days before now."""

    def at(days: float) -> Practice:
        places = Places(data=home, config_file=home / "config.toml", state=home / "state")
        return Practice(places, clock=FixedClock(NOW - timedelta(days=days)))

    return at


def to_reflect(practice: Callable[[float], Practice], window: Terminal) -> None:
    window.open_app()
    window.keys("Enter")


def to_deeper(practice: Callable[[float], Practice], window: Terminal) -> None:
    practice(0).entries.answer("Short.", FIRST)
    window.open_app()
    window.keys("Enter")


def to_changed(practice: Callable[[float], Practice], window: Terminal) -> None:
    practice(30).entries.answer("Then.", FIRST)
    practice(0).entries.answer("Now.", FIRST)
    window.open_app()
    window.keys("Enter")


def to_promise(practice: Callable[[float], Practice], window: Terminal) -> None:
    practice(0).entries.answer(LONG, FIRST)
    window.open_app()
    window.keys("Enter")
    window.wait_for("If a friend asked them")
    window.keys("C-s")
    window.wait_for("One small promise")


def to_review(practice: Callable[[float], Practice], window: Terminal) -> None:
    practice(8).promises.make("Bill calls", "I listen")
    window.open_app()
    window.keys("Enter", "1")


@pytest.mark.parametrize(
    "to",
    [
        to_reflect,
        *(pytest.param(to, marks=pytest.mark.faults) for to in (to_deeper, to_changed, to_review)),
        pytest.param(to_promise, marks=pytest.mark.faults),
    ],
)
def test_after_kill_9_in_a_step_the_next_start_goes_on_there_with_the_words(
    terminal: Terminals,
    earlier: Callable[[float], Practice],
    home: Path,
    to: Callable[[Callable[[float], Practice], Terminal], None],
) -> None:
    window = terminal()
    to(earlier, window)
    window.type("half a thought")
    window.wait_for("draft saved")
    os.kill(window.app_pid(), signal.SIGKILL)
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for("half a thought")
    again.keys("C-q")
    again.wait_for("ended with 0")
    assert [d.text for d in earlier(0).drafts.all() if "half a thought" in d.text]


def to_echo(practice: Callable[[float], Practice], window: Terminal) -> None:
    promise = practice(30).promises.make("Bill calls", "I listen", expected="nothing")
    practice(30).promises.review(promise.id, "kept")
    window.open_app()
    window.keys("Enter")


def to_twelve_weeks(practice: Callable[[float], Practice], window: Terminal) -> None:
    practice(7).course.start(12)
    practice(7).entries.answer("What I would sign today.", "look-back.sign-today")
    window.open_app()
    window.keys("Enter")


@pytest.mark.faults
@pytest.mark.parametrize(
    ("to", "shows"),
    [
        (to_echo, "What came back from it?"),
        (to_twelve_weeks, "How do you want to go on?"),
        (to_review, "How did it go?"),
        (to_changed, "What changed, and because of what?"),
    ],
)
def test_after_kill_9_before_a_word_the_next_start_stands_at_the_same_step(
    terminal: Terminals,
    earlier: Callable[[float], Practice],
    to: Callable[[Callable[[float], Practice], Terminal], None],
    shows: str,
) -> None:
    window = terminal()
    to(earlier, window)
    window.wait_for(shows)
    os.kill(window.app_pid(), signal.SIGKILL)
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for(shows)


@pytest.mark.faults
def test_after_kill_9_where_a_promise_is_read_back_it_is_not_made_and_its_words_are_there(
    terminal: Terminals, earlier: Callable[[float], Practice]
) -> None:
    window = terminal()
    to_promise(earlier, window)
    window.type("Bill calls")
    window.keys("Enter")
    window.type("I listen")
    window.wait_for("draft saved")
    window.keys("Enter")
    window.wait_for("Promise it")
    os.kill(window.app_pid(), signal.SIGKILL)
    assert earlier(0).promises.all() == []
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for("Bill calls")
    again.keys("C-s")
    again.wait_for("If Bill calls, I'll listen.")
    again.keys("Enter")
    again.wait_for("What do you expect back?")
    assert [promise.cue for promise in earlier(0).promises.all()] == ["Bill calls"]


@pytest.mark.faults
def test_after_kill_9_at_the_close_what_was_kept_is_there_and_the_close_comes_again(
    terminal: Terminals, earlier: Callable[[float], Practice]
) -> None:
    window = terminal()
    to_promise(earlier, window)
    window.keys("C-s")
    window.wait_for("When should I ask again?")
    os.kill(window.app_pid(), signal.SIGKILL)
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for("If a friend asked them")
    again.keys("C-s")
    again.wait_for("One small promise")
    again.keys("C-s")
    again.wait_for("When should I ask again?")
    assert [answer.text for answer in earlier(0).entries.visible()] == [LONG]
