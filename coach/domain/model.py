"""The things a practice is made of, all of them frozen.

Days are `date`, weeks are ISO weeks such as `2026-W47`, times are local ISO 8601 with offset.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

from coach.domain import text as texts
from coach.frozen import frozen

AnswerKind = Literal["answer", "deeper", "changed", "note"]
Evidence = Literal["their-words", "number", "own-claim"]
DeeperWhen = Literal["none", "short", "no-person", "no-number", "absolute", "else"]
Shows = Literal["four-weeks-ago", "ledger", "same-promise", "empty-page"]
PromiseStatus = Literal["open", "kept", "partly", "not-this-time", "let-go"]
Returned = Literal["nothing", "thanks", "question", "shared", "paid", "learned", "other"]

PAGES = {
    "what-i-give-first": "What I give first",
    "where-free-ends": "Where free ends",
    "when-i-cant": "When I can't",
    "who-i-serve": "Who I serve",
    "my-value": "My value",
    "my-price": "My price",
    "my-circle": "My circle",
    "the-job": "The job",
    "how-to-work-with-me": "How to work with me",
    "both-ways": "Both ways",
}
"""Page ids and their titles, in the playbook's order."""

Version = Mapping[str, Any]
"""An earlier version of a record: its fields that can change, as plain JSON values."""


@frozen
class Track:
    """One strand of the practice, such as *give value first*."""

    id: str
    title: str
    about: str
    """One plain sentence, shown where a person picks a track."""
    essays: tuple[str, ...] = ()
    short: str = ""
    """What it is called where there is little room."""


@frozen
class Deeper:
    """One more question after an answer, and what the answer lacks when it is asked."""

    when: DeeperWhen
    ask: str


@frozen
class Prompt:
    """A question. Its id is `track.name`, for good; one that goes is marked `retired`."""

    id: str
    track: str
    ask: str
    why: str
    short: str = ""
    """A name for lists, at most 28 characters."""
    example: str = ""
    trade: str = ""
    """The trade the example is from."""
    deeper: tuple[Deeper, ...] = ()
    cue: str = ""
    """A suggestion for the first blank of the promise that follows."""
    page: str | None = None
    """The page of the playbook that the answer belongs on."""
    after: tuple[str, ...] = ()
    """Questions that must have been answered before this one."""
    essay: str | None = None
    essay_question: bool = False
    """Whether an essay asks this question, in plain form."""
    ask_them: bool = False
    """Whether somebody else knows the answer, so that a promise to ask them is suggested."""
    shows: Shows | None = None
    """What of the journal stands above the writing area, to be answered about."""
    intents: tuple[str, ...] = ()
    """What the question is there to ask about, by the ids its pack declares."""
    retired: bool = False

    @property
    def example_title(self) -> str:
        """The heading of the example."""
        return f"An example from {self.trade}" if self.trade else "An example"


@frozen
class CourseWeek:
    """One of the twelve weeks: its track, its focus in a few words, and what it asks first.

    What an earlier week asks first, too, comes again.
    """

    track: str
    focus: str
    first: tuple[str, ...] = ()


@frozen
class Library:
    """Every track and question at hand, in course order."""

    tracks: tuple[Track, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    course: tuple[CourseWeek, ...] = ()
    problems: tuple[str, ...] = ()
    """A sentence for every pack of the person's own that was left out."""

    @cached_property
    def by_id(self) -> dict[str, Prompt]:
        """Every question by its id, retired ones too."""
        return {prompt.id: prompt for prompt in self.prompts}

    @cached_property
    def track_by_id(self) -> dict[str, Track]:
        """Every track by its id."""
        return {track.id: track for track in self.tracks}

    @cached_property
    def essay_questions(self) -> tuple[Prompt, ...]:
        """The questions that the essays ask outright, in the order the course first asks them."""
        ids = dict.fromkeys(name for week in self.course for name in week.first)
        asked = (self.by_id[name] for name in ids if name in self.by_id)
        return tuple(p for p in asked if p.essay_question and not p.retired)

    def of_track(self, track: str) -> tuple[Prompt, ...]:
        """The questions of a track that are still asked, in order."""
        return tuple(p for p in self.prompts if p.track == track and not p.retired)

    def title(self, track: str | None, *, short: bool = False) -> str:
        """A track's title, or its short name; its id if it is not installed, empty for None."""
        known = self.track_by_id.get(track or "")
        return (short and known.short) or known.title if known else track or ""


class Written:
    """What a person wrote: the people and tags in it, and how a search compares it."""

    @property
    def words(self) -> str:
        """Everything the person wrote in it."""
        raise NotImplementedError

    @property
    def people(self) -> list[str]:
        """The people it mentions."""
        return self._mentioned[0]

    @property
    def tags(self) -> list[str]:
        """The tags it has."""
        return self._mentioned[1]

    @cached_property
    def _mentioned(self) -> tuple[list[str], list[str]]:
        return texts.people_and_tags(self.words)

    @cached_property
    def folded(self) -> str:
        """The words as a search compares them; made once."""
        return texts.fold(self.words)


@frozen
class Answer(Written):
    """Words a person saved: an answer, what belongs to it, or a note.

    `week` is the ISO week of `day`. `of` is the id of the answer this one belongs to, `ask` the
    wording that was answered. A note has no prompt, track or ask. Only the kind `answer` counts
    in totals and coverage.
    """

    id: str
    kind: AnswerKind
    prompt: str | None
    track: str | None
    ask: str | None
    of: str | None
    text: str
    evidence: Evidence | None
    """What the person said kind of evidence this is; None if they did not."""
    created: str
    updated: str
    day: date
    week: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False
    erased: bool = False

    @property
    def words(self) -> str:
        """What the person wrote."""
        return self.text

    @cached_property
    def folded(self) -> str:
        """Question and text as a search compares them; made once."""
        return texts.fold(f"{self.ask or ''}\n{self.text}")


@frozen
class CameBack:
    """Something that came back from a promise, and the practice day it was reported."""

    day: date
    what: Returned


@frozen
class Promise(Written):
    """A small promise: *If* `cue`, *I'll* `action`.

    `promised`, `due` and `reviewed` are practice days; `reviewed` is None while it is open. `of`
    is the answer it came from, `again_of` the promise it repeats. `moved` counts how often its
    moment never came. `minutes` is the time it took.
    """

    id: str
    cue: str
    action: str
    obstacle: str | None
    fallback: str | None
    track: str | None
    prompt: str | None
    of: str | None
    again_of: str | None
    promised: date
    due: date
    moved: int
    status: PromiseStatus
    reviewed: date | None
    did: str | None
    response: str | None
    expected: Returned | None
    came_back: tuple[CameBack, ...]
    minutes: int | None
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False
    erased: bool = False

    @property
    def words(self) -> str:
        """Everything the person wrote in it, a line each."""
        written = (self.cue, self.action, self.obstacle, self.fallback, self.did, self.response)
        return "\n".join(text for text in written if text)


@frozen
class Line(Written):
    """A line on a page of the playbook, by the page's id; `of` is the answer it came from."""

    id: str
    page: str
    text: str
    of: str | None
    day: date
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False
    erased: bool = False

    @property
    def words(self) -> str:
        """What the person wrote."""
        return self.text


@frozen
class Pause:
    """A week of time off, as `2026-W47`: it counts neither for nor against the person."""

    id: str
    week: str
    reason: str | None
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False


@frozen
class PlanFrom:
    """A plan and the first ISO week it is for: weekdays such as `tue`, or sessions a week."""

    week: str
    days: tuple[str, ...]
    sessions: int


@frozen
class Start:
    """The ISO week in which the course stands at week `number`, from 1."""

    week: str
    number: int


CHOICES_ID = f"{1:032x}"
"""There is one record of choices, with the same id on every machine, so that two merge."""


@frozen
class Choices:
    """What a person chose: their plans, oldest first, where the course starts, and if it is on."""

    id: str
    plan: tuple[PlanFrom, ...]
    start: Start | None
    course: bool
    partners: tuple[str, ...]
    """The people the person calls partners."""
    on_the_day: bool
    """Whether reminders may repeat a promise's words."""
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())


Entry = Answer | Promise | Line
"""What a person wrote, and finds again by its id."""

Item = Answer | Promise | Pause | Line | Choices
"""What a journal holds."""


def new_id(now: datetime) -> str:
    """Make a new id: 32 hex digits, 48 bits of milliseconds and 80 random, unique anywhere."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    return f"{milliseconds:012x}{os.urandom(10).hex()}"


SHORTEST_ID = 7
"""Digits of the shortest id that is shown.

They tell apart what was saved twenty minutes apart, so what is short now mostly stays unique.
"""


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Return for each id as much of its beginning as no other shares, or the shortest shown."""
    ordered = sorted(ids)
    shared = [0, *(_shared(*pair) for pair in pairwise(ordered)), 0]
    return {
        entry_id: entry_id[: max(before, after, SHORTEST_ID - 1) + 1]
        for entry_id, (before, after) in zip(ordered, pairwise(shared), strict=False)
    }


def _shared(one: str, other: str) -> int:
    """Return how many hex digits two ids have in common at their beginning."""
    return len(one) - ((int(one, 16) ^ int(other, 16)).bit_length() + 3) // 4


def timestamp(now: datetime) -> str:
    """Format a moment as the journal holds it: local ISO 8601 with offset, to the millisecond."""
    return now.isoformat(timespec="milliseconds")
