"""The line on top and the line of keys: where one is, and what one can do, at every width."""

import pytest
from textual.content import Content

from coach.domain.model import Answer
from coach.practice import Practice
from coach.tui.app import MAIN_SCREENS
from coach.tui.screens.journal import JournalScreen
from coach.tui.widgets.bars import SessionBar, TopBar
from coach.tui.widgets.footer import KeyFooter
from tests.tui.conftest import Opened, User, promised, sizes

SIZES = sizes((40, 12), (60, 20), (80, 24), (120, 40))
NAMES = [name.capitalize() for name in MAIN_SCREENS]


async def show(user: User, name: str) -> None:
    user.app.show_screen(name)
    await user.shows(lambda: user.app.screen is user.app.get_screen(name))
    await user.shows(lambda: user.app.screen.query_one(TopBar).right)


@pytest.fixture
def entries(practice: Practice) -> list[Answer]:
    promised(practice)
    return [practice.entries.answer("Showed @bill the oil stick. #oil", "give-free.for-free")]


@pytest.mark.parametrize("size", SIZES)
async def test_the_top_bar_and_the_keys_fit_on_every_screen(
    opened: Opened, entries: list[Answer], size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        for name in MAIN_SCREENS:
            await show(user, name)
            bar = user.app.screen.query_one(TopBar)
            assert bar.render().cell_length <= bar.size.width
            assert str(bar.render()).endswith(bar.right)
            footer = user.app.screen.query_one(KeyFooter)
            assert footer.render().cell_length <= footer.size.width
            last = user.screen_text().rpartition("\n")[2]
            assert "? Help" in last
            assert not any(other in last for other in NAMES)


@pytest.mark.parametrize("size", SIZES)
async def test_the_steps_and_the_keys_fit_in_a_session(
    opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await user.begin()
        footer = user.app.screen.query_one(KeyFooter)
        assert footer.render().cell_length <= footer.size.width
        assert "F1 Help" in user.screen_text().rpartition("\n")[2]


@pytest.mark.parametrize(
    ("size", "shown"),
    [((80, 24), NAMES), pytest.param((40, 12), ["Journal"], marks=pytest.mark.faults)],
)
async def test_the_top_bar_says_where_one_is_and_leads_elsewhere(
    opened: Opened, entries: list[Answer], size: tuple[int, int], shown: list[str]
) -> None:
    async with opened(size) as user:
        await show(user, "journal")
        bar = user.app.screen.query_one(TopBar)
        text = str(bar.render())
        assert [name for name in NAMES if name in text] == shown
        (here,) = (span for span in bar.render().spans if "bold" in str(span.style))
        assert text[here.start : here.end] == "2 Journal"
        column = text.index("5")
        await user.pilot.click(TopBar, offset=(column + bar.styles.padding.left, 0))
        await user.shows(lambda: user.app.screen is user.app.get_screen("questions"))


async def test_a_click_on_the_top_bar_is_none_of_the_search(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as user:
        await show(user, "journal")
        await user.press("slash", "a")
        bar = user.app.screen.query_one(TopBar)
        column = str(bar.render()).index("Today") + bar.styles.padding.left
        await user.pilot.click(TopBar, offset=(column, 0))
        await user.shows(lambda: not isinstance(user.app.screen, JournalScreen))


async def test_help_is_the_last_key_to_go(opened: Opened) -> None:
    async with opened((12, 12)) as user:
        footer = user.app.screen.query_one(KeyFooter)
        assert str(footer.render()) == "? Help"


async def test_the_steps_of_a_session_say_where_one_is(opened: Opened) -> None:
    async with opened() as user:
        bar = SessionBar()
        bar.show(["Review", "Reflect", "Promise", "Close"], 1, "Week 9")
        await user.app.screen.mount(bar, before=0)
        for width, text in (
            (76, "✓ Review   ● Reflect   ○ Promise   ○ Close"),
            (48, "✓ Review  ● Reflect  ○ Promise  ○ Close"),
            (38, "● Reflect  2 of 4"),
        ):
            await user.pilot.resize_terminal(width + (4 if width >= 76 else 2), 24)
            await user.until(lambda: bar.size.width == width)  # noqa: B023
            shown: Content = bar.render()
            assert str(shown) == text + "Week 9".rjust(width - len(text))
