"""Which question comes next, and why: an ordered tuple of small rules, the first that answers wins.

`RULES` is the whole of it; each rule looks at the same `Look` and returns a question with its
reason, or None to leave it to the next rule.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from coach.domain.dates import EARLIEST, ago, monday_of, week_of, weeks_between
from coach.domain.model import Answer, Choices, CourseWeek, Library, Prompt
from coach.domain.weeks import session_days

COMES_BACK_AFTER = (4, 12, 52)
"""ISO weeks from its last answer until a question may come back: first, second, later time."""
AGAIN_AFTER = COMES_BACK_AFTER[0]
"""ISO weeks until the table may ask a question again in the same round."""

FRIDAY = 4
"""A course begun on this weekday or later keeps its first week through the next one."""

LOOK_BACK = "look-back"
"""The track in whose week any question may come back, the essays' own first."""


@dataclass(frozen=True)
class Position:
    """Where the course stands."""

    number: int
    """The week of the course, from 1."""
    of: int
    """How many weeks the course has."""
    week: CourseWeek
    rounds: int = 0
    """How often the last week has closed since the person last chose how to go on."""
    before: tuple[CourseWeek, ...] = ()
    """The weeks of this round that are over."""
    ahead: tuple[CourseWeek, ...] = ()
    """The weeks of this round that are to come."""

    @property
    def looks_back(self) -> bool:
        """Whether this is the look-back week."""
        return self.week.track == LOOK_BACK

    def __str__(self) -> str:
        """Return it in one plain line: `Week 5 of 12: who you serve best.`."""
        return f"Week {self.number} of {self.of}: {self.week.focus}."


@dataclass(frozen=True)
class Next:
    """The question to ask now and, in one plain line, why this one."""

    prompt: Prompt | None
    why: str
    position: Position | None


def position_on(
    library: Library, answers: Sequence[Answer], today: date, choices: Choices | None = None
) -> Position | None:
    """Return the week of the course on a day.

    It moves on at the first ISO week after one in which a question of its track was answered, or
    one that it asks first, or an essay question that an earlier week had asked in vain; a week
    without waits. After the last week it goes round again. A week whose track is not installed
    is passed over. Deleting an answer never moves it. None if no track of the course is
    installed, and while the course is off or has not begun by the person's choice.
    """
    course = [(n, week) for n, week in enumerate(library.course, 1) if library.of_track(week.track)]
    start = choices.start if choices else None
    if not course or (choices and not choices.course) or (start and start.week > week_of(today)):
        return None
    numbers, weeks = zip(*course, strict=True)
    since = start.week if start else ""
    place = begun = next((i for i, n in enumerate(numbers) if start and n >= start.number), 0)
    rounds = 0
    met: set[str] = set()
    for answered in _closed_weeks([a for a in answers if a.week >= since], today):
        missed = _essay_questions(library, weeks[begun:place]) - met
        met |= answered
        if answered & {weeks[place].track, *weeks[place].first, *missed}:
            place += 1
        if place == len(weeks):
            place, begun, rounds = 0, 0, rounds + 1
    return Position(
        number=numbers[place],
        of=len(library.course),
        week=weeks[place],
        rounds=rounds,
        before=weeks[begun:place],
        ahead=weeks[place + 1 :],
    )


def _essay_questions(library: Library, weeks: Iterable[CourseWeek]) -> set[str]:
    """Return the essay questions that these weeks ask first."""
    named = (library.by_id.get(name) for week in weeks for name in week.first)
    return {prompt.id for prompt in named if prompt and prompt.essay_question}


def _closed_weeks(answers: Sequence[Answer], today: date) -> list[set[str]]:
    """Return for each week before this one, from the first answer on, what it answered.

    That is the ids of its tracks and of its questions.
    """
    given = [a for a in answers if a.kind == "answer" and EARLIEST <= a.day <= today]
    if not given:
        return []
    begun = min(answer.day for answer in given)
    answered: dict[str, set[str]] = defaultdict(set)
    for answer in given:
        answered[answer.week] |= {answer.track or "", answer.prompt or ""} - {""}
    closed = weeks_between(week_of(begun), week_of(today))[:-1]
    if begun.weekday() >= FRIDAY and closed:
        # The few days of the first week and the next week are one week of the course.
        first = closed.pop(0)
        answered[week_of(monday_of(first) + timedelta(weeks=1))] |= answered[first]
    return [answered[week] for week in closed]


class Look:
    """What the rules look at: the questions, when each was answered, and where the course stands.

    `passed_over` are ids of questions not to be asked now, `practiced` the practice days with a
    session, by default those with an answer.
    """

    def __init__(
        self,
        library: Library,
        answers: Sequence[Answer],
        today: date,
        passed_over: Collection[str] = (),
        *,
        choices: Choices | None = None,
        practiced: Collection[date] | None = None,
    ) -> None:
        self.library = library
        self.today = today
        self.position = position_on(library, answers, today, choices)
        self._monday = today - timedelta(days=today.weekday())
        self._days: dict[str, set[date]] = {}
        for answer in answers:
            if answer.kind == "answer" and answer.prompt:
                self._days.setdefault(answer.prompt, set()).add(answer.day)
        self._practiced = session_days(answers) if practiced is None else practiced
        self.candidates = [
            prompt
            for prompt in library.prompts
            if not prompt.retired and prompt.id not in passed_over and self._may_be_asked(prompt)
        ]
        """Questions that were not answered this week, and wait for no other."""

    def days(self, prompt: Prompt) -> set[date]:
        """Return the days on which a question was answered."""
        return self._days.get(prompt.id, set())

    def _may_be_asked(self, prompt: Prompt) -> bool:
        """Return whether a question rests this week, and those it comes after were answered."""
        before = [self.library.by_id[name] for name in prompt.after if name in self.library.by_id]
        return all(self.days(other) or other.retired for other in before) and not any(
            day >= self._monday for day in self.days(prompt)
        )

    @cached_property
    def unanswered(self) -> list[Prompt]:
        """The questions that were never answered, in course order."""
        return [prompt for prompt in self.candidates if not self.days(prompt)]

    @cached_property
    def rested(self) -> list[Prompt]:
        """The questions answered before whose time to come back has come."""
        return [prompt for prompt in self.candidates if self._may_come_back(prompt)]

    def _may_come_back(self, prompt: Prompt) -> bool:
        days = self.days(prompt)
        if not days:
            return False
        return self._rests(days) >= COMES_BACK_AFTER[min(len(days), len(COMES_BACK_AFTER)) - 1]

    def _rests(self, days: set[date]) -> int:
        """Return for how many ISO weeks a question answered on these days has rested."""
        return (self._monday - monday_of(week_of(max(days)))).days // 7

    def comes_by_table(self, prompt: Prompt, position: Position) -> bool:
        """Return whether the week's table asks this now, for the first time or again.

        What was answered is done, unless an earlier week of this round asks it, too.
        """
        days = self.days(prompt)
        again = any(prompt.id in week.first for week in position.before)
        return not days or (again and self._rests(days) >= AGAIN_AFTER)

    @cached_property
    def may_compare(self) -> bool:
        """Whether a question may come back: not in a week's first session, and once a week."""
        later = any(self._monday <= day < self.today for day in self._practiced)
        compared = any(
            max(days) >= self._monday and min(days) < max(days) for days in self._days.values()
        )
        return later and not compared

    def longest_ago(self, prompts: Iterable[Prompt]) -> Prompt | None:
        """Return the question whose last answer is the oldest."""
        return min(prompts, key=lambda p: max(self.days(p), default=date.min), default=None)

    def next_round(self) -> Prompt | None:
        """Return the question met least often: a person's own first, then the longest rested."""
        course = {week.track for week in self.library.course}

        def place(prompt: Prompt) -> tuple[int, bool, date]:
            days = self.days(prompt)
            return len(days), prompt.track in course, max(days, default=date.min)

        return min(self.candidates, key=place, default=None)

    def last_answered(self, prompt: Prompt) -> str:
        """Say when a question was last answered."""
        return f"You last answered this {ago(max(self.days(prompt)), self.today)}."

    def new_of_week(self) -> Prompt | None:
        """Return the first unanswered question of the week's track that no later week asks."""
        if not (position := self.position):
            return None
        later = {name for week in position.ahead for name in week.first}
        ours = (p for p in self.unanswered if p.track == position.week.track)
        return next((prompt for prompt in ours if prompt.id not in later), None)

    def back_of_week(self) -> Prompt | None:
        """Return the question to come back: of the week's track, in a look back of any."""
        if not self.position:
            return None
        if self.position.looks_back:
            essays = self.longest_ago(p for p in self.rested if p.essay_question)
            return essays or self.longest_ago(self.rested)
        return self.longest_ago(p for p in self.rested if p.track == self.position.week.track)


Rule = Callable[[Look], Next | None]


def missed_essay_question(look: Look) -> Next | None:
    """Ask the essay question that an earlier week of this round had asked in vain."""
    if not (position := look.position):
        return None
    missed = _essay_questions(look.library, position.before)
    prompt = next((p for p in look.unanswered if p.id in missed), None)
    return Next(prompt, f"{position} First, one you haven't met yet.", position) if prompt else None


def of_the_table(look: Look) -> Next | None:
    """Ask what the course's table names for this week, in its order."""
    if not (position := look.position):
        return None
    waiting = {prompt.id: prompt for prompt in look.candidates}
    named = (waiting[name] for name in position.week.first if name in waiting)
    prompt = next((p for p in named if look.comes_by_table(p, position)), None)
    if prompt is None:
        return None
    why = f"{position} {look.last_answered(prompt)}" if look.days(prompt) else str(position)
    return Next(prompt, why, position)


def compare_this_week(look: Look) -> Next | None:
    """Let a question come back: in a look back first of all, else once nothing new is left."""
    back = look.back_of_week() if look.may_compare else None
    if not back or not look.position:
        return None
    if not look.position.looks_back and look.new_of_week():
        return None
    return Next(back, f"{look.position} {look.last_answered(back)}", look.position)


def new_this_week(look: Look) -> Next | None:
    """Ask what was never answered, from the track of the course's week."""
    prompt = look.new_of_week()
    return Next(prompt, str(look.position), look.position) if prompt else None


def new_of_any_track(look: Look) -> Next | None:
    """Ask what was never answered, from any track in course order."""
    if not look.unanswered:
        return None
    prompt = look.unanswered[0]
    title = look.library.title(prompt.track)
    other = ", from another track" if look.position else ""
    return Next(prompt, f"A question you haven't answered yet{other}: {title}.", look.position)


def back_once_all_were_met(look: Look) -> Next | None:
    """Let the question come back that rested longest: there is nothing new to ask."""
    met_all = all(p.retired or look.days(p) for p in look.library.prompts)
    met = "You've met every question." if met_all else "You passed over what is new."
    round_again = look.next_round() if met_all else look.longest_ago(look.rested)
    back = look.back_of_week() or round_again
    return Next(back, f"{met} {look.last_answered(back)}", look.position) if back else None


RULES: tuple[Rule, ...] = (
    missed_essay_question,
    of_the_table,
    compare_this_week,
    new_this_week,
    new_of_any_track,
    back_once_all_were_met,
)
"""What comes next, in order; a person's own choice comes before all of them."""


def what_next(look: Look) -> Next:
    """Return the question to ask, and why; never one answered this week or passed over."""
    for rule in RULES:
        if found := rule(look):
            return found
    asked = "You've met every question this week. What's on your mind?"
    return Next(None, asked, look.position)


def what_next_in(look: Look, track: str) -> Next:
    """Return the question to ask from a track the person chose; the course does not move for it."""
    title = look.library.title(track)
    ours = [prompt for prompt in look.candidates if prompt.track == track]
    if prompt := next((p for p in ours if not look.days(p)), None):
        return Next(prompt, f"Your choice: {title}.", look.position)
    if prompt := look.longest_ago(ours):
        return Next(prompt, f"Your choice: {title}. {look.last_answered(prompt)}", look.position)
    return Next(None, "You've answered every question of this track this week.", look.position)
