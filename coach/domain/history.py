"""Which entries a person asked to see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from coach.domain.model import Answer, Promise
from coach.domain.text import fold


@dataclass(frozen=True)
class Filter:
    """What to show: every condition that is set must hold. Days are inclusive."""

    prompt: str | None = None
    since: date | None = None
    until: date | None = None
    track: str | None = None
    person: str | None = None
    tag: str | None = None
    search: str | None = None
    on_this_day: date | None = None

    def tests(self) -> list[Callable[[Answer], bool]]:
        """Return a test for each condition that is set; an answer matches if it meets them all."""
        tests: list[Callable[[Answer], bool]] = []
        if self.prompt is not None:
            tests.append(lambda a: a.prompt == self.prompt)
        if self.track is not None:
            tests.append(lambda a: a.track == self.track)
        if self.since or self.until or self.on_this_day:
            tests.append(lambda a: self._has_day(a.day))
        if self.search is not None:
            words = fold(self.search).split()
            tests.append(lambda a: all(word in a.folded for word in words))
        if self.person is not None:
            person = _name(self.person, "@")
            tests.append(lambda a: person in map(fold, a.people))
        if self.tag is not None:
            tag = _name(self.tag, "#")
            tests.append(lambda a: tag in map(fold, a.tags))
        return tests

    def matches(self, answer: Answer) -> bool:
        """Return whether an answer meets every condition."""
        return all(test(answer) for test in self.tests())

    def matches_promise(self, promise: Promise, day: date | None = None) -> bool:
        """Return whether a promise meets the conditions; its day is the day it was made.

        Or another `day`, such as that of its review.
        """
        words = fold(self.search).split() if self.search is not None else ()
        folded = fold(promise.words)
        return (
            self.prompt in (None, promise.prompt)
            and self.track in (None, promise.track)
            and self.tag is None
            and self._has_day(day or promise.promised)
            and (self.person is None or _name(self.person, "@") in map(fold, promise.people))
            and all(word in folded for word in words)
        )

    def _has_day(self, day: date) -> bool:
        year_ago = self.on_this_day
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (
                year_ago is None
                or ((day.month, day.day) == (year_ago.month, year_ago.day) and day < year_ago)
            )
        )


def visible(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that are not deleted and do not belong to one that is."""
    answers = list(answers)
    hidden = _with_belonging(answers, {answer.id for answer in answers if answer.deleted})
    return [answer for answer in answers if answer.id not in hidden] if hidden else answers


def belonging(answers: Iterable[Answer], answer_id: str) -> list[Answer]:
    """Return an answer and everything that belongs to it."""
    answers = list(answers)
    ids = _with_belonging(answers, {answer_id})
    return [answer for answer in answers if answer.id in ids]


def _with_belonging(answers: list[Answer], ids: set[str]) -> set[str]:
    while found := {a.id for a in answers if a.of in ids and a.id not in ids} if ids else set():
        ids |= found
    return ids


def unused_note(answers: Iterable[Answer]) -> Answer | None:
    """Return the newest note since the last answer, for the next session to open with."""
    ordered = in_order(answers)
    last = max((a.id for a in ordered if a.kind == "answer"), default="")
    return next((a for a in reversed(ordered) if a.kind == "note" and a.id > last), None)


def chosen(answers: Iterable[Answer], wanted: Filter, limit: int | None = None) -> list[Answer]:
    """Return the visible answers and notes that match, newest last, at most `limit`."""
    tests = wanted.tests()
    found = in_order(a for a in visible(answers) if all(test(a) for test in tests))
    return found[-limit:] if limit else found


def last_answer(answers: Iterable[Answer], day: date) -> Answer | None:
    """Return the answer given last on a practice day, of these; None if there is none."""
    given = [answer for answer in answers if answer.kind == "answer" and answer.day == day]
    return max(given, key=lambda answer: answer.id, default=None)


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Sort answers by the day they belong to, then by when they were given."""
    return sorted(answers, key=lambda a: (a.day, a.id))


def _name(name: str, sign: str) -> str:
    return fold(name.removeprefix(sign))
