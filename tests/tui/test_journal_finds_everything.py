"""The Journal lists, finds and brings back whatever a person wrote: promises and lines, too."""

import pytest

from coach.domain.model import Answer, Line, Promise
from coach.practice import Practice
from coach.practice.steps.promise import Reword
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.journal import JournalScreen
from tests.tui.conftest import Opened, User, later
from tests.tui.test_screens import in_journal, reading, rows

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
    """What is listed for these words, once nothing else is."""
    await user.press("slash")
    await user.type(words)
    await user.until(lambda: f"“{words}”" in user.text("#filters"))
    found = rows(user)
    await user.press("escape")
    await user.until(lambda: len(rows(user)) == 4)
    return found


async def test_promises_and_lines_stand_in_the_journal_on_their_days(
    opened: Opened, written: object
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        assert rows(user) == [OPEN, KEPT, "Sixty, and I say it first. #price", "Sixty an hour."]
        assert "Wed, Nov 25 · Promise, open" in user.screen_text()
        assert "I'll ask you" in reading(user)
        await user.press("down")
        await user.until(lambda: KEPT in reading(user))
        for words in (
            "Wednesday, November 25, 2026\nPromise, kept\nPromised yesterday",
            "What I did: Checked it for free. #oil",
            "What they said or did: He laughed.",
            "It took: 10 minutes",
        ):
            assert words in reading(user)
        assert "earlier version" not in reading(user)


async def test_the_words_of_a_review_and_of_a_line_are_searched(
    opened: Opened, written: object
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        assert await searched(user, "laughed") == [KEPT]
        assert await searched(user, "say it first") == ["Sixty, and I say it first. #price"]


@pytest.mark.parametrize(("key", "name", "row"), [("p", "@bill", KEPT), ("#", "#oil", KEPT)])
async def test_people_and_tags_of_promises_are_offered_and_lead_to_them(
    opened: Opened, written: object, key: str, name: str, row: str
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("number_sign" if key == "#" else key)
        await user.on(ChoiceScreen)
        assert name in user.screen_text()
        await user.press("enter")
        await user.until(lambda: rows(user) == [row])


async def test_a_promise_is_edited_and_deleted_in_the_journal_and_comes_back(
    opened: Opened, practice: Practice, written: tuple[Answer, Promise, Promise, Line]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        await user.press("down", "e")
        await user.at("Reword")
        assert isinstance(user.step, Reword)
        assert (user.step.promise.id, user.step.first) == (written[1].id, "did")
        await user.press("escape")
        await user.on(JournalScreen)
        await user.press("d")
        await user.until(lambda: len(rows(user)) == 3)
        assert [promise.id for promise in practice.promises.all()] == [written[2].id]
        await user.press("u")
        await user.until(lambda: len(rows(user)) == 4)
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
        assert user.text("#filters") == "deleted · 4 entries"
        assert rows(user)[0] == "Sixty, and I say it first. #price"
        await user.press("e", "d")
        assert isinstance(user.app.screen, JournalScreen)
        for left in (3, 2, 1, 0):
            await user.press("u")
            await user.until(lambda left=left: len(rows(user)) == left)  # type: ignore[misc]
            assert user.status == "Entry restored."
        assert reading(user) == "Nothing is deleted. Press Esc to show everything."
        await user.press("escape")
        await user.until(lambda: len(rows(user)) == 4)
    assert practice.entries.deleted() == []
