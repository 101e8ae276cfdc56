"""A year of practice by way of what the app calls, and a plain account of what happened in it."""

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coach.domain.model import ActStatus, Answer, CameBackWhat
from coach.domain.programme import Position
from coach.domain.sitting import Stage
from coach.paths import Places
from coach.practice import CHANGED, Practice, Sitting
from tests.conftest import FixedClock

FIRST_MONDAY = date(2026, 2, 2)
"""Fifty-two weeks from here go over the end of a year with 53 weeks."""
WEEKS = 52
MISSED = {8, 20, 21, 22, 23, 40}
PAUSED = {14, 32}
EVENING = (1, 3, 5)
"""Tuesday, Thursday and Saturday."""

LONG = "I told her on Monday what it costs and she said that 5 minutes of it had been worth it. "
TEXTS = (
    "Short.",
    LONG,
    "I always do that and it is what they want from me, or so they say. " + LONG,
)


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


@dataclass
class Account:
    """What happened, as somebody would note it who sat beside."""

    practice: Practice
    asked: list[Asked] = field(default_factory=list)
    steps: dict[date, list[str]] = field(default_factory=dict)
    """The steps of each sitting that were taken, skipped ones too."""
    compared: list[tuple[Stage, Position | None]] = field(default_factory=list)
    texts: dict[date, int] = field(default_factory=dict)
    outcomes: list[tuple[date, ActStatus]] = field(default_factory=list)
    sat: set[date] = field(default_factory=set)
    """Days on which something was answered, promised or said."""
    out: set[str] = field(default_factory=set)
    most_open: int = 0
    places: list[tuple[date, int]] = field(default_factory=list)
    """The week of the programme on each day of a sitting."""
    chose: list[date] = field(default_factory=list)
    """When the person went round again."""
    strengths: dict[date, int | None] = field(default_factory=dict)
    """The strength as it was shown on each Monday."""


def place(clock: FixedClock, home: Path) -> Practice:
    """A practice of its own at home."""
    return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)


def clock_at(day: date, hour: int = 19) -> FixedClock:
    """A clock that stands at an hour of a day."""
    return FixedClock(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def lived(home: Path, seed: int) -> Account:
    """A year: three sittings a week, some weeks missed, two taken out."""
    clock = clock_at(FIRST_MONDAY)
    practice = place(clock, home)
    account = Account(practice)
    whim = random.Random(seed)
    for week in range(WEEKS):
        monday = FIRST_MONDAY + timedelta(weeks=week)
        clock.time = clock_at(monday).time
        account.strengths[monday] = practice.progress().strength.value
        if week + 1 == min(PAUSED):
            account.out |= {*practice.pause([iso(monday + timedelta(weeks=1))], "holiday")}
        if week - 1 == max(PAUSED):
            away = practice.today().away
            account.out |= {*practice.pause(away)}
        if week not in MISSED | PAUSED:
            for weekday in EVENING:
                clock.time = clock_at(monday + timedelta(days=weekday)).time
                sit(account, clock, whim)
    return account


def iso(day: date) -> str:
    """The ISO week of a day."""
    return "{:04d}-W{:02d}".format(*day.isocalendar()[:2])


def sit(account: Account, clock: FixedClock, whim: random.Random) -> None:
    """One sitting, from the first step to the last, by whim."""
    # Now and then a new process, as after a kill: nothing is kept but what is in the home.
    if whim.random() < 0.1:
        account.practice = place(clock, account.practice.places.data)
    practice = account.practice
    day = clock.time.date()
    steps = account.steps.setdefault(day, [])
    if position := practice.today().position:
        account.places.append((day, position.number))
    sitting = Sitting(practice)
    stage = sitting.begin()
    while stage and not (stage.step == "reflect" and "reflect" in steps):
        clock.time += timedelta(seconds=30)
        steps.append(stage.step)
        assert len(steps) < 12
        if not DO[stage.step](account, stage, day, whim):
            sitting.skip(stage)
        account.most_open = max(
            account.most_open, sum(act.status == "open" for act in practice.acts())
        )
        stage = sitting.next()


def review(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    assert stage.act
    outcomes: list[ActStatus] = ["kept", "kept", "kept", "partly", "not-yet", "let-go"]
    how = whim.randrange(8)
    if how == 6:
        account.practice.moment_never_came(stage.act.id)
    elif how < 6:
        minutes = 10 if outcomes[how] == "kept" else None
        account.practice.say_outcome(stage.act.id, outcomes[how], did="so", minutes=minutes)
        account.outcomes.append((day, outcomes[how]))
        account.sat.add(day)
        account.texts[day] = account.texts.get(day, 0) + 1
    return how < 7


def echo(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    assert stage.act
    what: list[CameBackWhat] = ["nothing", "paid", "thanks"]
    account.practice.say_what_came_back(stage.act.id, whim.choice(what))
    return True


def reflect(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    practice = account.practice
    passed_over: tuple[str, ...] = ()
    reflection = practice.reflect()
    while reflection.prompt and len(passed_over) < 2 and whim.random() < 0.1:
        passed_over = (*passed_over, reflection.prompt.id)
        reflection = practice.reflect(passed_over=passed_over)
    if reflection.prompt is None:
        return False
    met = {answer.prompt for answer in practice.kept()}
    asked = Asked(
        day=day,
        answer=practice.answer(whim.choice(TEXTS), reflection.prompt.id),
        why=reflection.why,
        position=practice.today().position,
        first_of_week=not any(iso(other) == iso(day) and other < day for other in account.sat),
        passed_over=len(passed_over),
        nothing_new=met | {*passed_over} >= {prompt.id for prompt in practice.library.prompts},
    )
    if reflection.draft:
        reflection.draft.close()
    account.asked.append(asked)
    account.sat.add(day)
    account.texts[day] = account.texts.get(day, 0) + 1
    return True


def follow(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    assert stage.answer
    if stage.step == "changed":
        account.compared.append((stage, account.practice.today().position))
    if whim.random() < 0.2:
        return False
    ask = stage.deeper.ask if stage.deeper else CHANGED
    kind = "changed" if stage.step == "changed" else "deeper"
    account.practice.follow(stage.answer.id, kind, ask, whim.choice(TEXTS))  # type: ignore[arg-type]
    account.texts[day] = account.texts.get(day, 0) + 1
    return True


def commit(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    if whim.random() < 0.2:
        return False
    account.practice.promise("Bill calls", "check his invoice")
    account.sat.add(day)
    return True


def close(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    assert account.practice.closing().kept
    return False


def go_round(account: Account, stage: Stage, day: date, whim: random.Random) -> bool:
    account.practice.start_course(1)
    account.chose.append(day)
    return True


DO: dict[str, Callable[[Account, Stage, date, random.Random], bool]] = {
    "twelve-weeks": go_round,
    "review": review,
    "echo": echo,
    "reflect": reflect,
    "deeper": follow,
    "changed": follow,
    "commit": commit,
    "close": close,
}
"""What the person does at each step; false where they skip it."""


def worth_of_weeks(
    sat: Collection[date],
    outcomes: Collection[tuple[date, ActStatus]],
    out: Collection[str],
    end: date,
) -> list[tuple[float, float] | None]:
    """Kept and said of every closed week before `end`, None for a paused one.

    Told by the words of the practice alone: a practised week with no outcome is half its
    sittings, at most one; a missed one is one promise, none kept; the third in a row is paused.
    """
    worth: list[tuple[float, float] | None] = []
    in_a_row = 0
    monday = min(sat) - timedelta(days=min(sat).weekday())
    while monday < end - timedelta(days=end.weekday()):
        days = {monday + timedelta(days=n) for n in range(7)}
        said = [how for day, how in outcomes if day in days and how != "let-go"]
        sittings = len(days & {*sat})
        if iso(monday) in out:
            worth.append(None)
        elif said:
            worth.append((said.count("kept") + said.count("partly") / 2, len(said)))
        elif sittings:
            worth.append((min(sittings / 2, 1), 1))
        else:
            in_a_row += 1
            worth.append((0, 1) if in_a_row <= 2 else None)
        if sittings and iso(monday) not in out:
            in_a_row = 0
        monday += timedelta(weeks=1)
    return worth


def plain_strength(worth: list[tuple[float, float] | None]) -> int | None:
    """The strength by the sentence of the practice, without the program's rules."""
    counted = [week for week in worth if week]
    if len(counted) < 4:
        return None
    m = 0.5**0.25
    s = 0.0
    for n, (kept, said) in enumerate(counted):
        v = kept / said
        if n:
            before = counted[n - 1]
            v = max(v, (kept + before[0]) / (said + before[1]))
        s = s * m + v * (1 - m)
    return round(100 * s)
