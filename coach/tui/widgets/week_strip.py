"""The weeks of the course on one line."""

from textual.content import Content
from textual.widgets import Static

from coach.domain.position import Position
from coach.practice.charts import AHEAD, DONE, NOW


class WeekStrip(Static):
    """One sign a week: done, now, to come, on a line that is heavy as far as one has come."""

    DEFAULT_CSS = "WeekStrip { height: 1; }"

    def show(self, position: Position | None) -> None:
        """Show where the course stands; nothing if it is off."""
        done, ahead = (position.number - 1, position.of - position.number) if position else (0, 0)
        self.update(
            Content.assemble(
                (f"{DONE}━━" * done, "$accent"),
                (NOW * bool(position), "bold $text-accent"),
                (f"──{AHEAD}" * ahead, "$text-disabled"),
            )
        )
