"""The twelve weeks of the programme in one line."""

from textual.widgets import Static

from coach.domain.programme import Position

DONE, NOW, TO_COME = "●", "◉", "○"


class WeekStrip(Static):
    """One sign a week: done, now, to come."""

    DEFAULT_CSS = "WeekStrip { height: 1; }"

    def show(self, position: Position | None) -> None:
        """Show where the programme stands; nothing without one."""
        self.display = position is not None
        if position:
            signs = [
                DONE if n < position.number else NOW if n == position.number else TO_COME
                for n in range(1, position.of + 1)
            ]
            self.update(" ".join(signs))
