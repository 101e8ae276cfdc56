"""An earlier answer beside the new one; where they are much alike, what is new is marked."""

from collections.abc import Iterator

from textual.content import Content

from coach.domain.compare import differences
from coach.domain.text import shown
from coach.practice.steps.writing import Changed
from coach.tui.content import QUIET, tinted

MARK = "underline"
"""Seen without color, too."""


def sides(step: Changed) -> Iterator[Content]:
    """Return the earlier answer and the new one, each below its title."""
    then, now = (shown(answer.text) for answer in step.answers)
    pieces = differences(then, now)[1]
    marked = Content.assemble(*((text, MARK) if changed else text for text, changed in pieces))
    both = tinted(then), Content(now, [*tinted(now).spans, *marked.spans])
    yield from map(titled, step.titles, both)


def titled(title: str, said: Content) -> Content:
    """Return a text below a quiet title."""
    return Content.assemble((title, QUIET), "\n", said)
