"""Which question comes next, and why: an ordered tuple of small rules, the first that answers wins.

`RULES` is the whole of it; each rule looks at the same `Look` and returns a question with its
reason, or None to leave it to the next rule.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from coach.domain.dates import ago, monday_of, week_of
from coach.domain.model import Answer, Library, Prompt, Shows
from coach.domain.position import LOOK_BACK, Position, essay_questions
from coach.domain.weeks import session_days
from coach.frozen import frozen

COMES_BACK_AFTER = (4, 12, 52)
"""ISO weeks from its last answer until a question may come back: first, second, later time."""
AGAIN_AFTER = COMES_BACK_AFTER[0]
"""ISO weeks until the table may ask a question again."""


@frozen
class Next:
    """The question to ask now and, in one plain line, why this one."""

    prompt: Prompt | None
    why: str
    position: Position | None


class Look:
    """What the rules look at: the questions, when each was answered, and where the course stands.

    `passed_over` are ids of questions not to be asked now, `practiced` the practice days with a
    session, by default those with an answer. `nothing_of` is what a look back can't show yet: a
    question about it waits.
    """

    def __init__(
        self,
        library: Library,
        answers: Sequence[Answer],
        today: date,
        passed_over: Collection[str] = (),
        *,
        position: Position | None = None,
        practiced: Collection[date] | None = None,
        nothing_of: Collection[Shows] = (),
    ) -> None:
        self.library = library
        self.today = today
        self._nothing_of = nothing_of
        self.position = position
        self._monday = today - timedelta(days=today.weekday())
        self._days: dict[str, set[date]] = {}
        for answer in answers:
            if answer.kind == "answer" and answer.prompt:
                self._days.setdefault(answer.prompt, set()).add(answer.day)
        self._practiced = session_days(answers) if practiced is None else practiced
        self.candidates = [
            prompt
            for prompt in library.prompts
            if not (prompt.retired or prompt.id in passed_over or self.waits(prompt))
            and all(day < self._monday for day in self.days(prompt))
        ]
        """Questions that were not answered this week, and wait for no other."""

    def days(self, prompt: Prompt) -> set[date]:
        """Return the days on which a question was answered."""
        return self._days.get(prompt.id, set())

    def waits(self, prompt: Prompt) -> bool:
        """Return whether a question waits: for another's answer, or for something to show."""
        before = (self.library.by_id.get(name) for name in prompt.after)
        unmet = any(other and not (self.days(other) or other.retired) for other in before)
        return unmet or prompt.shows in self._nothing_of

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
        after = COMES_BACK_AFTER[min(len(days), len(COMES_BACK_AFTER)) - 1]
        return bool(days) and self._rests(days) >= after

    def _rests(self, days: set[date]) -> int:
        """Return for how many ISO weeks a question answered on these days has rested."""
        return (self._monday - monday_of(week_of(max(days)))).days // 7

    def comes_by_table(self, prompt: Prompt, position: Position) -> bool:
        """Return whether the week's table asks this now, for the first time or again.

        What was answered is done, unless an earlier week of the table asks it, too.
        """
        days = self.days(prompt)
        earlier = self.library.course[: position.number - 1]
        again = any(prompt.id in week.first for week in earlier)
        return not days or (again and self._rests(days) >= AGAIN_AFTER)

    @cached_property
    def may_compare(self) -> bool:
        """Whether a question may come back that the week's table doesn't name.

        Not in a week's first session, and once a week.
        """
        later = any(self._monday <= day < self.today for day in self._practiced)
        named = self.position.week.first if self.position else ()
        compared = any(
            max(days) >= self._monday and min(days) < max(days)
            for prompt, days in self._days.items()
            if prompt not in named
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

    @cached_property
    def new_by_now(self) -> list[Prompt]:
        """The questions that were never answered, without those that a later week asks."""
        ahead = self.position.ahead if self.position else ()
        later = {name for week in ahead for name in week.first}
        return [prompt for prompt in self.unanswered if prompt.id not in later]

    def back_of_week(self) -> Prompt | None:
        """Return the question to come back: of the week's track, in a look back of any."""
        if not (position := self.position):
            return None
        track = position.week.track
        return self.longest_ago(p for p in self.rested if track in (LOOK_BACK, p.track))


Rule = Callable[[Look], Next | None]


def missed_essay_question(look: Look) -> Next | None:
    """Ask the essay question that an earlier week of this round had asked in vain."""
    if not (position := look.position):
        return None
    missed = essay_questions(look.library, position.before)
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


def new_this_week(look: Look) -> Next | None:
    """Ask what was never answered, from the track of the course's week."""
    track = look.position.week.track if look.position else None
    prompt = next((p for p in look.new_by_now if p.track == track), None)
    return Next(prompt, str(look.position), look.position) if prompt else None


def compare_this_week(look: Look) -> Next | None:
    """Let a question come back, once the week's track has nothing new."""
    back = look.back_of_week() if look.may_compare else None
    if back is None:
        return None
    return Next(back, f"{look.position} {look.last_answered(back)}", look.position)


def new_of_any_track(look: Look) -> Next | None:
    """Ask what was never answered, from any track in course order, what a later week asks last."""
    if not look.unanswered:
        return None
    prompt = next(iter(look.new_by_now + look.unanswered))
    title = look.library.title(prompt.track)
    other = ", from another track" if look.position else ""
    return Next(prompt, f"A question you haven't answered yet{other}: {title}.", look.position)


def back_once_all_were_met(look: Look) -> Next | None:
    """Begin another round once there is nothing new to ask; else let one come back that may."""
    met_all = all(p.retired or look.days(p) or look.waits(p) for p in look.library.prompts)
    if met_all:
        met, back = "You've met every question.", look.next_round()
    else:
        met = "You passed over what is new."
        back = look.back_of_week() or look.longest_ago(look.rested)
    return Next(back, f"{met} {look.last_answered(back)}", look.position) if back else None


RULES: tuple[Rule, ...] = (
    missed_essay_question,
    of_the_table,
    new_this_week,
    compare_this_week,
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
