"""Progress: how far a person has come, for both front ends."""

from coach.domain.dates import week_of
from coach.domain.given import given
from coach.domain.promises import visible
from coach.domain.report import Report as Report
from coach.domain.strength import curve, strength
from coach.domain.weeks import Week, answers_by_week, at_least, coverage, themes, weeks_of
from coach.practice.course import Course
from coach.practice.workspace import Workspace

SHOWN = 12
"""Weeks that are shown at least, and over which promises are counted."""


class Progress:
    """Reads the journal as a whole. Methods raise `JournalError` if it cannot be read."""

    def __init__(self, workspace: Workspace, course: Course) -> None:
        self._work = workspace
        self._course = course

    def weeks(self) -> list[Week]:
        """Return every week from the first session to this one, oldest first."""
        return [*self._work.once("weeks", self._weeks)]

    def _weeks(self) -> list[Week]:
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
            themes=themes(library, answers, planned.position),
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
            given=given(self._work.journal.promises()),
            begun=any(week.practiced for week in all_weeks),
            promises=visible(self._work.journal.promises())[::-1],
        )
