"""Choosing: the plan, the course, and the weeks that are taken out."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from coach.domain.dates import week_of
from coach.domain.model import CHOICES_ID, Choices, Pause, Start, new_id, timestamp
from coach.domain.plan import Plan, replanned
from coach.domain.records import CHOICES, PAUSES
from coach.domain.text import normalise
from coach.errors import UsageError
from coach.practice.acting import Acting


class Choosing(Acting):
    """What a person decides about their practice."""

    def choose_plan(self, plan: Plan) -> Choices:
        """Plan from next week on; a first plan begins this week.

        Raises:
            SaveError: if it could not be saved.
        """
        day = self.day()
        return self._choose(lambda c: replace(c, plan=replanned(c.plan, plan, day)))

    def start_course(self, number: int, week: str | None = None) -> Choices:
        """Stand at a week of the programme, from 1, in an ISO week; the course is then on.

        Raises:
            UsageError: if the programme has no such week.
            SaveError: if it could not be saved.
        """
        of = len(self.library.programme)
        if not 1 <= number <= of:
            raise UsageError(f"The programme has no week {number}.", f"It has weeks 1 to {of}.")
        start = Start(week or week_of(self.day()), number)
        return self._choose(lambda c: replace(c, start=start, course=True))

    def turn_course(self, *, on: bool) -> Choices:
        """Turn the course on or off; without it the questions come from all tracks.

        Raises:
            SaveError: if it could not be saved.
        """
        return self._choose(lambda c: replace(c, course=on))

    def stop_well(self) -> Choices:
        """End the course and plan no sittings any more, from next week on.

        Raises:
            SaveError: if it could not be saved.
        """
        day, none = self.day(), Plan(sittings=0)
        return self._choose(lambda c: replace(c, course=False, plan=replanned(c.plan, none, day)))

    def pause(self, weeks: Iterable[str], reason: str = "") -> list[str]:
        """Take weeks out, past ones too; gives those that were not out already.

        Raises:
            SaveError: if it could not be saved; then none of them is.
        """
        return self._set_pauses(weeks, paused=True, reason=normalise(reason) or None)

    def unpause(self, weeks: Iterable[str]) -> list[str]:
        """Take weeks in again; gives those that were out.

        Raises:
            SaveError: if it could not be saved; then none of them is.
        """
        return self._set_pauses(weeks, paused=False, reason=None)

    def _set_pauses(self, weeks: Iterable[str], *, paused: bool, reason: str | None) -> list[str]:
        now = self.clock.now()
        when = timestamp(now)
        changed: list[Pause] = []
        with self.journal.storage.exclusive():
            known = {pause.week: pause for pause in self.journal.pauses()}
            for week in dict.fromkeys(weeks):
                there = known.get(week)
                if there is None and paused:
                    changed.append(Pause(new_id(now), week, reason, when, when))
                elif there is not None and there.deleted is paused:
                    back = PAUSES.changed(there, when, reason=reason if paused else there.reason)
                    changed.append(replace(back, deleted=not paused))
            self.journal.put(changed)
        return [pause.week for pause in changed]

    def _choose(self, change: Callable[[Choices], Choices]) -> Choices:
        now = timestamp(self.clock.now())

        def changed(before: Choices) -> Choices:
            after = change(before)
            if after == before:
                return before
            if not before.rev:
                return replace(after, rev=1)
            values = {"plan": after.plan, "start": after.start, "course": after.course}
            return CHOICES.changed(before, now, **values)

        none = Choices(CHOICES_ID, (), None, True, now, now, rev=0)
        return self.journal.change(CHOICES, CHOICES_ID, changed, else_from=none)
