"""What one needs is in sight: the field with the light, what to press, and that more follows."""

import pytest
from textual.widget import Widget

from coach.practice import Practice
from coach.tui.session.fields import LineField
from coach.tui.widgets.chip import Chip
from coach.tui.widgets.footer import KeyFooter
from coach.tui.widgets.scroll import ABOVE, BELOW, FEW, MORE, Scroll
from coach.tui.widgets.status_line import StatusLine
from tests.tui.conftest import Opened, User, later, promised, sizes


def is_whole(user: User, widget: Widget) -> bool:
    """Whether all of a widget is on the screen."""
    place = user.app.screen.find_widget(widget)
    return place.visible_region == place.region and place.region.height > 0


@pytest.mark.parametrize("size", sizes((40, 12), (80, 24)))
async def test_every_step_shows_what_has_the_light_and_what_to_press(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    promised(practice)
    practice.entries.answer("A man called. I told @bill what to measure, and he left.")
    later(practice, 7)
    steps: list[str] = []

    async def look(step: str) -> None:
        await user.at(step)
        await user.pilot.pause()
        chip, said = user.app.screen.query_one(Chip), user.app.screen.query_one(StatusLine)
        assert is_whole(user, chip), step
        air = user.app.screen.query_one(KeyFooter).region.y - chip.region.bottom
        assert air > 0 or size[1] < 24, step
        assert not said.display or said.region.bottom <= chip.region.y, step
        field = user.app.screen.focused
        assert field is not None, step
        assert isinstance(field, Scroll) or is_whole(user, field), step
        steps.append(step)

    async with opened(size) as user:
        await user.begin()
        await look("Review")
        await user.press("1", "enter")
        assert isinstance(user.app.screen.focused, LineField)
        await user.type("I called him")
        await user.press("ctrl+s")
        await look("Kept")
        await user.press("enter")
        await look("Reflect")
        await user.type("Nobody asked, and I went home.")
        await user.press("ctrl+s")
        await look("NewPromise")
        await user.type("he calls")
        await user.press("enter")
        await user.type("listen")
        await user.press("ctrl+s", "enter")
        await look("Expect")
        await user.press("enter")
        await look("Close")
        assert is_whole(user, user.app.screen.query_one("#ask"))
    assert len(steps) == 6


async def test_a_page_says_that_more_follows_until_its_end(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    practice.entries.answer("Words.")
    async with opened() as user:
        await user.press("3")
        await user.shows(lambda: user.text("#course"))
        assert f"{BELOW}{MORE}" in user.screen_text()
        scroll = user.app.screen.query_one("#progress", Scroll)
        for card in (card for card in scroll.query(".tile") if card.visible and card.region):
            seen = user.app.screen.find_widget(card).visible_region.height
            text = card.region.height - card.styles.padding.bottom
            assert seen == 0 or seen >= text or seen > FEW, card.id
        await user.press("end")
        await user.shows(lambda: BELOW not in user.screen_text())
        assert f"{ABOVE}{MORE}" in user.screen_text()
        assert all(card.visible for card in scroll.query(".tile"))


async def test_a_card_of_which_little_would_show_waits(opened: Opened, practice: Practice) -> None:
    practice.entries.answer("Words.")
    later(practice, 28)
    promised(practice)
    promised(practice)
    async with opened() as user:
        memory = user.app.screen.query_one("#memory")
        assert user.text("#memory")
        await user.shows(lambda: "Four weeks ago you wrote" not in user.screen_text())
        assert f"{BELOW}{MORE}" in user.screen_text()
        await user.press("pagedown")
        await user.shows(lambda: memory.visible and is_whole(user, memory))
