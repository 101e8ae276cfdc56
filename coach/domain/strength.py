"""Practice strength: one number from the closed weeks, and the reason beside it.

The rule is the practice's own (docs/practice.md): an exponential average with a half-life of four
weeks over the share of promises kept, so that one missed week is a dent and never a broken chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.dates import monday_of, week_name
from coach.domain.text import counted
from coach.domain.weeks import Week

MEMORY = 0.5 ** (1 / 4)
"""The share of a week's weight left a week later: half is left after four weeks."""
WEEKS_FOR_A_NUMBER = 4


@dataclass(frozen=True)
class Strength:
    """The strength from 0 to 100, None before four counted weeks, and its reason."""

    value: int | None
    reason: str


@dataclass(frozen=True)
class _Share:
    kept: float
    reviewed: float


def strength(closed: Sequence[Week]) -> Strength:
    """Return the strength after the closed weeks, oldest first, the first one practiced.

    A week's worth is the better of its own share of promises kept and the share over it and
    the counted week before. Partly kept is half. A practiced week in which nothing was reviewed
    stands as one promise, kept by half its sessions. A missed week stands as one promise not
    kept. Paused weeks are left out.
    """
    counted_weeks = [_share(week) for week in closed if not week.paused]
    if len(counted_weeks) < WEEKS_FOR_A_NUMBER:
        wait = WEEKS_FOR_A_NUMBER - len(counted_weeks)
        return Strength(None, f"A number comes after {counted(wait, 'more week')}.")
    value, before = 0.0, None
    for share in counted_weeks:
        worth = share.kept / share.reviewed
        if before:
            both = (share.kept + before.kept) / (share.reviewed + before.reviewed)
            worth = max(worth, both)
        value = value * MEMORY + worth * (1 - MEMORY)
        before = share
    return Strength(round(value * 100), _reason(closed))


def _share(week: Week) -> _Share:
    if week.reviewed:
        return _Share(week.kept + week.partly / 2, week.reviewed)
    return _Share(min(week.sessions / 2, 1), 1)


def _reason(closed: Sequence[Week]) -> str:
    """Return what the number last moved for: the last week that counts, and time off since."""
    last = next(week for week in reversed(closed) if not week.paused)
    since = [week for week in closed if week.week > last.week]
    when = "last week" if last is closed[-1] else f"in the week of {_name(last)}"
    said = f"{_happened(last)} {when}"
    if not since:
        return f"{said}."
    if len(since) == 1:
        return f"{said}; {_name(since[0])} time off."
    return f"{said}; time off since then."


def _happened(week: Week) -> str:
    if week.reviewed:
        parts = [f"{week.kept} of {counted(week.reviewed, 'promise')} kept"] if week.kept else []
        parts += [f"{week.partly} partly kept"] if week.partly else []
        return ", ".join(parts) or "No promise kept"
    return counted(week.sessions, "session") if week.sessions else "No session"


def _name(week: Week) -> str:
    return week_name(week.week, monday_of(week.week))
