"""What comes next: one pure function that returns the question and its reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.domain.dates import ago, monday_of, week_of, weeks_between
from coach.domain.model import Answer, Choices, Library, ProgrammeWeek, Prompt
from coach.domain.weeks import sitting_days

COMES_BACK_AFTER = (4, 12, 52)
"""Weeks after its last answer before a question may come back: the first, second, later time."""

FRIDAY = 4
"""A course begun on this weekday or later keeps its first week through the next one."""

LOOK_BACK = "look-back"
"""The track in whose week any question may come back, the essays' own first."""


@dataclass(frozen=True)
class Position:
    """Where the programme stands."""

    number: int
    """The week of the programme, from 1."""
    of: int
    """How many weeks the programme has."""
    week: ProgrammeWeek
    rounds: int = 0
    """How often the last week has closed since the person last chose how to go on."""


@dataclass(frozen=True)
class Next:
    """The question to ask now and, in one plain line, why this one."""

    prompt: Prompt | None
    why: str
    position: Position | None


def position_on(
    library: Library, answers: Sequence[Answer], today: date, choices: Choices | None = None
) -> Position | None:
    """The programme's week on a day.

    It moves on at the first ISO week after one in which a question of its track was answered;
    a week in which none was, waits. After the last week it goes round again. A week whose
    track is not installed is passed over. None if no track of the programme is installed, and
    while the course is off or has not begun by the person's choice.
    """
    weeks = [(n, week) for n, week in enumerate(library.programme, 1) if _installed(library, week)]
    start = choices.start if choices else None
    if not weeks or (choices and not choices.course) or (start and start.week > week_of(today)):
        return None
    since = start.week if start else ""
    counted = [a for a in answers if a.kind == "answer" and not a.deleted and a.week >= since]
    step = 0
    if start:
        step = next((i for i, (n, _) in enumerate(weeks) if n >= start.number), 0)
    if counted:
        begun = date.fromisoformat(min(a.day for a in counted))
        answered: dict[str, set[str]] = {}
        for iso_week, track in {(a.week, a.track or "") for a in counted}:
            answered.setdefault(iso_week, set()).add(track)
        closed = weeks_between(week_of(begun), week_of(today))[:-1]
        if begun.weekday() >= FRIDAY and closed:
            # The few days of the first week and the next week are one week of the programme.
            begun_week = closed.pop(0)
            joined = week_of(monday_of(begun_week) + timedelta(weeks=1))
            answered[joined] = answered.get(joined, set()) | answered[begun_week]
        for passed in closed:
            if weeks[step % len(weeks)][1].track in answered.get(passed, ()):
                step += 1
    rounds, place = divmod(step, len(weeks))
    number, week = weeks[place]
    return Position(number=number, of=len(library.programme), week=week, rounds=rounds)


def what_next(
    library: Library,
    answers: Sequence[Answer],
    today: date,
    passed_over: Collection[str] = (),
    *,
    choices: Choices | None = None,
    sat: Collection[str] | None = None,
) -> Next:
    """The question to ask on a day, and why.

    From the track of the programme's week: first what was never answered, in the week's order;
    then the least recently answered whose time to come back has come. In a look back that
    comes first, from any track, the essays' own questions before others. There is at most one
    such comparison a week, and none in a week's first sitting. If that track has nothing to
    ask, an unanswered question of another track, in programme order. Once every question was
    met or passed over there is nothing but comparisons: then the least recently answered whose
    time has come, in any sitting, for else there would be nothing to ask. Never one that was
    answered in the same ISO week, nor one of `passed_over` (ids of questions not to be asked
    now). None if that leaves nothing. `sat` are the practice days with a sitting, by default
    those with an answer.
    """
    position = position_on(library, answers, today, choices)
    history = _History(answers, today)
    open_now = [
        p
        for p in library.prompts
        if not p.retired and p.id not in passed_over and not history.answered_this_week(p)
    ]
    unanswered = [p for p in open_now if not history.times(p)]
    due = [p for p in open_now if history.may_come_back(p)]
    may_compare = history.is_later_sitting(sat) and not history.compared_this_week()

    back: Prompt | None = None
    if position:
        week = position.week
        place = f"Week {position.number} of {position.of}: {week.focus}."
        fresh = next(iter(_in_week_order(week, unanswered)), None)
        back = history.longest_ago(p for p in due if p.track == week.track)
        if week.track == LOOK_BACK:
            essays = history.longest_ago(p for p in due if p.essay_question)
            back = essays or history.longest_ago(due)
        if back and may_compare and (week.track == LOOK_BACK or not fresh):
            return Next(back, f"{place} {history.answered_ago(back)}", position)
        if fresh:
            return Next(fresh, place, position)

    if unanswered:
        title = library.track_by_id[unanswered[0].track].title
        other = ", from another track" if position else ""
        reason = f"A question you have not answered yet{other}: {title}."
        return Next(unanswered[0], reason, position)
    if back := back or history.longest_ago(due):
        met_all = all(p.retired or history.times(p) for p in library.prompts)
        met = "You have met every question." if met_all else "You passed over what is new."
        return Next(back, f"{met} {history.answered_ago(back)}", position)
    if open_now or passed_over:
        why = "Every question rests for now. Choose one yourself, or write a note."
        return Next(None, why, position)
    return Next(None, "You have answered every question this week. That is plenty.", position)


def what_next_in(
    library: Library,
    answers: Sequence[Answer],
    today: date,
    track: str,
    passed_over: Collection[str] = (),
    *,
    choices: Choices | None = None,
) -> Next:
    """The question to ask from a track the person chose; the programme does not move for it."""
    history = _History(answers, today)
    ours = [p for p in library.of_track(track) if p.id not in passed_over]
    open_now = [p for p in ours if not history.answered_this_week(p)]
    title = library.track_by_id[track].title
    position = position_on(library, answers, today, choices)
    if prompt := next((p for p in open_now if not history.times(p)), None):
        return Next(prompt, f"Your choice: {title}.", position)
    if prompt := history.longest_ago(open_now):
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
        self.answers = answers
        monday = today - timedelta(days=today.weekday())
        # Days are compared as they are written: there may be many thousands of them.
        self.week = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        self.days: dict[str, set[str]] = {}
        for answer in answers:
            if answer.kind == "answer" and not answer.deleted and answer.prompt:
                self.days.setdefault(answer.prompt, set()).add(answer.day)

    def times(self, prompt: Prompt) -> int:
        """On how many days it was answered."""
        return len(self.days.get(prompt.id, ()))

    def last_day(self, prompt: Prompt) -> str:
        return max(self.days.get(prompt.id, ()), default="")

    def longest_ago(self, prompts: Iterable[Prompt]) -> Prompt | None:
        return min(prompts, key=self.last_day, default=None)

    def answered_this_week(self, prompt: Prompt) -> bool:
        return any(self._this_week(day) for day in self.days.get(prompt.id, ()))

    def may_come_back(self, prompt: Prompt) -> bool:
        if not self.times(prompt):
            return False
        step = min(self.times(prompt), len(COMES_BACK_AFTER)) - 1
        back = date.fromisoformat(self.last_day(prompt)) + timedelta(weeks=COMES_BACK_AFTER[step])
        return back <= self.today

    def is_later_sitting(self, sat: Collection[str] | None) -> bool:
        """Whether there was a sitting on an earlier day of this week."""
        days = sitting_days(self.answers) if sat is None else sat
        return any(self._this_week(day) and day < self.today.isoformat() for day in days)

    def compared_this_week(self) -> bool:
        """Whether a question that was answered before was answered again this week."""
        return any(
            self._this_week(max(days)) and min(days) < max(days) for days in self.days.values()
        )

    def answered_ago(self, prompt: Prompt) -> str:
        last = date.fromisoformat(self.last_day(prompt))
        return f"You last answered this {ago(last, self.today)}."

    def _this_week(self, day: str) -> bool:
        return self.week[0] <= day <= self.week[1]
