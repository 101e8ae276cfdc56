"""Practice strength: how reliably promises were kept lately, and the reason in words.

The rule is the practice's own (docs/practice.md): an average with a half-life of four weeks, over
the weeks in which a promise was reviewed. A kept week never lowers it, one week is a dent, and an
absence takes nothing.
"""

from collections.abc import Sequence

from coach.domain.dates import monday_of, week_name
from coach.domain.text import capitalized, counted
from coach.domain.weeks import Week
from coach.frozen import frozen

MEMORY = 0.5 ** (1 / 4)
"""The share of a week's weight left a week later: half is left after four weeks."""
WEEKS_FOR_A_NUMBER = 4
COUNTED = 12
"""The newest weeks of which the reason counts the promises."""


@frozen
class Strength:
    """The strength from 0 to 100, None before four weeks with a review, and its reason."""

    value: int | None
    reason: str


def strength(closed: Sequence[Week], current: Week | None = None) -> Strength:
    """Return the strength after the closed weeks, oldest first.

    The week that is still open counts in the reason alone, as it does in the plain facts.

    A week's share is what was kept of what was reviewed in it; partly is half, and what was let
    go is left out. Weeks without a review are left out, whether practiced, missed or paused.
    """
    wait = WEEKS_FOR_A_NUMBER - sum(week.reviewed > 0 for week in closed)
    if wait > 0:
        after = counted(wait, "more week")
        return Strength(None, f"A number comes after {after} with a review.")
    recent = [*closed, current] if current else closed
    return Strength(curve(closed)[-1][1], _reason(recent[-COUNTED:]))


def curve(closed: Sequence[Week]) -> list[tuple[str, int]]:
    """Return the strength after each of the closed weeks that has one, with the ISO week."""
    points = []
    kept = weight = 0.0
    reviewed = 0
    for week in closed:
        if week.reviewed:
            reviewed += 1
            kept = kept * MEMORY + (week.kept + week.partly / 2) / week.reviewed
            weight = weight * MEMORY + 1
        if reviewed >= WEEKS_FOR_A_NUMBER:
            points.append((week.week, round(kept / weight * 100)))
    return points


def _reason(recent: Sequence[Week]) -> str:
    """Return what the number stands on, such as `3 of your last 5 promises kept; …`."""
    reviewed, kept, partly = (
        sum(getattr(week, name) for week in recent) for name in ("reviewed", "kept", "partly")
    )
    parts = [f"{kept} of your last {counted(reviewed, 'promise')} kept"] if kept else []
    if partly and not kept:
        parts.append(f"{counted(partly, 'promise')} partly kept")
    parts.append("recent weeks count most")
    off = [week_name(week.week, monday_of(week.week)) for week in recent if week.paused]
    if off:
        parts.append(f"{off[0] if len(off) == 1 else counted(len(off), 'week')} time off")
    return f"{capitalized('; '.join(parts))}."
