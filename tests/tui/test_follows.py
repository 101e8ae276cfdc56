"""What is on the screen is so: it follows the clock, and what another process saves."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from coach.practice import Practice
from coach.tui import app
from coach.tui.screens.base import MainScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.widgets.bars import TopBar
from coach.tui.widgets.options import Options
from tests.conftest import FixedClock
from tests.tui.conftest import Opened, User, in_journal, later, reading, rows


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "FOLLOW_EVERY", 0.005)


@pytest.fixture
def other(practice: Practice) -> Practice:
    """The same practice in another process."""
    return Practice(practice.places, clock=practice.clock)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[type[MainScreen]]:
    """The screens that were read, one after the other."""
    found: list[type[MainScreen]] = []
    for screen in (TodayScreen, JournalScreen, ProgressScreen):

        async def load(self: MainScreen, read: object = screen.load) -> None:
            found.append(type(self))
            await read(self)  # type: ignore[operator]

        monkeypatch.setattr(screen, "load", load)
    return found


async def looks(user: User, practice: Practice, monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    """Let the app look at the clock and the journal so many times."""
    seen = 0
    state = practice.state

    def look() -> object:
        nonlocal seen
        seen += 1
        return state()

    monkeypatch.setattr(practice, "state", look)
    await user.until(lambda: seen >= n)


def in_sight(user: User) -> list[str]:
    """What the list and the reading pane show, without their scroll bars."""
    lines = user.screen_text().splitlines()[2:]
    return [re.sub("[\u2581-\u2588]", " ", line).rstrip() for line in lines]


def corner(user: User) -> str:
    return user.app.screen.query_one(TopBar).right


async def test_at_four_today_is_another_day(
    opened: Opened, practice: Practice, clock: FixedClock
) -> None:
    clock.time = clock.time.replace(hour=3, minute=59)
    async with opened() as user:
        assert corner(user).startswith("Mon, Nov 23")
        clock.time += timedelta(minutes=2)
        await user.until(lambda: corner(user).startswith("Tue, Nov 24"))


async def test_what_another_process_saved_is_on_the_screen(opened: Opened, other: Practice) -> None:
    async with opened((80, 40)) as user:
        other.promises.make("Ann calls", "listen")
        await user.until(lambda: "If Ann calls, I'll listen." in user.screen_text())
        await user.press("3")
        await user.shows(lambda: "Open: If Ann" in user.screen_text())
        other.promises.make("Bob calls", "listen")
        await user.until(lambda: "Open: If Bob" in user.screen_text())


async def test_the_list_stands_still_when_another_process_saves(
    opened: Opened, practice: Practice, other: Practice
) -> None:
    first = practice.entries.note("0")
    notes = [replace(first, id=f"{n:032x}", text=f"note {n}") for n in range(40)]
    long = "\n".join(f"line {n}" for n in range(60))
    practice.journal.put([replace(note, text=long) if note is notes[5] else note for note in notes])
    async with opened() as user:
        await in_journal(user, 41)
        await user.press("end", *("up",) * 5)
        await user.until(lambda: "line 1" in reading(user))
        options = user.app.screen.query_one(Options)
        pane = user.app.screen.query_one("#reading")
        pane.scroll_to(y=20, animate=False)
        await user.until(lambda: pane.scroll_y == 20 and "Tuesday, " not in user.screen_text())
        before = in_sight(user)
        later(practice, 0.01)
        other.entries.note("from elsewhere")
        await user.shows(lambda: len(rows(user)) == 42)
        assert in_sight(user) == before
        assert options.marked == notes[5].id
        await user.press("home")
        await user.until(lambda: reading(user).endswith("from elsewhere"))
        later(practice, 0.01)
        other.entries.note("at the top")
        await user.shows(lambda: len(rows(user)) == 43)
        assert "at the top" in user.screen_text()


async def test_nothing_is_read_when_nothing_changed(
    opened: Opened,
    practice: Practice,
    loads: list[type[MainScreen]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    practice.entries.note("a note")
    async with opened() as user:
        await in_journal(user, 1)
        await looks(user, practice, monkeypatch, 5)
        assert loads == [TodayScreen, JournalScreen]


async def test_an_empty_journal_is_not_read_over_and_over(
    opened: Opened,
    practice: Practice,
    loads: list[type[MainScreen]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened() as user:
        await looks(user, practice, monkeypatch, 5)
        assert loads == [TodayScreen]


async def test_while_a_step_is_open_nothing_is_read_and_after_it_all_is_so(
    opened: Opened, practice: Practice, other: Practice, loads: list[type[MainScreen]]
) -> None:
    async with opened() as user:
        await user.begin()
        count = len(loads)
        other.entries.note("from elsewhere")
        later(practice, 3)
        await user.pilot.pause(0.05)
        assert len(loads) == count
        await user.press("escape")
        await user.until(lambda: corner(user).startswith("Fri, Nov 27"))


async def test_a_journal_that_breaks_is_named_once_and_followed_when_it_is_well_again(
    opened: Opened, practice: Practice, loads: list[type[MainScreen]]
) -> None:
    practice.entries.note("a note")
    whole = practice.places.journal.read_bytes()
    async with opened() as user:
        await in_journal(user, 1)
        practice.places.journal.write_bytes(whole[:-20])
        await user.until(lambda: "damaged" in user.status)
        practice.places.journal.write_bytes(whole)
        await user.until(lambda: len(loads) == 4)
        assert loads[2:] == [JournalScreen, JournalScreen]
