"""An earlier answer beside the new one; where they are much alike, what differs is marked."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from coach.domain.compare import differences
from coach.domain.text import shown
from coach.practice.steps.writing import Changed
from coach.tui.content import HEADING

MARK = "underline"
"""Seen without color, too."""


class ThenAndNow(Container):
    """Both answers, side by side where there is room."""

    def __init__(self, step: Changed) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        for side in sides(self._step):
            yield Static(side, classes="tile", markup=False)


def sides(step: Changed) -> Iterator[Content]:
    """Return the earlier answer and the new one, each below its title."""
    then, now = (shown(answer.text) for answer in step.answers)
    texts = differences(then, now)
    for title, pieces in zip(step.titles, texts, strict=True):
        words = [(text, MARK) if changed else text for text, changed in pieces]
        yield Content.assemble((title, HEADING), "\n", *words)
