"""What became of a person's words, said where they look: never a pop-up."""

from typing import TYPE_CHECKING, TypeGuard

from textual.widget import Widget
from textual.widgets import Static

from coach.domain.text import counted, shown
from coach.practice.workspace import SAVED

if TYPE_CHECKING:
    from coach.tui.widgets.answer_area import AnswerArea

DRAFT_SAVED = "draft saved"
SAVING = "saving …"
STATES = {DRAFT_SAVED: DRAFT_SAVED, SAVING: SAVING, SAVED: "your words are saved"}
"""What is said in the border of the field that has the light, and how."""


class StatusLine(Static):
    """A line or two above the footer, for what does not fit into the border of a field."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        max-height: 3;
        padding: 0 2;
        color: $text-muted;

        &.-asks { color: $text-accent; }
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False
        self.asks = False
        """Whether what is shown asks something of the person."""

    def show(self, message: str, *, asks: bool = False) -> None:
        """Show this; what `asks` something of the person is not replaced by a passing note.

        A step that is gone by now, as when the app ends, has nothing left to show it on.
        """
        if not self.is_attached:
            return
        self.asks = asks
        self.set_class(asks, "-asks")
        self.update(shown(message))
        area = self.screen.focused
        state = STATES.get(message, "")
        if _is_area(area):
            area.border_subtitle = f"{state}{_length(area)}" if message == DRAFT_SAVED else state
        self.display = bool(message) and not (state and _has_room_below(area))

    def note(self, message: str) -> None:
        """Show this in passing, unless what is shown asks something of the person."""
        if not self.asks:
            self.show(message)


def _has_room_below(area: Widget | None) -> bool:
    """Return whether a writing area has a border below; a small screen leaves it out."""
    return _is_area(area) and area.styles.border_bottom[0] not in ("", "none")


def _is_area(widget: Widget | None) -> "TypeGuard[AnswerArea]":
    from coach.tui.widgets.answer_area import AnswerArea  # Today has none

    return isinstance(widget, AnswerArea)


def _length(area: "AnswerArea") -> str:
    return f" · {counted(len(area.text.split()), 'word')}" if area.counts else ""
