"""The Journal lists, finds and brings back whatever a person wrote: promises and lines, too."""

import pytest
from textual.content import Content
from textual.widgets import Static

from coach.domain.history import Filter
from coach.domain.model import Answer, Line, Promise
from coach.practice import Practice
from coach.practice.steps.promise import Reword
from coach.tui.content import TINTS
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.widgets.bars import TopBar
from tests.tui.conftest import Opened, User, in_journal, later, reading, rows

KEPT, OPEN = "If @bill calls, I'll check his oil.", "If the phone rings, I'll listen."


@pytest.fixture
def written(practice: Practice) -> tuple[Answer, Promise, Promise, Line]:
    """An answer on Tuesday with a line for the playbook, a promise kept on Wednesday, an open one.

    The kept one is reviewed on Wednesday, with words.
    """
    answer = practice.entries.answer("Sixty an hour.", "value.price-sentence")
    kept = practice.promises.make("@bill calls", "check his oil", track="give-free")
    later(practice, 0.01)
    line = practice.playbook.add("my-price", "Sixty, and I say it first. #price", answer)
    later(practice, 0.99)
    did = "Checked it for free. #oil"
    kept = practice.promises.review(kept.id, "kept", did=did, response="He laughed.", minutes=10)
    still = practice.promises.make("the phone rings", "listen")
    return answer, kept, still, line


async def searched(user: User, words: str) -> list[str]:
    """What is listed for these words, once it is the only one of the two."""
    await user.press("slash")
    await user.type(words)
    await user.until(lambda: len(rows(user)) == 1)
    found = rows(user)
    await user.press("escape")
    await user.until(lambda: len(rows(user)) == 2)
    return found


async def test_a_session_is_read_as_one_page(opened: Opened, written: object) -> None:
    async with opened() as user:
        await in_journal(user, 2)
        assert rows(user) == [OPEN, "Sixty an hour."]
        assert "Nov 23–29" in user.screen_text()
        assert "Wed 25  Promise, open" in user.screen_text()
        assert f"✓ kept  {KEPT}" in reading(user)
        assert "I'll ask you" in reading(user)
        await user.press("down")
        await user.until(lambda: "Sixty an hour." in reading(user))
        page = (
            "Tuesday, November 24, 2026, 10:00\nKnow your value",
            "Sixty an hour.",
            f"✓ kept  {KEPT}",
            "What I did: Checked it for free. #oil",
            "What they said or did: He laughed.",
            "It took: 10 minutes",
            "Promised yesterday, reviewed today",
            "On your page “My price”\nSixty, and I say it first. #price",
        )
        places = [reading(user).index(words) for words in page]
        assert places == sorted(places)
        assert "earlier version" not in reading(user)


async def test_people_and_tags_are_tinted_in_the_list_and_in_the_page(
    opened: Opened, written: object
) -> None:
    async with opened() as user:
        await in_journal(user, 2)
        await user.press("down")
        await user.until(lambda: "#oil" in reading(user))
        page = user.app.screen.query_one("#reading Static", Static).content
        assert isinstance(page, Content)
        tinted = {page.plain[s.start : s.end]: s.style for s in page.spans}
        assert tinted["@bill"] == TINTS["@"]
        assert tinted["#oil"] == TINTS["#"]


async def test_the_words_of_a_review_and_of_a_line_are_searched(
    opened: Opened, written: object
) -> None:
    async with opened() as user:
        await in_journal(user, 2)
        assert await searched(user, "laughed") == [KEPT]
        assert await searched(user, "say it first") == ["Sixty, and I say it first. #price"]


async def test_people_and_tags_of_promises_are_offered_and_lead_to_them(
    opened: Opened, written: object
) -> None:
    async with opened() as user:
        for key, name in (("p", "@bill"), ("number_sign", "#oil")):
            await in_journal(user, 2)
            await user.press(key)
            await user.on(ChoiceScreen)
            assert name in user.screen_text()
            await user.press("enter")
            await user.until(lambda: rows(user) == [KEPT])
            assert f" {name} " in user.text("#filters")
            await user.press("escape")


async def test_the_filter_key_offers_every_filter(opened: Opened, written: object) -> None:
    async with opened() as user:
        await in_journal(user, 2)
        await user.press("f")
        await user.on(ChoiceScreen)
        for words in ("Person", "Tag", "Track", "This question", "On this day", "Deleted"):
            assert words in user.screen_text()
        await user.press("enter")
        await user.until(lambda: "Which person?" in user.screen_text())
        await user.press("enter")
        await user.until(lambda: rows(user) == [KEPT])


async def test_a_part_of_a_session_is_edited_and_deleted_and_comes_back(
    opened: Opened, practice: Practice, written: tuple[Answer, Promise, Promise, Line]
) -> None:
    async with opened() as user:
        await in_journal(user, 2)
        await user.press("down", "e")
        await user.on(ChoiceScreen)
        assert all(words in user.screen_text() for words in ("Sixty an hour.", "Promise, kept"))
        await user.press("down", "enter")
        await user.at("Reword")
        assert isinstance(user.step, Reword)
        assert (user.step.promise.id, user.step.first) == (written[1].id, "did")
        await user.press("escape")
        await user.on(JournalScreen)
        await user.press("d")
        await user.on(ChoiceScreen)
        await user.press("down", "enter")
        await user.on(JournalScreen)
        await user.until(lambda: KEPT not in reading(user))
        assert [promise.id for promise in practice.promises.all()] == [written[2].id]
        await user.press("u")
        await user.until(lambda: KEPT in reading(user))
    assert len(practice.promises.all()) == 2


async def test_what_was_deleted_another_day_is_shown_and_brought_back(
    opened: Opened, practice: Practice, written: tuple[Answer, Promise, Promise, Line]
) -> None:
    for entry in written:
        practice.entries.delete(entry.id)
        later(practice, 1)
    async with opened() as user:
        await in_journal(user, 0)
        await user.press("u")
        assert user.status == "Nothing to undo here. To see what you deleted, press x."
        await user.press("x")
        await user.until(lambda: len(rows(user)) == 4)
        assert user.status == "Press u to restore the marked one."
        assert user.text("#filters") == " deleted "
        assert user.app.screen.query_one(TopBar).right == "4 entries"
        assert rows(user)[0] == "Sixty, and I say it first. #price"
        await user.press("e", "d")
        assert isinstance(user.app.screen, JournalScreen)
        for left in (3, 2, 1, 0):
            await user.press("u")
            await user.until(lambda left=left: len(rows(user)) == left)  # type: ignore[misc]
            assert user.status == "Entry restored."
        assert reading(user) == "Nothing is deleted. Press Esc to show everything."
        await user.press("escape")
        await user.until(lambda: len(rows(user)) == 2)
    assert practice.entries.everything(Filter(deleted=True)) == []
