"""What is read back once, to be confirmed before it is saved."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.text import shown
from coach.tui.keys import HELP_WHILE_TYPING, LATER, READ_BACK_KEYS, SOONER


class ReadBack(VerticalScroll):
    """A promise as one sentence, and below it, always in sight, how to make it one."""

    DEFAULT_CSS = """
    ReadBack {
        height: 1fr;
        padding: 1 0;
        #confirm { dock: bottom; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*READ_BACK_KEYS, HELP_WHILE_TYPING]

    class Confirmed(Message):
        """It is right."""

    class Rejected(Message):
        """It must be changed first."""

    def __init__(self, text: str, how: str, move: Callable[[int], str] | None) -> None:
        """Read this back, and say how to confirm it.

        `move` takes days, asks about it so many days later, and returns the text then.
        """
        super().__init__()
        self._text = Static(_first_bold(text), markup=False)
        self._how = Static(how, id="confirm", markup=False)
        self._move = move

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield self._text
        yield self._how

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another day where there is a day."""
        return action not in (SOONER.id, LATER.id) or self._move is not None

    def action_promise_it(self) -> None:
        """Confirm it."""
        self.post_message(self.Confirmed())

    def action_change_it(self) -> None:
        """Go back."""
        self.post_message(self.Rejected())

    def action_sooner(self) -> None:
        """Ask a day sooner."""
        self._move_by(-1)

    def action_later(self) -> None:
        """Ask a day later."""
        self._move_by(1)

    def _move_by(self, days: int) -> None:
        if self._move:
            self._text.update(_first_bold(self._move(days)))


def _first_bold(text: str) -> Content:
    first, gap, rest = shown(text).partition("\n\n")
    return Content.assemble((first, "bold"), gap + rest)
