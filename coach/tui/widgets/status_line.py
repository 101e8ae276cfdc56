"""What became of a person's words, said where they look: never a pop-up."""

from textual.widget import Widget
from textual.widgets import Static

from coach.domain.text import counted, shown

DRAFT_SAVED = "draft saved"
SAVING = "saving …"
STATES = DRAFT_SAVED, SAVING
"""What is said in the border of the field that has the light."""


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
        lit = self.screen.focused
        field = lit if lit and lit.has_class("field") else None
        state = message if message in STATES else ""
        if field:
            field.border_subtitle = state + _length(field) * (state == DRAFT_SAVED)
        is_seen = state == DRAFT_SAVED
        if field:  # on a small screen it has no border below, which would show it
            is_seen = bool(state) and field.styles.border_bottom[0] not in ("", "none")
        self.display = bool(message) and not is_seen

    def note(self, message: str) -> None:
        """Show this in passing, unless what is shown asks something of the person."""
        if not self.asks:
            self.show(message)


def _length(field: Widget) -> str:
    from coach.tui.widgets.answer_area import AnswerArea  # Today has none

    if not (isinstance(field, AnswerArea) and field.counts):
        return ""
    return f" · {counted(len(field.text.split()), 'word')}"
