"""A session: where it stands, what was begun, and what today asks."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from coach.domain.dates import week_of
from coach.domain.memory import LastBack, Remembered, last_back, remembered, saved_on
from coach.domain.model import Answer, Promise, Prompt
from coach.domain.plan import Plan, plan_in
from coach.domain.position import Position, round_on
from coach.domain.promises import has_room
from coach.domain.session import Day, NextStep, comparing, deepening, next_step
from coach.domain.weeks import Theme, themes, weeks_away
from coach.errors import JournalError
from coach.frozen import frozen
from coach.practice.drafting import LINES, PROMISE, WALK, about_of, form_values, line_name
from coach.practice.practice import Practice
from coach.store.drafts import Draft

if TYPE_CHECKING:
    from coach.practice.steps.step import Done, Step
    from coach.practice.steps.trail import Trail

TEN_MINUTES = timedelta(minutes=10)
"""After so long a session says, once, that it is enough (practice, "Budget")."""
ENOUGH_FOR_TODAY = "Ten minutes. That's enough for today, if you like."


@frozen
class Today:
    """What the coach says on a day."""

    day: date
    week: str
    position: Position | None
    prompt: Prompt | None
    why: str
    due: bool
    """Whether a session is due by the plan."""
    sessions_this_week: int
    """Sessions of this ISO week, today's included."""
    practiced_today: bool
    practiced: bool
    """Whether anything was ever saved in a session."""
    plan: Plan
    next_session: date | None
    open_promises: tuple[Promise, ...]
    """The open promises, the one due first before the others."""
    away: tuple[str, ...]
    """The weeks just past in which nothing was saved, as `2026-W47`."""
    step: NextStep | None
    """The step to go on with: one that was begun, else where the session stands.

    None once it is over.
    """
    begun: bool
    """Whether that step was begun and not saved."""
    walks: bool = False
    """Whether a walk through the four questions is open."""
    saved: tuple[Answer | Promise, ...] = ()
    """What was written today, and the promises that were reviewed."""
    remembered: Remembered | None = None
    last_back: LastBack | None = None
    themes: tuple[Theme, ...] = ()
    """The weeks of the course, if it is on."""
    round: int = 1
    """Which time one goes through the course."""
    facts: tuple[str, ...] = ()
    """What the course came to, once it is over."""

    @property
    def course_over(self) -> bool:
        """Whether the course is over, and how to go on not chosen yet."""
        return self.step is not None and self.step.kind == "twelve-weeks"

    @property
    def plan_met(self) -> bool:
        """Whether the week's plan is met, and no day of it is still to come."""
        following = self.next_session if self.plan.days else None
        to_come = self.due or (following and week_of(following) == self.week)
        return 0 < self.plan.per_week <= self.sessions_this_week and not to_come


class Session:
    """One person's way through a session.

    It remembers only what was skipped; all else is in the journal and in drafts, so that it
    survives any end of the program. Methods raise `JournalError` if the journal cannot be read.
    """

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self._skipped: set[str] = set()
        self._day: date | None = None

    def opened(self) -> Today:
        """Return what `today` does, once drafts that were saved and the nudge are gone."""
        self.practice.drop_saved_drafts()
        self.practice.work.clear_nudge()
        return self.today()

    def today(self) -> Today:
        """Return what is next and why, with what was skipped in mind."""
        practice, day = self.practice, self.practice.day()
        course, choices = practice.course, practice.course.choices()
        practiced, following = course.practiced(), course.next()
        weeks, week = practice.progress.weeks(), week_of(day)
        step, place = self.begun(), following.position
        begun, step = step is not None, step or self._standing()
        over = step is not None and step.kind == "twelve-weeks"
        answers, promises = practice.journal.answers(), practice.journal.promises()
        return Today(
            day=day,
            week=week,
            position=place,
            prompt=following.prompt,
            why=following.why,
            due=course.session_due(),
            sessions_this_week=weeks[-1].sessions,
            practiced_today=day in practiced,
            practiced=bool(practiced),
            plan=plan_in(choices, week),
            next_session=course.next_session(),
            open_promises=tuple(practice.promises.open()),
            away=tuple(weeks_away(weeks, course.pauses(), choices)),
            step=step,
            begun=begun,
            walks=practice.walk.is_open(),
            saved=saved_on(day, answers, promises),
            remembered=remembered(answers, day),
            last_back=last_back(promises, day),
            themes=tuple(themes(practice.library, (), place, over=over)) if place else (),
            round=round_on(place, practice.library, answers, day, choices),
            facts=tuple(practice.progress.report().facts()) if over else (),
        )

    def begin(
        self, *, prompt_id: str | None = None, review: Promise | None = None, walk: bool = False
    ) -> "Step":
        """Return the step to begin with: what the person chose, what was begun, or what is next.

        `walk` begins a walk through the four questions, as long as one of them is left for today.
        Once the session is over, one question more. Where the journal cannot be read one can
        still write, and is told why.
        """
        from coach.practice.steps import open_step
        from coach.practice.steps.promise import Review
        from coach.practice.steps.writing import Reflect

        self.practice.work.begin_session()
        if prompt_id is not None:
            return Reflect(self.practice, prompt_id=prompt_id)
        if review is not None:
            return Review(self.practice, review)
        try:
            if walk and not self.practice.walk.is_open() and self.practice.walk.left():
                self.practice.walk.begin()
                self._skipped.clear()  # it asks for a promise and a close of its own
            step = self.begun() or self._standing() or NextStep("reflect")
            return open_step(self.practice, step)
        except JournalError:
            return Reflect(self.practice)

    def next(self, step: "Step", done: "Done") -> "Step | None":
        """Return the step after one that was taken or skipped; None once the session is over."""
        from coach.practice.steps import open_step

        if done.then:
            return done.then
        self.practice.work.begin_session()
        self._forget_yesterday()
        if done.passed:
            self._skipped.add(step.key)
        following = None if done.ends else next_step(self._table())
        if following:
            return open_step(self.practice, following)
        self.practice.walk.end()
        return None

    def trail(self, step: "Step") -> "Trail":
        """Return where a step stands in today's session."""
        from coach.practice.steps.trail import alone, trail

        try:
            return trail(step, self._table(), self.practice.course.position())
        except JournalError:  # one can still write
            return alone(step)

    def begun(self) -> NextStep | None:
        """Return the step of the newest draft that can be gone on with; None if none waits."""
        drafts = self.practice.drafts.all()
        if self.practice.walk.is_open():  # what was begun before it waits
            drafts = [*takewhile(lambda draft: draft.key != WALK, drafts)]
        found = (self._begun_in(draft) for draft in drafts)
        return next((begun for begun in found if begun), None)

    def _standing(self) -> NextStep | None:
        """Return the step to begin with; a close only if it ends a walk, or asks for the plan."""
        choices, table = self.practice.course.choices(), self._table()
        return next_step(table, closing=table.walks or not (choices and choices.plan))

    def _table(self) -> Day:
        practice = self.practice
        position = practice.course.position()
        self._forget_yesterday()
        return Day(
            practice.library,
            practice.entries.visible(),
            practice.promises.all(),
            practice.day(),
            skipped=self._skipped,
            finished=bool(position and position.rounds),
            walks=practice.walk.is_open(),
            on_pages={line.of for line in practice.playbook.lines() if line.of},
            day_starts=practice.config.day_starts,
        )

    def _forget_yesterday(self) -> None:
        """Begin a new day with nothing skipped."""
        day = self.practice.day()
        if day != self._day:
            self._day, self._skipped = day, set()

    def _begun_in(self, draft: Draft) -> NextStep | None:
        """Return the step that a draft belongs to, as far as it can be taken.

        A promise that was begun on another day waits for today's question.
        """
        practice, key = self.practice, draft.key
        if prompt := practice.library.by_id.get(about_of(key, "answer") or ""):
            walks = practice.walk.is_open() and prompt in practice.walk.left()
            return NextStep("walk" if walks else "reflect", prompt=prompt)
        if key == LINES:
            return self._begun_lines(form_values(draft.text))
        still = practice.promises.open()
        for promise in still:
            if promise.id == about_of(key, "review"):
                return NextStep("review", promise=promise)
            if promise.id == about_of(key, "edit"):
                return NextStep("reword", promise=promise)
        if key == PROMISE and has_room(still):
            today = practice.day() in practice.course.practiced()
            return NextStep("promise") if today else None
        return self._begun_about_answer(key)

    def _begun_lines(self, values: Mapping[str, str]) -> NextStep | None:
        from coach.practice.steps.writing import page_for

        visible = self.practice.entries.visible()
        answers = [answer for answer in visible if line_name(answer.id) in values]
        left = tuple(answer for answer in answers if page_for(self.practice, answer))
        return NextStep("lines", answers=left) if left else None

    def _begun_about_answer(self, key: str) -> NextStep | None:
        from coach.practice.steps.writing import page_for

        kind, _, about = key.partition("-")
        answer = next((a for a in self.practice.entries.visible() if a.id == about), None)
        if answer and kind == "line" and page_for(self.practice, answer):
            return NextStep("line", answer=answer)
        if answer and kind == "deeper":
            return deepening(self._table(), answer) or NextStep("deeper", answer=answer)
        return comparing(self._table(), answer) if answer and kind == "changed" else None
