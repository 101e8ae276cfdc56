"""The app: it wires the screens to the practice and decides nothing itself."""

import asyncio
import contextlib
import os
import signal
from typing import ClassVar

from rich.segment import Segments
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from coach import crash
from coach.errors import CoachError
from coach.practice import Practice
from coach.tui.actions import PALETTE, QUIT_ANYWHERE, Action, bindings, in_force
from coach.tui.background import Background
from coach.tui.palette import Commands
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.sitting import SittingScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.steps.reflect import ReflectStep

PLAIN_THEME = "textual-dark"
"""Without colour an ANSI theme has two shades left; this one stays readable."""


class CoachApp(App[None]):
    """One person's practice, on the screen."""

    TITLE = "coach"
    COMMANDS = {Commands}
    CSS_PATH = "app.tcss"
    ACTIONS: ClassVar = (QUIT_ANYWHERE, PALETTE)
    COMMAND_PALETTE_BINDING = PALETTE.keys
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((QUIT_ANYWHERE,))]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.background = Background()
        self._today = TodayScreen()
        self._held: list[events.Event] | None = None
        """What was typed while a sitting opens; None while none does."""

    async def on_mount(self) -> None:
        """Show the frame, then read the journal."""
        config = self.practice.config
        known = config.theme in self.available_themes and not os.environ.get("NO_COLOR")
        self.theme = config.theme if known else PLAIN_THEME
        self.set_keymap(dict(config.keys))
        self._end_well_on_signals()
        await self.push_screen(self._today)
        self.run_worker(self._read_journal(), group="today", exclusive=True)

    async def _read_journal(self, said: str = "") -> None:
        try:
            await self.background.run(self.practice.drop_kept_drafts)
            self._today.show(await self.background.run(self.practice.today))
        except CoachError as error:
            self._today.show_problem(error)
        self._today.tell(said)

    def action_begin(self) -> None:
        """Open the sitting at once, even while the journal is still being read."""
        self._held = []

        def reflect() -> ReflectStep:
            return ReflectStep(self.practice, self.background)

        self.push_screen(SittingScreen([reflect]), self._sitting_over)

    async def on_event(self, event: events.Event) -> None:
        """Hold back what is typed until the sitting that was asked for takes it."""
        if self._held is not None and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
        else:
            await super().on_event(event)

    async def on_sitting_screen_ready(self) -> None:
        """Let what was typed meanwhile through, in order."""
        held, self._held = self._held or [], None
        for event in held:
            await self.on_event(event)

    def _sitting_over(self, said: str | None) -> None:
        self.run_worker(self._read_journal(said or ""), group="today", exclusive=True)

    def action_help(self) -> None:
        """Show the actions of where the person is."""
        focused = self.screen.focused or self.screen
        lines = [
            (self._keys_of(action), action.help)
            for _, action in in_force(focused.ancestors_with_self)
        ]
        self.push_screen(HelpScreen(lines))

    def _keys_of(self, action: Action) -> str:
        keys = self.practice.config.keys.get(action.id, action.keys)
        return " ".join(self.get_key_display(Binding(k.strip(), "")) for k in keys.split(","))

    async def action_quit(self) -> None:
        """Leave once everything is written; if something cannot be, say so once first."""
        sittings = [screen for screen in self.screen_stack if isinstance(screen, SittingScreen)]
        written = [await sitting.step.leave() for sitting in sittings]
        if all(written):
            await self.background.run(lambda: None)
            self.exit()

    def _end_well_on_signals(self) -> None:
        """On SIGTERM and SIGHUP write what is typed and give the terminal back."""
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, code: int) -> None:
        self._write_at_once()
        self.exit(return_code=code)

    def _write_at_once(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, SittingScreen):
                with contextlib.suppress(Exception):
                    screen.step.write_at_once()

    def _fatal_error(self) -> None:
        """End on an error of our own: the words into the draft, and none of them shown.

        Textual's own report prints local variables, which hold what a person wrote.
        """
        self._write_at_once()
        error = self._exception or RuntimeError()
        report = Text("\n".join(crash.report(error)))
        self._exit_renderables.append(Segments(self.console.render(report, self.console.options)))
        self._close_messages_no_wait()
