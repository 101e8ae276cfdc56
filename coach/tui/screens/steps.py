"""A sequence of steps, one on the screen at a time: a sitting, a note, an edit."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer

from coach.tui.actions import HELP_WHILE_TYPING, LEAVE, bindings
from coach.tui.steps.step import Step
from coach.tui.widgets.status_line import StatusLine


class StepsScreen(Screen[str]):
    """Walks through the steps; gives what to say of them afterwards."""

    CSS_PATH = "steps.tcss"
    AUTO_FOCUS = "AnswerArea"
    ACTIONS: ClassVar = (LEAVE, HELP_WHILE_TYPING)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    class Ready(Message):
        """The step takes what is typed."""

    def __init__(self, steps: Sequence[Callable[[], Step]]) -> None:
        """`steps` make the steps, each when its turn comes."""
        super().__init__()
        self._steps = iter(steps)
        self._step = next(self._steps)()

    def compose(self) -> ComposeResult:
        """The first step."""
        yield self._step
        yield StatusLine()
        yield Footer(compact=True, show_command_palette=False)

    def on_descendant_focus(self) -> None:
        """Say that what is typed arrives."""
        self.post_message(self.Ready())

    @property
    def step(self) -> Step:
        """The step on the screen."""
        return self._step

    async def on_step_done(self, event: Step.Done) -> None:
        """Go on to the next step; after the last one it is over."""
        event.stop()
        make = next(self._steps, None)
        if make is None:
            self.dismiss(event.said)
            return
        await self._step.remove()
        self._step = make()
        await self.mount(self._step, before=self.query_one(StatusLine))
        self.tell(event.said)

    def on_step_said(self, event: Step.Said) -> None:
        """Say what became of the person's words."""
        event.stop()
        self.tell(event.message)

    def tell(self, message: str) -> None:
        """Say this on the status line."""
        self.query_one(StatusLine).tell(message)

    async def action_leave(self) -> None:
        """Go back; what was written stays as a draft."""
        if await self._step.leave():
            self.dismiss("")
