"""What is read back once, to be confirmed before it is saved."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.tui.content import MUTED, tinted
from coach.tui.keys import HELP_WHILE_TYPING, READ_BACK_KEYS
from coach.tui.widgets.scroll import Scroll

LABEL, ANOTHER_DAY = "Your promise", "For another day: ← →"


class ReadBack(Scroll):
    """A promise as one sentence, and when it is asked about, on a card of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*READ_BACK_KEYS, HELP_WHILE_TYPING]

    class Confirmed(Message):
        """It is right."""

    class Rejected(Message):
        """It must be changed first."""

    def __init__(self, text: str, move: Callable[[int], str] | None) -> None:
        """Read this back.

        `move` takes days, asks about it so many days later, and returns the text then.
        """
        super().__init__()
        self._text = Static("", classes="frame", markup=False)
        self._text.border_title = LABEL
        self._move = move
        self._show(text)

    def compose(self) -> ComposeResult:
        """Lay out the promise and what goes with it."""
        yield self._text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another day where there is a day."""
        return action != "move_due" or self._move is not None

    def action_promise_it(self) -> None:
        """Confirm it."""
        self.post_message(self.Confirmed())

    def action_change_it(self) -> None:
        """Go back."""
        self.post_message(self.Rejected())

    def action_move_due(self, days: int) -> None:
        """Ask so many days later."""
        if self._move:
            self._show(self._move(days))

    def _show(self, text: str) -> None:
        first, _, rest = text.partition("\n\n")
        parts = [tinted(first, "bold"), Content(), tinted(rest)]
        parts += [Content.styled(ANOTHER_DAY, MUTED)] * bool(self._move)
        self._text.update(Content("\n").join(parts))
