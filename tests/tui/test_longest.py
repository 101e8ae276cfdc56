"""The longest question, why and example fit, with room to write."""

import pytest
from textual.widgets import Static

from coach.domain.model import Prompt
from coach.practice import Practice, draft_key
from coach.tui.screens.reading import ReadingScreen
from tests.tui.conftest import Opened, Session


def longest(practice: Practice, part: str) -> Prompt:
    return max(practice.library.prompts, key=lambda prompt: len(getattr(prompt, part)))


async def begin_with(session: Session, prompt: Prompt) -> None:
    session.app.begin(prompt.id)
    await session.until(lambda: session.app.screen.query("#ask"))
    await session.until(lambda: session.text("#ask") == prompt.ask)


def last_words(text: str) -> str:
    return text.split()[-1]


@pytest.mark.parametrize("part", ["ask", "why", "example"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_longest_is_read_to_its_last_word_beside_room_to_write(
    opened: Opened, practice: Practice, part: str, size: tuple[int, int]
) -> None:
    prompt = longest(practice, part)
    small = size == (40, 12)
    async with opened(size) as session:
        await begin_with(session, prompt)
        if small:
            await session.type("w")
            await session.pilot.pause()
        elif part == "example":
            await session.press("f4")
        await session.pilot.pause()
        assert session.area.size.height >= (3 if small else 8)
        assert last_words(prompt.ask) in session.screen_text()
        if small and part != "ask":
            await session.press({"why": "f5", "example": "f4"}[part])
            await session.until(lambda: isinstance(session.app.screen, ReadingScreen))
            await session.pilot.pause()
        if part != "ask":
            assert last_words(getattr(prompt, part)) in session.screen_text()


async def test_a_long_note_above_the_question_leaves_room(
    opened: Opened, practice: Practice
) -> None:
    practice.note("line\n" * 60)
    practice.drafts.keep(draft_key(longest(practice, "ask").id), b"begun")
    async with opened() as session:
        await session.begin()
        assert session.app.screen.query_one("#note", Static).size.height <= 4
        assert session.area.size.height >= 8
