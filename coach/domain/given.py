"""What was given, what was expected back, and what came: the evidence a person gathers.

It counts the promises whose *What do you expect back?* was answered, *nothing* included.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from coach.domain.model import Promise, Returned
from coach.domain.promises import RETURNED, visible
from coach.domain.text import counted, in_words, times
from coach.frozen import frozen

ECHO_AFTER = timedelta(weeks=4)
"""How long after its outcome a kept promise is asked about once more."""
ECHO_LAPSES = timedelta(days=14)

_NAMES: Mapping[Returned, str] = {**RETURNED, "nothing": "nothing"}


def echo(promises: Iterable[Promise], today: date) -> Promise | None:
    """Return the kept promise to ask once more what came back from it; at most one a day.

    Asked four weeks after its outcome; what is not answered within 14 days lapses (practice,
    "Promises").
    """
    kept = [p for p in visible(promises) if p.status == "kept" and p.expected]
    if any(back.day == today != p.reviewed for p in kept for back in p.came_back):
        return None
    waiting = [(begins, p.id, p) for p in kept if (begins := _echo_begins(p, today))]
    return min(waiting)[-1] if waiting else None


def _echo_begins(promise: Promise, today: date) -> date | None:
    """Return the first day of its echo, if that is open today and not answered."""
    if promise.reviewed is None:
        return None
    begins = promise.reviewed + ECHO_AFTER
    answered = any(back.day >= begins for back in promise.came_back)
    return begins if begins <= today < begins + ECHO_LAPSES and not answered else None


@frozen
class Given:
    """Promises kept or partly kept whose *What do you expect back?* was answered."""

    times: int
    minutes: int
    came_back: dict[Returned, int]
    """Promises from which each came back; `nothing` counts those of which that was all said."""
    expected: dict[Returned, int]
    """Promises from which each was expected."""
    unexpected: int
    """Promises from which nothing was expected and something came back."""
    hoped: int
    """Promises from which something was expected and something came back."""

    def __str__(self) -> str:
        """Return it in plain sentences: `You gave 8 times, 55 minutes in all. …`."""
        back = ", ".join(f"{RETURNED[what]} {n}×" for what, n in self.came_back.items())
        return f"{self.summary} What came back: {back}." if back else self.summary

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """What was expected or came, each with how often it was expected and how often it came."""
        return [
            (_NAMES[what], self.expected.get(what, 0), self.came_back.get(what, 0))
            for what in RETURNED
            if what in self.expected or what in self.came_back
        ]

    @property
    def summary(self) -> str:
        """How often and how long, and what was expected against what came, in plain sentences."""
        return f"{self.gave()} {self.expected_and_came()}".rstrip()

    def gave(self, who: str = "You") -> str:
        """Return how often and how long: `You gave five times, 28 minutes in all.`."""
        took = f", {counted(self.minutes, 'minute')} in all" if self.minutes else ""
        return f"{who} gave {times(self.times)}{took}."

    def expected_and_came(self, who: str = "You") -> str:
        """Return what was expected against what came; nothing of what did not come.

        `You expected nothing six times, and four of those times something came back.`
        """
        nothing = self.expected.get("nothing", 0)
        kinds = (
            ("expected nothing", nothing, self.unexpected, "something came back"),
            ("hoped for something", self.times - nothing, self.hoped, "it came"),
        )
        return " ".join(
            f"{who} {did} {times(count)}{_of_those(count, came, what)}."
            for did, count, came, what in kinds
            if count
        )


def _of_those(count: int, came: int, what: str) -> str:
    if not came:
        return ""
    if came == count:
        return f", and {what}" if count == 1 else f", and each time {what}"
    return f", and once {what}" if came == 1 else f", and {in_words(came)} of those times {what}"


def gave(promise: Promise) -> bool:
    """Return whether a promise gave something: kept, and what is expected back was answered."""
    return promise.status in ("kept", "partly") and promise.expected is not None


def given(promises: Iterable[Promise]) -> Given:
    """Count what was given, what was expected back, and what came."""
    done = [promise for promise in visible(promises) if gave(promise)]
    back: Counter[Returned] = Counter()
    repaid: Counter[bool] = Counter()
    for promise in done:
        came = {b.what for b in promise.came_back}
        back.update(came - {"nothing"} or came)
        repaid[promise.expected == "nothing"] += bool(came - {"nothing"})
    expected = Counter(promise.expected for promise in done)
    return Given(
        times=len(done),
        minutes=sum(promise.minutes or 0 for promise in done),
        came_back={what: back[what] for what in RETURNED if back[what]},
        expected={what: expected[what] for what in RETURNED if expected[what]},
        unexpected=repaid[True],
        hoped=repaid[False],
    )
