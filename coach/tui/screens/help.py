"""The keys of the screen a person is on."""

from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from coach.tui.actions import CLOSE, bindings

Line = tuple[str, str]


class HelpScreen(ModalScreen[None]):
    """Every command in force, its keys and what it does."""

    CSS_PATH = "sheet.tcss"
    ACTIONS: ClassVar = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, lines: list[Line]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The list, and what every screen has in common."""
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column()
        for keys, does in self._lines:
            table.add_row(keys, does)
        with VerticalScroll(classes="sheet"):
            yield Static("Keys", classes="title")
            yield Static(table)
            yield Static("Nothing you write leaves this machine.", classes="foot")
        yield Footer(compact=True, show_command_palette=False)

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss()
