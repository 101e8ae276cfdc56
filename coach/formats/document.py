"""What a document of a journal consists of, whatever it is written in: weeks, days, and parts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from coach.domain.dates import week_name, week_of
from coach.domain.model import Answer, Promise
from coach.domain.together import root_of
from coach.frozen import frozen

A_PROMISE = "A promise"
EMPTY = "Nothing is written yet."


@dataclass(frozen=True, order=True)
class Part:
    """A question with all that belongs to it, or a note, or a promise; they go by day."""

    day: date
    id: str
    week: str = field(compare=False)
    track: str | None = field(compare=False)
    heading: str = field(compare=False)
    text: str = field(compare=False, default="")
    deeper: Sequence[tuple[str, str]] = field(compare=False, default=())
    """What was asked about it once more, each with its answer."""
    promises: Sequence[Promise] = field(compare=False, default=())


@frozen
class WeekPart:
    """A week, named by its track, and its days."""

    name: str
    track: str | None
    title: str
    """Its track's title."""
    days: Sequence[tuple[date, Sequence[Part]]]

    @property
    def heading(self) -> str:
        """Its name, and what it is about."""
        return f"{self.name}: {self.title}" if self.title else self.name


def weeks(
    answers: Iterable[Answer], promises: Iterable[Promise], titles: Mapping[str, str]
) -> Iterator[WeekPart]:
    """Yield the weeks, oldest first; `titles` are the tracks' titles by id."""
    for week, in_week in groupby(parts(answers, promises), key=lambda part: part.week):
        these = list(in_week)
        tracks = Counter(part.track for part in these if part.track).most_common(1)
        theme = tracks[0][0] if tracks else None
        days = [(day, list(found)) for day, found in groupby(these, key=lambda part: part.day)]
        title = titles.get(theme, theme) if theme else ""
        yield WeekPart(week_name(week, date.min), theme, title, days)  # always with its year


def parts(answers: Iterable[Answer], promises: Iterable[Promise]) -> list[Part]:
    """Return what was written, in order.

    Every promise stands once: under the answer it came from, else on the day it was made.
    """
    answers = list(answers)
    by_id = {answer.id: answer for answer in answers}
    deeper: dict[str, list[tuple[str, str]]] = {}
    promised: dict[str, list[Promise]] = {}
    heads, found = [], []
    for answer in answers:
        head = root_of(answer, by_id)
        if head is answer:
            heads.append(answer)
        else:
            deeper.setdefault(head.id, []).append((answer.ask or "And then?", answer.text))
    for promise in promises:
        if promise.of in by_id:
            promised.setdefault(root_of(promise, by_id).id, []).append(promise)
        else:
            day, week = promise.promised, week_of(promise.promised)
            alone = [promise]
            found.append(Part(day, promise.id, week, promise.track, A_PROMISE, promises=alone))
    for a in heads:
        more, made = deeper.get(a.id, ()), promised.get(a.id, ())
        found.append(Part(a.day, a.id, a.week, a.track, _heading(a), a.text, more, made))
    return sorted(found)


def _heading(answer: Answer) -> str:
    if answer.kind == "note":
        return f"Note, {datetime.fromisoformat(answer.created):%H:%M}"
    return answer.ask or answer.prompt or "Answer"
