"""What was saved on one practice day, gathered to be read together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from coach.domain.model import Answer, Entry, Line, Promise
from coach.frozen import frozen

_ORDER: dict[type[Entry], int] = {Answer: 0, Promise: 1, Line: 2}
_DEEPEST = 8
"""How many answers may hang one on the other; a damaged journal could have a circle of them."""


@frozen
class WholeSession:
    """A session as it is read; a note, or a line that came from no answer, stands alone."""

    day: date
    parts: tuple[Entry, ...]
    """Each answer and what belongs to it, then the promises made and the lines for the playbook."""
    reviews: tuple[Promise, ...] = ()
    """The promises of other days that were reviewed."""
    found: Entry | None = None
    """What speaks for it where something was searched for, if that is another entry."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What can be edited here: the parts; on a day without any, what was reviewed."""
        return self.parts or self.reviews

    @property
    def lead(self) -> Entry:
        """The entry that speaks for it in a list."""
        return self.found or self.entries[0]

    @property
    def id(self) -> str:
        """The name of its row in a list, the same as long as its first entry is there."""
        return self.parts[0].id if self.parts else f"{self.day}:{self.reviews[0].id}"


def whole_sessions(entries: Iterable[Entry]) -> list[WholeSession]:
    """Gather entries into the sessions they were written in, newest last.

    What came from an answer is of the answer's day; a promise from none is of the day it was
    made, and its outcome stands with it.
    """
    entries = sorted(entries, key=lambda entry: entry.id)
    answers = {entry.id: entry for entry in entries if isinstance(entry, Answer)}
    roots = {entry.id: root_of(entry, answers) for entry in entries}
    parts: dict[tuple[date, str], list[Entry]] = {}
    reviews: dict[tuple[date, str], list[Promise]] = {}
    for entry in entries:
        root = roots[entry.id]
        day = root.promised if isinstance(root, Promise) else root.day
        alone = isinstance(root, Line) or (isinstance(root, Answer) and root.kind == "note")
        parts.setdefault((day, root.id if alone else ""), []).append(entry)
        if isinstance(entry, Promise) and entry.reviewed and entry.reviewed != day:
            reviews.setdefault((entry.reviewed, ""), []).append(entry)

    def order(entry: Entry) -> tuple[int, str, str]:
        return _ORDER[type(entry)], roots[entry.id].id, entry.id

    gathered = [
        WholeSession(
            key[0], tuple(sorted(parts.get(key, ()), key=order)), tuple(reviews.get(key, ()))
        )
        for key in {**parts, **reviews}
    ]
    return sorted(gathered, key=lambda whole: (whole.day, whole.entries[0].id))


def with_found(wholes: Iterable[WholeSession], found: Iterable[Entry]) -> list[WholeSession]:
    """Return the sessions in which something was found; the first of it speaks for each."""
    ids = {entry.id for entry in found}
    firsts = ((whole, next((e for e in whole.entries if e.id in ids), None)) for whole in wholes)
    return [
        whole if first is whole.lead else replace(whole, found=first)  # most speak so already
        for whole, first in firsts
        if first
    ]


def root_of(entry: Entry, answers: Mapping[str, Answer]) -> Entry:
    """Return the answer that an entry came from in the end; itself if it came from none."""
    for _ in range(_DEEPEST):
        source = answers.get(entry.of or "")
        if source is None:
            break
        entry = source
    return entry
