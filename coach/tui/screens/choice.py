"""Choosing one of a few things, each with a plain sentence."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.model import Track
from coach.tui.base import CoachModal
from coach.tui.content import MUTED, tinted
from coach.tui.keys import BACK, CHOOSE
from coach.tui.widgets.footer import KeyFooter
from coach.tui.widgets.options import Block, Options

Choice = tuple[str, str, str | Content]
"""An id, what it is called, and a sentence on it."""


class ChoiceScreen(CoachModal[str | None]):
    """Returns the id of what was chosen, or None if the person went back."""

    CSS_PATH = "sheet.tcss"
    BINDINGS = [CHOOSE, BACK]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        marked: str = "",
        *,
        shows: Callable[[str], None] | None = None,
    ) -> None:
        """`marked` is the id that the mark begins on; else the first.

        `shows` is called with the id of every one that is marked.
        """
        super().__init__()
        self._shows = shows
        self._title = title
        ids = [id for id, _, _ in choices]
        texts = [_option(name, does) for _, name, does in choices]
        texts[-1:] = [text.rstrip("\n") for text in texts[-1:]]  # there is air below the list
        self._options = [Option(Block(text), id) for id, text in zip(ids, texts, strict=True)]
        self._first = ids.index(marked) if marked in ids else 0

    def compose(self) -> ComposeResult:
        """Compose the choices."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            yield Options(*self._options)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin at the one that is marked."""
        self.query_one(Options).highlighted = self._first

    @on(OptionList.OptionHighlighted)
    def show(self, event: OptionList.OptionHighlighted) -> None:
        """Show what is marked."""
        if self._shows and event.option.id:
            self._shows(event.option.id)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Return what was chosen."""
        self.dismiss(event.option.id)

    def action_choose(self) -> None:
        """Choose the marked one."""
        self.query_one(Options).action_select()


def _option(name: str, does: str | Content) -> Content:
    """Return a choice: its name, and below it what it does, with air around."""
    if isinstance(does, str):
        does = tinted(does, MUTED)
    return tinted(name) + "\n" + does + "\n" if does else tinted(name)


def choices_of(tracks: Sequence[Track]) -> list[Choice]:
    """Return the tracks, each with its one plain sentence."""
    return [(track.id, track.title, track.about) for track in tracks]
