"""The course, the plan, and time off: what a person chose, and what follows from it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from coach.domain import plan as rules
from coach.domain.course import Look, Next, what_next
from coach.domain.dates import week_of
from coach.domain.lookback import NOTHING, Matter, Past
from coach.domain.model import CHOICES_ID, Choices, Pause, Promise, Shows, Start, new_id, timestamp
from coach.domain.plan import Due, Plan, Planned, replanned
from coach.domain.position import Position, position_on
from coach.domain.promises import open_promises
from coach.domain.records import CHOICES, PAUSES
from coach.domain.text import fold, normalize
from coach.domain.weeks import session_days
from coach.errors import IncompleteError, UsageError
from coach.practice.workspace import Workspace


class Course:
    """What a person decides about their practice, and what comes next.

    Methods raise `JournalError` if the journal cannot be read, and `SaveError` if a save could
    not be made; then nothing is changed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def choices(self) -> Choices | None:
        """Return what the person chose; None if they chose nothing yet."""
        return self._work.journal.choices()

    def pauses(self) -> list[Pause]:
        """Return every week of time off that was not resumed."""
        return [pause for pause in self._work.journal.pauses() if not pause.deleted]

    def paused_weeks(self) -> set[str]:
        """Return the ISO weeks of time off."""
        return rules.paused_weeks(self._work.journal.pauses())

    def practiced(self) -> set[date]:
        """Return the practice days with a session."""
        journal = self._work.journal
        return self._work.once(
            "practiced", lambda: session_days(journal.answers(), journal.promises())
        )

    def look(self, passed_over: tuple[str, ...] = ()) -> Look:
        """Return what decides which question comes next, without those of `passed_over`."""
        return self._work.once(
            f"look {passed_over}",
            lambda: Look(
                self._work.library,
                self._work.journal.answers(),
                self._work.day(),
                passed_over,
                position=self.position(),
                practiced=self.practiced(),
                nothing_of=self._nothing_of(),
            ),
        )

    def matter(self, shows: Shows) -> Matter | None:
        """Return what a look-back question is about; None if there is nothing to show yet."""
        return self._past().matter(shows)

    def _past(self) -> Past:
        journal = self._work.journal
        return Past(
            self._work.library,
            journal.answers(),
            journal.promises(),
            journal.lines(),
            self._work.day(),
        )

    def _nothing_of(self) -> set[Shows]:
        past = self._past()
        return {shows for shows in NOTHING if not past.has(shows)}

    def next(self) -> Next:
        """Return the question to ask next and why."""
        return what_next(self.look())

    def position(self) -> Position | None:
        """Return where the course stands; None if it is off or has not begun."""
        work = self._work
        return work.once(
            "position",
            lambda: position_on(work.library, work.journal.answers(), work.day(), self.choices()),
        )

    def due(self) -> tuple[Due, ...]:
        """Return what today asks of the person: a session, the review of a promise.

        A promise whose words are repeated today is not asked about as well.

        Raises:
            IncompleteError: if not all of the journal is there: what is does not tell what is due.
        """
        journal, today = self._work.journal, self._work.day()
        last = journal.answers_of(today - timedelta(days=ago) for ago in range(rules.LAST_DAYS))
        promises = journal.promises()
        if isinstance(problem := journal.problem(), IncompleteError):
            raise problem
        return rules.due_on(
            self.choices(),
            session_days(last, promises),
            [p for p in open_promises(promises) if p not in self.promises_to_repeat()],
            self.pauses(),
            today,
        )

    def promises_to_repeat(self) -> list[Promise]:
        """Return the promises whose words today's reminder repeats, if the person allowed that."""
        choices = self.choices()
        still = open_promises(self._work.journal.promises())
        if not (choices and choices.on_the_day and still):
            return []
        paused = self.paused_weeks()
        return rules.on_the_day(choices, self.practiced(), still, self._work.day(), paused)

    def session_due(self) -> bool:
        """Return whether a session is due today."""
        return rules.is_due(self.choices(), self.practiced(), self._work.day(), self.paused_weeks())

    def next_session(self) -> date | None:
        """Return the day of the next planned session after today; None if none is planned."""
        paused = self.paused_weeks()
        return rules.next_session(self.choices(), self.practiced(), self._work.day(), paused)

    def plan(self) -> Planned:
        """Return the plan, the course and the weeks of time off."""
        day, choices = self._work.day(), self.choices()
        this_week = week_of(day)
        plans = choices.plan if choices else ()
        return Planned(
            day=day,
            plan=rules.plan_in(choices, this_week),
            chosen=bool(plans),
            later=tuple((p.week, Plan(p.days, p.sessions)) for p in plans if p.week > this_week),
            next_session=day if self.session_due() else self.next_session(),
            course=choices is None or choices.course,
            position=self.position(),
            start=choices.start if choices else None,
            on_the_day=bool(choices and choices.on_the_day),
            paused=tuple(sorted(self.paused_weeks())),
        )

    def would_change(self, plan: Plan) -> bool:
        """Return whether choosing this plan would change anything."""
        choices = self.choices()
        plans = choices.plan if choices else ()
        return replanned(plans, plan, self._work.day()) != plans

    def choose_plan(self, plan: Plan) -> str:
        """Plan from next week on, a first plan from this week; return what is so now, in words.

        The plan that is in force already changes nothing.
        """
        day = self._work.day()
        choices = self._choose(lambda c: replace(c, plan=replanned(c.plan, plan, day)))
        newest, this_week = choices.plan[-1], week_of(day)
        if newest.week < this_week:
            return f"As before: {plan}."
        return f"From {'this' if newest.week == this_week else 'next'} week on: {plan}."

    def allow_words(self, *, on: bool) -> Choices:
        """Let reminders repeat a promise on its day, or no longer."""
        return self._choose(lambda c: replace(c, on_the_day=on))

    def start(self, number: int, week: str | None = None) -> Choices:
        """Stand at a week of the course, from 1, in an ISO week; the course is then on.

        Every answer stays, and so does the place before, among the earlier versions.

        Raises:
            UsageError: if the course has no such week.
        """
        of = len(self._work.library.course)
        if not 1 <= number <= of:
            raise UsageError(f"The course has no week {number}.", f"It has weeks 1 to {of}.")
        start = Start(week or week_of(self._work.day()), number)
        return self._choose(lambda c: replace(c, start=start, course=True))

    def turn(self, *, on: bool) -> Choices:
        """Turn the course on or off; without it the questions come from all tracks.

        A course that had come to its end goes around again, where it stands by now.
        """
        choices = self.choices()
        if on and choices and not choices.course:
            return self.go_around()
        return self._choose(lambda c: replace(c, course=on))

    def go_around(self) -> Choices:
        """Turn the course on; if it had come to its end, go on with the round that began then.

        The round is dated from the week in which it began, so that no place reached since is
        lost, here or on another machine.
        """
        library, day = self._work.library, self._work.day()
        answers = self._work.journal.answers()

        def again(choices: Choices) -> Choices:
            choices = replace(choices, course=True)
            position = position_on(library, answers, day, choices)
            if position and position.rounds:
                choices = replace(choices, start=Start(position.since, 1))
            return choices

        return self._choose(again)

    def finish(self) -> Choices:
        """End the course and plan no sessions any more; a plan runs out with this week."""
        day, none = self._work.day(), Plan(sessions=0)
        return self._choose(lambda c: replace(c, course=False, plan=replanned(c.plan, none, day)))

    def pause(self, weeks: Iterable[str], reason: str = "") -> list[str]:
        """Take weeks off, past ones too; return those that were not off already."""
        return self._set_pauses(weeks, paused=True, reason=normalize(reason) or None)

    def resume(self, weeks: Iterable[str]) -> list[str]:
        """Take weeks back from time off; return those that were off."""
        return self._set_pauses(weeks, paused=False, reason=None)

    def partners(self) -> frozenset[str]:
        """Return the people the person calls partners, folded."""
        choices = self.choices()
        return frozenset(map(fold, choices.partners)) if choices else frozenset()

    def turn_partner(self, name: str) -> bool:
        """Say that somebody is a partner, or isn't any more; return whether they are now."""
        name = fold(name)

        def turned(choices: Choices) -> Choices:
            others = tuple(other for other in choices.partners if fold(other) != name)
            is_one = len(others) < len(choices.partners)
            return replace(choices, partners=others if is_one else (*others, name))

        return name in self._choose(turned).partners

    def _set_pauses(self, weeks: Iterable[str], *, paused: bool, reason: str | None) -> list[str]:
        now = self._work.clock.now()
        when = timestamp(now)
        changed: list[Pause] = []
        with self._work.journal.exclusive():
            known = self._work.journal.pauses()
            for week in dict.fromkeys(weeks):
                there = [pause for pause in known if pause.week == week]
                off = [pause for pause in there if not pause.deleted]
                if not paused:
                    # Two machines may each have taken it off; once merged, both are resumed.
                    changed += [_with(pause, when, pause.reason, deleted=True) for pause in off]
                elif there and not off:
                    changed.append(_with(there[-1], when, reason, deleted=False))
                elif not off:
                    changed.append(Pause(new_id(now), week, reason, when, when))
            self._work.journal.put(changed)
        return list(dict.fromkeys(pause.week for pause in changed))

    def _choose(self, change: Callable[[Choices], Choices]) -> Choices:
        now = timestamp(self._work.clock.now())

        def changed(before: Choices) -> Choices:
            after = change(before)
            if after == before:
                return before
            if not before.rev:
                return replace(after, rev=1)
            names = ("plan", "start", "course", "partners", "on_the_day")
            return CHOICES.changed(before, now, **{name: getattr(after, name) for name in names})

        none = Choices(CHOICES_ID, (), None, True, (), False, now, now, rev=0)
        return self._work.journal.change(CHOICES, CHOICES_ID, changed, else_from=none)


def _with(pause: Pause, when: str, reason: str | None, *, deleted: bool) -> Pause:
    return replace(PAUSES.changed(pause, when, reason=reason), deleted=deleted)
