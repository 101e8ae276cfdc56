"""A text to read on a screen of its own, where there is no room for it beside the writing."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.tui.base import CoachModal
from coach.tui.keys import CLOSE
from coach.tui.widgets.footer import KeyFooter
from coach.tui.widgets.scroll import Scroll


class ReadingScreen(CoachModal[None]):
    """A title and a text."""

    CSS_PATH = "sheet.tcss"
    BINDINGS = [CLOSE]

    def __init__(self, title: str, text: str | Content = "") -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Compose the title and the text."""
        with Vertical(classes="sheet"):
            if self._title:
                yield Static(self._title, classes="title", markup=False)
            with Scroll():
                yield from self.content()
        yield KeyFooter()

    def content(self) -> ComposeResult:
        """Compose what is below the title."""
        yield Static(self._text, markup=False)
