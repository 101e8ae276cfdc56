"""Progress (3): the weeks and the tracks, readable without colour."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.charts import coverage_bars, heat_strip, strength_line
from coach.practice import Progress
from coach.tui.actions import ROOM, bindings
from coach.tui.screens.room import Room

WIDE = 72
"""Columns from which on tracks are shown by their titles."""


class ProgressScreen(Room):
    """What was practised, week by week and track by track."""

    CSS_PATH = "progress.tcss"
    ACTIONS: ClassVar = ROOM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]
    _progress: Progress | None = None

    def inside(self) -> ComposeResult:
        """One picture to scroll through."""
        with VerticalScroll():
            yield Static("", id="progress", markup=False)

    async def load(self) -> None:
        """Show how far the person has come."""
        self._progress = await self.background.run(self.practice.progress)
        self._draw()

    def on_resize(self) -> None:
        """Draw again for the new width."""
        self._draw()

    def _draw(self) -> None:
        progress = self._progress
        if not progress:
            return
        narrow = self.size.width < WIDE
        width = self.size.width - (2 if narrow else 5)
        names = {t.id: t.id if narrow else t.title for t in self.practice.library.tracks}
        heat = [(names[track], counts) for track, counts in progress.heat.items()]
        covered = [(names[track.track], track) for track in progress.tracks]
        parts = [
            ("Practice strength", [_strength(progress)]),
            ("Answers by week", heat_strip(heat, progress.weeks, width)),
            ("Questions answered", coverage_bars(covered, width)),
        ]
        shown: list[str | tuple[str, str]] = []
        for heading, lines in parts:
            shown += [(heading, "bold"), "\n" + "\n".join(lines) + "\n\n"]
        self.query_one("#progress", Static).update(Content.assemble(*shown))


def _strength(progress: Progress) -> str:
    return f"{strength_line(progress.strength.value)}  {progress.strength.reason}"
