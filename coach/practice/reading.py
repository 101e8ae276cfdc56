"""Reading the journal: what was written, by whom it speaks, how far the person has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from string import hexdigits
from typing import Self, TypeVar

from coach import config as settings
from coach import library as packs
from coach import paths
from coach.clock import Clock
from coach.config import Config
from coach.domain import dates
from coach.domain.acts import Given, given
from coach.domain.history import Filter, chosen, in_order, visible
from coach.domain.mentions import most_mentioned
from coach.domain.model import Act, Answer, Choices, Library, PageLine, Pause, Prompt
from coach.domain.strength import Strength, strength
from coach.domain.weeks import (
    Coverage,
    Week,
    answers_by_week,
    at_least,
    coverage,
    sitting_days,
    weeks_of,
)
from coach.errors import UsageError
from coach.paths import Places
from coach.store.backups import Backups
from coach.store.drafts import Drafts
from coach.store.journal import Journal

Found = TypeVar("Found", Answer, Act, Answer | Act | PageLine)

SHOWN = 12
"""Weeks that are shown at least, and over which promises are counted."""


A_SITTING = timedelta(hours=1)
"""What is kept so long after a sitting began still belongs to the day it began on."""


@dataclass(frozen=True)
class Progress:
    """How far a person has come; `weeks` are oldest first, the current one last."""

    week: str
    strength: Strength
    weeks: list[Week]
    tracks: list[Coverage]
    heat: dict[str, list[int]]
    """For every track the answers of each of the weeks."""
    said: int
    """Outcomes said in the last twelve weeks, those let go left out."""
    kept: int
    partly: int
    weeks_counted: int
    """Over how many weeks the promises are counted: twelve, or as many as there are."""
    practised: int
    """Weeks practised of the last twelve unpaused, or of as many as there are (`unpaused`)."""
    unpaused: int
    given: Given


class Reading:
    """What can be read of a practice. Opening it reads nothing and creates nothing.

    Methods raise `JournalError` if the journal cannot be read, `TomlError` if a prompt pack of
    the program cannot.
    """

    def __init__(self, places: Places, config: Config | None = None, clock: Clock | None = None):
        self.places = places
        self.config = config or Config()
        self.clock = clock or Clock()
        self._sitting_began: datetime | None = None
        self.backups = Backups(places.backups, self.clock)
        self.journal = Journal(places.journal, self.backups)
        self.drafts = Drafts(places.drafts)

    @classmethod
    def here(cls) -> Self:
        """The practice at the places in force.

        Raises:
            TomlError: if the settings cannot be used.
        """
        places = paths.places()
        return cls(places, settings.load(places.config_file))

    @cached_property
    def library(self) -> Library:
        """The questions at hand."""
        return packs.load(self.places.prompts)

    def prompt(self, prompt_id: str) -> Prompt:
        """The question with this id.

        Raises:
            UsageError: if there is none; the hint names the nearest ids.
        """
        return packs.find(self.library, prompt_id)

    def day(self) -> date:
        """The practice day it is now; in a sitting, the one it began on."""
        now, began = self.clock.now(), self._sitting_began
        if began and timedelta() <= now - began < A_SITTING:
            now = began
        return dates.practice_day(now, self.config.day_starts)

    def begin_sitting(self) -> None:
        """From now on, for as long as a sitting may take, it is still the day it is now."""
        now, began = self.clock.now(), self._sitting_began
        if not began or not timedelta() <= now - began < A_SITTING:
            self._sitting_began = now

    def kept(self) -> list[Answer]:
        """Every answer and note that is not deleted."""
        return visible(self.journal.answers())

    def acts(self) -> list[Act]:
        """Every act that is not deleted, in the order they were promised."""
        return [act for act in self.journal.acts() if not act.deleted]

    def pauses(self) -> list[Pause]:
        """Every pause that was not taken back."""
        return [pause for pause in self.journal.pauses() if not pause.deleted]

    def page_lines(self) -> list[PageLine]:
        """Every line on a page of the playbook that is not deleted, oldest first."""
        return [line for line in self.journal.page_lines() if not line.deleted]

    def choices(self) -> Choices | None:
        """What the person chose; None if they chose nothing yet."""
        return self.journal.choices()

    def sat(self) -> set[str]:
        """The practice days with a sitting, as `2026-11-24`."""
        return sitting_days(self.kept(), self.acts())

    def find(self, short_id: str) -> Answer | Act | PageLine:
        """The answer, note, act or line whose id begins so, deleted ones too.

        Raises:
            UsageError: if there is none, or more than one.
        """
        items: list[Answer | Act | PageLine] = [
            *self.journal.answers(),
            *self.journal.acts(),
            *self.journal.page_lines(),
        ]
        return self.only_one(short_id, items, "entry", "coach history shows the ids.")

    def only_one(self, short_id: str, items: Iterable[Found], called: str, hint: str) -> Found:
        """The one of these items whose id begins so.

        Raises:
            UsageError: if there is none, or more than one.
        """
        found = [item for item in items if item.id.startswith(short_id.lower())]
        if not found or not short_id:
            # What is no id may be words that a person meant to write elsewhere.
            named = f"“{short_id}”" if set(short_id.lower()) <= set(hexdigits) else "with that id"
            raise UsageError(f"There is no {called} {named}.", hint)
        if len(found) > 1:
            raise UsageError(f"“{short_id}” begins {len(found)} ids.", "Give more of it.")
        return found[0]

    def history(self, wanted: Filter, limit: int | None = None) -> list[Answer]:
        """The answers and notes that match, newest last."""
        return chosen(self.journal.answers(), wanted, limit)

    def answers_to(self, prompt_id: str) -> list[Answer]:
        """The answers to one question, newest last."""
        return [a for a in self.history(Filter(prompt=prompt_id)) if a.kind == "answer"]

    def last_answered(self) -> dict[str, str]:
        """The day of the last answer to every question that has one."""
        answers = [a for a in self.kept() if a.kind == "answer" and a.prompt]
        return {a.prompt: a.day for a in in_order(answers) if a.prompt}

    def people(self) -> list[tuple[str, int]]:
        """Everyone who is mentioned, with how many entries mention them, most first."""
        return most_mentioned(name for a in self.kept() for name in a.people)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag, with how many entries have it, most first."""
        return most_mentioned(name for a in self.kept() for name in a.tags)

    def given(self) -> Given:
        """What was given for free, and what came back."""
        return given(self.acts())

    def progress(self, weeks: int | None = None) -> Progress:
        """The weeks and the tracks; `weeks` is how many, else all and twelve at least."""
        day = self.day()
        answers, acts = self.kept(), self.acts()
        all_weeks = weeks_of(answers, day, acts, self.pauses(), self.choices())
        shown = at_least(all_weeks, weeks or SHOWN)
        shown = shown[-weeks:] if weeks else shown
        recent = all_weeks[-SHOWN:]
        *closed, current = all_weeks  # a week that has just begun is not one without practice
        over = [*closed, current] if current.practised else closed
        unpaused = [week for week in over if not week.paused][-SHOWN:]
        return Progress(
            week=dates.week_of(day),
            strength=strength(all_weeks[:-1]),
            weeks=shown,
            tracks=coverage(self.library, answers),
            heat={t.id: answers_by_week(answers, t.id, shown) for t in self.library.tracks},
            said=sum(week.said for week in recent),
            kept=sum(week.kept for week in recent),
            partly=sum(week.partly for week in recent),
            weeks_counted=len(recent),
            practised=sum(week.practised for week in unpaused),
            unpaused=len(unpaused),
            given=given(acts),
        )
