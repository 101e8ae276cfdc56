"""Progress as lines of text, for both front ends: readable without color, at 40 columns."""

from collections.abc import Sequence

from rich.cells import cell_len

from coach.domain.dates import monday_of
from coach.domain.weeks import Coverage, Week

PAUSED = "–"
"""Stands for the sessions of a week that does not count."""

SHADES = "·░▒▓█"
"""No answer in the week, one, two, three, four or more."""

_COLUMN = 3


def heat_strip(
    tracks: Sequence[tuple[str, Sequence[int]]], weeks: Sequence[Week], width: int
) -> list[str]:
    """Return a line for each track: its name, and a shade for every week by its answers.

    `tracks` are names with the answers of each of the weeks. As many of the newest weeks are
    shown as fit in `width` columns. The last lines count the sessions, with a dash for a paused
    week, and name each week by the month and the day of its Monday.
    """
    names = max(map(cell_len, ("sessions", *(name for name, _ in tracks))))
    newest = weeks[-max((width - names) // _COLUMN, 1) :]
    shown = len(newest)
    mondays = [monday_of(week.week) for week in newest]
    months = [f"{monday:%b}" for monday in mondays]
    begins = [n for n in range(shown) if not n or months[n] != months[n - 1]]
    if 1 in begins:
        begins.pop(0)  # there is no space for two names side by side
    rows: list[tuple[str, Sequence[object]]] = [
        *[(name, [SHADES[min(n, len(SHADES) - 1)] for n in of[-shown:]]) for name, of in tracks],
        ("sessions", [PAUSED if week.paused else week.sessions or "·" for week in newest]),
        ("", [month if n in begins else "" for n, month in enumerate(months)]),
        ("week of", [monday.day for monday in mondays]),
    ]
    return [
        _padded(name, names) + "".join(f"{sign!s:>3}" for sign in signs) for name, signs in rows
    ]


def legend(weeks: Sequence[Week]) -> str:
    """Return what the shades mean; the dash only if one of the weeks has it."""
    signs = f"Answers: {SHADES[0]} none, {SHADES[1]} one, up to {SHADES[-1]} four or more."
    off = any(week.paused for week in weeks)
    return f"{signs} {PAUSED} is a week that doesn't count, such as time off." if off else signs


def coverage_bars(tracks: Sequence[tuple[str, Coverage]], width: int) -> list[str]:
    """Return a line for each track: its name, a bar of the questions answered, and how many."""
    names = max((cell_len(name) for name, _ in tracks), default=0)
    space = max(min(width - names - 10, 20), 5)
    lines = []
    for name, track in tracks:
        full = -(-track.covered * space // track.prompts) if track.prompts else 0
        bar = "█" * full + "·" * (space - full)
        lines.append(f"{_padded(name, names)} {bar} {track.covered:>2} of {track.prompts:>2}")
    return lines


def strength_line(value: int | None) -> str:
    """Return the practice strength: a number from 0 to 100, or dots before there is one."""
    return "····" if value is None else f"{value} of 100"


def _padded(name: str, cells: int) -> str:
    return name + " " * (cells - cell_len(name))
