"""Where the course stands: which of its weeks it is, and why it moves on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from coach.domain.dates import EARLIEST, monday_of, week_of, weeks_between
from coach.domain.model import Answer, Choices, CourseWeek, Library
from coach.frozen import frozen

FRIDAY = 4
"""A course begun on this weekday or later keeps its first week through the next one.

One that begins amid weeks of practice doesn't: whoever answers once a week, on Fridays, goes on.
"""

LOOK_BACK = "look-back"
"""The track in whose week any question may come back."""


@frozen
class Position:
    """Where the course stands."""

    number: int
    """The week of the course, from 1."""
    of: int
    """How many weeks the course has."""
    week: CourseWeek
    rounds: int = 0
    """How often the last week has closed since the person last chose how to go on."""
    since: str = ""
    """The ISO week in which the last of these rounds began."""
    before: tuple[CourseWeek, ...] = ()
    """The weeks of this round that are over."""
    ahead: tuple[CourseWeek, ...] = ()
    """The weeks of this round that are to come."""

    def __str__(self) -> str:
        """Return it in one plain line: `Week 5 of 12: who you serve best.`."""
        return f"Week {self.number} of {self.of}: {self.week.focus}."


def position_on(
    library: Library, answers: Sequence[Answer], today: date, choices: Choices | None = None
) -> Position | None:
    """Return the week of the course on a day.

    It moves on at the first ISO week after one in which a question of its track was answered, or
    one that it asks first, or an essay question that an earlier week had asked in vain; a week
    without waits. After the last week it goes around again. A week whose track is not installed
    is passed over. Deleting an answer never moves it. None if no track of the course is
    installed, and while the course is off or has not begun by the person's choice.
    """
    course = [(n, week) for n, week in enumerate(library.course, 1) if library.of_track(week.track)]
    start = choices.start if choices else None
    if not course or (choices and not choices.course) or (start and start.week > week_of(today)):
        return None
    numbers, weeks = zip(*course, strict=True)
    place = begun = next((i for i, n in enumerate(numbers) if start and n >= start.number), 0)
    rounds, since = 0, start.week if start else ""
    given = [a for a in answers if a.kind == "answer" and EARLIEST <= a.day <= today]
    met = {answer.prompt or "" for answer in given if answer.week < since}
    for week, answered in _closed_weeks(given, since, week_of(today)):
        missed = essay_questions(library, weeks[begun:place]) - met
        met |= answered
        if answered & {weeks[place].track, *weeks[place].first, *missed}:
            place += 1
        if place == len(weeks):
            place, begun, rounds = 0, 0, rounds + 1
            since = _moved(week, 1)
    return Position(
        number=numbers[place],
        of=len(library.course),
        week=weeks[place],
        rounds=rounds,
        since=since,
        before=weeks[begun:place],
        ahead=weeks[place + 1 :],
    )


def round_on(
    place: Position | None,
    library: Library,
    answers: Sequence[Answer],
    today: date,
    choices: Choices | None,
) -> int:
    """Return which time one goes through the course, from 1, where the course stands at `place`.

    Rounds from before a person chose how to go on count where all answers lead to the same week.
    """
    if place is None:
        return 1
    if not (choices and choices.start):
        return 1 + place.rounds
    whole = position_on(library, answers, today) or place
    agree = whole.number == place.number
    return 1 + (whole.rounds if agree else place.rounds)


def essay_questions(library: Library, weeks: Iterable[CourseWeek]) -> set[str]:
    """Return the essay questions that these weeks ask first."""
    named = (library.by_id.get(name) for week in weeks for name in week.first)
    return {prompt.id for prompt in named if prompt and prompt.essay_question}


def _closed_weeks(
    given: Sequence[Answer], since: str, this_week: str
) -> list[tuple[str, set[str]]]:
    """Return what was answered in each week before this one, from the first answer since on.

    That is the ids of its tracks and of its questions.
    """
    answered: dict[str, set[str]] = defaultdict(set)
    for week, *about in {(answer.week, answer.track, answer.prompt) for answer in given}:
        answered[week].update(name for name in about if name)
    begun = min((answer.day for answer in given if answer.week >= since), default=None)
    if begun is None:
        return []
    closed = weeks_between(week_of(begun), this_week)[:-1]
    goes_on = _moved(week_of(begun), -1) in answered
    if begun.weekday() >= FRIDAY and closed and not goes_on:
        # The few days of the first week and the next week are one week of the course.
        first = closed.pop(0)
        answered[_moved(first, 1)] |= answered[first]
    return [(week, answered[week]) for week in closed]


def _moved(week: str, weeks: int) -> str:
    return week_of(monday_of(week) + timedelta(weeks=weeks))
