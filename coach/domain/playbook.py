"""The playbook: ten pages of a person's own lines, and what follows from all else they wrote.

Nothing of it is saved but the lines. Every derived row knows the entry it came from, so that an
entry that is deleted, erased or moved to another day takes its rows along.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property
from typing import overload

from coach.domain.dates import short_day
from coach.domain.history import day_of
from coach.domain.model import PAGES as PAGES
from coach.domain.model import Answer, Entry, Evidence, Library, Line, Promise, Prompt
from coach.domain.promises import reviewed_promises
from coach.domain.text import closest, fold, one_line
from coach.frozen import frozen

ABOUT = {
    "what-i-give-first": "What you do for anyone, free.",
    "where-free-ends": "What is free, up to how many minutes, and the sentence where paid begins.",
    "when-i-cant": "What you say when you can't take a job, so that they leave better off.",
    "who-i-serve": "The ideal customer, what someone must accept, and who it isn't for.",
    "my-value": "What you are worth to people, in one sentence they would agree with.",
    "my-price": "What you can bring, and what it costs, in one sentence.",
    "my-circle": "Whom you choose to serve, and with what.",
    "the-job": "What people hire you to get done.",
    "how-to-work-with-me": "The one thing you need from people to work well.",
    "both-ways": "What you show of yourself.",
}
"""What the lines of each page answer."""
EMPTY = "Your playbook is still empty. A session ends with a line for one of its pages."

MOST_ROWS = 24
"""Derived rows of a section that are shown; ten years have hundreds."""


@frozen
class Row:
    """A derived row: the person's words, and the entry they came from."""

    text: str
    entry: Entry
    day: date
    about: str = ""
    """What it is about, in a few words: a question's short name, a rung, a person."""
    said: str = ""
    """What came of a promise, in the person's words."""
    notes: tuple[str, ...] = ()
    """Short facts: how a promise went, when someone was last mentioned, which kind of evidence."""
    sign: str = ""
    """✓ for what is kept or reached, ◐ for what is partly, ○ for what isn't."""
    evidence: Evidence | None = None
    person: str = ""


class PromiseRows(Sequence[Row]):
    """The rows of promises, each made when it is looked at: ten years have thousands."""

    def __init__(self, promises: Sequence[Promise], make: Callable[[Promise], Row]) -> None:
        self.promises = promises
        self._make = make

    def __len__(self) -> int:
        return len(self.promises)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [*map(self._make, self.promises[place])]
        return self._make(self.promises[place])


@frozen
class Section:
    """A derived part of a page: its heading, what sums it up, and its rows."""

    title: str
    rows: Sequence[Row] = ()
    total: str = ""

    @property
    def newest(self) -> Sequence[Row]:
        """As many rows as one reads on a page, the newest."""
        return self.rows[:MOST_ROWS]

    @property
    def more(self) -> str:
        """How many others there are; empty if there are none."""
        others = len(self.rows) - MOST_ROWS
        return f"and {others:,} more" if others > 0 else ""


@frozen
class Page:
    """One page: its own lines, newest first, and below them what is derived."""

    id: str
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    question: Prompt | None = None
    """The question that would start it, while it is empty."""

    @property
    def title(self) -> str:
        """Its title."""
        return PAGES[self.id]

    @property
    def line(self) -> Line | None:
        """Its newest line."""
        return self.lines[0] if self.lines else None

    @property
    def others(self) -> list[tuple[str, Line]]:
        """Its other lines, each with when it stood; one for the next need is still to come."""
        others = []
        for line in self.lines[1:]:
            is_before = (line.day, line.id) < (self.lines[0].day, self.lines[0].id)
            when = f"{'Before' if is_before else 'Next'} ({short_day(line.day, date.min)})"
            others.append((when, line))
        return others

    @property
    def rows(self) -> list[Row]:
        """Its derived rows, in order."""
        return [row for section in self.sections for row in section.rows]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it yet."""
        return not self.lines and not any(section.rows for section in self.sections)


@frozen
class Mention:
    """Where a person was mentioned, under the name as it was written first."""

    name: str
    day: date
    entry: Entry


@frozen
class Sources:
    """What the pages are built from: nothing that is deleted, the answers in order."""

    library: Library
    today: date
    answers: Sequence[Answer] = ()
    promises: Sequence[Promise] = ()
    lines: Sequence[Line] = ()
    partners: frozenset[str] = frozenset()
    """The people called partners, folded."""

    def lines_on(self, page: str) -> tuple[Line, ...]:
        """Return the lines of a page, newest first."""
        ours = [line for line in self.lines if line.page == page]
        return tuple(sorted(ours, key=lambda line: (line.day, line.id), reverse=True))

    def with_deeper(self, answer: Answer) -> str:
        """Return an answer with what was asked about it once more."""
        return "\n".join([answer.text, *(a.text for a in self._deeper.get(answer.id, ()))])

    @cached_property
    def reviewed(self) -> list[Promise]:
        """The promises with an outcome, the one reviewed last at the end."""
        return reviewed_promises(self.promises)

    @cached_property
    def _deeper(self) -> dict[str, list[Answer]]:
        found: dict[str, list[Answer]] = {}
        for answer in self.answers:
            if answer.kind == "deeper" and answer.of:
                found.setdefault(answer.of, []).append(answer)
        return found

    @cached_property
    def last_mention(self) -> dict[str, Mention]:
        """The last mention of each person, by the folded name, the latest at the end."""
        entries: list[Entry] = [*self.answers, *self.lines, *self.promises]
        last: dict[str, Mention] = {}
        folded = cache(fold)
        for entry in sorted(entries, key=lambda entry: (day_of(entry), entry.id)):
            for name in entry.people:
                before = last.pop(folded(name), None)
                last[folded(name)] = Mention(before.name if before else name, day_of(entry), entry)
        return last

    def short(self, day: date) -> str:
        """Return a day as rows name it: `Nov 24`, with the year if it is not this one."""
        return short_day(day, self.today)


def nearest(words: str) -> str | None:
    """Return the id of the page that is meant by its id, its title, or something near to one."""
    names = {fold(name): page_id for page_id, title in PAGES.items() for name in (page_id, title)}
    meant = fold(one_line(words))
    if meant in names:
        return names[meant]
    near = closest(meant, names, cutoff=0.4)
    inside = [page_id for name, page_id in names.items() if meant and meant in name]
    return next(iter(dict.fromkeys(inside)), None) or (names[near[0]] if near else None)
