"""A text to read by itself, where the screen is too small to show it beside the writing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from coach.tui.actions import CLOSE, bindings


class ReadingScreen(ModalScreen[None]):
    """A title and a text."""

    CSS_PATH = "sheet.tcss"
    ACTIONS: ClassVar = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, title: str, text: str | Content) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="sheet"):
            if self._title:
                yield Static(self._title, classes="title", markup=False)
            yield Static(self._text, markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss()
