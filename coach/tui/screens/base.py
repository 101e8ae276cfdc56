"""What the main screens have in common: Today, Journal, Progress, Playbook, Questions."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, ParamSpec, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.types import CSSPathType
from textual.widgets import Static
from textual.worker import WorkerError

from coach.domain.dates import short_date
from coach.errors import CoachError
from coach.practice import Practice
from coach.tui.base import CoachScreen, errors_to
from coach.tui.keys import MAIN_SCREEN
from coach.tui.widgets.bars import TopBar
from coach.tui.widgets.footer import KeyFooter
from coach.tui.widgets.options import Options
from coach.tui.widgets.scroll import Scroll
from coach.tui.widgets.status_line import StatusLine

SETTLES = 0.05
"""Seconds in which widgets have heard of their sizes, and may ask for another layout."""
P = ParamSpec("P")
R = TypeVar("R")


def keys_besides(own: Binding) -> list[Binding]:
    """Return the keys of every main screen without the one that leads to it."""
    return [binding for binding in MAIN_SCREEN if binding is not own]


class MainScreen(CoachScreen[None]):
    """A screen one opens with a digit. It reads the journal each time it is shown.

    A main screen composes its `content`; `load` reads the journal and shows it. While it is in
    sight the app lets it `follow` the clock and what others save.
    """

    _shown: object = None
    """The state of the practice that is shown; None before it is read first."""

    def compose(self) -> ComposeResult:
        """Compose the line on top, the content, and the two lines below it."""
        yield TopBar(type(self).__name__.removesuffix("Screen").lower())
        yield from self.content()
        yield StatusLine()
        yield KeyFooter()

    def content(self) -> ComposeResult:
        """Compose what is above the status line, still empty."""
        raise NotImplementedError

    async def load(self) -> None:
        """Read what the screen shows, and show it."""
        raise NotImplementedError

    def corner(self) -> str:
        """Return what stands on the right of the top bar: the date, unless a count says more."""
        today = self.practice.day()
        return short_date(today, today)

    @property
    def practice(self) -> Practice:
        """The practice; what touches the disk goes through `on_disk`."""
        return self.coach.practice

    async def on_disk(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the call returns, run on the disk's thread."""
        return await self.coach.disk.run(call, *args, **kwargs)

    def on_screen_resume(self) -> None:
        """Read anew, once the frame is drawn."""
        self.call_after_refresh(self.reload)

    async def get_ready(self) -> None:
        """Show everything, laid out and drawn, before anybody asks for it, so that it is there."""
        if self.stack_updates:  # it was asked for already
            return
        with suppress(WorkerError):  # it was asked for meanwhile
            await self.reload().wait()
        self._layout_required = True
        while self._layout_required and not self.stack_updates:
            self._layout_required = False
            self._refresh_layout(self.app.size)
            self._compositor.render_strips(self.app.size)  # each widget remembers its lines
            self._update_timer.resume()  # what waits for it first waits longest
            await asyncio.sleep(SETTLES)

    @work(exclusive=True, group="load")
    async def reload(self) -> None:
        """Read anew what the screen shows; say so if the journal has a problem."""
        problem: CoachError | None
        self._shown = await self._state()
        try:
            await self.load()
            self.query_one(TopBar).show_right(self.corner())
            for page in self.query(Scroll):  # even if what it shows now is as tall as before
                page.call_after_refresh(page.say_more)
            problem = await self.on_disk(self.practice.journal.problem)
        except CoachError as error:
            problem = error
        except NoMatches:
            return  # the person left while this was on its way
        if problem:
            self.status(str(problem))

    async def follow(self) -> None:
        """Read anew, if a new day has begun or anyone has saved since."""
        state = await self._state()
        if self._shown not in (None, state):
            self.reload()

    async def _state(self) -> object:
        try:
            return await self.on_disk(self.practice.state)
        except CoachError as error:
            return str(error)

    async def change(
        self, said: str, call: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Change the journal, say so and show it; False if it could not be changed."""
        with errors_to(self.status):
            await self.on_disk(call, *args, **kwargs)
            self.status(said)
            self.reload()
            return True
        return False

    def status(self, message: str) -> None:
        """Show a message on the status line."""
        for line in self.query(StatusLine):  # none yet, where the screen has only just been opened
            line.show(message)


class ListScreen(MainScreen):
    """A main screen with a list, and the marked row to read beside it."""

    CSS_PATH: ClassVar[CSSPathType | None] = "list.tcss"
    AUTO_FOCUS = "Options"
    _marked = ""
    """The id of the row in the reading pane."""

    def content(self) -> ComposeResult:
        """Compose the list, with what is above it, and the reading pane."""
        with Container(id="panes"):
            with Vertical(id="list"):
                yield from self.above()
                yield Options()
            with Container(id="pane"), Vertical():
                with Scroll(id="reading", can_focus=False):
                    yield Static("", markup=False)
                yield from self.below()

    def above(self) -> ComposeResult:
        """Compose what is above the list, such as a search."""
        yield from ()

    def below(self) -> ComposeResult:
        """Compose what is below the marked row where it is read, such as what to do with it."""
        yield from ()

    @property
    def rows(self) -> Options:
        """The list."""
        return self.query_one(Options)

    def reading(self) -> Content:
        """Return the marked row to read; what to say where none is marked."""
        raise NotImplementedError

    @on(Options.OptionHighlighted)
    def show_reading(self) -> None:
        """Show the marked row in the reading pane."""
        self.query_one("#reading Static", Static).update(self.reading())
        if self._marked != self.rows.marked:
            self._marked = self.rows.marked
            self.query_one("#reading").scroll_home(animate=False)

    def action_read(self) -> None:
        """Read the marked row on a screen of its own."""
        from coach.tui.screens.reading import ReadingScreen

        if self.rows.highlighted is not None:
            self.app.push_screen(ReadingScreen("", self.reading()))
