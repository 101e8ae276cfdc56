"""The weeks of the course on one line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from coach.domain.weeks import Theme

LOOKS = {"done": "$accent", "now": "bold $text-accent"}
"""How a week looks that isn't still to come."""


class WeekStrip(Static):
    """One sign a week: done, now, to come, on a line that is heavy as far as one has come."""

    DEFAULT_CSS = "WeekStrip { height: 1; }"

    def show(self, themes: "Sequence[Theme]") -> None:
        """Show where the course stands; nothing if it is off."""
        from coach.practice.charts import AHEAD, DONE, NOW

        signs = {"done": DONE, "now": NOW}
        parts: list[tuple[str, str]] = []
        for n, theme in enumerate(themes):
            if n:
                reached = theme.place in ("done", "now") and themes[n - 1].place == "done"
                parts.append(("━━", "$accent") if reached else ("──", "$text-disabled"))
            parts.append((signs.get(theme.place, AHEAD), LOOKS.get(theme.place, "$text-disabled")))
        self.update(Content.assemble(*parts))
