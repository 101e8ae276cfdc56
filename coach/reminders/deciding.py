"""Whether to speak now. Pure, and cheap to import: it runs every hour and mostly says no."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

TITLE = "coach"

TROUBLE = "trouble"
"""The kind that is due when it cannot be seen what is."""

MOST = 200
"""Signs of an act's words that are said."""


class Memory:
    """What a reminder remembers from one run to the next."""

    def __init__(
        self,
        said: dict[str, str] | None = None,
        snoozed: datetime | None = None,
        bus: str = "",
        unheard: Sequence[str] = (),
    ) -> None:
        self.said = said or {}
        """The practice day on which each kind was last spoken of."""
        self.snoozed = snoozed
        """Until when to be silent, with its offset."""
        self.bus = bus
        """The address of the desktop when the reminder was scheduled."""
        self.unheard = tuple(unheard)
        """The kinds that neither desktop nor hook took when they were last spoken of."""

    def said_on(self, kind: str, day: date) -> bool:
        """Whether this kind was spoken of on this practice day."""
        return self.said.get(kind) == day.isoformat()


def begins(day: date, at: time | None, day_starts: time) -> datetime:
    """The wall-clock moment of a practice day from which one may speak of it."""
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
) -> tuple[tuple[str, ...], str]:
    """What to speak of now, and why, or why not.

    `due` is what the practice day asks, `now` a moment with its offset, `at` the time of day the
    person chose. Each kind is spoken of once a practice day, and again as long as nobody heard:
    the machine may have had no desktop yet.
    """
    if not due:
        return (), "nothing is due"
    if now.replace(tzinfo=None) < begins(day, at, day_starts):
        return (), f"it is not {at:%H:%M} yet"
    if memory.snoozed and now < memory.snoozed:
        return (), f"snoozed until {memory.snoozed:%Y-%m-%d %H:%M}"
    if left := tuple(kind for kind in due if not memory.said_on(kind, day)):
        return left, f"due: {', '.join(left)}"
    if unheard := tuple(kind for kind in due if kind in memory.unheard):
        return unheard, f"said today, but taken by no desktop or hook: {', '.join(unheard)}"
    return (), "it was said today"


def wording(kinds: Iterable[str], sentences: Sequence[str] = ()) -> str:
    """What is said. `sentences` are the acts that are due, if their words may be said."""
    kinds = set(kinds)
    text = {
        (): "",
        ("sitting",): "Your sitting is due today: ten minutes, one question.",
        ("act",): "Something you promised is due: how did it go?",
        ("act", "sitting"): "Your sitting is due today, and so is something you promised.",
    }[tuple(sorted(kinds - {TROUBLE}))]
    trouble = ["Reminders cannot look: run coach doctor."] if TROUBLE in kinds else []
    return " ".join(part for part in [text, *map(_cut, sentences[:1]), *trouble] if part)


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= MOST else f"{sentence[: MOST - 1].rstrip()}…"
