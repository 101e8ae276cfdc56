"""The weeks of the course on one line."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from coach.domain.weeks import Place, Theme
from coach.practice.charts import AHEAD, DONE, NOW

SIGNS: dict[Place, tuple[str, str]] = {
    "done": (DONE, "$accent"),
    "now": (NOW, "bold $text-accent"),
    "ahead": (AHEAD, "$text-disabled"),
    "": (AHEAD, "$text-disabled"),
}


class WeekStrip(Static):
    """One sign a week: done, now, to come, on a line that is heavy as far as one has come."""

    DEFAULT_CSS = "WeekStrip { height: 1; }"

    def show(self, themes: Sequence[Theme]) -> None:
        """Show where the course stands; nothing if it is off."""
        parts: list[tuple[str, str]] = []
        for n, theme in enumerate(themes):
            mark, look = SIGNS[theme.place]
            if n:
                reached = theme.place in ("done", "now") and themes[n - 1].place == "done"
                parts.append(("━━", "$accent") if reached else ("──", "$text-disabled"))
            parts.append((mark, look))
        self.update(Content.assemble(*parts))
