"""Progress as cards, for both front ends: what stands on each, in words first, and its chart."""

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile
from typing import TypeAlias

from rich.cells import cell_len

from coach.domain.lesson import excerpt
from coach.domain.model import Promise
from coach.domain.promises import OUTCOMES, sentence
from coach.domain.report import Report
from coach.domain.text import capitalized, shown
from coach.domain.weeks import Place, Theme
from coach.frozen import frozen
from coach.practice import charts
from coach.practice.charts import AHEAD, DONE, NOW, Line, Look

WELCOME = "Twelve weeks, ten minutes at a time. Your progress will show here."
CURVE_TO_COME = "A curve will show here how reliably you keep your promises."
MOST_PROMISES = 5
"""How many of the newest promises are shown."""

NAME = 16
"""Columns of a track's name beside its weeks."""
_FEW_ROWS = 44
"""Columns below which a curve is a row lower."""

Draw: TypeAlias = Callable[[Report, int], Iterator[Line]]


@frozen
class Card:
    """One part of Progress: its title, empty for the facts, and what draws it.

    It draws nothing where there is nothing to show yet. Sentences are left for the front end to
    fold; a chart fits the columns it was given.
    """

    id: str
    title: str
    draw: Draw

    def lines(self, report: Report, width: int) -> list[Line]:
        """Return the lines of the card for so many columns."""
        return [*self.draw(report, width)]


def _facts(report: Report, width: int) -> Iterator[Line]:
    for fact in report.facts() if report.begun else [WELCOME]:
        yield [(fact, "strong")]


def _strength(report: Report, width: int) -> Iterator[Line]:
    if not report.begun:
        return
    if report.curve:
        yield from charts.curve(report.curve, width, rows=4 if width < _FEW_ROWS else 5)
        yield []
    else:
        yield [(CURVE_TO_COME, "")]
    yield [(report.strength.reason, "quiet")]


def _given(report: Report, width: int) -> Iterator[Line]:
    given = report.given
    if not given.times:
        return
    yield [(given.summary, "")]  # the bars say the rest
    if given.rows:
        yield []
        yield from charts.pairs(("expected", "came back"), given.rows, width)


def _promises(report: Report, width: int) -> Iterator[Line]:
    """Draw what came of the promises; what was not kept this time has no bar."""
    counts: tuple[tuple[str, int, Look], ...] = (
        ("kept", report.kept, "good"),
        ("partly", report.partly, "mark"),
        ("let go", report.let_go, "quiet"),
    )
    yield from charts.bars(counts, width)


MARKS: dict[str, tuple[str, Look]] = {
    "open": (AHEAD, "mark"),
    "kept": (DONE, "good"),
    "partly": ("◐", "mark"),
    "not-this-time": ("·", "quiet"),
    "let-go": ("·", "quiet"),
}
"""How each promise is marked; the word stands beside it."""


def outcome_of(promise: Promise) -> str:
    """Return what came of a promise, as it stands by itself: `Not this time`."""
    return capitalized(OUTCOMES.get(promise.status, promise.status))


def _newest(report: Report, width: int) -> Iterator[Line]:
    for promise in report.promises[:MOST_PROMISES]:
        mark, look = MARKS[promise.status]
        told = shown(sentence(promise))
        yield [(mark, look), (f" {outcome_of(promise)}: ", "quiet"), (told, "")]


def _course(report: Report, width: int) -> Iterator[Line]:
    if not report.planned.position:
        yield [(report.planned.place_in_words, "strong")]
    focuses = max((cell_len(theme.focus) for theme in report.themes), default=0)
    wide = width >= focuses + len("✓ 12    all 12 answered")
    for theme in report.themes:
        mark, look, words = PLACES[theme.place]
        name = f" {theme.number:>2} {' ' * wide}{theme.focus}"
        so_far = met_in_words(theme)
        told = ", ".join(part for part in ("now" * (theme.place == "now"), so_far) if part)
        gap = " " * (focuses - cell_len(theme.focus) + 2 if wide else 1)
        if told and cell_len(mark + name + gap + told) > width:
            yield [(mark, look), (name, words)]
            gap = " " * len("✓ 12 ")
            yield [(gap + told, "quiet")]
        else:
            yield [(mark, look), (name, words), (gap + told if told else "", "quiet")]


PLACES: dict[Place, tuple[str, Look, Look]] = {
    "done": (DONE, "good", ""),
    "now": (NOW, "mark", "strong"),
    "ahead": (AHEAD, "quiet", "quiet"),
    "": (" ", "", ""),
}
"""How each week of the course is marked, with the looks of the mark and of the words."""


def met_in_words(theme: Theme) -> str:
    """Return how many of a week's questions were answered; empty if none was."""
    if not theme.met:
        return ""
    return f"{'all ' * (theme.met == theme.questions)}{theme.met} answered"


def _weeks(report: Report, width: int) -> Iterator[Line]:
    weeks = [*dropwhile(lambda week: not week.practiced, report.weeks)]
    if not weeks:
        return
    tracks = [
        (excerpt(report.library.title(track, short=True), NAME), counts[-len(weeks) :])
        for track, counts in report.heat.items()
    ]
    yield from charts.heat_strip(tracks, weeks, width)
    yield charts.legend(weeks)


def _plan(report: Report, width: int) -> Iterator[Line]:
    place = report.planned.place_in_words
    for line in report.planned.in_words():
        if line != place:
            yield [(line, "")]


FACTS = Card("facts", "", _facts)
STRENGTH = Card("strength", "Practice strength", _strength)
GIVEN = Card("given", "What you gave, what came back", _given)
PROMISES = Card("promises", "Your promises", _promises)
NEWEST = Card("newest", "Your newest promises", _newest)
COURSE = Card("course", "Your twelve weeks", _course)
WEEKS = Card("weeks", "Sessions and tracks by week", _weeks)
PLAN = Card("plan", "Plan", _plan)
CARDS: Sequence[Card] = (FACTS, STRENGTH, PROMISES, GIVEN, NEWEST, COURSE, PLAN, WEEKS)
