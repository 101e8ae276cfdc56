"""Making a promise in the app: its blanks, what it lacks, and the read-back."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.errors import SaveError
from coach.practice import Practice
from coach.practice.drafting import PROMISE, form_text
from coach.practice.session import ENOUGH_FOR_TODAY
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened, later, promised, sizes

CONFIRM = "Enter Promise it"
OPENING = "someone asks for a job I can't take"
SIZES = sizes((80, 24), (40, 12))


async def test_what_a_promise_lacks_is_pointed_out_once_and_nothing_is_refused(
    promising: Opened, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="")
    async with promising() as user:
        await user.press("tab")
        await user.type("I listen")
        await user.press("enter")
        await user.until(lambda: "Name a person, a day or an event." in user.status)
        hint = user.status
        assert hint.endswith("Press Enter to go on anyway.")
        assert user.app.screen.focused.id == "cue"
        await user.type("Bi")
        drafts = practice.places.drafts
        await user.until(lambda: any("cue: Bi\n" in f.read_text() for f in drafts.glob("*.txt")))
        await user.pilot.pause()
        assert user.status == hint
        await user.press("backspace", "backspace", "enter")
        await user.until(lambda: CONFIRM in user.words())
        await user.press("enter")
        await user.at("Expect")
        await user.press("enter")
        await user.at("Close")
    assert [(p.cue, p.action) for p in practice.promises.all()] == [("", "I listen")]


async def test_ten_minutes_are_said_only_once_nothing_else_is_asked(
    promising: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.session.screen.SAY_ENOUGH_AGAIN", 0.01)
    async with promising() as user:
        await user.type("Bill calls")
        await user.press("tab")
        await user.type("try it")
        await user.press("enter")
        await user.until(lambda: user.status.startswith("What would somebody see you do?"))
        hint = user.status
        user.steps._say_enough()
        await user.pilot.pause(0.05)
        assert user.status == hint
        await user.press("enter")
        await user.until(lambda: user.status == ENOUGH_FOR_TODAY)


async def test_a_read_back_promise_can_be_changed_and_moved_by_days(
    promising: Opened, practice: Practice
) -> None:
    async with promising() as user:
        await user.type("Bill calls")
        await user.press("enter")
        await user.type("I lissen")
        await user.press("enter")
        await user.until(lambda: CONFIRM in user.words())
        await user.press("escape", "tab", "backspace", "backspace", "backspace", "backspace")
        await user.type("sten")
        await user.press("enter")
        await user.until(lambda: "I'll listen." in user.words())
        await user.press("right", "right", "left")
        await user.until(lambda: "I'll ask you on Saturday." in user.words())
        await user.press("enter")
        await user.at("Expect")
    (promise,) = practice.promises.all()
    assert (promise.action, promise.due) == ("I listen", date(2026, 11, 28))


async def test_after_a_not_this_time_the_obstacle_is_asked_for(
    promising: Opened, practice: Practice
) -> None:
    practice.promises.review(promised(practice).id, "not-this-time")
    later(practice, 1)
    async with promising() as user:
        for words in ("Bill calls", "I listen", "I am in a hurry", "I say so"):
            await user.type(words)
            await user.press("enter")
        await user.until(lambda: "If I am in a hurry, I'll say so." in user.words())
        await user.press("enter")
        await user.at("Expect")
    promise = practice.promises.all()[-1]
    assert (promise.obstacle, promise.fallback) == ("I am in a hurry", "I say so")


@pytest.mark.parametrize("size", SIZES)
async def test_the_questions_own_opening_stands_in_the_blank_until_an_action_takes_it(
    promising: Opened, practice: Practice, every_prompt: Callable[..., None], size: tuple[int, int]
) -> None:
    every_prompt(cue=OPENING)
    async with promising(size) as user:
        assert f"Enter: {OPENING}" in user.words().replace("█ ", "")
        await user.press("enter")
        await user.until(lambda: user.app.screen.focused.id == "action")
        await user.type("I name who does")
        await user.press("enter")
        await user.until(lambda: f"If {OPENING}, I'll name who does." in user.words())
        assert user.view.values()["cue"] == OPENING
        await user.press("enter")
        await user.at("Expect")
    assert [(p.cue, p.action) for p in practice.promises.all()] == [(OPENING, "I name who does")]


async def test_what_is_only_suggested_is_never_promised_or_drafted(
    promising: Opened, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue=OPENING)
    async with promising() as user:
        await user.press("enter", "enter")
        await user.at("Close")
    assert practice.promises.all() == []
    assert practice.drafts.all() == []


async def test_one_key_at_the_promise_asks_one_more_question_and_the_promise_waits(
    promising: Opened, practice: Practice
) -> None:
    async with promising(text="It was enough.") as user:
        assert "You answered It was enough." in user.words()
        await user.type("Bill calls")
        await user.press("f5")
        await user.at("OneMore")
        await user.type("Nobody else.")
        await user.press("ctrl+s")
        await user.at("NewPromise")
        assert user.view.values()["cue"] == "Bill calls"
        assert "One more question" not in user.screen_text()
    assert [a.kind for a in practice.entries.visible()] == ["answer", "deeper", "deeper"]


async def test_a_step_left_in_the_middle_goes_on_with_the_words(
    promising: Opened, practice: Practice
) -> None:
    async with promising() as user:
        await user.type("Bill calls")
        await user.press("escape")
        await user.until(lambda: "small promise" in user.text("#why"))
        await user.press("enter")
        await user.at("NewPromise")
        assert user.view.values()["cue"] == "Bill calls"
        assert user.app.screen.focused.id == "action"


async def test_a_promise_that_cannot_be_saved_stays_on_the_screen_and_in_a_draft(
    promising: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise SaveError("The journal could not be saved: the disk is full.", "Make room.")

    async with promising() as user:
        monkeypatch.setattr(practice.journal, "put", fails)
        await user.type("Bill calls")
        await user.press("enter")
        await user.type("I listen")
        await user.press("enter", "enter")
        await user.until(lambda: user.status.startswith("Not saved."))
        assert "the disk is full" in user.status
        await user.press("escape", "escape")
        await user.on(TodayScreen)
    (draft,) = practice.drafts.all()
    expected = form_text({"cue": "Bill calls", "action": "I listen"})
    assert (draft.key, draft.text) == (PROMISE, expected)


async def test_after_not_this_time_one_key_repeats_the_promise_but_for_what_is_written(
    promising: Opened, practice: Practice
) -> None:
    promise = practice.promises.make("Bill calls", "I listen", obstacle="a queue", fallback="wave")
    later(practice, 7)
    practice.promises.review(promise.id, "not-this-time")
    async with promising() as user:
        assert "Not this time, and that's fine." in user.screen_text()
        await user.type("Karl writes")
        await user.press("f3")
        assert user.view.values() == {
            "cue": "Karl writes", "action": "I listen", "obstacle": "a queue", "fallback": "wave",
        }  # fmt: skip
        await user.press("ctrl+s")
        await user.until(lambda: CONFIRM in user.words())
        await user.press("enter")
        await user.at("Expect")
    again = practice.promises.all()[-1]
    assert (again.cue, again.action, again.fallback) == ("Karl writes", "I listen", "wave")


async def test_a_long_promise_can_be_read_back_on_a_small_screen(
    promising: Opened, practice: Practice
) -> None:
    cue = "a long story about a man who calls " * 20
    practice.drafts.save(PROMISE, form_text({"cue": cue, "action": "listen"}).encode())
    async with promising((40, 12)) as user:
        await user.press("ctrl+s")
        await user.until(lambda: CONFIRM in user.words())
        assert "I'll listen" not in user.words()
        await user.press(*["down"] * 20)
        await user.until(lambda: "I'll listen" in user.words())
        assert CONFIRM in user.words()
