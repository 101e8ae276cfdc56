"""The things a practice is made of. Frozen; times are local ISO 8601 with offset."""

import os
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from coach.domain import mentions

AnswerKind = Literal["answer", "deeper", "changed", "note"]
DeeperWhen = Literal["short", "no-person", "no-number", "absolute", "else"]


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


def new_id(now: datetime) -> str:
    """A new id: 32 hex digits, 48 bits of milliseconds and 80 random, so it is unique anywhere."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    return f"{milliseconds:012x}{os.urandom(10).hex()}"


def timestamp(now: datetime) -> str:
    """A moment as it is kept: local ISO 8601 with offset, to the millisecond."""
    return now.isoformat(timespec="milliseconds")
