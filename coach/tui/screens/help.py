"""The keys of the screen a person is on."""

from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from coach.tui.keys import SCREENS, group_of
from coach.tui.palette import commands_of
from coach.tui.screens.reading import ReadingScreen


class HelpScreen(ReadingScreen):
    """Everything that can be done on a screen: its keys and what they do."""

    def __init__(self, screen: Screen[object]) -> None:
        """`screen` is the one whose keys are shown."""
        super().__init__("What you can press")
        self._commands = commands_of(screen)

    def content(self) -> ComposeResult:
        """Compose the keys by what they are for, and what is true of every screen."""
        for name, commands in groupby(self._commands, lambda c: group_of(c.binding)):
            yield Static(name, classes="part")
            with Container(classes="keys"):
                for command in commands:
                    named = f"{command.binding.description}. " * (name == SCREENS)
                    yield Static(", ".join(command.keys), classes="key", markup=False)
                    yield Static(f"{named}{command.binding.tooltip}", markup=False)
        yield Static("Nothing you write leaves this computer.", classes="muted")
        yield Static("To change a key: coach config", classes="muted")
