"""An earlier answer beside the new one; where they are much alike, what is new is marked."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from coach.domain.compare import differences
from coach.domain.text import shown
from coach.practice.steps.writing import Changed
from coach.tui.content import QUIET, tinted

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
    words, end = tinted(now), 0
    for text, changed in differences(then, now)[1]:
        begin, end = end, end + len(text)
        words = words.stylize(MARK, begin, end) if changed else words
    for title, said in zip(step.titles, (tinted(then), words), strict=True):
        yield titled(title, said)


def titled(title: str, said: Content) -> Content:
    """Return a text below a quiet title."""
    return Content.assemble((title, QUIET), "\n", said)
