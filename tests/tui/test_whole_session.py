"""The whole session in the app: review, reflect, promise, close."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from textual import events
from textual.content import Content
from textual.widgets import Static

from coach.domain.plan import Plan
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.practice.session import Session
from coach.tui.screens.base import MainScreen
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.session.then_and_now import MARK
from tests.tui.conftest import FIRST, LONG, Opened, later, promised, sizes

SIZES = sizes((80, 24), (40, 12))
CONFIRM = "Enter Promise it"


@pytest.mark.parametrize("size", SIZES)
async def test_a_first_session_with_one_more_question_a_promise_and_the_read_back(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await user.begin()
        await user.type("He left with a price.")
        await user.press("ctrl+s")
        await user.at("OneMore")
        asked = user.text("#ask")
        assert "You answered He left with a price." in user.words()
        await user.type("I told old Bill how to check the oil himself before the long drive.")
        await user.press("ctrl+s")
        await user.at("NewPromise")
        await user.type("Bill calls on Monday")
        await user.press("enter")
        await user.type("I check his invoice with him first")
        await user.press("enter")
        await user.shows(lambda: CONFIRM in user.words())
        said = "If Bill calls on Monday, I'll check his invoice with him first."
        await user.until(lambda: f"Your promise {said}" in user.words())
        assert "I'll ask you on Friday." in user.words()
        assert practice.promises.all() == []
        await user.press("enter")
        await user.at("Expect")
        assert "Promised. I'll ask you on Friday." in user.words()
        await user.press("1", "enter")
        await user.at("Close")
        await user.until(lambda: "Tuesday and Friday, or other days" in user.words())
        await user.press("enter")
        await user.on(TodayScreen)
        await user.until(lambda: user.status == "I'll ask you on Friday.")
    given, deeper = practice.entries.visible()
    assert (given.kind, given.prompt, given.text) == ("answer", FIRST, "He left with a price.")
    assert (deeper.kind, deeper.of, deeper.ask) == ("deeper", given.id, asked)
    (promise,) = practice.promises.all()
    assert promise.cue == "Bill calls on Monday"
    assert promise.action == "I check his invoice with him first"
    assert (promise.of, promise.track, promise.due, promise.status, promise.expected) == (
        given.id, "give-free", date(2026, 11, 27), "open", "nothing",
    )  # fmt: skip
    assert practice.course.plan().plan == Plan(("tue", "fri"))
    assert practice.drafts.all() == []


@pytest.mark.parametrize("size", sizes((80, 24), (40, 12), (120, 40)))
async def test_the_earlier_answer_is_shown_only_after_the_new_one_is_saved(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    practice.entries.answer("I told Bill nothing useful.", FIRST)
    promise = promised(practice)
    later(practice, 7)
    practice.promises.review(promise.id, "partly")
    later(practice, 28)
    practice.drafts.save(draft_key("answer", FIRST), b"I told Bill everything useful.")
    async with opened(size) as user:
        await user.begin()
        assert "nothing useful" not in user.screen_text()
        await user.press("ctrl+s")
        await user.at("Changed")
        then, now = (s.content for s in user.view.query("#then-and-now Static").results(Static))
        assert isinstance(then, Content) and isinstance(now, Content)
        assert then.plain == "Then · Tue, Nov 24 · 5 weeks ago\nI told Bill nothing useful."
        assert now.plain == "Now\nI told Bill everything useful."
        assert MARK not in [span.style for span in then.spans]
        assert [now.plain[s.start : s.end] for s in now.spans if s.style == MARK] == ["everything"]
        assert "Partly: If Bill calls, I'll listen first." in user.text(".more")
        assert "What changed, and because of what?" in user.screen_text()
        await user.press("f5")
        assert isinstance(user.app.screen, ReadingScreen)
        await user.until(lambda: "everything useful" in user.words())
        await user.press("escape")
        await user.type("He asked, because of the promise.")
        await user.press("ctrl+s")
        await user.at("NewPromise")
    changed = practice.entries.visible()[-1]
    assert (changed.kind, changed.of) == ("changed", practice.entries.answers_to(FIRST)[-1].id)
    assert changed.ask == "What changed, and because of what?"


async def test_every_step_can_be_skipped_and_nothing_is_saved(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 7)
    before = practice.journal.everything()
    async with opened() as user:
        await user.begin()
        await user.at("Review")
        await user.press("enter")
        await user.at("Reflect")
        await user.press("ctrl+s")
        await user.on(TodayScreen)
    assert practice.journal.everything() == before
    assert practice.drafts.all() == []


async def test_after_a_month_away_one_key_marks_the_weeks_as_time_off(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer(LONG, FIRST)
    for _ in range(2):
        promised(practice)
    later(practice, 30)
    async with opened() as user:
        assert "Welcome back." in user.screen_text()
        await user.press("w")
        await user.until(lambda: "time off" in user.status)
        await user.until(lambda: "Welcome back" not in user.screen_text())
    assert {pause.week for pause in practice.course.pauses()} == {
        "2026-W49", "2026-W50", "2026-W51",
    }  # fmt: skip
    assert Session(practice).today().away == ()


@pytest.mark.parametrize(("key", "course", "planned"), [("1", True, 2), ("3", False, 0)])
async def test_the_end_of_the_twelve_weeks_asks_how_to_go_on(
    opened: Opened, practice: Practice, key: str, course: bool, planned: int
) -> None:
    practice.course.choose_plan(Plan())
    practice.course.start(12)
    practice.entries.answer("Looking back.", "look-back.sign-today")
    promise = practice.promises.make("noon", "I call Ann", expected="nothing")
    practice.promises.review(promise.id, "kept", minutes=20)
    later(practice, 7)
    async with opened() as user:
        await user.begin()
        await user.at("TwelveWeeks")
        assert "You gave once, 20 minutes in all." in user.words()
        await user.press(key)
        await user.pilot.pause()
        assert user.takes_keys()
        await user.press("enter")
        if key == "3":
            await user.on(TodayScreen)
            await user.until(lambda: user.status.startswith("Well done."))
        else:
            await user.at("Reflect")
    choices = practice.course.choices()
    assert choices
    assert choices.course is course
    later(practice, 7)
    assert practice.course.plan().plan.per_week == planned
    position = practice.course.position()
    assert (position and position.number) == (1 if course else None)


async def test_ten_minutes_are_said_once_and_can_be_turned_off(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.practice.session.TEN_MINUTES", timedelta(seconds=0.001))
    monkeypatch.setattr("coach.tui.session.screen.SAY_ENOUGH_AGAIN", 0.01)
    for said in (True, False):
        object.__setattr__(practice.config, "ten_minutes", said)
        async with opened() as user:
            await user.begin()
            if said:
                await user.until(lambda: user.status.startswith("Ten minutes."))
            else:
                await user.pilot.pause(0.4)
                assert "Ten minutes" not in user.status


async def test_arrows_and_enter_in_a_burst_choose_what_they_reach(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        first = user.step
        await user.press("f3")
        await user.until(lambda: user.takes_keys() and user.step is not first)
        await user.press("f3")
        await user.on(ChoiceScreen)
        user.send("down", "down", "down", "enter")
        third = practice.library.tracks[3].title
        await user.until(lambda: third in user.words())


async def test_a_note_typed_in_a_burst_is_all_there(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        user.send(*"nmy note", "ctrl+s")
        await user.until(practice.entries.visible)
        await user.on(MainScreen)
        await user.until(lambda: user.status == "Note saved. Your next session opens with it.")
    assert [a.text for a in practice.entries.visible()] == ["my note"]


async def test_a_step_that_ends_below_the_help_goes_on_when_that_is_closed(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, may_save = practice.journal.put, threading.Event()

    def slowly(*records: Any) -> None:
        may_save.wait(10)
        put(*records)

    monkeypatch.setattr(practice.journal, "put", slowly)
    async with opened() as user:
        await user.press("n")
        await user.type("my note")
        await user.press("ctrl+s")
        await user.until(lambda: user.status == "saving …")
        steps = user.steps
        await user.app.push_screen(HelpScreen(steps))
        may_save.set()
        await user.until(lambda: steps._said)
        assert isinstance(user.app.screen, HelpScreen)
        await user.press("escape")
        await user.on(TodayScreen)
    assert [a.text for a in practice.entries.visible()] == ["my note"]


async def test_a_paste_where_one_chooses_goes_to_the_line_below(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 7)
    async with opened() as user:
        await user.begin()
        await user.at("Review")
        user.app.post_message(events.Paste("3 words pasted"))
        await user.until(lambda: user.view.values()["did"] == "3 words pasted")
        assert user.view.values()["outcome"] == ""
