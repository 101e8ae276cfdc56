"""The close in the app: the plan, and a line for the playbook."""

from coach.domain.plan import Plan
from coach.practice import Practice
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import FIRST, LONG, Opened


async def test_a_plan_that_cannot_be_read_is_pointed_out_and_stays_until_it_can(
    promising: Opened, practice: Practice
) -> None:
    async with promising() as user:
        await user.press("ctrl+s")
        await user.at("Close")
        assert "May a reminder quote your promise? no Tab Change" in user.words()
        assert "Enter Done for today with Tuesday and Friday" in user.words()
        await user.type("soon")
        await user.press("enter")
        await user.until(lambda: "soon" in user.status)
        assert user.takes_keys()
        await user.press("escape")
        await user.on(TodayScreen)
        await user.begin()
        await user.at("Close")
        assert user.view.values() == {"plan": "soon", "words": ""}
        await user.press("shift+tab", *["backspace"] * 4)
        await user.type("mon wed")
        await user.press("tab", "1", "shift+tab")
        await user.shows(lambda: "May a reminder quote your promise? yes" in user.words())
        await user.press("enter")
        await user.on(TodayScreen)
    planned = practice.course.plan()
    assert (planned.plan, planned.on_the_day) == (Plan(("mon", "wed")), True)
    assert practice.drafts.all() == []


async def test_at_the_close_one_key_adds_a_line_and_one_left_in_the_middle_is_gone_on_with(
    opened: Opened, promising: Opened, practice: Practice
) -> None:
    practice.course.choose_plan(Plan())
    async with promising(text="He left with a price. I could have said more.") as user:
        await user.press("ctrl+s")
        await user.at("Close")
        assert "Your plan: Any day." not in user.words()
        assert "Add to playbook" in user.screen_text()
        await user.press("f4")
        await user.at("PlaybookLine")
        assert "What I give first" in user.text("#ask")
        assert user.area.text == "I could have said more. Bill."  # what holds a lesson
        user.send(*" And a hint.", "ctrl+q")
        await user.until(lambda: not user.app.is_running)
    async with opened() as user:
        assert "a line for your playbook" in user.text("#why")
        await user.begin()
        await user.at("PlaybookLine")
        assert user.area.text.endswith(" And a hint.")
        await user.press("ctrl+s")
        await user.until(lambda: "Saved on your page" in user.status)
        await user.finish()
    (line,) = practice.playbook.lines()
    assert (line.page, line.text) == (
        "what-i-give-first",
        "I could have said more. Bill. And a hint.",
    )
    assert line.of == practice.entries.visible()[0].id
    assert practice.drafts.all() == []


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
