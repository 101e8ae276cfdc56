"""Whether to send a reminder now, and what it says. Pure: no files, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta

from coach.domain.dates import short_date
from coach.frozen import frozen

TITLE = "coach"

ON_THE_DAY = "on-the-day"
"""The kind of reminder that repeats a promise's words, on its day."""
TROUBLE = "trouble"
"""The kind of reminder that is due when coach can't tell what is due."""

LONGEST_SNOOZE = timedelta(days=14)
"""What is set to end later than this was set while the clock was wrong."""

LONGEST = 200
"""Characters of a promise that a reminder repeats."""

_TEXTS = {
    frozenset(): "",
    frozenset({"session"}): "Your session is due today: ten minutes, one question.",
    frozenset({"promise"}): "You have a promise to review: how did it go?",
    frozenset({"session", "promise"}): (
        "Your session is due today, and you have a promise to review."
    ),
}
_TROUBLE = "I can't tell what's due. Run coach doctor."


@frozen
class Memory:
    """What one check remembers for the next."""

    sent: Mapping[str, date] = field(default_factory=dict)
    """The practice day on which each kind was last sent."""
    undelivered: frozenset[str] = frozenset()
    """The kinds that neither desktop nor hook has taken yet."""
    snoozed: datetime | None = None
    """No reminders until this moment, which has an offset."""
    bus: str = ""
    """The address of the desktop, as it was when the reminders were scheduled."""


@frozen
class Decision:
    """What to send now."""

    kinds: tuple[str, ...]
    """`session`, `promise`, `on-the-day` and `trouble`; empty to stay silent."""
    why: str
    """The reason, without a period at its end."""
    is_retry: bool = False
    """True if these were sent today already but not delivered."""


def earliest(day: date, at: time | None, day_starts: time) -> datetime:
    """Return the local time from which a practice day's reminder may be sent.

    A time before `day_starts` is at the end of the practice day, so on the next calendar day.
    """
    at = at or day_starts
    return datetime.combine(day if at >= day_starts else day + timedelta(days=1), at)


def decide(
    due: Sequence[str],
    *,
    now: datetime,
    day: date,
    at: time | None,
    day_starts: time,
    memory: Memory,
) -> Decision:
    """Decide what to send now, from what is due on this practice day.

    `now` has an offset; `at` is the time of day the person chose. Each kind is sent once a
    practice day, and tried again until a desktop or hook has taken it.
    """
    if not due:
        return Decision((), "nothing is due")
    if now.replace(tzinfo=None) < earliest(day, at, day_starts):
        return Decision((), f"it isn't {at:%H:%M} yet")
    if memory.snoozed and now < memory.snoozed <= now + LONGEST_SNOOZE:
        until = f"{short_date(memory.snoozed.date(), day)}, {memory.snoozed:%H:%M}"
        return Decision((), f"snoozed until {until}")
    if new := tuple(kind for kind in due if memory.sent.get(kind) != day):
        return Decision(new, f"due: {', '.join(new)}")
    if retry := tuple(kind for kind in due if kind in memory.undelivered):
        return Decision(retry, f"sent today but not delivered: {', '.join(retry)}", is_retry=True)
    return Decision((), "already sent today")


def wording(kinds: Iterable[str], sentences: Sequence[str] = ()) -> str:
    """Return what a reminder of these kinds says.

    `sentences` are the promises whose day it is.
    """
    kinds = set(kinds)
    words = " ".join(map(_shortened, sentences)) if ON_THE_DAY in kinds else ""
    parts = [
        f"You promised: {words}" if words else "",
        _TEXTS[frozenset(kinds - {ON_THE_DAY, TROUBLE})],
        _TROUBLE if TROUBLE in kinds else "",
    ]
    return " ".join(filter(None, parts))


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1].rstrip()}…"
