"""The app: it wires the screens to the practice and decides nothing itself."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from typing import ClassVar

from rich.segment import Segments
from rich.text import Text
from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType

from coach import crash
from coach.domain.model import Answer
from coach.practice import Practice, derived
from coach.tui import actions
from coach.tui.actions import PALETTE, QUIT_ANYWHERE, Action, bindings, in_force
from coach.tui.background import Background
from coach.tui.palette import Commands
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.prompts import PromptsScreen
from coach.tui.screens.room import Room
from coach.tui.screens.steps import StepsScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.steps.edit import EditStep
from coach.tui.steps.note import NoteStep
from coach.tui.steps.reflect import ReflectStep
from coach.tui.steps.step import Step

ROOMS: dict[str, type[Room]] = {
    "today": TodayScreen,
    "journal": JournalScreen,
    "progress": ProgressScreen,
    "prompts": PromptsScreen,
}

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
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.background = Background()
        self._held: list[events.Event] | None = None
        """What was typed while a writing opens; None while none does."""
        self._outside = False

    async def on_mount(self) -> None:
        """Show the frame, then read the journal."""
        config = self.practice.config
        known = config.theme in self.available_themes and not os.environ.get("NO_COLOR")
        self.theme = config.theme if known else PLAIN_THEME
        self.set_keymap(dict(config.keys))
        self._end_well_on_signals()
        for name, room in ROOMS.items():
            self.install_screen(room(self.practice, self.background), name)
        self._drop_kept_drafts()
        await self.push_screen("today")
        self._name_wrong_settings()

    def _name_wrong_settings(self) -> None:
        """Say which settings nothing here knows; the file itself was read already."""
        config = self.practice.config
        known = {action.id for action in actions.EVERY}
        unknown = [("keys", name, known) for name in config.keys if name not in known]
        if config.theme not in self.available_themes:
            unknown.append(("theme", config.theme, set(self.available_themes)))
        for field, name, names in unknown[:1]:
            near = get_close_matches(name, names, n=1)
            meant = f" Did you mean “{near[0]}”?" if near else ""
            self.get_screen("today", TodayScreen).tell(
                f"config.toml: “{name}” is not known, at {field}.{meant}"
            )

    @work
    async def _drop_kept_drafts(self) -> None:
        await self.background.run(self.practice.drop_kept_drafts)
        await self.background.run(derived.clear_nudge, self.practice)

    @work
    async def _refresh_derived(self) -> None:
        await self.background.run(derived.refresh, self.practice)

    def action_room(self, name: str) -> None:
        """Walk into a room."""
        if isinstance(self.screen, Room) and self.screen is not self.get_screen(name):
            self.switch_screen(name)

    def action_begin(self) -> None:
        """Begin the sitting, or go on with it."""
        self.begin()

    def begin(self, prompt_id: str | None = None) -> None:
        """Open the sitting at once, even while the journal is still being read."""
        self._walk([partial(ReflectStep, self.practice, self.background, prompt_id)])

    def action_note(self) -> None:
        """Write a note."""
        self._walk([partial(NoteStep, self.practice, self.background)])

    def edit(self, entry: Answer) -> None:
        """Change an entry."""
        self._walk([partial(EditStep, self.practice, self.background, entry)])

    def _walk(self, steps: Sequence[Callable[[], Step]]) -> None:
        self._held = []
        self.push_screen(StepsScreen(steps), self._walked)

    def _walked(self, said: str | None) -> None:
        if isinstance(self.screen, Room):
            self.screen.tell(said or "")
        self._refresh_derived()

    async def on_event(self, event: events.Event) -> None:
        """Hold back what is typed until the writing that was asked for takes it."""
        if self._held is not None and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
        else:
            await super().on_event(event)

    async def on_steps_screen_ready(self) -> None:
        """Let what was typed meanwhile through, in order."""
        held, self._held = self._held or [], None
        for event in held:
            await self.on_event(event)

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
        writing = [screen for screen in self.screen_stack if isinstance(screen, StepsScreen)]
        written = [await screen.step.leave() for screen in writing]
        if all(written):
            await self.background.run(lambda: None)
            self.exit()

    def _end_well_on_signals(self) -> None:
        """On being ended write what is typed and give the terminal back."""
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._end, number)

    def _end(self, number: signal.Signals) -> None:
        if number == signal.SIGINT and self._outside:
            return
        self._write_at_once()
        self.exit(return_code=128 + number)

    @contextlib.contextmanager
    def outside(self) -> Iterator[None]:
        """Give the terminal to the person's editor; a ctrl+c in there is the editor's."""
        self._outside = True
        try:
            with self.suspend():
                yield
        finally:
            # A signal that came meanwhile is handled only now.
            self.set_timer(0.2, partial(setattr, self, "_outside", False))

    def action_help_quit(self) -> None:
        """Say how to leave, where ctrl+c is pressed and nothing can be copied."""
        if isinstance(self.screen, Room | StepsScreen):
            self.screen.tell("ctrl+q leaves. What you wrote stays.")

    def _write_at_once(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, StepsScreen):
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
