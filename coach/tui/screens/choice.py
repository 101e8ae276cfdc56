"""Choosing one of a few things, each with a plain sentence."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.model import Track
from coach.tui.actions import CHOOSE, LEAVE, bindings

Choice = tuple[str, str, str]
"""An id, what it is called, and a sentence on it."""


class ChoiceScreen(ModalScreen[str | None]):
    """Gives the id of what was chosen, or None if the person went back."""

    CSS_PATH = "sheet.tcss"
    ACTIONS: ClassVar = (CHOOSE, LEAVE)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The choices."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            yield OptionList(
                *[
                    Option(Content.assemble((name, "bold"), f"\n{does}" if does else ""), id=id_)
                    for id_, name, does in self._choices
                ]
            )
        yield Footer(compact=True, show_command_palette=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what was chosen."""
        self.dismiss(event.option.id)

    def action_choose(self) -> None:
        """Choose the one that is marked."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def choices_of(tracks: Sequence[Track]) -> list[Choice]:
    """The tracks, each in its one plain sentence."""
    return [(track.id, track.title, track.about) for track in tracks]
