"""What every line the app draws goes through last."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coach.domain.text import without_controls


class Harmless(LineFilter):
    """Takes out what would steer the terminal, wherever it comes from.

    Where a person should see that it is there, their text is `shown`.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line, as wide as they were."""
        return [
            segment
            if segment.text.isprintable()
            else Segment(without_controls(segment.text), segment.style, segment.control)
            for segment in segments
        ]


HARMLESS = Harmless()
