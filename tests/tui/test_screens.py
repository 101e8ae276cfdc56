"""The main screens besides the Journal: notes, questions, the course, promises."""

import string

from coach.practice import Practice
from coach.practice.steps.promise import Reword
from coach.practice.steps.writing import Reflect
from coach.tui.screens.base import MainScreen
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.questions import WALK_ID, QuestionsScreen
from coach.tui.session.screen import StepScreen
from coach.tui.widgets.options import Options
from tests.tui.conftest import Opened, later, mark, promised, reading, sizes

SIGNS = string.ascii_letters + string.digits + "äßŽ日€тТыνΚשم№٢" + string.punctuation + " "

SIZES = sizes((80, 24), (40, 12))


async def test_a_note_is_saved_from_any_screen_and_opens_the_next_session(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        for number, key in enumerate("1235", 1):
            await user.press(key, "n")
            await user.at("Note")
            later(practice, 0.01)
            await user.type(f"note {number}")
            await user.press("ctrl+s")
            await user.on(MainScreen)
            await user.until(lambda: user.status.startswith("Note saved."))
        await user.press("1")
        await user.begin()
        assert "Today you noted: note 4" in [aside.text for aside in user.step.asides]
    assert [a.text for a in practice.entries.visible()] == ["note 1", "note 2", "note 3", "note 4"]
    later(practice, 0.01)
    practice.entries.answer("used")
    assert "note" not in [aside.name for aside in Reflect(practice).asides]


async def test_any_question_can_be_answered_from_the_questions(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.press("5")
        await user.until(lambda: isinstance(user.app.screen, QuestionsScreen) and mark(user))
        await user.press(*["down"] * 7)  # past the walk and the four
        assert user.app.screen.query_one("#list").size.width == 41  # as wide as a short name
        third = practice.library.of_track("give-free")[3]
        await user.until(lambda: third.example in reading(user))
        await user.press("enter")
        await user.type("from the list")
        await user.until(lambda: isinstance(user.app.screen, StepScreen) and user.takes_keys())
        assert user.step.ask == third.ask
        await user.press("ctrl+s")
        await user.at("OneMore")
        await user.finish()
        await user.until(lambda: "Answered today" in reading(user))
    assert [(a.prompt, a.text) for a in practice.entries.visible()] == [(third.id, "from the list")]


async def test_the_headings_of_the_questions_are_seen_and_never_marked(
    opened: Opened, practice: Practice
) -> None:
    title = "The four questions"
    async with opened() as user:
        await user.press("5")
        await user.until(lambda: isinstance(user.app.screen, QuestionsScreen) and mark(user))
        options = user.app.screen.query_one(Options)
        await user.press("end", "home")
        await user.until(lambda: options.highlighted == 1)
        await user.until(lambda: title in user.screen_text())
        marked = {options.marked}
        for _ in options.options:
            options.action_down()
            marked.add(options.marked)
    assert marked == {WALK_ID} | {
        p.id for t in practice.library.tracks for p in practice.library.of_track(t.id)
    }


async def test_a_broken_pack_of_ones_own_is_named_among_the_questions_and_the_others_are_there(
    opened: Opened, practice: Practice
) -> None:
    practice.places.prompts.mkdir(parents=True)
    (practice.places.prompts / "mine.toml").write_text("track = 1\n")
    async with opened() as user:
        await user.press("5")
        await user.until(lambda: "Left out: mine.toml" in user.status)
        assert user.app.screen.query_one(Options).marked


async def test_a_week_is_marked_as_time_off_and_taken_back(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.press("3")
        await user.on(ProgressScreen)
        await user.press("w")
        await user.on(ChoiceScreen)
        await user.press("enter")
        await user.until(lambda: user.status.startswith("Nov 23–29 is time off."))
        assert practice.course.paused_weeks() == {"2026-W48"}
        await user.press("w")
        await user.on(ChoiceScreen)
        assert "Time off" in user.screen_text()
        await user.press("enter")
        await user.until(lambda: user.status == "Nov 23–29 is no longer time off.")
    assert practice.course.paused_weeks() == set()


async def test_the_place_in_the_course_is_chosen_and_the_course_turned_off(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.press("3")
        await user.on(ProgressScreen)
        for chosen in (
            ("down", "enter", "down", "enter"),
            ("down", "down", "enter", "down", "enter"),
        ):
            await user.press("p")
            for key in chosen:
                await user.on(ChoiceScreen)
                await user.press(key)
            await user.on(ProgressScreen)
        await user.until(lambda: user.status == "The course is off.")
        await user.until(lambda: "The course is off." in user.text("#course"))
    choices = practice.course.choices()
    assert choices and choices.start
    assert (choices.start.number, choices.course) == (2, False)


async def test_a_promise_is_chosen_on_progress_and_reworded(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    async with opened() as user:
        await user.press("3")
        await user.until(lambda: "Open: If Bill calls, I'll listen first." in user.text("#newest"))
        await user.press("a")
        await user.on(ChoiceScreen)
        await user.press("enter")
        await user.at("Reword")
        assert isinstance(user.step, Reword)
        assert (user.step.promise.id, user.step.first) == (promise.id, "action")
