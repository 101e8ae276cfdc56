"""The longest question, why and example fit, with room to write."""

import pytest
from textual.widgets import Static

from coach.domain.model import Prompt
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened, User, sizes


def longest(practice: Practice, part: str) -> Prompt:
    return max(practice.library.prompts, key=lambda prompt: len(getattr(prompt, part)))


async def begin_with(user: User, prompt: Prompt) -> None:
    user.app.begin(prompt.id)
    await user.at("Reflect")
    assert user.text("#ask") == prompt.ask


def last_words(text: str) -> str:
    return text.split()[-1]


@pytest.mark.parametrize("size", sizes((40, 12), (80, 24)))
async def test_the_longest_is_read_to_its_last_word_beside_room_to_write(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    small = size == (40, 12)
    async with opened(size) as user:
        for part in ("ask", "why", "example"):
            prompt = longest(practice, part)
            await begin_with(user, prompt)
            if small:
                await user.type("w")
                await user.pilot.pause()
            elif part == "example":
                await user.press("f4")
            await user.pilot.pause()
            assert user.area.size.height >= (3 if small else 6)
            assert last_words(prompt.ask) in user.screen_text()
            if small and part != "ask":
                await user.press({"why": "f5", "example": "f4"}[part])
                await user.on(ReadingScreen)
            if part != "ask":
                assert last_words(getattr(prompt, part)) in user.screen_text()
            while not isinstance(user.app.screen, TodayScreen):
                await user.press("escape")


async def test_a_long_note_above_the_question_leaves_room(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.note("line\n" * 60)
    practice.drafts.save(draft_key("answer", longest(practice, "ask").id), b"begun")
    async with opened() as user:
        await user.begin()
        assert user.app.screen.query_one(".note", Static).size.height <= 4
        assert user.area.size.height >= 5
