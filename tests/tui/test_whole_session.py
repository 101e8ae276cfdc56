"""The whole session in the app: review, reflect, promise, close."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from textual import events
from textual.geometry import Region
from textual.widgets import Static

from coach.domain.model import PromiseStatus
from coach.domain.plan import Plan
from coach.domain.promises import ENOUGH
from coach.errors import SaveError
from coach.practice import Practice
from coach.practice.drafting import PROMISE, draft_key, form_text
from coach.practice.session import ENOUGH_FOR_TODAY, Session
from coach.tui.screens.base import MainScreen
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened, User, later, promised, sizes

FIRST = "give-free.left-without-buying"
LONG = "He left with a price, and Bill told me on Monday that two of them never even sent a bill."
SIZES = sizes((80, 24), (40, 12))
CONFIRM = "Enter Promise it"


async def answer(user: User, text: str = LONG, *, more: bool = True) -> None:
    """Answer the question, and skip one more, which comes unless a promise was reviewed."""
    await user.begin()
    await user.type(text)
    await user.press("ctrl+s")
    if more:
        await user.at("OneMore")
        await user.press("ctrl+s")
    await user.at("NewPromise")


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
        await user.until(lambda: said in user.words())
        assert "I'll ask you on Friday." in user.words()
        assert practice.promises.all() == []
        await user.press("enter")
        await user.at("Expect")
        assert "Promised. I'll ask you on Friday." in user.words()
        await user.press("1", "enter")
        await user.at("Close")
        await user.until(lambda: "Enter: Tuesday and Friday" in user.screen_text())
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


async def test_with_two_open_promises_none_is_asked_for(opened: Opened, practice: Practice) -> None:
    for _ in range(2):
        promised(practice)
    later(practice, 1)
    async with opened() as user:
        await user.begin()
        await user.type(LONG)
        await user.press("ctrl+s")
        await user.at("OneMore")
        await user.press("ctrl+s")
        await user.at("Close")
        assert ENOUGH in user.screen_text()


async def test_what_a_promise_lacks_is_pointed_out_once_and_nothing_is_refused(
    opened: Opened, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="")
    async with opened() as user:
        await answer(user)
        await user.press("tab")
        await user.type("I listen")
        await user.press("enter")
        await user.until(lambda: "Name a person, a day or an event." in user.status)
        assert user.app.screen.focused.id == "cue"
        await user.press("ctrl+s")
        await user.until(lambda: CONFIRM in user.words())
        await user.press("enter")
        await user.at("Expect")
        await user.press("enter")
        await user.at("Close")
    assert [(p.cue, p.action) for p in practice.promises.all()] == [("", "I listen")]


async def test_enter_goes_on_without_what_was_pointed_out(
    opened: Opened, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="")
    async with opened() as user:
        await answer(user)
        await user.press("tab")
        await user.type("I listen")
        await user.press("enter")
        await user.until(lambda: user.status.endswith("Press Enter to go on anyway."))
        await user.press("enter")
        await user.until(lambda: CONFIRM in user.words())


async def test_what_asks_something_is_not_replaced_by_a_passing_note(
    opened: Opened, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="")
    async with opened() as user:
        await answer(user)
        await user.press("tab")
        await user.type("I listen")
        await user.press("enter")
        await user.until(lambda: "Name a person, a day or an event." in user.status)
        hint = user.status
        await user.type("Bi")
        drafts = practice.places.drafts
        await user.until(lambda: any("cue: Bi\n" in f.read_text() for f in drafts.glob("*.txt")))
        await user.pilot.pause()
        assert user.status == hint


async def test_ten_minutes_are_said_only_once_nothing_else_is_asked(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.session.screen.SAY_ENOUGH_AGAIN", 0.01)
    async with opened() as user:
        await answer(user)
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
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await answer(user)
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


@pytest.mark.parametrize(("before", "asked"), [("kept", False), ("not-this-time", True)])
async def test_after_a_not_this_time_the_obstacle_is_asked_for(
    opened: Opened, practice: Practice, before: PromiseStatus, asked: bool
) -> None:
    for status in ("kept", "kept", before):
        practice.promises.review(promised(practice).id, status)
    later(practice, 1)
    async with opened() as user:
        await answer(user)
        assert bool(user.app.screen.query("#obstacle")) is asked
        if asked:
            for words in ("Bill calls", "I listen", "I am in a hurry", "I say so"):
                await user.type(words)
                await user.press("enter")
            await user.until(lambda: "If I am in a hurry, I'll say so." in user.words())
            await user.press("enter")
            await user.at("Expect")
    if asked:
        promise = practice.promises.all()[-1]
        assert (promise.obstacle, promise.fallback) == ("I am in a hurry", "I say so")


OPENING = "someone asks for a job I can't take"


@pytest.mark.parametrize("size", SIZES)
async def test_the_questions_own_opening_stands_in_the_blank_until_an_action_takes_it(
    opened: Opened, practice: Practice, every_prompt: Callable[..., None], size: tuple[int, int]
) -> None:
    every_prompt(cue=OPENING)
    async with opened(size) as user:
        await answer(user)
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
    opened: Opened, practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue=OPENING)
    async with opened() as user:
        await answer(user)
        await user.press("enter", "enter")
        await user.at("Close")
    assert practice.promises.all() == []
    assert practice.drafts.all() == []


async def test_one_key_at_the_promise_asks_one_more_question_and_the_promise_waits(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("It was enough.")
        await user.press("ctrl+s")
        await user.at("OneMore")
        await user.type("I was there.")
        await user.press("ctrl+s")
        await user.at("NewPromise")
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


async def test_the_first_close_asks_by_one_key_if_reminders_may_repeat_a_promise(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await answer(user)
        await user.press("ctrl+s")
        await user.at("Close")
        assert "May a reminder quote your promise?" in user.words()
        await user.press("tab", "1", "enter")
        await user.on(TodayScreen)
    planned = practice.course.plan()
    assert (planned.plan, planned.on_the_day) == (Plan(("tue", "fri")), True)


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
        then, now = (str(s.content) for s in user.view.query("ThenAndNow Static").results(Static))
        assert then == "Then · Tue, Nov 24 · 5 weeks ago\nI told Bill nothing useful."
        assert now == "Now\nI told Bill everything useful."
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


async def test_a_step_left_in_the_middle_goes_on_with_the_words(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await answer(user)
        await user.type("Bill calls")
        await user.press("escape")
        await user.until(lambda: "small promise" in user.text("#why"))
        await user.press("enter")
        await user.at("NewPromise")
        assert user.view.values()["cue"] == "Bill calls"
        assert user.app.screen.focused.id == "action"


async def test_a_promise_that_cannot_be_saved_stays_on_the_screen_and_in_a_draft(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise SaveError("The journal could not be saved: the disk is full.", "Make room.")

    async with opened() as user:
        await answer(user)
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


@pytest.mark.parametrize(
    ("key", "course", "planned"), [("1", True, 2), ("2", False, 2), ("3", False, 0)]
)
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


async def test_what_is_being_taken_away_may_be_drawn_once_more(opened: Opened) -> None:
    async with opened() as user:
        await user.begin()
        area = user.area
        await user.view.remove()
        drawn = area.render_lines(Region(0, 0, 10, 2))
        assert [strip.text for strip in drawn] == [" " * 10] * 2


def test_the_dates_of_these_tests_are_a_tuesdays(practice: Practice) -> None:
    assert practice.day() == date(2026, 11, 24)


async def test_at_the_close_one_key_adds_a_line_to_the_questions_page(
    opened: Opened, practice: Practice
) -> None:
    practice.course.choose_plan(Plan())
    async with opened() as user:
        await answer(user, "He left with a price. I could have said more.")
        await user.press("ctrl+s")
        await user.at("Close")
        assert "Your plan: Any day." not in user.words()
        assert "Add to playbook" in user.screen_text()
        await user.press("f4")
        await user.at("PlaybookLine")
        assert "What I give first" in user.text("#ask")
        assert user.area.text == "I could have said more."  # the sentence with its lesson
        await user.type(" And a hint.")
        await user.press("ctrl+s")
        await user.at("Close")
        await user.until(lambda: "Saved on your page" in user.status)
        await user.until(lambda: "Add to playbook" not in user.screen_text())
        await user.press("enter")
        await user.on(TodayScreen)
    (line,) = practice.playbook.lines()
    assert (line.page, line.text) == ("what-i-give-first", "I could have said more. And a hint.")
    assert line.of == practice.entries.visible()[0].id
    assert practice.drafts.all() == []


async def test_after_not_this_time_one_key_repeats_the_promise(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    later(practice, 7)
    practice.promises.review(promise.id, "not-this-time")
    async with opened() as user:
        await answer(user, more=False)
        assert "Not this time, and that's fine." in user.screen_text()
        await user.press("f3", "ctrl+s")
        await user.until(lambda: CONFIRM in user.words())
        await user.press("enter")
        await user.at("Expect")
    again = practice.promises.all()[-1]
    assert (again.again_of, again.cue, again.action) == (promise.id, promise.cue, promise.action)


async def test_a_long_promise_can_be_read_back_on_a_small_screen(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer(LONG, FIRST)
    cue = "a long story about a man who calls " * 20
    practice.drafts.save(PROMISE, form_text({"cue": cue, "action": "listen"}).encode())
    async with opened((40, 12)) as user:
        await user.begin()
        await user.at("NewPromise")
        await user.press("ctrl+s")
        await user.until(lambda: CONFIRM in user.words())
        assert "I'll listen" not in user.words()
        await user.press(*["down"] * 20)
        await user.until(lambda: "I'll listen" in user.words())
        assert CONFIRM in user.words()


async def test_a_plan_that_was_typed_at_the_close_is_there_again(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await answer(user)
        await user.press("ctrl+s")
        await user.at("Close")
        await user.type("mon wed")
        await user.press("escape")
        await user.on(TodayScreen)
        await user.begin()
        await user.at("Close")
        assert user.view.values() == {"plan": "mon wed", "words": ""}
        await user.press("enter")
        await user.on(TodayScreen)
    assert practice.course.plan().plan == Plan(("mon", "wed"))
    assert practice.drafts.all() == []


async def test_a_plan_that_cannot_be_read_is_pointed_out(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await answer(user)
        await user.press("ctrl+s")
        await user.at("Close")
        await user.type("soon")
        await user.press("enter")
        await user.until(lambda: "soon" in user.status)
        assert user.takes_keys()
        assert user.view.values() == {"plan": "soon", "words": ""}
    assert practice.course.choices() is None or not practice.course.choices().plan


async def test_a_playbook_line_left_in_the_middle_is_gone_on_with(
    opened: Opened, practice: Practice
) -> None:
    practice.course.choose_plan(Plan())
    async with opened() as user:
        await answer(user)
        await user.press("ctrl+s")
        await user.at("Close")
        await user.press("f4")
        await user.at("PlaybookLine")
        user.send(*" And more.", "ctrl+q")
        await user.until(lambda: not user.app.is_running)
    async with opened() as user:
        assert "a line for your playbook" in user.text("#why")
        await user.begin()
        await user.at("PlaybookLine")
        assert user.area.text.endswith(" And more.")


async def test_repeating_a_promise_leaves_what_is_written(
    opened: Opened, practice: Practice
) -> None:
    promise = practice.promises.make("Bill calls", "I listen", obstacle="a queue", fallback="wave")
    later(practice, 7)
    practice.promises.review(promise.id, "not-this-time")
    async with opened() as user:
        await answer(user, more=False)
        await user.type("Karl writes")
        await user.press("f3")
        assert user.view.values() == {
            "cue": "Karl writes", "action": "I listen", "obstacle": "a queue", "fallback": "wave",
        }  # fmt: skip


async def test_a_promise_reworded_today_is_still_asked_about(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    practice.promises.move(promise.id)
    later(practice, 14)
    practice.promises.edit(promise.id, {"action": "I listen"})
    step = Session(practice).today().step
    assert step
    assert step.kind == "review"


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


async def test_the_plan_is_changed_from_progress(opened: Opened, practice: Practice) -> None:
    practice.entries.answer(LONG, FIRST)
    practice.course.choose_plan(Plan())
    async with opened() as user:
        await user.press("3", "p", "enter")
        await user.at("ChoosePlan")
        await user.type("mon wed")
        await user.press("enter")
        await user.on(ProgressScreen)
        await user.until(lambda: "Monday and Wednesday" in user.status)
    assert practice.course.choices().plan[-1].days == ("mon", "wed")


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
