"""Progress: how far a person has come, for both front ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.dates import week_of
from coach.domain.given import Given, given
from coach.domain.model import Library, Promise
from coach.domain.promises import visible
from coach.domain.strength import Strength, curve, strength
from coach.domain.text import counted
from coach.domain.weeks import (
    Coverage,
    Theme,
    Week,
    answers_by_week,
    at_least,
    coverage,
    themes,
    weeks_of,
)
from coach.practice.course import Course, Planned
from coach.practice.workspace import Workspace

SHOWN = 12
"""Weeks that are shown at least, and over which promises are counted."""


@dataclass(frozen=True)
class Report:
    """How far a person has come; `weeks` are oldest first, the current one last."""

    week: str
    library: Library
    planned: Planned
    themes: list[Theme]
    """The weeks of the course."""
    strength: Strength
    curve: list[tuple[str, int]]
    """The strength after each week that has one."""
    weeks: list[Week]
    tracks: list[Coverage]
    heat: dict[str, list[int]]
    """For every track the answers of each of the weeks."""
    reviewed: int
    """Outcomes of the last twelve weeks, those let go left out."""
    kept: int
    partly: int
    let_go: int
    weeks_counted: int
    """Over how many weeks the promises are counted: twelve, or as many as there are."""
    practiced: int
    """Weeks practiced of the last twelve that were not paused, or of as many as there are."""
    unpaused: int
    given: Given
    begun: bool
    """Whether anything was ever saved."""
    promises: Sequence[Promise]
    """Newest first."""

    def facts(self) -> list[str]:
        """Return what there is to say of promises and weeks, a sentence each."""
        facts = [self._promises_in_words()]
        if self.practiced and self.unpaused == 1:
            facts.append("You practiced in your first week.")
        elif self.practiced:
            facts.append(f"You practiced in {self.practiced} of the last {self.unpaused} weeks.")
        return facts

    def _promises_in_words(self) -> str:
        """Return what came of the promises: `You kept 3 of your last 5 promises, 1 partly.`.

        What was not kept this time is in none of its words.
        """
        last = counted(self.reviewed, "promise")
        parts: list[str] = []
        if self.reviewed and not (self.kept or self.partly):
            parts = [f"reviewed {last}"]
        if self.kept:
            whole = self.kept == self.reviewed
            all_of = f"your last {last}" if self.kept > 1 else "your last promise"
            parts = [f"kept {all_of}" if whole else f"kept {self.kept} of your last {last}"]
        if self.partly:
            partly = f"partly kept {counted(self.partly, 'promise')}"
            parts.append(f"{self.partly} partly" if parts else partly)
        if self.let_go:
            parts.append(f"let {self.let_go if parts else counted(self.let_go, 'promise')} go")
        return f"You {', '.join(parts)}." if parts else "No promise reviewed yet."


class Progress:
    """Reads the journal as a whole. Methods raise `JournalError` if it cannot be read."""

    def __init__(self, workspace: Workspace, course: Course) -> None:
        self._work = workspace
        self._course = course

    def given(self) -> Given:
        """Count what was given for free, and what came back."""
        return given(self._work.journal.promises())

    def weeks(self) -> list[Week]:
        """Return every week from the first session to this one, oldest first."""
        journal = self._work.journal
        return weeks_of(
            journal.answers(),
            self._work.day(),
            journal.promises(),
            self._course.pauses(),
            self._course.choices(),
        )

    def report(self, weeks: int | None = None) -> Report:
        """Return the weeks and the tracks; `weeks` is how many, else all and twelve at least."""
        answers, library = self._work.journal.answers(), self._work.library
        planned = self._course.plan()
        place = planned.position
        all_weeks = self.weeks()
        shown = at_least(all_weeks, weeks or SHOWN)
        shown = shown[-weeks:] if weeks else shown
        recent = all_weeks[-SHOWN:]
        *closed, current = all_weeks  # a week that has just begun is not one without practice
        over = [*closed, current] if current.practiced else closed
        unpaused = [week for week in over if not week.paused][-SHOWN:]
        return Report(
            week=week_of(self._work.day()),
            library=library,
            planned=planned,
            themes=themes(library, answers, place.number, place.before)
            if place
            else themes(library, answers),
            strength=strength(closed, current),
            curve=curve(closed),
            weeks=shown,
            tracks=coverage(library, answers),
            heat={t.id: answers_by_week(answers, t.id, shown) for t in library.tracks},
            reviewed=sum(week.reviewed for week in recent),
            kept=sum(week.kept for week in recent),
            partly=sum(week.partly for week in recent),
            let_go=sum(week.let_go for week in recent),
            weeks_counted=len(recent),
            practiced=sum(week.practiced for week in unpaused),
            unpaused=len(unpaused),
            given=self.given(),
            begun=any(week.practiced for week in all_weeks),
            promises=visible(self._work.journal.promises())[::-1],
        )
