"""Steps, one on the screen at a time: a note, an edit, a whole sitting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from coach.errors import CoachError
from coach.tui.actions import HELP_WHILE_TYPING, LEAVE, bindings
from coach.tui.steps.step import Step
from coach.tui.widgets.status_line import StatusLine

MakeStep = Callable[[], Step]


class StepsScreen(Screen[str]):
    """Walks through steps; gives what to say of them afterwards.

    One step by itself, unless a kind of walk says what comes `first` and what is `following`.
    While a step is on its way, what is typed waits for it: `held` is let through by the app
    when the screen says that it is `Ready`.
    """

    CSS_PATH = "steps.tcss"
    AUTO_FOCUS = ""  # a step takes the focus when it can take what is typed
    ACTIONS: ClassVar = (LEAVE, HELP_WHILE_TYPING)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    @dataclass
    class Ready(Message):
        """The step takes what is typed; `follows` is whether another one was kept before it."""

        follows: bool = False

    def __init__(self, make: MakeStep | None = None) -> None:
        super().__init__()
        self._make = make
        self._step: Step | None = None
        self._there = False
        """Whether the step on the screen has the focus."""
        self._follows = False
        self._carried = ""
        """What the step before had to say, until the next one has something to say too."""
        self._moment = Static("One moment …", id="ask", markup=False)
        self._status = StatusLine()
        self.held: list[events.Key | events.Paste] = []

    async def first(self) -> MakeStep:
        """The step to begin with."""
        assert self._make
        return self._make

    async def following(self, done: Step.Done) -> MakeStep | None:
        """The step after one that is done; None if that was the last."""
        return None

    def compose(self) -> ComposeResult:
        """The frame, until the first step is there."""
        yield self._moment
        yield self._status
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Bring the first step; what is typed meanwhile waits for it."""
        self._begin()

    @work(group="walk")
    async def _begin(self) -> None:
        make = await self.first()
        await self._moment.remove()
        await self._show(make)

    async def _show(self, make: MakeStep) -> None:
        self._step = make()
        await self.mount(self._step, before=self._status)

    def on_descendant_focus(self) -> None:
        """Say that what is typed arrives."""
        if self._step and not self._there:
            self._there = True
            self.post_message(self.Ready(follows=self._follows))

    @property
    def step(self) -> Step | None:
        """The step on the screen."""
        return self._step

    @property
    def waits(self) -> bool:
        """Whether what is typed has to wait."""
        return not self._there or bool(self._step and self._step.busy)

    @property
    def held_text(self) -> str:
        """What was typed and is still waiting."""
        return "".join(
            event.text
            if isinstance(event, events.Paste)
            else "\n"
            if event.key == "enter"
            else (event.character or "")
            if event.is_printable
            else ""
            for event in self.held
        )

    def on_screen_resume(self) -> None:
        """Let through what was still held when something else was shown over it."""
        if self.held:
            self.post_message(self.Ready())

    def on_step_given_back(self, event: Step.GivenBack) -> None:
        """Give what was typed meanwhile to the step that goes on."""
        event.stop()
        self.post_message(self.Ready())

    def on_step_done(self, event: Step.Done) -> None:
        """Go on to the next step; after the last one it is over."""
        event.stop()
        self._there, self._follows = False, True
        self._go_on(event)

    @work(group="walk")
    async def _go_on(self, done: Step.Done) -> None:
        try:
            make = None if done.ends else await self.following(done)
        except CoachError as error:
            self.dismiss(f"{done.said} {error.message}")
            return
        if make is None:
            self.dismiss(done.said)
            return
        if self._step:
            await self._step.remove()
        self._carried = done.said if done.said.endswith(".") and not done.passed else ""
        await self._show(make)
        self.tell(done.said)

    def on_step_said(self, event: Step.Said) -> None:
        """Say what became of the person's words."""
        event.stop()
        carried, self._carried = self._carried, ""
        self.tell(f"{carried} {event.message}".strip())

    def tell(self, message: str) -> None:
        """Say this on the status line."""
        self._status.tell(message)

    async def action_leave(self) -> None:
        """Put away what is shown beside the step, else go back; words stay as a draft."""
        if self._step and self._step.put_away():
            return
        if await self.leave():
            self.dismiss("")

    async def leave(self) -> bool:
        """Make the step ready to be left; False if words would be lost."""
        return self._step is None or await self._step.leave()

    def write_at_once(self) -> None:
        """Put what is typed where it survives: the program is about to end."""
        if self._step:
            self._step.write_at_once()
