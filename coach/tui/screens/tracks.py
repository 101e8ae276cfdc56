"""Choosing a track, each in one plain sentence."""

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


class TracksScreen(ModalScreen[str | None]):
    """Gives the id of the chosen track, or None if the person went back."""

    CSS_PATH = "sheet.tcss"
    ACTIONS: ClassVar = (CHOOSE, LEAVE)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, tracks: Sequence[Track]) -> None:
        super().__init__()
        self._tracks = tracks

    def compose(self) -> ComposeResult:
        """The tracks."""
        with Vertical(classes="sheet"):
            yield Static("What would you rather think about?", classes="title")
            yield OptionList(
                *[
                    Option(Content.assemble((t.title, "bold"), f"\n{t.about}"), id=t.id)
                    for t in self._tracks
                ]
            )
        yield Footer(compact=True, show_command_palette=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the track."""
        self.dismiss(event.option.id)

    def action_choose(self) -> None:
        """Choose the one that is marked."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
