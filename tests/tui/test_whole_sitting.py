"""The whole sitting in the app: review, reflect, commit, close."""

from datetime import date, timedelta

import pytest
from textual import events
from textual.geometry import Region
from textual.keys import _character_to_key

from coach.domain.plan import Plan
from coach.errors import SaveError
from coach.practice import COMMIT_DRAFT, ENOUGH, Practice, form_text
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened, Session, later, promised

FIRST = "give-free.left-without-buying"
LONG = "He left with a price, and Bill told me on Monday that two of them never even sent a bill."
SIZES = [(80, 24), (40, 12)]


async def answer(session: Session, text: str = LONG) -> None:
    """Answer the question, and skip what goes deeper."""
    await session.begin()
    await session.type(text)
    await session.press("ctrl+s")
    await session.at("DeeperStep")
    await session.press("ctrl+s")
    await session.at("CommitStep")


@pytest.mark.parametrize("size", SIZES)
async def test_a_first_sitting_with_a_deeper_question_a_promise_and_the_read_back(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as session:
        await session.begin()
        await session.type("He left with a price.")
        await session.press("ctrl+s")
        await session.at("DeeperStep")
        asked = session.text("#ask")
        await session.type("I told old Bill how to check the oil himself before the long drive.")
        await session.press("ctrl+s")
        await session.at("CommitStep")
        await session.type("Bill calls on Monday")
        await session.press("enter")
        await session.type("I check his invoice with him first")
        await session.press("enter")
        await session.until(lambda: "Enter promises it." in session.screen_text())
        read_back = " ".join(session.screen_text().split())
        assert "If Bill calls on Monday, then I check his invoice with him first." in read_back
        assert "on Friday 27 November" in read_back
        assert practice.acts() == []
        await session.press("enter")
        await session.at("CloseStep")
        assert "Enter: Tuesday and Friday" in session.screen_text()
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
        await session.until(lambda: session.status == "I ask again on Friday 27 November.")
    given, deeper = practice.kept()
    assert (given.kind, given.prompt, given.text) == ("answer", FIRST, "He left with a price.")
    assert (deeper.kind, deeper.of, deeper.ask) == ("deeper", given.id, asked)
    (act,) = practice.acts()
    assert (act.cue, act.act) == ("Bill calls on Monday", "I check his invoice with him first")
    assert (act.of, act.track, act.due, act.status) == (
        given.id, "give-free", "2026-11-27", "open",
    )  # fmt: skip
    assert practice.today().plan == Plan(("tue", "fri"))
    assert practice.drafts.all() == []


async def test_with_two_promises_open_none_is_asked_for(opened: Opened, practice: Practice) -> None:
    for _ in range(2):
        promised(practice)
    later(practice, 1)
    async with opened() as session:
        await session.begin()
        await session.type(LONG)
        await session.press("ctrl+s")
        await session.at("DeeperStep")
        await session.press("ctrl+s")
        await session.at("CloseStep")
        assert ENOUGH in session.screen_text()


async def test_what_a_promise_lacks_is_pointed_out_once_and_nothing_is_refused(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await answer(session)
        await session.press("tab")
        await session.type("I listen")
        await session.press("enter")
        await session.until(lambda: "A person, a day or an event." in session.status)
        await session.press("ctrl+s")
        await session.until(lambda: "Enter promises it." in session.screen_text())
        await session.press("enter")
        await session.at("CloseStep")
    assert [(act.cue, act.act) for act in practice.acts()] == [("", "I listen")]


async def test_a_read_back_promise_can_be_changed_and_moved_by_days(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await answer(session)
        await session.type("Bill calls")
        await session.press("enter")
        await session.type("I lissen")
        await session.press("enter")
        await session.until(lambda: "Enter promises it." in session.screen_text())
        await session.press("escape", "tab", "backspace", "backspace", "backspace", "backspace")
        await session.type("sten")
        await session.press("enter")
        await session.until(lambda: "then I listen." in session.screen_text())
        await session.press("right", "right", "left")
        await session.until(lambda: "Saturday 28 November" in session.screen_text())
        await session.press("enter")
        await session.at("CloseStep")
    (act,) = practice.acts()
    assert (act.act, act.due) == ("I listen", "2026-11-28")


@pytest.mark.parametrize(("before", "asked"), [(1, False), (2, True)])
async def test_from_the_third_promise_on_the_obstacle_is_asked_for(
    opened: Opened, practice: Practice, before: int, asked: bool
) -> None:
    for _ in range(before):
        practice.say_outcome(promised(practice).id, "kept")
    later(practice, 1)
    async with opened() as session:
        await answer(session)
        assert session.app.screen.query_one("#obstacle").display is asked
        if asked:
            for words in ("Bill calls", "I listen", "I am in a hurry", "I say so"):
                await session.type(words)
                await session.press("enter")
            await session.until(lambda: "If I am in a hurry" in session.screen_text())
            await session.press("enter")
            await session.at("CloseStep")
    if asked:
        act = practice.acts()[-1]
        assert (act.obstacle, act.if_obstacle) == ("I am in a hurry", "I say so")


@pytest.mark.parametrize("size", [*SIZES, (120, 40)])
async def test_the_earlier_answer_is_shown_only_after_the_new_one_is_kept(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    practice.answer("I told Bill nothing useful.", FIRST)
    act = promised(practice)
    later(practice, 7)
    practice.say_outcome(act.id, "partly")
    later(practice, 28)
    practice.drafts.keep(f"answer-{FIRST}", b"I told Bill everything useful.")
    async with opened(size) as session:
        await session.begin()
        assert "nothing useful" not in session.screen_text()
        await session.press("ctrl+s")
        await session.at("ThenAndNowStep")
        then, now = (str(s.content) for s in session.app.screen.query("#then-and-now Static"))
        assert "Then, Tuesday 24 November 2026, 5 weeks ago\nI told Bill nothing useful." in then
        assert "Now\nI told Bill everything useful." in now
        assert "partly: If Bill calls, then I listen first." in session.text("#between")
        await session.press("f5")
        assert isinstance(session.app.screen, ReadingScreen)
        await session.press("escape")
        await session.type("He asked, because of the promise.")
        await session.press("ctrl+s")
        await session.at("CommitStep")
    changed = practice.kept()[-1]
    assert (changed.kind, changed.of) == ("changed", practice.answers_to(FIRST)[-1].id)
    assert changed.ask == "What changed, and because of what?"


async def test_every_step_can_be_skipped_and_nothing_is_kept(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 7)
    before = practice.journal.everything()
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("enter")
        await session.at("ReflectStep")
        await session.press("ctrl+s")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
    assert practice.journal.everything() == before
    assert practice.drafts.all() == []


async def test_a_step_left_in_the_middle_goes_on_with_the_words(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await answer(session)
        await session.type("Bill calls")
        await session.press("escape")
        await session.until(lambda: "small promise" in session.text("#why") or session.text("#why"))
        await session.press("enter")
        await session.at("CommitStep")
        assert session.app.screen.query_one("#cue").text == "Bill calls"


async def test_a_promise_that_cannot_be_saved_stays_on_the_screen_and_in_a_draft(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise SaveError("The journal could not be saved: the disk is full.", "Make room.")

    async with opened() as session:
        await answer(session)
        monkeypatch.setattr(practice.journal, "put", fails)
        await session.type("Bill calls")
        await session.press("enter")
        await session.type("I listen")
        await session.press("enter", "enter")
        await session.until(lambda: session.status.startswith("Not kept."))
        assert "the disk is full" in session.status
        await session.press("escape", "escape")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (
        COMMIT_DRAFT,
        form_text({"cue": "Bill calls", "act": "I listen"}),
    )


async def test_after_a_month_away_one_key_takes_the_weeks_out(
    opened: Opened, practice: Practice
) -> None:
    practice.answer(LONG, FIRST)
    for _ in range(2):
        promised(practice)
    later(practice, 30)
    async with opened(read=False) as session:
        await session.until(lambda: session.text("#promise"))
        shown = session.screen_text()
        assert "Welcome back." in shown
        assert shown.count("If Bill calls") == 1
        await session.press("w")
        await session.until(lambda: session.status == "Those weeks are taken out.")
        await session.until(lambda: "Welcome back" not in session.screen_text())
    assert {pause.week for pause in practice.pauses()} == {
        "2026-W49", "2026-W50", "2026-W51",
    }  # fmt: skip
    assert practice.today().away == ()


@pytest.mark.parametrize(
    ("key", "course", "planned"), [("1", True, 2), ("2", False, 2), ("3", False, 0)]
)
async def test_the_end_of_the_twelve_weeks_asks_how_to_go_on(
    opened: Opened, practice: Practice, key: str, course: bool, planned: int
) -> None:
    practice.choose_plan(Plan())
    practice.start_course(12)
    practice.answer("Looking back.", "look-back.sign-today")
    act = practice.promise("noon", "I call Ann", track="give-free")
    practice.say_outcome(act.id, "kept", minutes=20)
    later(practice, 7)
    async with opened(read=False) as session:
        await session.until(lambda: session.text("#why"))
        await session.press("enter")
        await session.at("TwelveWeeksStep")
        assert "Given once, 20 minutes." in session.screen_text()
        assert "nothing yet" in session.screen_text()
        await session.press(key)
        if key == "3":
            await session.until(lambda: session.status.startswith("Well done."))
            assert isinstance(session.app.screen, TodayScreen)
        else:
            await session.at("ReflectStep")
    choices = practice.choices()
    assert choices
    assert choices.course is course
    later(practice, 7)
    assert practice.today().plan.a_week == planned
    position = practice.today().position
    assert (position and position.number) == (1 if course else None)


async def test_plan_and_weeks_are_changed_from_progress(opened: Opened, practice: Practice) -> None:
    practice.answer(LONG, FIRST)
    practice.choose_plan(Plan())
    async with opened() as session:
        await session.press("3", "p", "enter")
        await session.at("PlanStep")
        await session.type("mon wed")
        await session.press("enter")
        await session.until(lambda: session.status == "From next week on: Monday and Wednesday.")
        await session.press("p", "down", "enter")
        await session.until(lambda: "Go on from which week?" in session.screen_text())
        await session.press("down", "down", "enter")
        await session.until(lambda: session.status == "You are in week 3 now.")
        await session.press("w")
        await session.until(lambda: "Which week do you take out" in session.screen_text())
        await session.press("enter")
        await session.until(
            lambda: session.status.startswith("23 to 29 November 2026 is taken out")
        )
    position = practice.today().position
    assert position and position.number == 3
    assert [pause.week for pause in practice.pauses()] == ["2026-W48"]


async def test_ten_minutes_are_said_once_and_can_be_turned_off(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.screens.sitting.TEN_MINUTES", timedelta(seconds=0.2))
    for said in (True, False):
        object.__setattr__(practice.config, "ten_minutes", said)
        async with opened() as session:
            await session.begin()
            if said:
                await session.until(lambda: session.status.startswith("Ten minutes."))
            else:
                await session.pilot.pause(0.4)
                assert "Ten minutes" not in session.status


async def test_what_is_being_taken_away_may_be_drawn_once_more(opened: Opened) -> None:
    async with opened() as session:
        await session.begin()
        area = session.area
        await session.app.screen.step.remove()
        drawn = area.render_lines(Region(0, 0, 10, 2))
        assert [strip.text for strip in drawn] == [" " * 10] * 2


def test_the_dates_of_these_tests_are_a_tuesdays(practice: Practice) -> None:
    assert practice.day() == date(2026, 11, 24)


async def test_at_the_close_one_key_puts_a_line_on_the_questions_page(
    opened: Opened, practice: Practice
) -> None:
    practice.choose_plan(Plan())
    async with opened() as session:
        await answer(session, "He left with a price. I could have said more.")
        await session.press("ctrl+s")
        await session.at("CloseStep")
        assert "To my playbook" in session.screen_text()
        await session.press("f4")
        await session.at("PageLineStep")
        assert "What I give first" in session.text("#ask")
        assert session.area.text == "He left with a price."
        await session.type(" And a hint.")
        await session.press("ctrl+s")
        await session.until(lambda: "It stands on your page" in session.status)
        await session.until(lambda: "To my playbook" not in session.screen_text())
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
    (line,) = practice.page_lines()
    assert (line.page, line.text) == ("what-i-give-first", "He left with a price. And a hint.")
    assert line.of == practice.kept()[0].id
    assert practice.drafts.all() == []


async def test_after_a_not_yet_one_key_takes_the_same_promise_again(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    later(practice, 7)
    practice.say_outcome(act.id, "not-yet")
    async with opened() as session:
        await answer(session)
        assert "Not yet is fine." in session.screen_text()
        await session.press("f3", "ctrl+s")
        await session.until(lambda: "Enter promises it." in session.screen_text())
        await session.press("enter")
        await session.at("CloseStep")
    again = practice.acts()[-1]
    assert (again.again_of, again.cue, again.act) == (act.id, act.cue, act.act)


async def test_a_long_promise_can_be_read_back_on_a_small_screen(
    opened: Opened, practice: Practice
) -> None:
    practice.answer(LONG, FIRST)
    cue = "a long story about a man who rings " * 20
    practice.drafts.keep(COMMIT_DRAFT, form_text({"cue": cue, "act": "I listen"}).encode())
    async with opened((40, 12)) as session:
        await session.press("enter")
        await session.at("CommitStep")
        await session.press("ctrl+s")
        await session.until(lambda: "Enter promises it." in session.screen_text())
        assert "I listen" not in session.screen_text()
        await session.press(*["down"] * 20)
        await session.until(lambda: "I listen" in session.screen_text())
        assert "Enter promises it." in session.screen_text()


async def test_a_promise_is_read_and_put_otherwise_from_progress(
    opened: Opened, practice: Practice
) -> None:
    practice.answer(LONG, FIRST)
    act = promised(practice)
    practice.say_outcome(act.id, "kept", did="I listened", minutes=265)
    async with opened() as session:
        await session.press("3")
        await session.until(lambda: "I listen first" in session.screen_text())
        await session.press("a", "enter")
        await session.at("RewordStep")
        assert "A promise, kept." in session.screen_text()
        await session.press("down", "down", "ctrl+u")
        await session.type("26")
        await session.press("enter")
        await session.until(lambda: session.status.startswith("Changed."))
    assert practice.acts()[0].minutes == 26
    assert practice.acts()[0].revisions[-1]["minutes"] == 265


async def test_a_plan_that_was_typed_at_the_close_is_there_again(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await answer(session)
        await session.press("ctrl+s")
        await session.at("CloseStep")
        await session.type("mon wed")
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
        await session.press("enter")
        await session.at("CloseStep")
        await session.until(lambda: session.app.screen.query_one("#plan").text == "mon wed")
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
    assert practice.today().plan == Plan(("mon", "wed"))
    assert practice.drafts.all() == []


async def test_a_playbook_line_left_in_the_middle_is_gone_on_with(
    opened: Opened, practice: Practice
) -> None:
    practice.choose_plan(Plan())
    async with opened() as session:
        await answer(session)
        await session.press("ctrl+s")
        await session.at("CloseStep")
        await session.press("f4")
        await session.at("PageLineStep")
        await session.type(" And more.")
        await session.press("ctrl+q")
    async with opened() as session:
        assert "a line for your playbook" in session.text("#why")
        await session.press("enter")
        await session.at("PageLineStep")
        assert session.area.text.endswith(" And more.")


async def test_f3_at_the_promise_leaves_what_is_written(opened: Opened, practice: Practice) -> None:
    act = promised(practice)
    later(practice, 7)
    practice.say_outcome(act.id, "not-yet")
    async with opened() as session:
        await answer(session)
        await session.type("Karl writes")
        await session.press("f3")
        form = session.app.screen.step.form()
        assert (form["cue"], form["act"]) == ("Karl writes", act.act)


async def test_a_promise_put_otherwise_today_is_still_asked_about(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    practice.moment_never_came(act.id)
    later(practice, 14)
    practice.edit_act(act.id, {"act": "I listen"})
    stage = practice.stage()
    assert stage and stage.step == "review"


async def test_arrows_and_enter_in_a_burst_choose_what_they_reach(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.begin()
        await session.press("f3")
        await session.until(lambda: session.status)
        await session.press("f3")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        for key in ("down", "down", "down", "enter"):
            session.app.post_message(events.Key(key, None))
        third = practice.library.tracks[3].title
        await session.until(lambda: session.status == f"Your choice: {third}.")


async def test_a_note_typed_in_a_burst_is_all_there(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        for sign in "nmy note":
            session.app.post_message(events.Key(_character_to_key(sign), sign))
        session.app.post_message(events.Key("ctrl+s", None))
        await session.until(lambda: practice.kept())
    assert [a.text for a in practice.kept()] == ["my note"]
