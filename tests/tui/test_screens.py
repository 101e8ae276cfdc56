"""The main screens: find, read, edit, delete, undo, look around, and every key of them."""

import asyncio
import string
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import Input, Static

from coach.domain.model import Answer
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.practice.steps.promise import Reword
from coach.practice.steps.writing import Reflect
from coach.tui import keys
from coach.tui.app import MAIN_SCREENS
from coach.tui.palette import TYPE, commands_of
from coach.tui.screens.base import MainScreen
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.questions import WALK_ID, QuestionsScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.session.screen import StepScreen
from coach.tui.widgets.bars import TopBar
from coach.tui.widgets.footer import KeyFooter
from coach.tui.widgets.options import Options, Row
from tests.tui.conftest import Opened, User, later, promised, sizes

SIGNS = string.ascii_letters + string.digits + "äßŽ日€тТыνΚשم№٢" + string.punctuation + " "
SIZES = sizes((80, 24), (40, 12))


@pytest.fixture
def entries(practice: Practice) -> list[Answer]:
    """Four entries on four days, oldest first."""
    saved = []
    for text, prompt in (
        ("Showed @bill the oil stick. #oil", "give-free.for-free"),
        ("@the-bakery. called about the oven", "filter.went-wrong"),
        ("Told @Bill's sister about @billing", "give-free.for-free"),
        ("Grüße an Žiga", None),
    ):
        save = practice.entries
        saved.append(save.answer(text, prompt) if prompt else save.note(text))
        later(practice, 1)
    return saved


def rows(user: User) -> list[str]:
    """The second lines of the list."""
    prompts = [option.prompt for option in user.app.screen.query_one(Options).options]
    return [row.lines(row.entry)[1] for row in prompts if isinstance(row, Row)]


def mark(user: User) -> str:
    """What is marked in the list; nothing before it is there."""
    return user.app.screen.query_one(Options).marked


def reading(user: User) -> str:
    return str(user.app.screen.query_one("#reading Static", Static).content)


async def in_journal(user: User, count: int) -> None:
    await user.press("2")
    await user.on(JournalScreen)
    await user.until(lambda: len(rows(user)) == count)


async def editing(user: User, text: str) -> None:
    await user.press("e")
    await user.at("Edit")
    await user.until(lambda: user.area.text == text)


# --- the journal ---


async def test_the_journal_is_newest_first_with_its_reading(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        assert rows(user) == [entry.text for entry in reversed(entries)]
        assert "Friday, November 27, 2026, 10:00\nNote" in reading(user)
        assert "Grüße an Žiga" in reading(user)
        await user.press("down")
        await user.until(lambda: "@billing" in reading(user))
        assert entries[2].ask
        assert entries[2].ask in reading(user)


async def test_search_finds_as_one_types(opened: Opened, entries: list[Answer]) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("slash")
        await user.type("grüsse"[:2])
        await user.until(lambda: rows(user) == [entries[3].text])
        await user.type("x")
        await user.until(lambda: rows(user) == [])
        assert reading(user) == "No matching entries. Press Esc to show everything."
        await user.press("escape")
        await user.until(lambda: len(rows(user)) == 4)
        assert user.app.screen.query_one(Input).value == ""


async def test_a_persons_page_holds_all_that_mentions_them_and_no_one_else(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("p")
        await user.until(lambda: "@the-bakery" in user.screen_text())
        await user.press("enter")
        await user.until(lambda: len(rows(user)) == 2)
        assert rows(user) == [entries[2].text, entries[0].text]
        assert user.text("#filters").split("  ") == [" @bill", "Nov 24 – Nov 26"]
        assert user.app.screen.query_one(TopBar).right == "2 entries"


async def test_answers_to_one_question_stand_together_on_a_key(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("end", "g")
        await user.until(lambda: len(rows(user)) == 2)
        await user.press("g")
        await user.until(lambda: len(rows(user)) == 4)


async def test_on_this_day_shows_earlier_years(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    later(practice, 361)
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("o")
        await user.until(lambda: rows(user) == [entries[0].text])


async def test_a_deleted_entry_is_gone_and_comes_back(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("down", "d")
        await user.until(lambda: len(rows(user)) == 3)
        assert user.status == "Entry deleted. Press u to undo."
        assert entries[2].text not in rows(user)
        assert user.app.screen.query_one(Options).marked == entries[1].id
        await user.press("u")
        await user.until(lambda: len(rows(user)) == 4)
        assert user.status == "Entry restored."
    assert [a.text for a in practice.entries.visible()] == [entry.text for entry in entries]


async def test_an_edited_entry_shows_its_earlier_version(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await editing(user, entries[3].text)
        await user.type(" and more")
        await user.press("ctrl+s")
        await user.on(JournalScreen)
        await user.until(lambda: "and more" in rows(user)[0])
        await user.press("v")
        await user.until(lambda: reading(user).endswith(f":\n{entries[3].text}"))
    changed = practice.entries.find(entries[3].id)
    assert isinstance(changed, Answer)
    assert (changed.text, changed.rev) == ("Grüße an Žiga and more", 2)
    assert [revision["text"] for revision in changed.revisions] == [entries[3].text]
    assert practice.drafts.all() == []


async def test_leaving_an_edit_saves_the_draft_and_not_the_entry(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await editing(user, entries[3].text)
        await user.type("!")
        await user.press("escape")
        await user.on(JournalScreen)
        assert [(d.key, d.text) for d in practice.drafts.all()] == [
            (draft_key("edit", entries[3].id), entries[3].text + "!")
        ]
        await editing(user, entries[3].text + "!")
    assert practice.entries.find(entries[3].id) == entries[3]


async def test_enter_reads_an_entry_by_itself(opened: Opened, entries: list[Answer]) -> None:
    async with opened((40, 12)) as user:
        await in_journal(user, 4)
        await user.press("enter")
        await user.on(ReadingScreen)
        assert "Grüße an Žiga" in user.screen_text()


async def test_a_click_marks_a_row(opened: Opened, entries: list[Answer]) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.pilot.click(Options, offset=(3, 6))
        await user.until(lambda: entries[1].text in reading(user))


async def test_a_row_is_cut_by_the_columns_it_takes_and_the_marked_one_has_a_sign(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.note("日" * 100)
    later(practice, 0.01)
    practice.entries.note("x" * 100)
    async with opened((40, 12)) as user:
        await in_journal(user, 2)
        lines = user.screen_text().splitlines()[2:6]
    assert [line[0] for line in lines] == ["▌", "▌", " ", " "]
    assert lines[1].rstrip() == "▌  " + "x" * 34 + "…"
    assert lines[3].rstrip() == "   " + "日" * 17 + "…"


async def test_of_many_entries_only_those_one_comes_near_are_made_or_laid_out(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = practice.entries.note("many")
    practice.journal.put([replace(first, id=f"{n:032x}") for n in range(2000)])
    laid_out = set()
    render = Row.render_strips

    def counted(row: Row, *args: object) -> object:
        laid_out.add(row.entry.id)
        return render(row, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Row, "render_strips", counted)
    async with opened() as user:
        await user.press("2")
        await user.on(JournalScreen)
        await user.until(lambda: "2,001 entries" in user.screen_text() and rows(user))
        options, made = user.app.screen.query_one(Options), len(rows(user))
        assert made < 300
        options.scroll_end(animate=False)  # as a hand on the scroll bar does
        await user.until(lambda: made < len(rows(user)) < 600)
        await user.press("end")
        await user.until(lambda: options.marked == f"{0:032x}")
        assert "▌  many" in user.screen_text()
    assert len(laid_out) < 100


async def test_above_the_first_of_many_entries_is_the_last(
    opened: Opened, practice: Practice
) -> None:
    first = practice.entries.note("many")
    practice.journal.put([replace(first, id=f"{n:032x}") for n in range(500)])
    async with opened() as user:
        await user.press("2")
        await user.on(JournalScreen)
        await user.until(lambda: rows(user))
        await user.press("up")
        await user.until(lambda: user.app.screen.query_one(Options).marked == f"{0:032x}")


async def test_the_mark_stays_on_its_entry_when_others_come_before_it(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("down", "down")
        await user.until(lambda: entries[1].text in reading(user))
        practice.entries.note("from another window")
        await user.press("1")
        await in_journal(user, 5)
        assert entries[1].text in reading(user)
        assert user.app.screen.query_one(Options).marked == entries[1].id


# --- made ahead ---


def ready(user: User) -> set[str]:
    """The main screens that show their content, whether they are in sight or not."""
    return {
        name
        for name in MAIN_SCREENS
        if (screen := user.app.get_screen(name)).is_running
        and screen.query_one(TopBar).right
        and screen.query_one(KeyFooter).size
    }


async def test_while_one_only_looks_the_other_screens_are_made_and_laid_out(
    opened: Opened, entries: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.app.REST", 0.001)
    async with opened() as user:
        await user.until(lambda: ready(user) == {*MAIN_SCREENS})
        assert isinstance(user.app.screen, TodayScreen)
        await user.press("2")
        assert f"{len(entries)} entries" in user.screen_text()


async def test_while_one_writes_no_screen_is_made(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as user:
        await user.begin()
        monkeypatch.setattr("coach.tui.app.REST", 0)
        rests = asyncio.create_task(user.app._rest())
        await user.type("Nobody asked, and I went home.")
        assert not rests.done()
        await user.press("escape")
        await user.until(rests.done)


# --- notes and questions ---


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


# --- progress ---


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


# --- typing ---


async def test_names_are_offered_and_only_right_takes_them(
    opened: Opened, practice: Practice, entries: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {"@b": "@bill", "see @B": "see @Bill", "@the": "@the-bakery", "#o": "#oil"}
    looked, people = count(), practice.entries.people
    monkeypatch.setattr(practice.entries, "people", lambda: (next(looked), people())[1])
    async with opened() as user:
        await user.begin()
        await user.type("mentions nobody")
        assert next(looked) == 0
        for typed in whole:
            user.area.clear()
            user.send(*typed)
            await user.until(lambda: user.area.text == typed and user.area.suggestion)  # noqa: B023
            await user.press("right")
            assert user.area.text == whole[typed]


async def field_of_session(user: User) -> Callable[[], str]:
    await user.begin()
    return lambda: user.area.text


async def field_of_search(user: User) -> Callable[[], str]:
    await in_journal(user, 4)
    await user.press("slash")
    return lambda: user.app.screen.query_one(Input).value


@pytest.mark.parametrize("field", [field_of_session, field_of_search])
async def test_every_sign_types_itself_and_does_nothing_else(
    opened: Opened,
    practice: Practice,
    entries: list[Answer],
    field: Callable[[User], object],
) -> None:
    async with opened() as user:
        text: Callable[[], str] = await field(user)  # type: ignore[misc]
        screen = user.app.screen
        user.send(*SIGNS)
        await user.until(lambda: len(text()) >= len(SIGNS))
        assert text() == SIGNS
        assert user.app.screen is screen
    assert practice.journal.answers() == entries


# --- keys ---


def bindings_of(user: User) -> list[Binding]:
    """The bindings in force, one for each key."""
    in_force = [active.binding for active in user.app.screen.active_bindings.values()]
    return [binding for binding in in_force if binding.id in keys.IDS]


def leaves(binding: Binding) -> bool:
    return binding.action == "app.quit" or binding.id == keys.PALETTE.id


@pytest.mark.faults
@pytest.mark.parametrize(
    ("full", "size"), [(False, (40, 12)), (True, (80, 24))], ids=["empty", "full"]
)
@pytest.mark.parametrize("name", [*MAIN_SCREENS])
async def test_no_key_crashes_a_main_screen(
    opened: Opened, practice: Practice, name: str, full: bool, size: tuple[int, int]
) -> None:
    if full:
        first = practice.entries.answer("@bill #oil", "give-free.for-free")
        practice.entries.edit(first.id, "changed")
        practice.journal.put([replace(first, id=f"{n:032x}") for n in range(300)])
        promised(practice)
    async with opened(size) as user:
        user.app.show_screen(name)
        await user.until(lambda: user.app.screen is user.app.get_screen(name))
        await user.pilot.pause()
        for binding in bindings_of(user):
            if leaves(binding):
                continue
            await user.press(binding.key)
            await user.pilot.pause()
            while not isinstance(user.app.screen, MainScreen):
                if isinstance(user.app.screen, StepScreen):
                    await user.until(user.takes_keys)
                await user.press("escape")
                await user.pilot.pause()
            user.app.show_screen(name)
            await user.until(lambda: user.app.screen is user.app.get_screen(name))


@pytest.mark.faults
@pytest.mark.parametrize("size", SIZES)
async def test_no_key_crashes_the_session(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await user.begin()
        for binding in bindings_of(user):
            if leaves(binding) or binding.id == keys.EDITOR.id:
                continue
            if not isinstance(user.app.screen, StepScreen):
                await user.begin()
            await user.press(binding.key)
            await user.pilot.pause()
            while not isinstance(user.app.screen, StepScreen | MainScreen):
                await user.press("escape")
                await user.pilot.pause()


async def test_the_help_and_the_palette_list_what_the_footer_does_and_more(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        commands = {command.binding.id: command for command in commands_of(user.app.screen)}
        assert commands["quit"].keys == ("q", "Ctrl+Q")
        assert commands["search"].keys == ("/",)
        assert "begin" not in commands
        await user.press("question_mark")
        await user.on(HelpScreen)
        text = user.screen_text()
        assert "Search everything as you type." in text
        assert text.index("On this screen") < text.index("Find") < text.index("Change")
        await user.press("escape", "ctrl+p")
        await user.on(CommandPalette)
        await user.until(lambda: "Read the entry by itself." in user.screen_text())
        assert TYPE in user.screen_text()
        assert "/       Search " in user.screen_text()
        assert "Move up." not in user.screen_text()
        await user.type("on this")
        await user.until(lambda: "Show this day in earlier years." in user.screen_text())
        await user.press("enter")
        await user.until(lambda: "on this day" in user.text("#filters"))


async def test_the_palette_offers_a_note_and_its_search_takes_the_letter(opened: Opened) -> None:
    async with opened() as user:
        await user.press("ctrl+p")
        await user.until(lambda: user.app.screen.query(Input))
        await user.press("n", "o", "t")
        assert user.app.screen.query_one(Input).value == "not"
        await user.until(lambda: "Write down a thought." in user.screen_text())


async def test_a_narrow_footer_names_whole_keys_and_always_help(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    async with opened(size=(40, 12)) as user:
        shown = user.screen_text().rpartition("\n")[2]
        assert shown.split() == ["r", "Review", "promise", "c", "Card", "?", "Help"]


async def test_a_key_of_the_footer_can_be_clicked(opened: Opened) -> None:
    async with opened() as user:
        column = user.screen_text().rpartition("\n")[2].index("Help")
        await user.pilot.click(KeyFooter, offset=(column, 0))
        await user.on(HelpScreen)
