"""The app: it wires the screens to the practice and decides nothing itself."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard

from rich.console import RenderableType
from rich.segment import Segments
from rich.text import Text
from textual import events, work
from textual._context import NoActiveAppError
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from coach import crash
from coach.config import AUTO, DEFAULT_USED
from coach.domain.text import shown
from coach.errors import CoachError
from coach.paths import expanded
from coach.practice import Practice
from coach.tui import keys, theme
from coach.tui.base import CoachScreen, errors_to
from coach.tui.disk import Disk, apart
from coach.tui.first_look import FirstLook
from coach.tui.harmless import HARMLESS
from coach.tui.layouts import latin
from coach.tui.palette import Commands, Palette
from coach.tui.preparation import Preparation
from coach.tui.screens.base import MainScreen

if TYPE_CHECKING:
    from coach.domain.model import Promise
    from coach.practice.session import Session
    from coach.tui.session.opened import Make
    from coach.tui.session.screen import StepScreen

MAIN_SCREENS = [binding.id or "" for binding in keys.MAIN_SCREENS]


def main_screen(name: str) -> MainScreen:
    """Make one of the main screens; its code is loaded when it is shown first, or soon before."""
    module = import_module(f"coach.tui.screens.{name}")
    screen: MainScreen = getattr(module, f"{name.capitalize()}Screen")()
    return screen


FOLLOW_EVERY = 2.0
"""Seconds between two looks at the clock and the journal."""
TAKEN_DOWN = (NoMatches, NoScreen, NoActiveAppError, ScreenStackError)
"""What is raised where a screen or the app isn't there anymore."""
END_SECONDS = 5.0
"""How long what was typed may take to arrive once the program was told to end."""


def is_steps(screen: Screen[Any]) -> "TypeGuard[StepScreen]":
    """Return whether a screen takes steps; where it was never loaded, there is none."""
    return isinstance(screen, CoachScreen) and screen.takes_steps


class CoachApp(App[None]):
    """One person's practice, on the screen."""

    TITLE = "coach"
    COMMANDS = {Commands}
    SCREENS: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {
        name: partial(main_screen, name) for name in MAIN_SCREENS
    }
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keys.QUIT_ANYWHERE, keys.PALETTE, keys.CARD_ANYWHERE]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall"), (30, "-roomy")]

    def __init__(
        self, practice: Practice, first_look: Callable[[], FirstLook | None] = lambda: None
    ) -> None:
        """Open a practice, at which somebody may have had a first look."""
        super().__init__()
        self.practice = practice
        self.first_look = first_look
        self.disk = Disk("disk")
        self.drafts = Disk("drafts")
        self._outside = False
        self.preparation = Preparation(self)
        for own in (*theme.OURS.values(), *theme.TERMINAL):
            self.register_theme(own)
        self.set_reactive(App.theme, self._theme_for(practice.config.theme, practice.work.theme))
        self.stylesheet.set_variables(self.get_css_variables())  # before any style is parsed
        self._refresh_truecolor_filter(self.ansi_theme)  # none for a terminal's own colors

    @cached_property
    def session(self) -> "Session":
        """The person's way through a session."""
        from coach.practice.session import Session

        return Session(self.practice)

    def _theme_for(self, wanted: str, remembered: str = "") -> str:
        """Return the name of the theme to use where this one is wanted."""
        few = self.console.color_system in ("standard", "windows")
        known = self.available_themes
        return theme.in_force(wanted, remembered, known, os.environ, few_colors=few)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line that is drawn goes through, ours first."""
        return [HARMLESS, *super().get_line_filters()]

    # --- start ---

    async def on_mount(self) -> None:
        """Show the frame, then read the journal."""
        config = self.practice.config
        self.set_keymap(dict(config.keys))
        self._end_well_on_signals()
        await self.push_screen("today")
        if config.problems:
            self.status(f"{config.problems[0]} {DEFAULT_USED}")
        self._follow()
        if config.sync:
            self._sync(config.sync)

    @work
    async def prepare(self) -> None:
        """Load what comes next while the person reads, and make the other screens."""
        await self.preparation.run()

    @property
    def in_sight(self) -> MainScreen | None:
        """The main screen in sight; None while another is, or none anymore."""
        screen = self.screen if self._screen_stack else None
        return screen if isinstance(screen, MainScreen) else None

    @work
    async def _sync(self, folder: str) -> None:
        """Bring in what other machines wrote; a folder that is slow or gone holds nothing up."""
        sync = self.practice.sync
        try:
            found, skipped = await apart(lambda: sync.read(expanded(folder)))
            synced = await self.disk.run(sync.merge, found)
            if mine := await self.disk.run(sync.mine):
                await apart(sync.write, expanded(folder), mine)
        except CoachError as error:
            self.status(f"Not synced: {error}")
            return
        if synced.new or synced.merged:
            self.status(str(synced))
        elif skipped := [*skipped, *synced.skipped]:
            self.status(skipped[0])

    @work
    async def _follow(self) -> None:
        """Let the main screen in sight follow the clock, and what another process saves."""
        while True:
            await asyncio.sleep(FOLLOW_EVERY)
            if screen := self.in_sight:
                await screen.follow()

    def keys_of(self, binding_id: str) -> str:
        """Return the keys in force for a binding, as they are shown."""
        binding = next(binding for binding in keys.EVERY if binding.id == binding_id)
        in_force = self.practice.config.keys.get(binding_id, binding.key)
        return " ".join(self.get_key_display(Binding(k.strip(), "")) for k in in_force.split(","))

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it stands on the keyboard: Enter, Esc, F3, Ctrl+S."""
        shown = super().get_key_display(binding)
        if shown.startswith("^") and shown != "^":
            return f"Ctrl+{shown[1:].capitalize()}"
        return keys.ON_THE_KEYBOARD.get(shown, shown)

    # --- screens and steps ---

    def status(self, message: str) -> None:
        """Show a message on the screen that is shown, if that has a place for it."""
        if isinstance(self.screen, CoachScreen):
            self.screen.status(message)

    def show_screen(self, name: str) -> None:
        """Show one of the main screens."""
        if isinstance(self.screen, MainScreen) and self.screen is not self.get_screen(name):
            self.switch_screen(name)

    action_show_screen = show_screen

    def begin(
        self, prompt_id: str | None = None, review: "Promise | None" = None, *, walk: bool = False
    ) -> None:
        """Open the session at once, even while the journal is still being read.

        `prompt_id` is a question the person chose, `review` a promise to review now, `walk` a walk
        through the four questions.
        """
        from coach.practice.session import TEN_MINUTES
        from coach.tui.session.screen import StepScreen

        session = self.session
        first = partial(session.begin, prompt_id=prompt_id, review=review, walk=walk)
        enough = TEN_MINUTES if self.practice.config.ten_minutes else None
        self._show_steps(StepScreen(first, session.next, session.trail, enough))

    action_begin = begin

    def take(self, make: "Make", then: Callable[[str], None] | None = None) -> None:
        """Take one step by itself; `make` returns it, on the disk's thread.

        `then` is called with what to say of it, empty if it was left; else that is shown.
        """
        from coach.tui.session.screen import StepScreen

        self._show_steps(StepScreen(make), then)

    def _show_steps(self, screen: "StepScreen", then: Callable[[str], None] | None = None) -> None:
        self.push_screen(screen, partial(self._steps_ended, screen, then or self.status))

    @work
    async def _say_backup_problem(self, said: str) -> None:
        """Say, once a day, that there is no backup."""
        if problem := await self.disk.run(self.practice.maintenance.unsaid_problem):
            self.status(f"{said} {problem}".strip())

    def _steps_ended(
        self, screen: "StepScreen", then: Callable[[str], None], said: str | None
    ) -> None:
        said = said or ""
        if screen.ahead.words.strip():
            self.run_worker(self.drafts.run(screen.held.leave))
            said = f"{said} What you typed after that is in the draft of a note.".strip()
        then(said)
        self._say_backup_problem(said)
        for key in screen.ahead.commands:  # such as ctrl+q, which was not meant for writing
            self.call_later(self.on_event, key)

    def action_note(self) -> None:
        """Write a note."""
        from coach.practice.steps.writing import Note

        self.take(partial(Note, self.practice))

    async def action_card(self) -> None:
        """Show what to say when someone asks; put it away where it is shown."""
        from coach.tui.screens.card import CardScreen

        if isinstance(self.screen, CardScreen):
            self.screen.dismiss()
            return
        with errors_to(self.status):
            self.push_screen(CardScreen(await self.disk.run(self.practice.playbook.card)))

    def action_help(self) -> None:
        """Show the keys of where the person is."""
        from coach.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_theme(self) -> None:
        """Choose how the app looks; each theme is shown while it is marked."""
        from coach.tui.screens.choice import ChoiceScreen

        before = self.theme
        names = dict.fromkeys((AUTO, *theme.OURS, *sorted(self.available_themes)))

        def show(name: str) -> None:
            self.theme = self._theme_for(name)

        async def chosen(name: str | None) -> None:
            if name is None:
                self.theme = before
                return
            show(name)
            with errors_to(self.status):
                await self.disk.run(self.practice.work.remember_theme, name)
                if self.practice.config.theme != AUTO:
                    self.status(f"For now. config.toml says {self.practice.config.theme}.")

        choices = [(name, name, theme.DOES.get(name, "")) for name in names]
        self.push_screen(ChoiceScreen("Theme", choices, before, shows=show), chosen)

    def action_command_palette(self) -> None:
        """Show what can be done here, to be found by typing."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_help_quit(self) -> None:
        """Say how to quit, where ctrl+c is pressed and nothing can be copied."""
        self.status(f"To quit: {self.keys_of('quit_anywhere')}. What you wrote stays.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave its letter to a field of a main screen that is being typed in."""
        return action != keys.NOTE.id or not self.is_searched

    # --- typing ---

    @property
    def is_searched(self) -> bool:
        """Whether a field of a main screen is being typed in."""
        return self.in_sight is not None and isinstance(self.focused, Input)

    async def on_event(self, event: events.Event) -> None:
        """Hold back what is typed until the step that was asked for takes it, in order."""
        if isinstance(event, events.Key):
            self.preparation.wait()
        steps = self._steps
        if steps and steps.ahead.holds(event, waits=steps.waits):
            steps.held.changed()
        else:
            await self._let_through(event)

    async def _let_through(self, event: events.Event) -> None:
        focused = self.focused if self._screen_stack else None
        is_new = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if is_new and isinstance(event, events.Key):
            event = self._in_latin(event, focused)
        receive = getattr(focused, "receive", None) if is_new else None  # a choice takes some
        if not (receive and receive(event)):
            await super().on_event(event)

    def _in_latin(self, key: events.Key, focused: Widget | None) -> events.Key:
        """Return the key in the same place on a Latin layout, if that does something here.

        Not where this one does something itself, or types.
        """
        names = [*latin(key)]
        types = focused and focused.check_consume_key(key.key, key.character)
        if not names or types or not self._screen_stack:
            return key
        active = self.screen.active_bindings
        name = next((name for name in (key.key, *names) if name in active), key.key)
        character = name if len(name) == 1 else None
        return key if name == key.key else events.Key(name, character)

    async def on_step_screen_ready(self, ready: "StepScreen.Ready") -> None:
        """Let through what was typed meanwhile."""
        steps = self._steps
        if steps and ready.follows:
            steps.ahead.drop_saves()
        while steps and not steps.waits and (typed := steps.ahead.next()):
            await self._let_through(typed)
        if steps and not steps.ahead:
            (self.focused or steps).call_later(steps.typed_arrived)  # after what was let through

    @property
    def _steps(self) -> "StepScreen | None":
        """The steps on the screen, if there are any."""
        return self.screen if self._screen_stack and is_steps(self.screen) else None

    # --- end ---

    async def action_quit(self) -> None:
        """Quit once everything typed has arrived and is written."""
        (self.focused or self.screen).call_later(self._quit)

    async def _quit(self) -> None:
        """Quit; if something cannot be written, say so once first."""
        self._save_typed_ahead()
        written = [await steps.leave() for steps in self._all_steps]
        if all(written):
            for disk in (self.drafts, self.disk):
                await disk.run(lambda: None)
            self.exit()

    def _end_well_on_signals(self) -> None:
        """On being ended write what is typed and give the terminal back."""
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._end, number)
            draw_anew = signal.getsignal(signal.SIGCONT)
            if callable(draw_anew):  # a terminal that is closed sends it, too
                signal.signal(signal.SIGCONT, lambda *args: os.isatty(2) and draw_anew(*args))

    def _end(self, number: signal.Signals) -> None:
        if number == signal.SIGINT and self._outside:
            return
        self._write_at_once()
        end = partial(self._end_now, 128 + number)
        self.call_later(lambda: (self.focused or self.screen).call_later(end))
        asyncio.get_running_loop().call_later(END_SECONDS, end)

    def _end_now(self, code: int) -> None:
        """End once everything typed before has arrived and is written, or it takes too long."""
        if self.is_running and self._exit is False:
            self._write_at_once()
            self.exit(return_code=code)

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

    @property
    def _all_steps(self) -> "list[StepScreen]":
        return [screen for screen in self.screen_stack if is_steps(screen)]

    def _save_typed_ahead(self) -> None:
        """Leave words that no step could take yet as the draft of a note."""
        for steps in self._all_steps:
            if steps.ahead.words.strip():
                steps.held.leave()

    def _write_at_once(self) -> None:
        self._save_typed_ahead()
        for steps in self._all_steps:
            with contextlib.suppress(BaseException):  # the next screen's words still count
                steps.write_at_once()

    def panic(self, *renderables: RenderableType) -> None:
        """End on an error of the thread that reads the terminal, as on any other."""
        self._return_code = 1
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        """Leave alone what misses its screen while the app ends and takes them down."""
        ends = self._exit or not self._running
        if not (ends and isinstance(getattr(error, "error", error), TAKEN_DOWN)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End on an error of our own: the words into the draft, and none of them shown.

        Textual's own report prints local variables, which hold what a person wrote.
        """
        self._write_at_once()
        report = Text(shown("\n".join(crash.report(self._exception or RuntimeError()))))
        self._exit_renderables.append(Segments(self.console.render(report, self.console.options)))
        self._close_messages_no_wait()
