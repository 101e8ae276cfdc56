"""A year of practice, one step after another, and a plain account of what happened in it."""

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from coach.domain.compare import Comparison
from coach.domain.model import Answer, PromiseStatus
from coach.domain.position import Position
from coach.paths import Places
from coach.practice import Practice
from coach.practice.session import Session
from coach.practice.steps.closing import CLOSES, Close, TwelveWeeks
from coach.practice.steps.kept import Kept
from coach.practice.steps.new_promise import Expect, NewPromise
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import Done, Step, TextStep
from coach.practice.steps.writing import Changed, OneMore, Reflect
from tests.conftest import FixedClock

FIRST_MONDAY = date(2026, 2, 2)
"""Fifty-two weeks from here go over the end of a year with 53 weeks."""
WEEKS = 52
MISSED = {8, 20, 21, 22, 23, 40}
PAUSED = {14, 32}
EVENING = {1: (1,), 2: (1, 4), 3: (1, 3, 5), 5: (0, 1, 2, 3, 4)}
"""On which weekdays, by how many sessions a week."""

LONG = "I told her on Monday what it costs and she said that 5 minutes of it had been worth it. "
TEXTS = (
    "Short.",
    LONG,
    "I always do that and it is what they want from me, or so they say. " + LONG,
)
PASSED = Done(passed=True)


@dataclass
class Asked:
    """A question that the coach put, and what it said with it."""

    day: date
    answer: Answer
    why: str
    position: Position | None
    first_of_week: bool
    passed_over: int
    nothing_new: bool
    """Whether every question had been answered before or was passed over."""
    deleted: date | None = None
    """When the answer was deleted."""


@dataclass
class Account:
    """What happened, as somebody would note it who practiced beside."""

    practice: Practice
    asked: list[Asked] = field(default_factory=list)
    steps: dict[date, list[type[Step]]] = field(default_factory=dict)
    """The steps of each session that were taken, skipped ones too."""
    compared: list[tuple[Comparison, Position | None]] = field(default_factory=list)
    texts: dict[date, int] = field(default_factory=dict)
    outcomes: list[tuple[date, PromiseStatus]] = field(default_factory=list)
    practiced: set[date] = field(default_factory=set)
    """Days on which something was answered, promised or reviewed."""
    off: set[str] = field(default_factory=set)
    most_open: int = 0
    places: list[tuple[date, int]] = field(default_factory=list)
    """The week of the course on each day of a session."""
    chose: list[date] = field(default_factory=list)
    """When the person went around again."""
    strengths: dict[date, int | None] = field(default_factory=dict)
    """The strength as it was shown on each Monday."""


def place(clock: FixedClock, home: Path) -> Practice:
    """A practice of its own at home."""
    return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)


def clock_at(day: date, hour: int = 19) -> FixedClock:
    """A clock that stands at an hour of a day."""
    return FixedClock(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def lived(home: Path, seed: int, sessions: int = 3) -> Account:
    """A year: so many sessions a week, some weeks missed, two taken off."""
    clock = clock_at(FIRST_MONDAY)
    practice = place(clock, home)
    account = Account(practice)
    whim = random.Random(seed)
    for week in range(WEEKS):
        monday = FIRST_MONDAY + timedelta(weeks=week)
        clock.time = clock_at(monday).time
        account.strengths[monday] = practice.progress.report().strength.value
        if week + 1 == min(PAUSED):
            account.off |= {*practice.course.pause([iso(monday + timedelta(weeks=1))], "holiday")}
        if week - 1 == max(PAUSED):
            account.off |= {*practice.course.pause(Session(practice).today().away)}
        if week not in MISSED | PAUSED:
            for weekday in EVENING[sessions]:
                clock.time = clock_at(monday + timedelta(days=weekday)).time
                hold(account, clock, whim)
    return account


def iso(day: date) -> str:
    """The ISO week of a day."""
    return "{:04d}-W{:02d}".format(*day.isocalendar()[:2])


def hold(account: Account, clock: FixedClock, whim: random.Random) -> None:
    """One session, from the first step to the last, by whim."""
    # Now and then a new process, as after a kill: nothing is left but what is in the home.
    if whim.random() < 0.1:
        account.practice = place(clock, account.practice.places.data)
    practice = account.practice
    day = clock.time.date()
    steps = account.steps.setdefault(day, [])
    session = Session(practice)
    if position := session.today().position:
        account.places.append((day, position.number))
    step: Step | None = session.begin()
    while step and not (isinstance(step, Reflect) and Reflect in steps):
        clock.time += timedelta(seconds=30)
        steps.append(type(step))
        assert len(steps) < 14
        done = DO[type(step)](account, step, day, whim)
        waiting = [p for p in practice.promises.open() if not p.moved]
        account.most_open = max(account.most_open, len(waiting))
        step = session.next(step, done)
    delete_one(account, day, whim)


def delete_one(account: Account, day: date, whim: random.Random) -> None:
    """One in five times delete an answer of an earlier day."""
    past = [asked for asked in account.asked if asked.day < day and not asked.deleted]
    if past and whim.random() < 0.2:
        asked = whim.choice(past)
        account.practice.entries.delete(asked.answer.id)
        asked.deleted = day


def review(account: Account, step: Review, day: date, whim: random.Random) -> Done:
    """Say how it went; one in ten times leave it."""
    outcomes: list[PromiseStatus] = ["kept", "kept", "kept", "partly", "not-this-time", "let-go"]
    how = whim.randrange(10)
    if how == 9:
        return PASSED
    if how > 5:
        return step.submit({"outcome": "moved"})
    values = {"outcome": outcomes[how], "did": "so"}
    if "minutes" in {field.name for field in step.fields(values)}:
        values |= {"minutes": "10"}
    done = step.submit(values)
    account.outcomes.append((day, outcomes[how]))
    account.practiced.add(day)
    account.texts[day] = account.texts.get(day, 0) + 1
    return done


def read(account: Account, step: Kept, day: date, whim: random.Random) -> Done:
    """Read what is said of a promise kept."""
    return step.submit({})


def another_way(account: Account, step: AnotherWay, day: date, whim: random.Random) -> Done:
    """Make a promise smaller whose moment did not come twice, or leave it."""
    return step.submit({"way": whim.choice(["smaller", "leave"])})


def reword(account: Account, step: Reword, day: date, whim: random.Random) -> Done:
    """Put the promise in other words."""
    return step.submit(step.initial() | {"action": "check one line of it"})


def echo(account: Account, step: Echo, day: date, whim: random.Random) -> Done:
    """Say what came back from a promise by now."""
    return step.submit({"back": whim.choice(["nothing", "paid", "thanks"])})


def reflect(account: Account, step: Reflect, day: date, whim: random.Random) -> Done:
    """Answer the question; now and then another one."""
    practice = account.practice
    while step.prompt and len(step.passed_over) < 2 and whim.random() < 0.1:
        step = step.another()
    if step.prompt is None:
        return PASSED
    position = Session(practice).today().position
    met = {answer.prompt for answer in practice.journal.answers()}
    done = step.submit({"text": whim.choice(TEXTS)})
    asked = Asked(
        day=day,
        answer=practice.journal.answers()[-1],
        why=step.opening,
        position=position,
        first_of_week=not any(
            iso(other) == iso(day) and other < day for other in account.practiced
        ),
        passed_over=len(step.passed_over),
        nothing_new=met | {*step.passed_over} >= {prompt.id for prompt in practice.library.prompts},
    )
    account.asked.append(asked)
    account.practiced.add(day)
    account.texts[day] = account.texts.get(day, 0) + 1
    return done


def follow(account: Account, step: TextStep, day: date, whim: random.Random) -> Done:
    """Write what follows the answer; one in five times nothing."""
    if isinstance(step, Changed):
        position = Session(account.practice).today().position
        account.compared.append((step.comparison, position))
    if whim.random() < 0.2:
        return PASSED
    account.texts[day] = account.texts.get(day, 0) + 1
    return step.submit({"text": whim.choice(TEXTS)})


def promise(account: Account, step: NewPromise, day: date, whim: random.Random) -> Done:
    """Promise something; one in five times nothing."""
    if whim.random() < 0.2:
        return PASSED
    account.practiced.add(day)
    return step.submit({"cue": "Bill calls", "action": "check his invoice"})


def expect(account: Account, step: Expect, day: date, whim: random.Random) -> Done:
    """Say what is expected back; every other promise isn't that kind."""
    if whim.random() < 0.5:
        return PASSED
    return step.submit({"expected": whim.choice(["nothing", "thanks", "paid"])})


def close(account: Account, step: Close, day: date, whim: random.Random) -> Done:
    """End the session."""
    assert step.ask in CLOSES.values()
    return step.submit({})


def go_around(account: Account, step: TwelveWeeks, day: date, whim: random.Random) -> Done:
    """Begin the course again."""
    account.chose.append(day)
    return step.submit({"way": "again"})


DO: dict[type[Step], Callable[[Account, Any, date, random.Random], Done]] = {
    TwelveWeeks: go_around,
    Review: review,
    Kept: read,
    AnotherWay: another_way,
    Reword: reword,
    Echo: echo,
    Reflect: reflect,
    OneMore: follow,
    Changed: follow,
    NewPromise: promise,
    Expect: expect,
    Close: close,
}
"""What the person does at each step."""


def shares_of_weeks(
    outcomes: Collection[tuple[date, PromiseStatus]], begin: date, end: date
) -> list[float]:
    """The share kept of every closed week before `end` with an outcome, let go left out."""
    shares = []
    monday = begin - timedelta(days=begin.weekday())
    while monday < end - timedelta(days=end.weekday()):
        days = {monday + timedelta(days=n) for n in range(7)}
        reviewed = [how for day, how in outcomes if day in days and how != "let-go"]
        if reviewed:
            kept = reviewed.count("kept") + reviewed.count("partly") / 2
            shares.append(kept / len(reviewed))
        monday += timedelta(weeks=1)
    return shares


def plain_strength(shares: list[float]) -> int | None:
    """The strength by the sentence of the practice, without the program's rules."""
    if len(shares) < 4:
        return None
    m = 0.5**0.25
    n = len(shares)
    above = sum(share * m ** (n - i) for i, share in enumerate(shares, 1))
    return round(100 * above / sum(m ** (n - i) for i in range(1, n + 1)))
