"""The keys of the screen a person is on."""

from rich.table import Table
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from coach.tui.keys import CLOSE
from coach.tui.palette import commands_of
from coach.tui.widgets.footer import KeyFooter


class HelpScreen(ModalScreen[None]):
    """Everything that can be done on a screen: its keys and what they do."""

    CSS_PATH = "sheet.tcss"
    BINDINGS = [CLOSE]

    def __init__(self, screen: Screen[object]) -> None:
        """`screen` is the one whose keys are shown."""
        super().__init__()
        self._commands = commands_of(screen)

    def compose(self) -> ComposeResult:
        """Compose the list, and what is true of every screen."""
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column()
        for command in self._commands:
            table.add_row(" ".join(command.keys), command.binding.tooltip)
        with VerticalScroll(classes="sheet"):
            yield Static("Keys", classes="title")
            yield Static(table)
            yield Static("Nothing you write leaves this computer.", classes="foot")
        yield KeyFooter()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
