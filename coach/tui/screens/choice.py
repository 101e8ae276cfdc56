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
from coach.domain.text import shown
from coach.tui.actions import CHOOSE, DOWN, FIRST, LAST, LEAVE, UP, bindings

Choice = tuple[str, str, str]
"""An id, what it is called, and a sentence on it."""


class ChoiceScreen(ModalScreen[str | None]):
    """Gives the id of what was chosen, or None if the person went back."""

    CSS_PATH = "sheet.tcss"
    ACTIONS: ClassVar = (CHOOSE, LEAVE, UP, DOWN, FIRST, LAST)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, title: str, choices: Sequence[Choice], *, marked: str = "") -> None:
        """`marked` is the id that the mark begins on; else the first."""
        super().__init__()
        self._marked = marked
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The choices."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            yield OptionList(
                *[
                    Option(
                        Content.assemble((shown(name), "bold"), f"\n{shown(does)}" if does else ""),
                        id=id_,
                    )
                    for id_, name, does in self._choices
                ]
            )
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the one that is marked."""
        ids = [id_ for id_, _, _ in self._choices]
        if self._marked in ids:
            self.query_one(OptionList).highlighted = ids.index(self._marked)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what was chosen."""
        self.dismiss(event.option.id)

    def action_choose(self) -> None:
        """Choose the one that is marked."""
        self.query_one(OptionList).action_select()

    def action_up(self) -> None:
        """Mark the one above."""
        self.query_one(OptionList).action_cursor_up()

    def action_down(self) -> None:
        """Mark the one below."""
        self.query_one(OptionList).action_cursor_down()

    def action_first(self) -> None:
        """Mark the first."""
        self.query_one(OptionList).action_first()

    def action_last(self) -> None:
        """Mark the last."""
        self.query_one(OptionList).action_last()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _in_two_lines(name: str, does: str) -> Content:
    return Content.assemble((shown(name), "bold"), f"\n{shown(does)}" if does else "")


def choices_of(tracks: Sequence[Track]) -> list[Choice]:
    """The tracks, each in its one plain sentence."""
    return [(track.id, track.title, track.about) for track in tracks]
