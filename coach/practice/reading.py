"""Reading the journal: what was written, by whom it speaks, how far the person has come."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from coach import config as settings
from coach import library as packs
from coach import paths
from coach.clock import Clock
from coach.config import Config
from coach.domain import dates
from coach.domain.history import Filter, chosen, in_order, visible
from coach.domain.mentions import most_mentioned
from coach.domain.model import Answer, Library, Prompt
from coach.domain.strength import Strength, strength
from coach.domain.weeks import Coverage, Week, answers_by_week, at_least, coverage, weeks_of
from coach.errors import UsageError
from coach.paths import Places
from coach.store.backups import Backups
from coach.store.drafts import Drafts
from coach.store.journal import Journal


@dataclass(frozen=True)
class Progress:
    """How far a person has come; `weeks` are oldest first, the current one last."""

    week: str
    strength: Strength
    weeks: list[Week]
    tracks: list[Coverage]
    heat: dict[str, list[int]]
    """For every track the answers of each of the weeks."""
    weeks_counted: int
    """Over how many weeks the promises are counted: twelve, or as many as there are."""


class Reading:
    """What can be read of a practice. Opening it reads nothing and creates nothing.

    Methods raise `JournalError` if the journal cannot be read, `TomlError` if a prompt pack of
    the program cannot.
    """

    def __init__(self, places: Places, config: Config | None = None, clock: Clock | None = None):
        self.places = places
        self.config = config or Config()
        self.clock = clock or Clock()
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
        """The practice day it is now."""
        return dates.practice_day(self.clock.now(), self.config.day_starts)

    def kept(self) -> list[Answer]:
        """Every answer and note that is not deleted."""
        return visible(self.journal.answers())

    def find(self, short_id: str) -> Answer:
        """The answer or note whose id begins so, deleted ones too.

        Raises:
            UsageError: if there is none, or more than one.
        """
        found = [a for a in self.journal.answers() if a.id.startswith(short_id.lower())]
        if not found or not short_id:
            raise UsageError(f"There is no entry “{short_id}”.", "coach history shows the ids.")
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

    def progress(self, weeks: int | None = None) -> Progress:
        """The weeks and the tracks; `weeks` is how many, else all and twelve at least."""
        day = self.day()
        answers = self.kept()
        all_weeks = weeks_of(answers, day)
        closed = [week for week in all_weeks if week.week < dates.week_of(day)]
        shown = at_least(all_weeks, weeks or 12)
        shown = shown[-weeks:] if weeks else shown
        return Progress(
            week=dates.week_of(day),
            strength=strength(closed),
            weeks=shown,
            tracks=coverage(self.library, answers),
            heat={t.id: answers_by_week(answers, t.id, shown) for t in self.library.tracks},
            weeks_counted=min(len(all_weeks), 12),
        )
