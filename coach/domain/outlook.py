"""The days ahead: what each of them asks of a person, as long as they keep nothing more."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from coach.domain.acts import open_acts
from coach.domain.dates import week_of
from coach.domain.model import Act, Choices, Pause
from coach.domain.plan import is_due

Due = Literal["sitting", "act"]
"""What a day can ask: a sitting by the plan, or word on an act whose day has come."""

DAYS_AHEAD = 56
"""How far ahead it looks."""


@dataclass(frozen=True)
class Outlook:
    """What is due from `first` to `until`, both included."""

    first: date
    until: date
    due: Mapping[str, tuple[Due, ...]]
    """What is due, by practice day as `2026-11-24`; days that ask nothing are left out."""
    acts: tuple[Act, ...]
    """The open acts, the one due first before the others."""

    def on(self, day: date) -> tuple[Due, ...]:
        """What is due on a day."""
        return self.due.get(day.isoformat(), ())

    def acts_due(self, day: date) -> list[Act]:
        """The open acts whose day has come."""
        return [act for act in self.acts if act.due <= day.isoformat()]


def outlook(
    choices: Choices | None,
    sat: Collection[str],
    acts: Iterable[Act],
    pauses: Iterable[Pause],
    today: date,
) -> Outlook:
    """What the days from today on ask; `sat` are the practice days with a sitting.

    An open act asks on its own day, and afterwards only together with a sitting, so that nothing
    nags. A week taken out asks nothing. It holds until something more is kept, since all of it
    follows from what is kept.
    """
    still_open = open_acts(acts)
    paused = {pause.week for pause in pauses if not pause.deleted}
    due: dict[str, tuple[Due, ...]] = {}
    for ahead in range(DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        asks: list[Due] = []
        if is_due(choices, sat, day):
            asks.append("sitting")
        overdue = bool(still_open) and still_open[0].due <= day.isoformat()
        if (overdue and asks) or any(act.due == day.isoformat() for act in still_open):
            asks.append("act")
        if asks and week_of(day) not in paused:
            due[day.isoformat()] = tuple(asks)
    return Outlook(today, today + timedelta(days=DAYS_AHEAD), due, tuple(still_open))
