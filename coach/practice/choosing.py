"""Choosing: the plan, the course, and the weeks that are taken out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from coach.domain.dates import week_of
from coach.domain.model import CHOICES_ID, Choices, Pause, Start, new_id, timestamp
from coach.domain.plan import Plan, plan_in, replanned
from coach.domain.programme import Position, position_on
from coach.domain.records import CHOICES, PAUSES
from coach.domain.text import normalise
from coach.errors import UsageError
from coach.practice.acting import Acting


@dataclass(frozen=True)
class Planned:
    """What a person chose, as it stands on a day."""

    day: date
    plan: Plan
    chosen: bool
    """Whether the person chose a plan; if not, it is the one the coach goes by."""
    later: tuple[tuple[str, Plan], ...]
    """The plans that are to come, each with the first ISO week it is for."""
    next_sitting: date | None
    """None if no sitting is planned."""
    course: bool
    position: Position | None
    start: Start | None
    paused: tuple[str, ...]
    """The weeks that were taken out, past and to come."""


class Choosing(Acting):
    """What a person decides about their practice."""

    def planned(self) -> Planned:
        """The plan, the course and the weeks taken out."""
        day, choices = self.day(), self.choices()
        this_week = week_of(day)
        plans = choices.plan if choices else ()
        later = tuple((p.week, Plan(p.days, p.sittings)) for p in plans if p.week > this_week)
        plan = plan_in(choices, this_week)
        return Planned(
            day=day,
            plan=plan,
            chosen=bool(plans),
            later=later,
            next_sitting=self.next_sitting(),
            course=choices is None or choices.course,
            position=self._position(),
            start=choices.start if choices else None,
            paused=tuple(sorted(pause.week for pause in self.pauses())),
        )

    def _position(self) -> Position | None:
        return position_on(self.library, self.kept(), self.day(), self.choices())

    def choose_plan(self, plan: Plan) -> Choices:
        """Plan from next week on; a first plan begins this week, and the same one changes nothing.

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

        A course that had come to its end stands where it would, and is not at its end any more.

        Raises:
            SaveError: if it could not be saved.
        """
        choices, day = self.choices(), self.day()
        start = choices.start if choices else None
        if on and choices and not choices.course:
            resumed = replace(choices, course=True)
            position = position_on(self.library, self.kept(), day, resumed)
            if position and position.rounds:
                start = Start(week_of(day), position.number)
        return self._choose(lambda c: replace(c, course=on, start=start))

    def stop_well(self) -> Choices:
        """End the course and plan no sittings any more; a plan runs out with this week.

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
            known = self.journal.pauses()
            for week in dict.fromkeys(weeks):
                there = [pause for pause in known if pause.week == week]
                out = [pause for pause in there if not pause.deleted]
                if not paused:
                    # Two machines may each have taken it out; once united, both are taken back.
                    changed += [_with(pause, when, pause.reason, deleted=True) for pause in out]
                elif there and not out:
                    changed.append(_with(there[-1], when, reason, deleted=False))
                elif not out:
                    changed.append(Pause(new_id(now), week, reason, when, when))
            self.journal.put(changed)
        return list(dict.fromkeys(pause.week for pause in changed))

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


def _with(pause: Pause, when: str, reason: str | None, *, deleted: bool) -> Pause:
    return replace(PAUSES.changed(pause, when, reason=reason), deleted=deleted)
