"""What is loaded and made while a person reads Today, so that it is there when they ask for it."""

import asyncio
import gc
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from coach.domain.model import Entry
from coach.errors import CoachError
from coach.tui import keys
from coach.tui.disk import apart
from coach.tui.screens.base import MainScreen

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

REST = 0.25
"""Seconds without a key after which something may be made."""
AT_ONCE = 500
"""In how many entries people are looked for before a key that was pressed meanwhile comes first."""


def load_the_rest() -> None:
    """Load the code of a session and of the other screens, before the person asks for it."""
    for name in ("session.screen", *(f"screens.{key.id}" for key in keys.MAIN_SCREENS)):
        import_module(f"coach.tui.{name}")


class Preparation:
    """What an app prepares, a little at a time; a key always comes first."""

    def __init__(self, app: "CoachApp") -> None:
        self._app = app
        self._rests_since = monotonic()

    def wait(self) -> None:
        """Wait a while: a key was pressed."""
        self._rests_since = monotonic()

    async def run(self) -> None:
        """Load what a session needs, then make the other screens, the Journal first."""
        await apart(load_the_rest)
        self._load_styles()
        with suppress(CoachError):  # it is said where the journal is read to be shown
            await self._app.disk.run(self._app.session.today)  # what a session begins with
        if waited := not gc.isenabled():
            gc.freeze()  # what is there by now stays
            gc.enable()
        await self._make("journal")
        await self._make("progress")
        await self.look_for_people()
        await self._make("playbook")
        await self._make("questions")
        if waited:
            gc.freeze()

    def _load_styles(self) -> None:
        """Load them in the order in which a screen names them: list.tcss, then its own."""
        styles = self._app.stylesheet
        for path in sorted(Path(__file__).parent.rglob("*.tcss")):
            if not styles.has_source(str(path)):
                styles.read(path)
        styles.parse()  # it remembers what it parsed, unlike `reparse`

    async def _make(self, name: str) -> None:
        """Make a main screen, in a moment in which the person only looks."""
        await self.rest()
        screen, mounted = self._app._get_screen(name)
        await mounted()
        if isinstance(screen, MainScreen):
            await screen.get_ready()

    async def look_for_people(self) -> None:
        """Look in all that was written for whom it names, which takes long."""
        entries: Sequence[Entry] = ()
        with suppress(CoachError):
            entries = await self._app.disk.run(self._app.practice.journal.entries)
        for begin in range(0, len(entries), AT_ONCE):
            await self._pause()
            some = entries[begin : begin + AT_ONCE]
            await apart(lambda some=some: [entry.people for entry in some])  # type: ignore[misc]

    async def _pause(self) -> None:
        """Wait until no key was pressed for a while."""
        while (left := self._rests_since + REST - monotonic()) > 0:
            await asyncio.sleep(left)

    async def rest(self) -> None:
        """Wait for a moment in which the person only looks at a main screen."""
        await self._pause()
        while not self._app.in_sight or self._app.is_searched:
            await asyncio.sleep(REST)
            await self._pause()
