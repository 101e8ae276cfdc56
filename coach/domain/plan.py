"""The plan: on which days, or how often, a person means to sit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.domain.dates import week_of
from coach.domain.model import Choices, PlanFrom
from coach.errors import UsageError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
_COUNTS = {name: str(n) for n, name in enumerate(_NUMBERS)} | {"once": "1", "twice": "2"}
_FILLERS = {"a", "and", "per", "week", "times", "time", "sittings", "sitting", "every", "on"}
AT_MOST = 7
"""Days until a promise is due by itself (practice, "Acts")."""
LOOK_AHEAD = 56
"""Days in which the next planned sitting is looked for."""


@dataclass(frozen=True)
class Plan:
    """Weekdays, such as `("tue", "fri")`, or without any so many sittings a week."""

    days: tuple[str, ...] = ()
    sittings: int = 2

    @property
    def a_week(self) -> int:
        """Sittings planned in a week."""
        return len(self.days) or self.sittings

    def is_due(self, sat: Collection[str], today: date) -> bool:
        """Whether a sitting is due; `sat` are the practice days with one, as `2026-11-24`.

        With days: on a planned day with none yet. Without: when under plan this week, and none
        today or yesterday.
        """
        if today.isoformat() in sat:
            return False
        if self.days:
            return WEEKDAYS[today.weekday()] in self.days
        if (today - timedelta(days=1)).isoformat() in sat:
            return False
        this_week = (today - timedelta(days=n) for n in range(today.weekday() + 1))
        return sum(day.isoformat() in sat for day in this_week) < self.sittings

    def in_words(self) -> str:
        """The plan as one reads it: `Tuesday and Friday`, `two sittings a week`."""
        if self.days:
            names = [_NAMES[WEEKDAYS.index(day)] for day in self.days]
            return " and ".join([", ".join(names[:-1]), names[-1]]).removeprefix(" and ")
        return f"{_NUMBERS[self.sittings]} sitting{'' if self.sittings == 1 else 's'} a week"


OFFERED = Plan(("tue", "fri"))
"""What the first Close offers."""


def plan_in(choices: Choices | None, week: str) -> Plan:
    """The plan in force in an ISO week; two sittings for a person who has not chosen one."""
    chosen = [p for p in choices.plan if p.week <= week] if choices else []
    return Plan(chosen[-1].days, chosen[-1].sittings) if chosen else Plan()


def is_due(choices: Choices | None, sat: Collection[str], today: date) -> bool:
    """Whether a sitting is due by the plan in force; `sat` are the practice days with one."""
    return plan_in(choices, week_of(today)).is_due(sat, today)


def next_sitting(
    choices: Choices | None, sat: Collection[str], today: date, paused: Collection[str] = ()
) -> date | None:
    """The day of the next planned sitting after today; None if none is planned.

    `paused` are the ISO weeks that are taken out. For a person who has not chosen a plan it goes
    by the one that the first Close offers.
    """
    sat = {*sat, today.isoformat()}
    for ahead in range(1, LOOK_AHEAD + 1):
        day = today + timedelta(days=ahead)
        plan = plan_in(choices, week_of(day)) if choices and choices.plan else OFFERED
        if week_of(day) not in paused and plan.is_due(sat, day):
            return day
    return None


def promise_due(following: date | None, today: date) -> date:
    """When a promise is due by itself: at the next planned sitting, at most seven days on."""
    latest = today + timedelta(days=AT_MOST)
    return min(following, latest) if following else latest


def replanned(plans: Sequence[PlanFrom], plan: Plan, today: date) -> tuple[PlanFrom, ...]:
    """The plans with a new one: the first from this week on, a change from the next one on.

    The plan that is the last one already changes nothing.
    """
    if plans and (plans[-1].days, plans[-1].sittings) == (plan.days, plan.sittings):
        return tuple(plans)
    week = week_of(today + timedelta(weeks=1) if plans else today)
    return (*[p for p in plans if p.week < week], PlanFrom(week, plan.days, plan.sittings))


def parse_plan(text: str) -> Plan:
    """The plan a person names: days such as `tue, fri`, or so many sittings a week.

    Raises:
        UsageError: if it is neither.
    """
    words = [w for w in text.lower().replace(",", " ").split() if w not in _FILLERS]
    counted = [_COUNTS.get(word, word) for word in words]
    if len(counted) == 1 and counted[0].isascii() and counted[0].isdecimal():
        if int(counted[0]) > len(WEEKDAYS):
            raise UsageError("A week has seven days.", "Name how many sittings, 0 to 7.")
        return Plan(sittings=int(counted[0]))
    return Plan(parse_days(" ".join(words)))


def parse_days(text: str) -> tuple[str, ...]:
    """The weekdays a person names, such as `tue,fri` or `Tuesday Friday`, in week order.

    Raises:
        UsageError: if one of them is none.
    """
    days = set()
    for word in text.replace(",", " ").split():
        matches = [d for d, name in zip(WEEKDAYS, _NAMES, strict=True) if _names(word, d, name)]
        if not matches:
            raise UsageError(f"“{word}” is not a weekday.", "Write days as in mon,wed,fri.")
        days |= {*matches}
    if not days:
        raise UsageError("No weekday is named.", "Write days as in mon,wed,fri.")
    return tuple(day for day in WEEKDAYS if day in days)


def _names(word: str, short: str, name: str) -> bool:
    folded = word.casefold()
    folded = folded.removesuffix("s") if folded.endswith("days") else folded
    return len(folded) >= len(short) and name.casefold().startswith(folded)
