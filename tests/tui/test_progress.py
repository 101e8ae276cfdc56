"""Progress on the screen: everything can be reached, at any size, and the width is used."""

import pytest
from textual.containers import VerticalScroll

from coach.practice import Practice
from coach.tui.screens.progress import CardView
from coach.tui.widgets.chip import Chip
from tests.practice.test_cards import K, N, P, practice_weeks, read
from tests.tui.conftest import Opened, User, sizes

SIZES = sizes((40, 12), (80, 24), (120, 40))


def cards(user: User) -> dict[str, CardView]:
    """The cards in sight."""
    return {str(card.id): card for card in user.app.screen.query(CardView) if card.display}


async def show(user: User) -> None:
    await user.press("3")
    await user.shows(lambda: user.text("#course"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("weeks", sizes(5, 0, 1))
async def test_every_card_is_whole_and_reached_by_scrolling(
    opened: Opened, practice: Practice, size: tuple[int, int], weeks: int
) -> None:
    practice_weeks(practice, practice.clock, *[K, N, P, K, K][:weeks])  # type: ignore[arg-type]
    async with opened(size) as user:
        await show(user)
        shown, scroll = cards(user), user.app.screen.query_one("#progress", VerticalScroll)
        for name, lines in read(practice).items():
            card = shown.pop(name)
            text = " ".join(str(card.content).split())
            assert " ".join(lines[-1].split()[:3]) in text
            width = card.content_size.width
            least = card.get_content_height(scroll.size, scroll.size, width)
            assert card.content_size.height >= least
            assert card.virtual_region.bottom <= scroll.virtual_size.height
            assert card.region.right <= size[0]
        assert not shown
        await user.press("end")
        await user.until(lambda: scroll.scroll_offset.y == scroll.max_scroll_y)


async def test_on_a_wide_screen_the_weeks_stand_beside_the_promises(
    opened: Opened, practice: Practice
) -> None:
    practice_weeks(practice, practice.clock, K)  # type: ignore[arg-type]
    async with opened((120, 40)) as user:
        await show(user)
        shown = cards(user)
        assert shown["course"].region.y == shown["strength"].region.y
        assert shown["course"].region.x > shown["promises"].region.right
        await user.pilot.resize_terminal(80, 24)
        await user.until(lambda: shown["course"].region.x == shown["facts"].region.x)
        assert shown["promises"].region.y == shown["strength"].region.y


@pytest.mark.parametrize("size", sizes((120, 40), (80, 24)))
async def test_an_empty_journal_is_one_page_in_the_middle(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await show(user)
        shown = cards(user)
        assert [*shown] == ["facts", "plan", "course"]
        plan, course = shown["plan"].region, shown["course"].region
        assert (plan.x, plan.width) == (course.x, course.width)
        assert course.width <= 84
        assert abs(course.x - (size[0] - course.right)) <= 2
        chip = user.app.screen.query_one(Chip).region
        assert (chip.y, plan.y) == (shown["facts"].region.bottom + 1, chip.bottom + 1)


async def test_a_chart_is_drawn_anew_for_another_width(opened: Opened, practice: Practice) -> None:
    async with opened((80, 24)) as user:
        practice.entries.answer("What I answered.")
        await show(user)
        await user.until(lambda: "1 answered" in user.text("#course"))
        await user.pilot.resize_terminal(40, 12)
        await user.until(lambda: "1 answered" in user.text("#course"))
