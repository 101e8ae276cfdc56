"""The Journal: find, read, edit, delete, undo."""

import string
from dataclasses import replace

import pytest
from textual.widgets import Input

from coach.domain.model import Answer
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.widgets.bars import TopBar
from coach.tui.widgets.options import Options, Row
from tests.tui.conftest import Opened, User, in_journal, later, reading, rows

SIGNS = string.ascii_letters + string.digits + "äßŽ日€тТыνΚשم№٢" + string.punctuation + " "


async def editing(user: User, text: str) -> None:
    await user.press("e")
    await user.at("Edit")
    await user.until(lambda: user.area.text == text)


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
