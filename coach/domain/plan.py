"""The plan: on which days, or how often, a person wants to practice, and what is due when."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from coach.domain.dates import WEEKDAYS, is_short_for, on_day, week_name, week_of
from coach.domain.model import Choices, Pause, PlanFrom, Promise, Start
from coach.domain.position import Position
from coach.domain.text import capitalized, listed
from coach.errors import UsageError
from coach.frozen import frozen

Due = Literal["session", "promise"]
"""What a day can ask: a session by the plan, or the review of a promise whose day has come."""

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
_COUNTS = {name: str(n) for n, name in enumerate(_NUMBERS)} | {"once": "1", "twice": "2"}
_FILLERS = {"a", "and", "per", "week", "times", "time", "sessions", "session", "every", "on"}

LONGEST_DUE = timedelta(days=7)
"""How far ahead a promise is due unless the person names a day (practice, "Promises")."""
LAST_DAYS = 7
"""Days, the present one among them, whose sessions decide whether one is due."""
LOOK_AHEAD = 56
"""Days in which the next planned session is looked for."""


@frozen
class Plan:
    """Weekdays, such as `("tue", "fri")`, or without any so many sessions a week."""

    days: tuple[str, ...] = ()
    sessions: int = 2

    @property
    def per_week(self) -> int:
        """Sessions planned in a week."""
        return len(self.days) or self.sessions

    def is_due(self, practiced: Collection[date], today: date) -> bool:
        """Return whether a session is due; `practiced` are the practice days with one.

        With days: on a planned day with none yet. Without: when under plan this week, and none
        today or yesterday.
        """
        if today in practiced:
            return False
        if self.days:
            return WEEKDAYS[today.weekday()] in self.days
        if today - timedelta(days=1) in practiced:
            return False
        this_week = (today - timedelta(days=n) for n in range(today.weekday() + 1))
        return sum(day in practiced for day in this_week) < self.sessions

    def __str__(self) -> str:
        """Return the plan as one reads it: `Tuesday and Friday`, `two sessions a week`."""
        if self.days:
            return listed(_NAMES[WEEKDAYS.index(day)] for day in self.days)
        return f"{_NUMBERS[self.sessions]} session{'' if self.sessions == 1 else 's'} a week"


SUGGESTED = Plan(("tue", "fri"))
"""What the first close suggests."""


def plan_in(choices: Choices | None, week: str) -> Plan:
    """Return the plan in force in an ISO week; two sessions if the person has not chosen one."""
    chosen = [p for p in choices.plan if p.week <= week] if choices else []
    return Plan(chosen[-1].days, chosen[-1].sessions) if chosen else Plan()


def paused_weeks(pauses: Iterable[Pause]) -> set[str]:
    """Return the ISO weeks of time off."""
    return {pause.week for pause in pauses if not pause.deleted}


def is_due(
    choices: Choices | None, practiced: Collection[date], today: date, paused: Collection[str] = ()
) -> bool:
    """Return whether a session is due today: the one rule that every part of coach asks.

    `practiced` are the practice days with a session, `paused` the ISO weeks of time off.
    """
    week = week_of(today)
    return week not in paused and plan_in(choices, week).is_due(practiced, today)


def next_session(
    choices: Choices | None, practiced: Collection[date], today: date, paused: Collection[str] = ()
) -> date | None:
    """Return the day of the next planned session after today; None if none is planned.

    Until the person has chosen a plan it goes by the one that the first close suggests.
    """
    practiced = {*practiced, today}
    for ahead in range(1, LOOK_AHEAD + 1):
        day = today + timedelta(days=ahead)
        plan = plan_in(choices, week_of(day)) if choices and choices.plan else SUGGESTED
        if week_of(day) not in paused and plan.is_due(practiced, day):
            return day
    return None


def next_in_words(next_session: date | None, today: date) -> str:
    """Return when the next session is, as one sentence; empty if none is planned."""
    return f"Your next session is {on_day(next_session, today)}." if next_session else ""


def due_by_default(next_session: date | None, today: date) -> date:
    """Return when a promise is due by itself: at the next planned session, in a week at most."""
    latest = today + LONGEST_DUE
    return min(next_session, latest) if next_session else latest


def due_on(
    choices: Choices | None,
    practiced: Collection[date],
    open_promises: Sequence[Promise],
    pauses: Iterable[Pause],
    today: date,
) -> tuple[Due, ...]:
    """Return what today asks of the person.

    An open promise asks on its own day, and afterward only together with a session, so that
    nothing nags. A week of time off asks nothing.
    """
    if week_of(today) in paused_weeks(pauses):
        return ()
    due: list[Due] = ["session"] if is_due(choices, practiced, today) else []
    overdue = due and any(promise.due < today for promise in open_promises)
    if overdue or any(promise.due == today for promise in open_promises):
        due.append("promise")
    return tuple(due)


def on_the_day(
    choices: Choices | None,
    practiced: Collection[date],
    open_promises: Sequence[Promise],
    today: date,
    paused: Collection[str] = (),
) -> list[Promise]:
    """Return the promises whose day it is: named by the person, else the one after it was made.

    A day was named if it isn't the one that a promise made then is due on by itself. A week of
    time off asks nothing.
    """

    def day_of(promise: Promise) -> date:
        made = promise.promised
        before = {day for day in practiced if day <= made}
        by_itself = (
            due_by_default(next_session(chosen, before, made, paused), made)
            for chosen in (choices, None)  # the first promise is made before there is a plan
        )
        return made + timedelta(days=1) if promise.due in by_itself else promise.due

    if week_of(today) in paused:
        return []
    return [promise for promise in open_promises if day_of(promise) == today]


def replanned(plans: Sequence[PlanFrom], plan: Plan, today: date) -> tuple[PlanFrom, ...]:
    """Return the plans with a new one: the first from this week on, a change from the next one.

    A plan that is the last one already changes nothing.
    """
    if plans and (plans[-1].days, plans[-1].sessions) == (plan.days, plan.sessions):
        return tuple(plans)
    week = week_of(today + timedelta(weeks=1) if plans else today)
    return (*[p for p in plans if p.week < week], PlanFrom(week, plan.days, plan.sessions))


def parse_plan(text: str) -> Plan:
    """Return the plan a person names: days such as `tue, fri`, or so many sessions a week.

    Raises:
        UsageError: if it is neither.
    """
    counted = [_COUNTS.get(word.lower(), word) for word in _words(text)]
    if len(counted) == 1 and counted[0].isascii() and counted[0].isdecimal():
        if int(counted[0]) > len(WEEKDAYS):
            raise UsageError("A week has seven days.", "Name how many sessions, 0 to 7.")
        return Plan(sessions=int(counted[0]))
    return Plan(parse_days(text))


def parse_days(text: str) -> tuple[str, ...]:
    """Return the weekdays a person names, such as `tue,fri` or `Tuesdays and Fridays`, in order.

    Raises:
        UsageError: if one of them is no weekday.
    """
    days = set()
    for word in _words(text):
        named = word.casefold()
        named = named.removesuffix("s") if named.endswith("days") else named
        matches = [d for d, n in zip(WEEKDAYS, _NAMES, strict=True) if is_short_for(n, named)]
        if not matches:
            raise UsageError(f"“{word}” is not a weekday.", "Write days as in mon,wed,fri.")
        days |= {*matches}
    if not days:
        raise UsageError("No weekday is named.", "Write days as in mon,wed,fri.")
    return tuple(day for day in WEEKDAYS if day in days)


def _words(text: str) -> list[str]:
    return [w for w in text.replace(",", " ").split() if w.lower() not in _FILLERS]


@frozen
class Planned:
    """What a person chose, as it stands on a day."""

    day: date
    plan: Plan
    chosen: bool
    """Whether the person chose a plan; if not, it is the one the coach suggests."""
    later: tuple[tuple[str, Plan], ...]
    """The plans to come, each with the first ISO week it is for."""
    next_session: date | None
    """The day, today's if a session is due; None if none is planned."""
    course: bool
    position: Position | None
    start: Start | None
    on_the_day: bool
    """Whether reminders may repeat a promise's words."""
    paused: tuple[str, ...]
    """The weeks of time off, past and to come."""

    @property
    def plan_in_words(self) -> str:
        """The plan, and when the next session is."""
        plan = f"{capitalized(str(self.plan))}."
        if not self.chosen:
            plan = f"No plan yet. I suggest {self.plan}."
        return f"{plan} {next_in_words(self.next_session, self.day)}".rstrip()

    @property
    def place_in_words(self) -> str:
        """The place in the course."""
        if not self.course:
            return "The course is off. Questions come from all tracks."
        if self.position:
            return str(self.position)
        if self.start:
            return f"The course starts in the week of {week_name(self.start.week, self.day)}."
        return "There is no course. Questions come from all tracks."

    def in_words(self) -> Iterator[str]:
        """Yield the plan, the place in the course, what is to change, and the time off."""
        yield self.plan_in_words
        yield self.place_in_words
        for week, later in self.later:
            yield f"From {week_name(week, self.day)} on: {later}."
        if self.on_the_day:
            yield "A reminder repeats your promise on its day."
        if self.paused:
            yield f"Time off: {listed(week_name(week, self.day) for week in self.paused)}."
