"""Which entries a person asked to see."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from heapq import nlargest

from coach.domain.model import Answer, Entry, Line, Promise, Version
from coach.domain.promises import if_then, obstacle_sentence
from coach.domain.records import record_type
from coach.domain.text import fold
from coach.frozen import frozen


@frozen
class Filter:
    """What to show: every condition that is set must hold. Days are inclusive."""

    prompt: str | None = None
    since: date | None = None
    until: date | None = None
    track: str | None = None
    person: str | None = None
    tag: str | None = None
    search: str | None = None
    """Words that must all occur, and phrases in double quotes."""
    on_this_day: date | None = None
    deleted: bool = False
    """What was deleted and can be restored, instead of what was not."""

    def tests(self, day: date | None = None) -> list[Callable[[Entry], bool]]:
        """Return a test for each condition that is set; an entry matches if it meets them all.

        `day` is the one it is taken to be of; without it, the day it stands on.
        """
        tests: list[Callable[[Entry], bool]] = []
        if self.prompt is not None:
            tests.append(lambda e: not isinstance(e, Line) and e.prompt == self.prompt)
        if self.track is not None:
            tests.append(lambda e: not isinstance(e, Line) and e.track == self.track)
        if since := self.since:
            tests.append(lambda e: (day or day_of(e)) >= since)
        if until := self.until:
            tests.append(lambda e: (day or day_of(e)) <= until)
        if today := self.on_this_day:
            tests.append(lambda e: _is_on_this_day(day or day_of(e), today))
        if self.search is not None:
            words, phrases = _sought(self.search)
            tests += map(_has, words)
            if phrases:
                tests.append(lambda e: all(p in " ".join(e.folded.split()) for p in phrases))
        if self.person is not None:
            person = fold(self.person.removeprefix("@"))
            tests.append(lambda e: person in map(fold, e.people))
        if self.tag is not None:
            tag = fold(self.tag.removeprefix("#"))
            tests.append(lambda e: tag in map(fold, e.tags))
        return tests

    def matches(self, entry: Answer | Promise) -> bool:
        """Return whether an entry meets every condition; a promise is of the day it was made."""
        day = entry.promised if isinstance(entry, Promise) else entry.day
        return all(test(entry) for test in self.tests(day))


@frozen
class Mentioned:
    """A person or a tag, in how many entries it is, and the day of the last of them."""

    name: str
    entries: int
    last: date


def mentioned(entries: Iterable[Entry], sign: str) -> list[Mentioned]:
    """Return everyone, or for the sign `#` every tag, in these entries; the latest first."""
    found: dict[str, Mentioned] = {}
    for entry in entries:
        for name in entry.people if sign == "@" else entry.tags:
            before = found.get(fold(name), Mentioned(name, 0, day_of(entry)))
            last = max(before.last, day_of(entry))
            found[fold(name)] = Mentioned(before.name, before.entries + 1, last)
    return sorted(found.values(), key=lambda m: (-m.last.toordinal(), -m.entries, m.name))


def day_of(entry: Entry) -> date:
    """Return the day an entry stands on: a promise on that of its review, once it has one."""
    if isinstance(entry, Promise):
        return entry.reviewed or entry.promised
    return entry.day


def find(entries: Iterable[Entry], wanted: Filter, limit: int | None = None) -> list[Entry]:
    """Return what matches, newest last, at most `limit`; what was deleted by when it was."""
    found = matching(entries, wanted)
    place = _deleted_at if wanted.deleted else _place
    return nlargest(limit, found, key=place)[::-1] if limit else sorted(found, key=place)


def matching(entries: Iterable[Entry], wanted: Filter) -> list[Entry]:
    """Return everything that matches, in no order.

    A line is of the question and the track of the answer it came from.
    """
    entries = list(entries)
    answers = [entry for entry in entries if isinstance(entry, Answer)]
    if wanted.deleted:
        entries = [e for e in entries if e.deleted and not e.erased]
    else:
        others = (e for e in entries if not (e.deleted or isinstance(e, Answer)))
        entries = [*visible(answers), *others]
    if about := Filter(prompt=wanted.prompt, track=wanted.track).tests():
        by_id = {answer.id: answer for answer in answers}
        sources = [by_id.get(e.of or "") if isinstance(e, Line) else e for e in entries]
        of = zip(entries, sources, strict=True)
        entries = [entry for entry, source in of if source and all(t(source) for t in about)]
    for test in replace(wanted, prompt=None, track=None).tests():
        entries = [*filter(test, entries)]
    return entries


def _place(entry: Entry) -> tuple[date, bool, str]:
    """Order by day: first what came of promises, then what was written, as it was written."""
    reviewed = isinstance(entry, Promise) and entry.reviewed is not None
    return day_of(entry), not reviewed, entry.updated if reviewed else entry.id


def _deleted_at(entry: Entry) -> tuple[datetime, str]:
    return datetime.fromisoformat(entry.updated), entry.id


def earlier(entry: Entry) -> list[tuple[datetime, str]]:
    """Return what an entry said before and when that was written, newest first.

    Left out is what a later version only adds to, as a review does to what a promise said.
    """
    versions = [*entry.revisions, record_type(entry).record(entry)]
    texts = [_said(version) for version in versions]
    return [
        (datetime.fromisoformat(version["updated"]), text)
        for version, text, later in reversed([*zip(versions, texts, texts[1:], strict=False)])
        if text != later and not (isinstance(entry, Promise) and later.startswith(text))
    ]


def _said(version: Version) -> str:
    if "text" in version:
        return str(version["text"])
    plan = obstacle_sentence(version["obstacle"], version["fallback"])
    promise = if_then(version["cue"], version["action"])
    parts = (promise, plan, version["did"], version["response"])
    return "\n".join(part for part in parts if part)


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


def unused_note(answers: Iterable[Answer], today: date) -> Answer | None:
    """Return the newest note since the last answer, for the next session to open with.

    What a wrong clock dated after `today` is none of them.
    """
    answers = list(answers)
    last = max((a.id for a in answers if a.kind == "answer" and a.day <= today), default="")
    notes = (a for a in answers if a.id > last and a.kind == "note" and a.day <= today)
    return max(notes, key=lambda a: (a.day, a.id), default=None)


def last_answer(answers: Iterable[Answer], day: date) -> Answer | None:
    """Return the answer given last on a practice day, of these; None if there is none."""
    given = [answer for answer in answers if answer.kind == "answer" and answer.day == day]
    return max(given, key=lambda answer: answer.id, default=None)


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Sort answers by the day they belong to, then by when they were given."""
    return sorted(answers, key=lambda a: (a.day, a.id))


def _is_on_this_day(day: date, today: date) -> bool:
    return day < today and (day.month, day.day) == (today.month, today.day)


def _has(word: str) -> Callable[[Entry], bool]:
    return lambda entry: word in entry.folded


def _sought(search: str) -> tuple[list[str], list[str]]:
    """Return the words and the phrases of a search; a quote without its other one is no sign."""
    parts = fold(search).split('"')
    if len(parts) % 2 == 0:
        parts[-2:] = [" ".join(parts[-2:])]
    phrases = [" ".join(part.split()) for part in parts[1::2]]
    return " ".join(parts[::2]).split(), [phrase for phrase in phrases if phrase]
