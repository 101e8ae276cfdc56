"""The things a practice is made of. Frozen; times are local ISO 8601 with offset."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from coach.domain import mentions

AnswerKind = Literal["answer", "deeper", "changed", "note"]
DeeperWhen = Literal["short", "no-person", "no-number", "absolute", "else"]
ActStatus = Literal["open", "kept", "partly", "not-yet", "let-go"]
CameBackWhat = Literal["nothing", "thanks", "question", "shared", "paid", "learnt", "other"]

Version = Mapping[str, Any]
"""What a record said before a change: its fields that can change, as plain JSON values."""


@dataclass(frozen=True)
class Track:
    """One strand of the practice, such as *give value first*."""

    id: str
    title: str
    about: str
    """One plain sentence, shown where a person picks a track."""
    essays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deeper:
    """A question that follows an answer, and what the answer lacks when it is asked."""

    when: DeeperWhen
    ask: str


@dataclass(frozen=True)
class Prompt:
    """A question. Its id is `track.name`, for good; one that goes is marked `retired`."""

    id: str
    track: str
    ask: str
    why: str
    example: str = ""
    trade: str = ""
    """The trade the example is from."""
    deeper: tuple[Deeper, ...] = ()
    page: str | None = None
    """The page of the playbook that the answer belongs on."""
    essay: str | None = None
    essay_question: bool = False
    """Whether this is a question an essay asks, in plain form."""
    intents: tuple[str, ...] = ()
    """What the question is there to ask about, by the ids its pack declares."""
    retired: bool = False

    @property
    def example_from(self) -> str:
        """Where the example comes from, as its heading."""
        return f"From another trade, {self.trade}" if self.trade else "From another trade"


@dataclass(frozen=True)
class ProgrammeWeek:
    """One of the twelve weeks: its track, its focus in a few words, and what it asks first."""

    track: str
    focus: str
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Library:
    """Every track and question at hand, in programme order."""

    tracks: tuple[Track, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    programme: tuple[ProgrammeWeek, ...] = ()
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

    def of_track(self, track: str) -> tuple[Prompt, ...]:
        """The questions of a track that are still asked, in order."""
        return tuple(p for p in self.prompts if p.track == track and not p.retired)


@dataclass(frozen=True)
class Revision:
    """What an answer said before an edit replaced it."""

    text: str
    updated: str
    rev: int


@dataclass(frozen=True)
class Answer:
    """Words a person kept: an answer, what followed it, or a note.

    `day` is the practice day as `2026-11-24`, `week` its ISO week as `2026-W48`. `of` is the
    id of the answer this one belongs to. `ask` is the wording that was answered. A note has
    no prompt, track or ask. Only the kind `answer` counts in totals and coverage.
    """

    id: str
    kind: AnswerKind
    prompt: str | None
    track: str | None
    ask: str | None
    of: str | None
    text: str
    created: str
    updated: str
    day: str
    week: str
    rev: int = 1
    revisions: tuple[Revision, ...] = field(default=())
    deleted: bool = False

    @cached_property
    def people(self) -> list[str]:
        """The handles it mentions, found once."""
        return mentions.people(self.text)

    @cached_property
    def tags(self) -> list[str]:
        """The tags it has, found once."""
        return mentions.tags(self.text)

    @cached_property
    def folded(self) -> str:
        """Question and text with case folded, for searching; made once."""
        return f"{self.ask or ''}\n{self.text}".casefold()


@dataclass(frozen=True)
class CameBack:
    """Something that came back from an act, and the day it was said, as `2026-11-24`."""

    day: str
    what: CameBackWhat


@dataclass(frozen=True)
class Act:
    """A small promise: *If* `cue`, *then I* `act`.

    `promised`, `due` and `said` are practice days as `2026-11-24`; `said` is the day its outcome
    was told. `of` is the answer it came from, `again_of` the act it repeats. `moved` counts how
    often its moment never came. `minutes` are those it took.
    """

    id: str
    cue: str
    act: str
    obstacle: str | None
    if_obstacle: str | None
    track: str | None
    prompt: str | None
    of: str | None
    again_of: str | None
    promised: str
    due: str
    moved: int
    status: ActStatus
    said: str | None
    did: str | None
    they: str | None
    came_back: tuple[CameBack, ...]
    minutes: int | None
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False

    @cached_property
    def people(self) -> list[str]:
        """The handles it mentions, found once."""
        texts = (self.cue, self.act, self.obstacle, self.if_obstacle, self.did, self.they)
        return mentions.people("\n".join(text for text in texts if text))


@dataclass(frozen=True)
class PageLine:
    """A line on a page of the playbook, by the page's id; `of` is the answer it came from."""

    id: str
    kind: Literal["page"]
    page: str
    text: str
    of: str | None
    day: str
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False


@dataclass(frozen=True)
class Pause:
    """A week taken out, as `2026-W47`: it counts neither for nor against the person."""

    id: str
    week: str
    reason: str | None
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False


@dataclass(frozen=True)
class PlanFrom:
    """A plan and the first ISO week it is for: weekdays such as `tue`, or sittings a week."""

    week: str
    days: tuple[str, ...]
    sittings: int


@dataclass(frozen=True)
class Start:
    """The ISO week in which the programme stands at this of its weeks, from 1."""

    week: str
    number: int


CHOICES_ID = f"{1:032x}"
"""There is one record of choices, the same on every machine, so that two unite."""


@dataclass(frozen=True)
class Choices:
    """What a person chose: their plans, oldest first, where the course starts, and if it is on."""

    id: str
    plan: tuple[PlanFrom, ...]
    start: Start | None
    course: bool
    created: str
    updated: str
    rev: int = 1
    revisions: tuple[Version, ...] = field(default=())
    deleted: bool = False


Item = Answer | Act | Pause | PageLine | Choices
"""What a journal holds."""


def new_id(now: datetime) -> str:
    """A new id: 32 hex digits, 48 bits of milliseconds and 80 random, so it is unique anywhere."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    return f"{milliseconds:012x}{os.urandom(10).hex()}"


def timestamp(now: datetime) -> str:
    """A moment as it is kept: local ISO 8601 with offset, to the millisecond."""
    return now.isoformat(timespec="milliseconds")
