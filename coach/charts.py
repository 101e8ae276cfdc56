"""Progress as lines of text, for both front ends: readable without colour, at 40 columns."""

from collections.abc import Sequence

from coach.domain.weeks import Coverage, Week

PAUSED = "–"
"""Stands for the sittings of a week that does not count."""

SHADES = "·░▒▓█"
"""No answer in the week, one, two, three, four or more."""


def heat_strip(
    tracks: Sequence[tuple[str, Sequence[int]]], weeks: Sequence[Week], width: int
) -> list[str]:
    """A line a track: its name, and a sign for every week by how many answers it had.

    `tracks` are names with the answers of each of the weeks. As many of the newest weeks are
    shown as fit in `width` columns. The last lines name the weeks and count the sittings, with
    a dash for a week that is paused.
    """
    names = max((len(name) for name, _ in tracks), default=0)
    shown = max(min(len(weeks), (width - names - 1) // 3), 1)
    lines = [
        f"{name:<{names}}"
        + "".join(f"  {SHADES[min(n, len(SHADES) - 1)]}" for n in counts[-shown:])
        for name, counts in tracks
    ]
    newest = weeks[-shown:]
    sat = "".join(f"{PAUSED if week.paused else week.sittings or '·':>3}" for week in newest)
    numbers = "".join(f"{week.week[-2:]:>3}" for week in newest)
    return [*lines, f"{'sittings':<{names}}{sat}", f"{'week':<{names}}{numbers}"]


def legend(weeks: Sequence[Week]) -> str:
    """What the signs mean; the dash only if one of the weeks has it."""
    signs = f"Answers: {SHADES[0]} none, {SHADES[1]} one, up to {SHADES[-1]} four or more."
    paused = any(week.paused for week in weeks)
    return f"{signs} {PAUSED} is a paused week: it does not count." if paused else signs


def coverage_bars(tracks: Sequence[tuple[str, Coverage]], width: int) -> list[str]:
    """A line a track: its name, a bar of the questions answered, and their number."""
    names = max((len(name) for name, _ in tracks), default=0)
    room = max(min(width - names - 10, 20), 5)
    lines = []
    for name, track in tracks:
        full = -(-track.covered * room // track.prompts) if track.prompts else 0
        bar = "█" * full + "·" * (room - full)
        lines.append(f"{name:<{names}} {bar} {track.covered:>2} of {track.prompts:>2}")
    return lines


def strength_line(value: int | None) -> str:
    """The practice strength: a number from 0 to 100, or dots before there is one."""
    return "····" if value is None else f"{value} of 100"
