"""The weeks of the course on one line."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from coach.domain.position import Position


class WeekStrip(Static):
    """One sign a week: done, now, to come, on a line that is heavy as far as one has come."""

    DEFAULT_CSS = "WeekStrip { height: 1; }"

    def show(self, position: "Position | None") -> None:
        """Show where the course stands; nothing if it is off."""
        from coach.practice.charts import AHEAD, DONE, NOW

        done, ahead = (position.number - 1, position.of - position.number) if position else (0, 0)
        self.update(
            Content.assemble(
                (f"{DONE}━━" * done, "$accent"),
                (NOW * bool(position), "bold $text-accent"),
                (f"──{AHEAD}" * ahead, "$text-disabled"),
            )
        )
