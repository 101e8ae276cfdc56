"""Charts in characters, for both front ends: readable without color, at 40 columns.

A chart is lines of spans, each a text with its look; a front end gives every look a style of its
own. No bar has an empty part: what isn't there is not drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias

from rich.cells import cell_len, set_cell_size

from coach.domain.dates import monday_of
from coach.domain.weeks import Week

Look: TypeAlias = Literal["", "strong", "quiet", "mark", "past", "good"]
"""A fact that stands out, what stands back, a mark, one of what is over, what went well."""
Span: TypeAlias = tuple[str, Look]
Line: TypeAlias = Sequence[Span]

DONE, NOW, AHEAD = "✓", "●", "○"
"""A week of the course that is over, the present one, one to come."""

PAUSED = "–"
"""Stands for the sessions of a week that does not count."""

SHADES = "·░▒▓█"
"""No answer in the week, one, two, three, four or more."""

FULL = 100
_AXIS = len("100 ┤")
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 4
"""Columns of one week in a curve at most."""
_YEAR = 52
_NOW = " now"
_BAR = "▇"
COLUMN = 3


def curve(points: Sequence[tuple[str, int]], width: int, rows: int = 5) -> list[Line]:
    """Return a curve of ISO weeks and their values on a fixed scale from 0 to 100.

    As many of the newest weeks are shown as fit in `width` columns, a year at most. The last one
    stands out, with its value beside it, unless that is 0; the last line names the months.
    """
    space = width - _AXIS - len(f" {FULL}{_NOW}")
    newest = points[-max(min(space, _YEAR), 1) :]
    step = max(min(space // len(newest), _WIDEST), 1)
    last = newest[-1][1]
    levels = [max(value * rows * 8 // FULL, 1) for _, value in newest]
    beside = rows - 1 - min((levels[-1] - 1) // 8, rows - 1)
    lines: list[Line] = []
    for row in range(rows):
        base = (rows - 1 - row) * 8
        scale = {0: f"{FULL} ┤", rows - 1: "  0 ┤"}.get(row, "    │")
        *before, week = (_week(level - base, step) for level in levels)
        now = f" {last}{_NOW}" if row == beside and last else ""
        lines.append([(scale, "quiet"), ("".join(before), "past"), (week, "mark"), (now, "strong")])
    months = _months([monday_of(week) for week, _ in newest], step)
    lines.append([(" " * _AXIS + months, "quiet")])
    return lines


def _week(height: int, columns: int) -> str:
    """Return a week's part of one row of a curve, with a gap to the next where there is room."""
    sign = _EIGHTHS[min(max(height, 0), 8)]
    return f"{sign * (columns - 1)} " if columns > 1 else sign


def bars(rows: Iterable[tuple[str, int, Look]], width: int) -> list[Line]:
    """Return a line for each row that counts something: its name, a bar, and the count."""
    shown = [row for row in rows if row[1]]
    names = max((cell_len(name) for name, _, _ in shown), default=0)
    most = max((count for _, count, _ in shown), default=1)
    return [_row(name, names, [(count, look)], most, width) for name, count, look in shown]


def pairs(
    heads: tuple[str, str], rows: Sequence[tuple[str, int, int]], width: int
) -> Iterator[Line]:
    """Yield bars of two counts for each row, on one scale.

    They stand side by side; below each other where it is narrow, or one side is all nothing.
    """
    names = max(cell_len(name) for name, _, _ in rows)
    most = max(max(counts) for _, *counts in rows)
    half = (width - names) // 2
    both = all(any(row[side] for row in rows) for side in (1, 2))
    if both and half >= max(map(len, heads)) + 2:
        yield [(f"{'':{names}}  {heads[0]:{half - 2}}  {heads[1]}", "quiet")]
        for name, *counts in rows:
            yield _row(name, names, [*zip(counts, _SIDES, strict=True)], most, width)
        return
    for side, head in enumerate(heads):
        counted = [(name, counts[side]) for name, *counts in rows if counts[side]]
        if counted:
            yield [(head, "quiet")]
        for name, count in counted:
            yield _row(name, names, [(count, _SIDES[side])], most, width)


_SIDES: tuple[Look, Look] = ("past", "good")


def _row(name: str, names: int, counts: Sequence[tuple[int, Look]], most: int, width: int) -> Line:
    """Return a name with a bar and a number for each count; two cells stand for one, or fewer."""
    column = (width - names) // len(counts) - 2
    space = max(min(column - len(f" {most:,}"), 2 * most), 1)
    spans: list[Span] = [(set_cell_size(name, names), "")]
    for n, (count, look) in enumerate(counts, 1):
        bar = _BAR * -(-count * space // most)
        number = f" {count:,}" if count else ""
        rest = column - len(bar) if n < len(counts) else 0
        spans += [("  ", ""), (bar, look), (number.ljust(rest), "")]
    return spans


def heat_strip(
    tracks: Sequence[tuple[str, Sequence[int]]], weeks: Sequence[Week], width: int
) -> list[Line]:
    """Return a line for each track: its name, and a shade for every week by its answers.

    `tracks` are names with the answers of each of the weeks. As many of the newest weeks are
    shown as fit in `width` columns, and the tracks answered in one of them. The last lines count
    the sessions, with a dash for a paused week, and name each week by the month and the day of
    its Monday.
    """
    tracks = [(name, answers) for name, answers in tracks if any(answers)]
    names = max(map(cell_len, ("sessions", *(name for name, _ in tracks))))
    newest = weeks[-max((width - names - 1) // COLUMN, 1) :]
    mondays = [monday_of(week.week) for week in newest]
    lines: list[Line] = [
        [(f"{set_cell_size(name, names)} ", ""), *map(_shade, answers[-len(newest) :])]
        for name, answers in tracks
        if any(answers[-len(newest) :])
    ]
    sessions = [PAUSED if week.paused else week.sessions or SHADES[0] for week in newest]
    rows: tuple[tuple[str, str, Look], ...] = (
        ("sessions", "".join(f"{sign!s:>2} " for sign in sessions), ""),
        ("", _months(mondays, COLUMN), "quiet"),
        ("week of", "".join(f"{monday.day:>2} " for monday in mondays), "quiet"),
    )
    lines += ([(f"{set_cell_size(name, names)} {text}", look)] for name, text, look in rows)
    return lines


def _shade(answers: int) -> Span:
    shade = SHADES[min(answers, len(SHADES) - 1)]
    return (shade * 2 + " ", "mark") if answers else (f" {shade} ", "quiet")


def legend(weeks: Sequence[Week]) -> Line:
    """Return what the shades mean; the dash only if one of the weeks has it."""
    off = f" {PAUSED} is a week that doesn't count, such as time off."
    told = "Answers: ", " one, ", " two, up to ", " four or more."
    shades = zip(told, (SHADES[1], SHADES[2], SHADES[-1], ""), strict=True)
    spans: list[Span] = [span for text, s in shades for span in ((text, "quiet"), (s, "mark"))]
    return [*spans, (off * any(week.paused for week in weeks), "quiet")]


def _months(mondays: Sequence[date], step: int) -> str:
    """Name each month above the first of its weeks, every week `step` columns wide."""
    starts = [
        (n * step, f"{monday:%b}")
        for n, monday in enumerate(mondays)
        if not n or monday.month != mondays[n - 1].month
    ]
    if len(starts) > 1 and starts[1][0] < len("Jan "):
        starts.pop(0)  # there is no space for two names side by side
    line = ""
    for place, month in starts:
        line = line.ljust(place) + month
    return line
