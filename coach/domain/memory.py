"""What Today brings back of the past: an answer of weeks ago, and what came back last."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from coach.domain.history import visible
from coach.domain.model import Answer, Promise, Returned
from coach.domain.promises import visible as not_deleted
from coach.frozen import frozen

WEEKS_AGO = (4, 12)
"""From how many weeks ago an answer is brought back."""
AROUND = 3
"""How many days before or after that an answer may have been written."""
RECENT = timedelta(weeks=12)
"""What came back longer ago is no news any more."""


@frozen
class Remembered:
    """An answer of so many weeks ago."""

    answer: Answer
    weeks: int


@frozen
class LastBack:
    """What came back last, all of one day, and the promise it came from."""

    promise: Promise
    day: date
    what: tuple[Returned, ...]


def saved_on(
    day: date, answers: Sequence[Answer], promises: Iterable[Promise]
) -> tuple[Answer | Promise, ...]:
    """Return what was written on a day and the promises reviewed on it; deleted ones left out."""
    reviewed = [promise for promise in not_deleted(promises) if promise.reviewed == day]
    return *reviewed, *(answer for answer in visible(answers) if answer.day == day)


def remembered(answers: Sequence[Answer], today: date) -> Remembered | None:
    """Return the answer nearest to four or to twelve weeks ago; None if there was none about then.

    The two take turns by the week. The same answer stays all day.
    """
    turns = WEEKS_AGO if today.isocalendar().week % 2 else WEEKS_AGO[::-1]
    for weeks in turns:
        ideal = today - timedelta(weeks=weeks)
        near = {ideal + timedelta(days=days): abs(days) for days in range(-AROUND, AROUND + 1)}
        found = [a for a in answers if a.day in near and a.kind == "answer" and not a.deleted]
        if found:
            return Remembered(min(found, key=lambda a: (near[a.day], a.id)), weeks)
    return None


def last_back(promises: Iterable[Promise], today: date) -> LastBack | None:
    """Return what came back last, within twelve weeks; None if nothing did."""
    came = [
        (back.day, promise.updated, promise)
        for promise in not_deleted(promises)
        for back in promise.came_back
        if back.what != "nothing" and today - RECENT <= back.day <= today
    ]
    if not came:
        return None
    day, _, promise = max(came, key=lambda each: each[:2])
    what = [b.what for b in promise.came_back if b.day == day and b.what != "nothing"]
    return LastBack(promise, day, tuple(what))
