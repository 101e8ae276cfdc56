"""Which answers a person asked to see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from coach.domain.model import Act, Answer


@dataclass(frozen=True)
class Filter:
    """What to keep: every condition that is set must hold. Days are inclusive."""

    prompt: str | None = None
    since: date | None = None
    until: date | None = None
    track: str | None = None
    person: str | None = None
    tag: str | None = None
    search: str | None = None
    on_this_day: date | None = None

    def tests(self) -> list[Callable[[Answer], bool]]:
        """A test for each condition that is set; an answer matches if it meets them all."""
        tests: list[Callable[[Answer], bool]] = []
        if self.prompt is not None:
            tests.append(lambda a: a.prompt == self.prompt)
        if self.track is not None:
            tests.append(lambda a: a.track == self.track)
        if self.since is not None:
            since = self.since.isoformat()
            tests.append(lambda a: a.day >= since)
        if self.until is not None:
            until = self.until.isoformat()
            tests.append(lambda a: a.day <= until)
        if self.on_this_day is not None:
            tests.append(lambda a: self._same_day(a.day))
        if self.search is not None:
            # Every word, wherever it stands, case aside.
            words = self.search.casefold().split()
            tests.append(lambda a: all(word in a.folded for word in words))
        if self.person is not None:
            person = _name(self.person, "@")
            tests.append(lambda a: person in a.people)
        if self.tag is not None:
            tag = _name(self.tag, "#")
            tests.append(lambda a: tag in a.tags)
        return tests

    def matches(self, answer: Answer) -> bool:
        """Whether an answer meets every condition."""
        return all(test(answer) for test in self.tests())

    def matches_act(self, act: Act) -> bool:
        """Whether an act meets the conditions on days, track, person and words."""
        texts = (act.cue, act.act, act.obstacle, act.if_obstacle, act.did, act.they)
        words = self.search.casefold().split() if self.search is not None else ()
        folded = "\n".join(text for text in texts if text).casefold()
        return (
            self.prompt in (None, act.prompt)
            and self.track in (None, act.track)
            and self.tag is None
            and (self.since is None or act.promised >= self.since.isoformat())
            and (self.until is None or act.promised <= self.until.isoformat())
            and (self.on_this_day is None or self._same_day(act.promised))
            and (self.person is None or _name(self.person, "@") in act.people)
            and all(word in folded for word in words)
        )

    def _same_day(self, day: str) -> bool:
        wanted = self.on_this_day
        return wanted is not None and day[5:] == f"{wanted:%m-%d}" and day < wanted.isoformat()


def visible(answers: Iterable[Answer]) -> list[Answer]:
    """The answers that are not deleted, nor belong to one that is."""
    answers = list(answers)
    hidden = {answer.id for answer in answers if answer.deleted}
    if not hidden:
        return answers
    while found := {a.id for a in answers if a.of in hidden and a.id not in hidden}:
        hidden |= found
    return [answer for answer in answers if answer.id not in hidden]


def belonging(answers: Iterable[Answer], answer_id: str) -> list[Answer]:
    """An answer and all that belongs to it."""
    answers = list(answers)
    ids = {answer_id}
    while found := {a.id for a in answers if a.of in ids and a.id not in ids}:
        ids |= found
    return [answer for answer in answers if answer.id in ids]


def unused_note(answers: Iterable[Answer]) -> Answer | None:
    """The newest note since the last answer, for the next sitting to open with."""
    kept = in_order(answers)
    last = max((a.id for a in kept if a.kind == "answer"), default="")
    return next((a for a in reversed(kept) if a.kind == "note" and a.id > last), None)


def chosen(answers: Iterable[Answer], wanted: Filter, limit: int | None = None) -> list[Answer]:
    """The answers and notes that are visible and match, newest last, at most `limit`."""
    tests = wanted.tests()
    found = in_order(a for a in visible(answers) if all(test(a) for test in tests))
    return found[-limit:] if limit else found


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Answers by the day they belong to, then by when they were given."""
    return sorted(answers, key=lambda a: (a.day, a.id))


def _name(name: str, sign: str) -> str:
    return name.removeprefix(sign).casefold()
