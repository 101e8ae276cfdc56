"""Opening the app heeds the reminder; a sitting kept there is known to the next check."""

import json

from coach.practice import Practice
from coach.reminders.glance import is_settled
from coach.tui.screens.steps import StepsScreen
from tests.tui.conftest import Opened


async def test_opening_the_app_takes_the_nudge_away_and_writes_nothing(
    opened: Opened, practice: Practice
) -> None:
    practice.places.state.mkdir(parents=True)
    practice.places.nudge.write_text("coach: Your sitting is due today.\n")
    async with opened() as session:
        await session.until(lambda: not practice.places.nudge.exists())
    assert list(practice.places.state.iterdir()) == []


async def test_after_a_sitting_the_hourly_check_need_not_open_the_journal(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("words")
        await session.press("ctrl+s")
        await session.until(lambda: "kept" in session.status)
        if isinstance(session.app.screen, StepsScreen):
            await session.press("escape")
        await session.until(practice.places.outlook.exists)
        await session.until(lambda: is_settled(["--at", "08:30"]))
    assert "2026-11-24" not in json.loads(practice.places.outlook.read_bytes())["due"]
