"""The rooms around the sitting: find, read, change, delete, undo, look around."""

import string
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input, Static

from coach.domain.model import Answer
from coach.practice import Practice, edit_key
from coach.tui.actions import Action, in_force
from coach.tui.app import ROOMS
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.prompts import PromptsScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.room import Room
from coach.tui.screens.steps import StepsScreen
from coach.tui.widgets.row_list import RowList
from tests.tui.conftest import Opened, Session

SIGNS = string.ascii_letters + string.digits + "äßŽ日€" + string.punctuation + " "
SIZES = [(80, 24), (40, 12)]


@pytest.fixture
def entries(practice: Practice) -> list[Answer]:
    """Four entries on four days, oldest first."""
    kept = []
    for text, prompt in (
        ("Showed @bill the oil stick. #oil", "give-free.for-free"),
        ("@the-bakery. called about the oven", "filter.went-wrong"),
        ("Told @Bill's sister about @billing", "give-free.for-free"),
        ("Grüße an Žiga", None),
    ):
        kept.append(practice.answer(text, prompt) if prompt else practice.note(text))
        practice.clock.pass_days(1)  # type: ignore[attr-defined]
    return kept


def rows(session: Session) -> list[str]:
    return [row.second for row in session.app.screen.query_one(RowList).rows]


def reading(session: Session) -> str:
    return str(session.app.screen.query_one("#reading Static", Static).content)


async def in_journal(session: Session, count: int) -> None:
    await session.press("2")
    await session.until(lambda: isinstance(session.app.screen, JournalScreen))
    await session.until(lambda: len(rows(session)) == count)


async def test_the_journal_is_newest_first_with_its_reading(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        assert rows(session) == [entry.text for entry in reversed(entries)]
        assert "Grüße an Žiga" in reading(session)
        await session.press("down")
        await session.until(lambda: "@billing" in reading(session))
        assert entries[2].ask
        assert entries[2].ask in reading(session)


async def test_search_finds_as_one_types(opened: Opened, entries: list[Answer]) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("slash")
        await session.type("grüsse"[:2])
        await session.until(lambda: rows(session) == [entries[3].text])
        await session.press("escape")
        await session.until(lambda: len(rows(session)) == 4)
        assert session.app.screen.query_one(Input).value == ""


async def test_a_persons_page_holds_all_that_mentions_them_and_no_one_else(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("p")
        await session.until(lambda: "@the-bakery" in session.screen_text())
        await session.press("enter")
        await session.until(lambda: len(rows(session)) == 2)
        assert rows(session) == [entries[2].text, entries[0].text]
        assert session.text("#filters") == "@bill · 2 entries, 2026-11-24 to 2026-11-26"


async def test_answers_to_one_question_stand_together_on_a_key(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("end", "g")
        await session.until(lambda: len(rows(session)) == 2)
        await session.press("g")
        await session.until(lambda: len(rows(session)) == 4)


async def test_on_this_day_shows_earlier_years(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    practice.clock.pass_days(361)  # type: ignore[attr-defined]
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("o")
        await session.until(lambda: rows(session) == [entries[0].text])


async def test_a_deleted_entry_is_gone_and_comes_back(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("down", "d")
        await session.until(lambda: len(rows(session)) == 3)
        assert session.status == "Deleted. u brings it back."
        assert entries[2].text not in rows(session)
        await session.press("u")
        await session.until(lambda: len(rows(session)) == 4)
    assert [a.text for a in practice.kept()] == [entry.text for entry in entries]


async def test_a_changed_entry_shows_what_it_said_before(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("e")
        await session.until(lambda: session.app.screen.query("AnswerArea"))
        await session.until(lambda: session.area.text == entries[3].text)
        await session.type(" and more")
        await session.press("ctrl+s")
        await session.until(lambda: isinstance(session.app.screen, JournalScreen))
        await session.until(lambda: "and more" in rows(session)[0])
        await session.press("v")
        await session.until(lambda: reading(session).endswith(f":\n{entries[3].text}"))
    changed = practice.find(entries[3].id)
    assert (changed.text, changed.rev) == ("Grüße an Žiga and more", 2)
    assert [revision.text for revision in changed.revisions] == [entries[3].text]
    assert practice.drafts.all() == []


async def test_leaving_an_edit_keeps_the_draft_and_the_entry(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.press("e")
        await session.until(lambda: session.app.screen.query("AnswerArea"))
        await session.until(lambda: session.area.text == entries[3].text)
        await session.type("!")
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, JournalScreen))
        assert [(d.key, d.text) for d in practice.drafts.all()] == [
            (edit_key(entries[3].id), entries[3].text + "!")
        ]
        await session.press("e")
        await session.until(lambda: session.app.screen.query("AnswerArea"))
        await session.until(lambda: session.area.text == entries[3].text + "!")
    assert practice.find(entries[3].id) == entries[3]


async def test_enter_reads_an_entry_by_itself(opened: Opened, entries: list[Answer]) -> None:
    async with opened((40, 12)) as session:
        await in_journal(session, 4)
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, ReadingScreen))
        assert "Grüße an Žiga" in session.screen_text()


async def test_a_click_marks_a_row(opened: Opened, entries: list[Answer]) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.pilot.click(RowList, offset=(3, 5))
        await session.until(lambda: entries[1].text in reading(session))


async def test_a_note_is_kept_from_any_room_and_opens_the_next_sitting(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        for number, key in enumerate("1235", 1):
            await session.press(key, "n")
            await session.until(lambda: session.app.screen.query("AnswerArea"))
            practice.clock.pass_days(0.01)  # type: ignore[attr-defined]
            await session.type(f"note {number}")
            await session.press("ctrl+s")
            await session.until(lambda: isinstance(session.app.screen, Room))
            await session.until(lambda: session.status.startswith("Note kept."))
        await session.press("1")
        await session.begin()
        assert session.text("#note") == "Today you noted: note 4"
    assert [a.text for a in practice.kept()] == ["note 1", "note 2", "note 3", "note 4"]
    practice.clock.pass_days(0.01)  # type: ignore[attr-defined]
    practice.answer("used")
    assert practice.reflect().note is None


async def test_any_question_can_be_answered_from_the_prompts(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.press("5")
        await session.until(lambda: isinstance(session.app.screen, PromptsScreen) and rows(session))
        await session.press("down", "down")
        third = practice.library.of_track("give-free")[2]
        await session.until(lambda: third.example in reading(session))
        await session.press("enter")
        await session.type("from the list")
        await session.until(lambda: session.text("#ask") == third.ask)
        await session.press("ctrl+s")
        await session.at("DeeperStep")
        await session.walk_out()
        await session.until(lambda: "answered today" in reading(session))
    assert [(a.prompt, a.text) for a in practice.kept()] == [(third.id, "from the list")]


@pytest.mark.parametrize("size", SIZES)
async def test_progress_is_readable_without_colour(
    opened: Opened, entries: list[Answer], size: tuple[int, int]
) -> None:
    async with opened(size) as session:
        await session.press("3")
        await session.until(lambda: session.app.screen.query("#progress"))
        await session.until(lambda: session.text("#progress"))
        shown = session.text("#progress")
        assert "sittings" in shown
        assert max(map(len, shown.splitlines())) <= size[0]
        name = "Give value first, and free" if size[0] >= 80 else "give-free"
        (heat, covered) = [line for line in shown.splitlines() if line.startswith(name)]
        assert heat.endswith("▒")
        assert covered.endswith("1 of 14")


@pytest.mark.parametrize("typed", ["@b", "see @B", "@the", "#o"])
async def test_names_are_offered_and_only_right_takes_them(
    opened: Opened, entries: list[Answer], typed: str
) -> None:
    whole = {"@b": "@bill", "see @B": "see @Bill", "@the": "@the-bakery", "#o": "#oil"}[typed]
    async with opened() as session:
        await session.begin()
        await session.until(lambda: session.area._offers)
        session.area.clear()
        for sign in typed:
            session.app.post_message(events.Key(_character_to_key(sign), sign))
        await session.until(lambda: session.area.suggestion)
        assert session.area.text == typed
        await session.press("right")
        assert session.area.text == whole


async def field_of_sitting(session: Session) -> Callable[[], str]:
    await session.begin()
    return lambda: session.area.text


async def field_of_note(session: Session) -> Callable[[], str]:
    await session.press("n")
    await session.until(lambda: session.app.screen.query("AnswerArea"))
    return lambda: session.area.text


async def field_of_edit(session: Session) -> Callable[[], str]:
    await in_journal(session, 4)
    await session.press("e")
    await session.until(lambda: session.app.screen.query("AnswerArea"))
    await session.until(lambda: session.area.text)
    session.area.clear()
    return lambda: session.area.text


async def field_of_search(session: Session) -> Callable[[], str]:
    await in_journal(session, 4)
    await session.press("slash")
    return lambda: session.app.screen.query_one(Input).value


@pytest.mark.parametrize("field", [field_of_sitting, field_of_note, field_of_edit, field_of_search])
async def test_every_sign_types_itself_and_does_nothing_else(
    opened: Opened,
    practice: Practice,
    entries: list[Answer],
    field: Callable[[Session], object],
) -> None:
    async with opened() as session:
        text: Callable[[], str] = await field(session)  # type: ignore[misc]
        screen = session.app.screen
        for sign in SIGNS:
            session.app.post_message(events.Key(_character_to_key(sign), sign))
        await session.until(lambda: len(text()) >= len(SIGNS))
        assert text() == SIGNS
        assert session.app.screen is screen
    assert practice.journal.answers() == entries


def keys_of(session: Session) -> list[tuple[str, Action]]:
    focused = session.app.screen.focused or session.app.screen
    actions = [action for _, action in in_force(focused.ancestors_with_self)]
    return [(key.strip(), action) for action in actions for key in action.keys.split(",")]


@pytest.mark.parametrize(
    ("full", "size"), [(False, (40, 12)), (True, (80, 24))], ids=["empty", "full"]
)
@pytest.mark.parametrize("room", [*ROOMS])
async def test_no_declared_key_crashes_a_room(
    opened: Opened, practice: Practice, room: str, full: bool, size: tuple[int, int]
) -> None:
    if full:
        first = practice.answer("@bill #oil", "give-free.for-free")
        practice.edit(first.id, "changed")
        practice.journal.put([replace(first, id=f"{n:032x}") for n in range(300)])
    async with opened(size) as session:
        session.app.action_room(room)
        await session.until(lambda: session.app.screen is session.app.get_screen(room))
        await session.pilot.pause()
        for key, action in keys_of(session):
            if action.does == "app.quit" or action.id == "command_palette":
                continue
            await session.press(key)
            await session.pilot.pause()
            while not isinstance(session.app.screen, Room):
                if isinstance(session.app.screen, StepsScreen):
                    await session.until(lambda: session.app.screen.focused)
                await session.press("escape")
                await session.pilot.pause()
            session.app.action_room(room)
            await session.until(lambda: session.app.screen is session.app.get_screen(room))


@pytest.mark.parametrize("size", SIZES)
async def test_no_declared_key_crashes_the_sitting(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as session:
        await session.begin()
        for key, action in keys_of(session):
            if action.id in {"editor", "command_palette"} or action.does == "app.quit":
                continue
            if not isinstance(session.app.screen, StepsScreen):
                await session.begin()
            await session.press(key)
            await session.pilot.pause()
            while not isinstance(session.app.screen, StepsScreen | Room):
                await session.press("escape")
                await session.pilot.pause()


async def test_a_room_that_is_being_taken_down_meets_no_crash(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as session:
        await in_journal(session, 4)
        await session.app.screen.query("#filters").remove()
        await session.app.screen.refresh_room().wait()  # type: ignore[attr-defined]
    assert session.app._exception is None


async def test_a_broken_pack_of_ones_own_is_named_among_the_prompts_and_the_others_are_there(
    opened: Opened, practice: Practice
) -> None:
    practice.places.prompts.mkdir(parents=True)
    (practice.places.prompts / "mine.toml").write_text("track = 1\n")
    async with opened() as session:
        await session.press("5")
        await session.until(lambda: "Left out: mine.toml line 1: expected" in session.status)
        assert session.app.screen.query_one(RowList).row
