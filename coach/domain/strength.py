"""Practice strength: one number from the closed weeks, and the reason beside it.

The rule is the practice's own (docs: "Practice strength"): an exponential average with a
half-life of four weeks over the share of promises kept, so that one missed week is a dent
and never a broken chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.weeks import SITTINGS_A_WEEK, Week

MEMORY = 0.5 ** (1 / 4)
"""What a week keeps of the week before it: half is left after four weeks."""
WEEKS_FOR_A_NUMBER = 4
MISSED_THAT_COUNT = 2
"""Missed weeks in a row that count; further ones are taken as paused."""


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
    not kept; after two missed in a row, further ones do not count.
    """
    counted: list[_Counted] = []
    missed = 0
    for week in closed:
        if week.paused:
            continue
        missed = 0 if week.practised or week.said else missed + 1
        if missed <= MISSED_THAT_COUNT:
            counted.append(_counted(week))
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
    return Strength(round(value * 100), _reason(closed[-1]))


def _counted(week: Week) -> _Counted:
    if week.said:
        return _Counted(week.kept + week.partly / 2, week.said)
    return _Counted(min(week.sittings / SITTINGS_A_WEEK, 1), 1)


def _reason(last: Week) -> str:
    if last.paused:
        return "Last week was paused."
    if last.said:
        return f"{last.kept} of {last.said} promises kept last week."
    if last.sittings:
        return f"{last.sittings} sitting{'s' if last.sittings > 1 else ''} last week."
    return "No sitting last week."
