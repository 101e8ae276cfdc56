"""The line that says what became of a person's words."""

from textual.widgets import Static

from coach.domain.text import shown

DRAFT_SAVED = "draft saved"


class StatusLine(Static):
    """A line or two above the footer; never a pop-up."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        max-height: 3;
        padding: 0 2;
        color: $text-muted;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False
        self.asks = False
        """Whether what is shown asks something of the person."""

    def show(self, message: str, *, asks: bool = False) -> None:
        """Show this; what `asks` something of the person is not replaced by a passing note."""
        self.asks = asks
        self.update(shown(message))
        self.display = bool(message)

    def note(self, message: str) -> None:
        """Show this in passing, unless what is shown asks something of the person."""
        if not self.asks:
            self.show(message)
