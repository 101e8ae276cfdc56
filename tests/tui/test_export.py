"""Exporting from the Journal and the Playbook, on a key: the format, then the path."""

from pathlib import Path

from textual.widgets import Input

from coach.practice import Practice
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.export import PathScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.playbook import PlaybookScreen
from tests.tui.conftest import Opened, User


async def write(user: User, path: Path) -> None:
    """Choose the format that is marked, and write it there."""
    await user.until(lambda: isinstance(user.app.screen, ChoiceScreen))
    await user.press("enter")
    await user.until(lambda: isinstance(user.app.screen, PathScreen))
    field = user.app.screen.query_one(Input)
    assert field.value.startswith("~/coach-")
    field.value = str(path)
    await user.press("enter")
    await user.until(lambda: not isinstance(user.app.screen, PathScreen))


async def test_what_the_journal_shows_is_written_as_a_page(
    opened: Opened, practice: Practice, tmp_path: Path
) -> None:
    practice.entries.note("About @bill.")
    practice.entries.note("About the weather.")
    async with opened() as user:
        await user.press("2", "w")
        await write(user, tmp_path / "journal.html")
        await user.until(lambda: "Written to" in user.status)
        page = (tmp_path / "journal.html").read_text()
        assert "About the weather." in page
        await user.press("w")
        await write(user, tmp_path / "journal.html")
        await user.until(lambda: "already there" in user.status)
        assert isinstance(user.app.screen, JournalScreen)


async def test_the_playbook_is_written_by_itself(
    opened: Opened, practice: Practice, tmp_path: Path
) -> None:
    practice.playbook.add("my-value", "I find what is wrong.")
    practice.entries.note("Not of the playbook.")
    async with opened() as user:
        await user.press("4")
        await user.on(PlaybookScreen)
        await user.until(lambda: user.text("#title"))  # its keys come with its pages
        await user.press("w")
        await write(user, tmp_path / "playbook.html")
        await user.until(lambda: "Written to" in user.status)
    page = (tmp_path / "playbook.html").read_text()
    assert "I find what is wrong." in page
    assert "Not of the playbook." not in page


async def test_one_can_think_better_of_it(opened: Opened, practice: Practice, home: Path) -> None:
    practice.entries.note("Words.")
    async with opened() as user:
        await user.press("2", "w")
        await user.until(lambda: isinstance(user.app.screen, ChoiceScreen))
        await user.press("down", "down", "enter")
        await user.until(lambda: isinstance(user.app.screen, PathScreen))
        assert "folder" in user.words()
        await user.press("escape")
        await user.until(lambda: isinstance(user.app.screen, JournalScreen))
