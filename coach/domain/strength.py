"""Practice strength: one number from the closed weeks, and the reason beside it.

The rule is the practice's own (docs: "Practice strength"): an exponential average with a
half-life of four weeks over the share of promises kept, so that one missed week is a dent
and never a broken chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.weeks import Week

MEMORY = 0.5 ** (1 / 4)
"""What a week keeps of the week before it: half is left after four weeks."""
WEEKS_FOR_A_NUMBER = 4


@dataclass(frozen=True)
class Strength:
    """The strength from 0 to 100, None before four counted weeks, and its reason."""

    value: int | None
    reason: str


@dataclass(frozen=True)
class _Counted:
    kept: float
    said: float


def strength(closed: Sequence[Week]) -> Strength:
    """The strength after the closed weeks, oldest first, the first one practised.

    A week's worth is the better of its own share of promises kept and the share over it and
    the counted week before. Partly kept is half. A practised week in which no outcome was
    said stands as one promise, kept by half its sittings. A missed week stands as one promise
    not kept. Paused weeks are as if they had not been.
    """
    counted = [_counted(week) for week in closed if not week.paused]
    if len(counted) < WEEKS_FOR_A_NUMBER:
        wait = WEEKS_FOR_A_NUMBER - len(counted)
        return Strength(None, f"A number comes after {wait} more week{'s' if wait > 1 else ''}.")
    value, before = 0.0, None
    for week_counted in counted:
        worth = week_counted.kept / week_counted.said
        if before:
            both = (week_counted.kept + before.kept) / (week_counted.said + before.said)
            worth = max(worth, both)
        value = value * MEMORY + worth * (1 - MEMORY)
        before = week_counted
    return Strength(round(value * 100), _reason(closed))


def _counted(week: Week) -> _Counted:
    if week.said:
        return _Counted(week.kept + week.partly / 2, week.said)
    return _Counted(min(week.sittings / 2, 1), 1)


def _reason(closed: Sequence[Week]) -> str:
    """What the number last moved for: the last week that counts, and pauses since."""
    last = next(week for week in reversed(closed) if not week.paused)
    since = [week for week in closed if week.week > last.week]
    when = "last week" if last is closed[-1] else f"in {_name(last)}"
    said = f"{_what(last)} {when}"
    if not since:
        return f"{said}."
    if len(since) == 1:
        return f"{said}; {_name(since[0])} paused."
    return f"{said}; {_name(since[0])} to {int(since[-1].week[-2:])} paused."


def _what(week: Week) -> str:
    if week.said:
        kept = f"{week.kept} of {week.said} promise{'s' if week.said > 1 else ''} kept"
        return f"{kept}, {week.partly} partly" if week.partly else kept
    if week.sittings:
        return f"{week.sittings} sitting{'s' if week.sittings > 1 else ''}"
    return "No sitting"


def _name(week: Week) -> str:
    return f"week {int(week.week[-2:])}"
