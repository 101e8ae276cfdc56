"""The weeks of the course on one line."""

from textual.widgets import Static

from coach.domain.position import Position

DONE, NOW, TO_COME = "●", "◉", "○"


class WeekStrip(Static):
    """One sign a week: done, now, to come."""

    DEFAULT_CSS = "WeekStrip { height: 1; }"

    def show(self, position: Position | None) -> None:
        """Show where the course stands; nothing if it is off."""
        self.display = position is not None
        if position:
            done, to_come = position.number - 1, position.of - position.number
            self.update(" ".join([DONE] * done + [NOW] + [TO_COME] * to_come))
