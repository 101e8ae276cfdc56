"""The line that says what became of the person's words."""

from textual.widgets import Static

from coach.domain.text import shown


class StatusLine(Static):
    """One line or two above the footer; never a pop-up."""

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

    def tell(self, message: str) -> None:
        """Say this until something else is said."""
        self.update(shown(message))
        self.display = bool(message)
