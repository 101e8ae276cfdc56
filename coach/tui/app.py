"""The app: it wires the screens to the practice and decides nothing itself."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from typing import ClassVar

from rich.segment import Segments
from rich.text import Text
from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from coach import crash
from coach.domain.model import Act, Answer
from coach.domain.sitting import Stage
from coach.errors import CoachError
from coach.practice import NOTE_DRAFT, Practice, Sitting, derived
from coach.tui import actions
from coach.tui.actions import KEEP, NOTE, PALETTE, QUIT_ANYWHERE, Action, bindings, in_force
from coach.tui.background import Background
from coach.tui.palette import Commands
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.prompts import PromptsScreen
from coach.tui.screens.room import Room
from coach.tui.screens.sitting import SittingScreen
from coach.tui.screens.steps import MakeStep, StepsScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.steps.edit import EditStep
from coach.tui.steps.note import NoteStep
from coach.tui.steps.page_line import PageLineStep
from coach.tui.steps.reword import RewordStep
from coach.tui.widgets.pick import Pick

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
        self.sitting = Sitting(practice)
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

    def begin(self, prompt_id: str | None = None, review: Act | None = None) -> None:
        """Open the sitting at once, even while the journal is still being read."""
        practice, background = self.practice, self.background
        sitting = SittingScreen(
            practice, background, self.sitting, prompt_id=prompt_id, review=review
        )
        self.push_screen(sitting, partial(self._walked, sitting))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave its letter to a field that is being typed in."""
        return action != NOTE.id or not isinstance(self._focus, Input)

    def action_note(self) -> None:
        """Write a note."""
        self.walk(partial(NoteStep, self.practice, self.background))

    def edit(self, entry: Answer) -> None:
        """Change an entry."""
        self.walk(partial(EditStep, self.practice, self.background, entry))

    def reword(self, act: Act, first: str, then: Callable[[str | None], None]) -> None:
        """Put a promise in other words, beginning in its blank `first`."""
        stage = Stage("reword", act=act)
        make = partial(RewordStep, self.practice, self.background, stage, first)
        self.push_screen(StepsScreen(make), then)

    def add_line(self, answer: Answer, then: Callable[[str | None], None]) -> None:
        """Add a line from an answer to its page of the playbook."""
        stage = Stage("page-line", answer=answer)
        make = partial(PageLineStep, self.practice, self.background, stage)
        self.push_screen(StepsScreen(make), then)

    def walk(self, make: MakeStep) -> None:
        """Take one step by itself."""
        steps = StepsScreen(make)
        self.push_screen(steps, partial(self._walked, steps))

    def _walked(self, steps: StepsScreen, said: str | None) -> None:
        if steps.held_text.strip():
            self._keep_note_soon(steps.held_text)
            said = f"{said or ''} What you typed after it waits as a note.".strip()
        if isinstance(self.screen, Room):
            self.screen.tell(said or "")
        for event in steps.held:  # letters were meant for writing, a key such as ctrl+q was not
            if isinstance(event, events.Key) and not event.is_printable:
                self.call_later(self.on_event, event)
        self._refresh_derived()

    async def on_event(self, event: events.Event) -> None:
        """Hold back what is typed until the step that was asked for takes it, in order."""
        steps = self._steps
        typed = event if isinstance(event, events.Key | events.Paste) else None
        if event.is_forwarded:
            typed = None  # it was here before, on its way down
        if typed and steps and (steps.waits or steps.held) and not self._insists(steps, typed):
            steps.held.append(typed)
        else:
            await self._let_through(event)

    async def _let_through(self, event: events.Event) -> None:
        if not (isinstance(self._focus, Pick) and self._focus.gives_to_line(event)):
            await super().on_event(event)

    def _insists(self, steps: StepsScreen, event: events.Event) -> bool:
        """Whether a person who waits for a disk that does not answer asks again to leave."""
        return sum(self._is(pressed, QUIT_ANYWHERE) for pressed in (*steps.held, event)) > 1

    def _is(self, event: events.Event, action: Action) -> bool:
        """Whether this is the action's key."""
        keys = self.practice.config.keys.get(action.id, action.keys).split(",")
        return isinstance(event, events.Key) and event.key in map(str.strip, keys)

    async def on_steps_screen_ready(self, ready: StepsScreen.Ready) -> None:
        """Let what was typed meanwhile through, in order.

        A key to keep that was pressed twice does not also skip the step that follows.
        """
        steps = self._steps
        while steps and ready.follows and steps.held and self._is(steps.held[0], KEEP):
            steps.held.pop(0)
        while steps and steps.held and not steps.waits:
            await self._let_through(steps.held.pop(0))

    @property
    def _focus(self) -> Widget | None:
        return self.screen.focused if self._screen_stack else None

    @property
    def _steps(self) -> StepsScreen | None:
        """The walk on the screen, if there is one."""
        return self.screen if self._screen_stack and isinstance(self.screen, StepsScreen) else None

    def action_help(self) -> None:
        """Show the actions of where the person is."""
        focused = self.screen.focused or self.screen
        lines = [
            (self.keys_of(action), action.help)
            for _, action in in_force(focused.ancestors_with_self)
        ]
        self.push_screen(HelpScreen(lines))

    def keys_of(self, action: Action) -> str:
        """The keys of an action, as they are shown."""
        keys = self.practice.config.keys.get(action.id, action.keys)
        return " ".join(self.get_key_display(Binding(k.strip(), "")) for k in keys.split(","))

    async def action_quit(self) -> None:
        """Leave once everything is written; if something cannot be, say so once first."""
        self._keep_held()
        written = [await screen.leave() for screen in self._walks]
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

    def _keep_held(self) -> None:
        """Leave words that no step could take yet as the draft of a note."""
        text = "".join(screen.held_text for screen in self._walks)
        if text.strip():
            self._keep_as_note(text)

    @work
    async def _keep_note_soon(self, text: str) -> None:
        await self.background.run(self._keep_as_note, text)

    def _keep_as_note(self, text: str) -> None:
        with contextlib.suppress(CoachError):
            self.practice.drafts.keep(NOTE_DRAFT, text.encode())

    def _write_at_once(self) -> None:
        self._keep_held()
        for screen in self._walks:
            with contextlib.suppress(Exception):
                screen.write_at_once()

    @property
    def _walks(self) -> list[StepsScreen]:
        return [screen for screen in self.screen_stack if isinstance(screen, StepsScreen)]

    def _fatal_error(self) -> None:
        """End on an error of our own: the words into the draft, and none of them shown.

        Textual's own report prints local variables, which hold what a person wrote.
        """
        self._write_at_once()
        error = self._exception or RuntimeError()
        report = Text("\n".join(crash.report(error)))
        self._exit_renderables.append(Segments(self.console.render(report, self.console.options)))
        self._close_messages_no_wait()
