"""Opening the app heeds the reminder."""

from coach.practice import Practice
from tests.tui.conftest import Opened


async def test_opening_the_app_takes_the_nudge_away_and_writes_nothing(
    opened: Opened, practice: Practice
) -> None:
    practice.places.state.mkdir(parents=True)
    practice.places.nudge.write_text("coach: Your session is due today.\n")
    async with opened() as user:
        await user.until(lambda: not practice.places.nudge.exists())
    assert list(practice.places.state.iterdir()) == []
