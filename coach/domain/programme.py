"""What comes next: one pure function that returns the question and its reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.domain.dates import ago, monday_of, week_of, weeks_between
from coach.domain.model import Answer, Library, ProgrammeWeek, Prompt

COMES_BACK_AFTER = (4, 12, 52)
"""Weeks after its last answer before a question may come back: the first, second, later time."""

FRIDAY = 4
"""A course begun on this weekday or later keeps its first week through the next one."""


@dataclass(frozen=True)
class Position:
    """Where the programme stands."""

    number: int
    """The week of the programme, from 1."""
    of: int
    """How many weeks the programme has."""
    week: ProgrammeWeek


@dataclass(frozen=True)
class Next:
    """The question to ask now and, in one plain line, why this one."""

    prompt: Prompt | None
    why: str
    position: Position | None


def position_on(library: Library, answers: Sequence[Answer], today: date) -> Position | None:
    """The programme's week on a day; None if no track of the programme is installed.

    It moves on at the first ISO week after one in which a question of its track was answered;
    a week in which none was, waits. After the last week it goes round again. A week whose
    track is not installed is passed over.
    """
    weeks = [(n, week) for n, week in enumerate(library.programme, 1) if _installed(library, week)]
    if not weeks:
        return None
    counted = [a for a in answers if a.kind == "answer" and not a.deleted]
    step = 0
    if counted:
        begun = date.fromisoformat(min(a.day for a in counted))
        answered: dict[str, set[str]] = {}
        for answer in counted:
            answered.setdefault(answer.week, set()).add(answer.track or "")
        closed = weeks_between(week_of(begun), week_of(today))[:-1]
        if begun.weekday() >= FRIDAY and closed:
            # The few days of the first week and the next week are one week of the programme.
            begun_week = closed.pop(0)
            joined = week_of(monday_of(begun_week) + timedelta(weeks=1))
            answered[joined] = answered.get(joined, set()) | answered[begun_week]
        for passed in closed:
            if weeks[step % len(weeks)][1].track in answered.get(passed, ()):
                step += 1
    number, week = weeks[step % len(weeks)]
    return Position(number=number, of=len(library.programme), week=week)


def what_next(
    library: Library,
    answers: Sequence[Answer],
    today: date,
    passed_over: Collection[str] = (),
) -> Next:
    """The question to ask on a day, and why.

    From the track of the programme's week: first what was never answered, in the week's order;
    then the least recently answered whose time to come back has come. If that track has
    nothing to ask, an unanswered question of another track, in programme order; last the
    least recently answered of all. Never one that was answered in the same ISO week, nor one
    of `passed_over` (ids of questions the person asked not to be asked now). None if that
    leaves nothing.
    """
    position = position_on(library, answers, today)
    history = _History(answers, today)
    open_now = [
        p
        for p in library.prompts
        if not p.retired and p.id not in passed_over and not history.answered_this_week(p)
    ]
    place = f"Week {position.number} of {position.of}: {position.week.focus}." if position else ""

    if position:
        ours = _in_week_order(position.week, open_now)
        if prompt := next((p for p in ours if not history.times(p)), None):
            return Next(prompt, place, position)
        due = [p for p in ours if history.may_come_back(p)]
        if prompt := min(due, key=history.last_day, default=None):
            return Next(prompt, f"{place} {history.answered_ago(prompt)}", position)

    if prompt := next((p for p in open_now if not history.times(p)), None):
        title = library.track_by_id[prompt.track].title
        reason = "A question you have not answered yet, from another track"
        return Next(prompt, f"{reason}: {title}.", position)
    if prompt := min(open_now, key=history.last_day, default=None):
        return Next(
            prompt, f"You have met every question. {history.answered_ago(prompt)}", position
        )
    return Next(None, "You have answered every question this week. That is plenty.", position)


def what_next_in(
    library: Library,
    answers: Sequence[Answer],
    today: date,
    track: str,
    passed_over: Collection[str] = (),
) -> Next:
    """The question to ask from a track the person chose; the programme does not move for it."""
    history = _History(answers, today)
    ours = [p for p in library.of_track(track) if p.id not in passed_over]
    open_now = [p for p in ours if not history.answered_this_week(p)]
    title = library.track_by_id[track].title
    position = position_on(library, answers, today)
    if prompt := next((p for p in open_now if not history.times(p)), None):
        return Next(prompt, f"Your choice: {title}.", position)
    if prompt := min(open_now, key=history.last_day, default=None):
        return Next(prompt, f"Your choice: {title}. {history.answered_ago(prompt)}", position)
    return Next(None, "You have answered all of this track this week.", position)


def _installed(library: Library, week: ProgrammeWeek) -> bool:
    return week.track in library.track_by_id and bool(library.of_track(week.track))


def _in_week_order(week: ProgrammeWeek, prompts: Sequence[Prompt]) -> list[Prompt]:
    first = {name: place for place, name in enumerate(week.first)}
    ours = [p for p in prompts if p.track == week.track]
    return sorted(ours, key=lambda p: first.get(p.id, len(first)))


class _History:
    """When each question was answered, as seen from one day."""

    def __init__(self, answers: Sequence[Answer], today: date) -> None:
        self.today = today
        self.days: dict[str, list[str]] = {}
        for answer in answers:
            if answer.kind == "answer" and not answer.deleted and answer.prompt:
                self.days.setdefault(answer.prompt, []).append(answer.day)

    def times(self, prompt: Prompt) -> int:
        return len(self.days.get(prompt.id, ()))

    def last_day(self, prompt: Prompt) -> str:
        return max(self.days.get(prompt.id, ()), default="")

    def answered_this_week(self, prompt: Prompt) -> bool:
        this_week = week_of(self.today)
        return any(
            week_of(date.fromisoformat(day)) == this_week for day in self.days.get(prompt.id, ())
        )

    def may_come_back(self, prompt: Prompt) -> bool:
        step = min(self.times(prompt), len(COMES_BACK_AFTER)) - 1
        back = date.fromisoformat(self.last_day(prompt)) + timedelta(weeks=COMES_BACK_AFTER[step])
        return back <= self.today

    def answered_ago(self, prompt: Prompt) -> str:
        last = date.fromisoformat(self.last_day(prompt))
        return f"You last answered this {ago(last, self.today)}."
