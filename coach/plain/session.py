"""A session in plain lines: one step after another, until it is over or the person leaves."""

import sys

from coach.domain.plan import next_in_words
from coach.domain.text import not_utf_8
from coach.errors import CoachError, Ended, UsageError
from coach.plain.dialog import Dialog
from coach.plain.lines import Left, Lines
from coach.practice import Practice
from coach.practice.session import ENOUGH_FOR_TODAY, TEN_MINUTES, Session
from coach.practice.steps.closing import Close
from coach.practice.steps.step import Done, Step
from coach.practice.steps.walk import WalkQuestion
from coach.practice.walk import WALKED

NO_STEP = "session"
"""The draft for what was typed where no step asked for it."""


class PlainSession:
    """A session in plain lines; `walk` walks through the four questions, or goes on with that."""

    def __init__(self, practice: Practice, *, walk: bool) -> None:
        self._practice = practice
        self._walk = walk
        self._session = Session(practice)
        self._lines = Lines()
        self._step: Step | None = None

    def run(self) -> int:
        """Go through it, and return the exit code.

        Raises:
            CoachError: if it cannot go on; the hint says where all that was typed is.
        """
        practice, lines = self._practice, self._lines
        for why in practice.library.problems:
            print(f"Left out: {why}", file=sys.stderr)
        try:
            if problem := practice.journal.problem():
                raise problem  # nothing could be saved
            practice.work.clear_nudge()
            practice.drop_saved_drafts()
            self._go_on()
        except (Left, KeyboardInterrupt) as end:
            key = self._step.draft_key if self._step else None
            waits = self._session.begun() or any(d.key == key for d in practice.drafts.all())
            goes_on = waits or practice.walk.is_open()
            said = "Draft saved." if waits else "Bye."
            lines.part(f"{said} coach session goes on there." if goes_on else said)
            if isinstance(told := end.__cause__ or end, Ended):
                raise told from None
        except UnicodeDecodeError as error:
            key = (self._step and self._step.draft_key) or NO_STEP
            path = practice.drafts.save(key, error.object + lines.rest())
            raise UsageError(
                f"A line {not_utf_8(error.object)}, so it wasn't saved.", f"Its bytes are in {path}"
            ) from error
        except CoachError as error:
            if (rest := lines.rest()).strip():
                path = practice.drafts.save(NO_STEP, rest)
                error.hint += f"\n  What followed is in a draft: {path}"
            raise
        return 0

    def _go_on(self) -> None:
        """Take every step; past ten minutes say, once, that it is enough."""
        practice, lines, session = self._practice, self._lines, self._session
        began = practice.clock.now()
        today = session.today()
        if today.away:
            lines.say("Welcome back. Were you away? To mark those weeks as time off:")
            lines.say(f"coach pause {' '.join(today.away)}", "  ")
        if self._walk and not practice.walk.can_go_on():
            lines.part(WALKED)
            return
        if not (self._walk or today.practiced or today.begun or today.walks):
            lines.say("For all four questions in about twenty minutes: coach session --four")
        self._step = session.begin(walk=self._walk)
        done = Done()
        walks = False
        while step := self._step:
            walks = walks or isinstance(step, WalkQuestion)
            done = Dialog(step, lines, done.undo).take()
            self._step = session.next(step, done)
            late = not walks and practice.clock.now() - began >= TEN_MINUTES
            if late and practice.config.ten_minutes and self._step and self._step.key != Close.key:
                lines.once(f"{ENOUGH_FOR_TODAY} To stop here: /leave")
            last = step, done
        self._finish(*last)

    def _finish(self, step: Step, done: Done) -> None:
        if problem := self._practice.maintenance.unsaid_problem():
            self._lines.part(str(problem))
        if isinstance(step, Close):
            if step.chosen and self._session.today().plan_met:
                self._lines.say("That's the week. One more if you like.")
        elif not done.ends:
            course, day = self._practice.course, self._practice.day()
            following = next_in_words(course.next_session(), day)
            self._lines.part(f"That's it for today. {following}".rstrip())
