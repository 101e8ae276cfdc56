"""The sitting: where it stands, what was begun, and what it comes to."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from coach.domain import dates
from coach.domain.acts import AT_MOST_OPEN, open_acts
from coach.domain.comparison import compared
from coach.domain.deeper import goes_deeper
from coach.domain.history import belonging
from coach.domain.model import Act, Answer, Deeper, Prompt
from coach.domain.plan import Plan, is_due, plan_in
from coach.domain.programme import LOOK_BACK, Position
from coach.domain.sitting import Stage, stage
from coach.domain.weeks import sitting_days, weeks_away, weeks_of
from coach.errors import JournalError, SaveError
from coach.practice.choosing import Choosing
from coach.practice.drafting import COMMIT_DRAFT, about_of, follow_key

CHANGED = "What changed, and because of what?"
TEN_MINUTES = timedelta(minutes=10)
"""After so long a sitting says, once, that it is enough (practice, "Budget")."""
ENOUGH_FOR_TODAY = "Ten minutes. That is enough for today, if you like."


@dataclass(frozen=True)
class Today:
    """What the coach says on a day."""

    day: date
    week: str
    position: Position | None
    prompt: Prompt | None
    why: str
    due: bool
    """Whether a sitting is due by the plan."""
    sat_this_week: int
    """Sittings of this ISO week, today's included."""
    sat_today: bool
    practised: bool
    """Whether anything was ever kept in a sitting."""
    plan: Plan
    next_sitting: date | None
    open_act: Act | None
    """The open act that is due first."""
    away: tuple[str, ...]
    """The weeks just past in which nothing was kept, as `2026-W47`."""
    stage: Stage | None
    """The step to go on with: one that was begun, else where the sitting stands.

    None once it is over.
    """
    begun: bool
    """Whether that step was begun and not kept."""

    @property
    def plan_met(self) -> bool:
        """Whether the week's plan is met, and no day of it is still to come."""
        following = self.next_sitting if self.plan.days else None
        to_come = self.due or (following and dates.week_of(following) == self.week)
        return 0 < self.plan.a_week <= self.sat_this_week and not to_come


@dataclass(frozen=True)
class Closing:
    """What a sitting came to: what was kept today, the plan, and when the next one is."""

    kept: tuple[str, ...]
    """In plain words, such as `an answer`, `2 deeper answers`, `a promise`."""
    promise: Act | None
    """The promise made today."""
    open_acts: tuple[Act, ...]
    plan: Plan
    planned: bool
    """Whether the person chose a plan; if not, the first Close asks for one."""
    next_sitting: date | None
    answer: Answer | None
    """The answer given last today."""
    page: str | None
    """The page of the playbook that its question belongs to, if it has no line of it yet."""


class Practice(Choosing):
    """One person's practice: everything both front ends do with it."""

    def today(self, skipped: Collection[str] = ()) -> Today:
        """What is next and why; `skipped` are the stages passed over in today's sitting."""
        day = self.day()
        answers, acts, choices = self.kept(), self.acts(), self.choices()
        sat = sitting_days(answers, acts)
        following = self.coming()
        pauses, week = self.pauses(), dates.week_of(day)
        weeks = weeks_of(answers, day, acts, pauses, choices)
        begun = self.begun()
        return Today(
            day=day,
            week=week,
            position=following.position,
            prompt=following.prompt,
            why=following.why,
            due=is_due(choices, sat, day) and week not in {p.week for p in pauses},
            sat_this_week=weeks[-1].sittings,
            sat_today=day.isoformat() in sat,
            practised=bool(sat),
            plan=plan_in(choices, week),
            next_sitting=self.next_sitting(),
            open_act=next(iter(open_acts(acts)), None),
            away=tuple(weeks_away(weeks, pauses, choices)),
            stage=begun or self.stage(skipped),
            begun=begun is not None,
        )

    def stage(self, skipped: Collection[str] = (), *, closing: bool | None = None) -> Stage | None:
        """The step today's sitting stands at; None once it is over.

        `closing` is whether there is a Close to go on with: by default only if it has to ask
        for the plan, since what was kept is kept.
        """
        choices = self.choices()
        position = self._position()
        return stage(
            self.library,
            self.kept(),
            self.acts(),
            self.day(),
            skipped=skipped,
            with_first=self._looking_back(position),
            closed=bool(position and position.rounds),
            closing=not (choices and choices.plan) if closing is None else closing,
            day_starts=self.config.day_starts,
        )

    def begun(self) -> Stage | None:
        """The step of the newest draft that can be gone on with; None if none waits."""
        found = (self._begun_in(draft.key) for draft in self.drafts.all())
        return next((begun for begun in found if begun), None)

    def follow(
        self,
        answer_id: str,
        kind: Literal["deeper", "changed"],
        ask: str,
        text: str,
        *,
        leave_draft: bool = True,
    ) -> Answer:
        """Keep what follows an answer: a deeper one, or what changed since an earlier one.

        Raises:
            UsageError: if there is nothing to keep.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        key = follow_key(kind, answer_id)
        answer = replace(self._new(kind, text, ask=ask), of=answer_id)
        try:
            before = next((a for a in self.journal.answers() if a.id == answer_id), None)
            if before is None:
                raise SaveError("This entry is not in the journal any more.", "Look at it again.")
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, key, answer.text) from error
        answer = replace(answer, prompt=before.prompt, track=before.track)
        return self._keep(answer, key, leave_draft=leave_draft)

    def closing(self) -> Closing:
        """What today's sitting came to."""
        day, choices = self.day(), self.choices()
        today = day.isoformat()
        acts = self.acts()
        promise = next((a for a in reversed(acts) if a.promised == today), None)
        answer = self._last_answer(day)
        return Closing(
            kept=tuple(_kept([a for a in self.kept() if a.day == today], acts, today)),
            promise=promise,
            open_acts=tuple(open_acts(acts)),
            plan=plan_in(choices, dates.week_of(day)),
            planned=bool(choices and choices.plan),
            next_sitting=self.next_sitting(),
            answer=answer,
            page=self._page_for(answer) if answer else None,
        )

    def _page_for(self, answer: Answer) -> str | None:
        prompt = self.library.by_id.get(answer.prompt or "")
        has_line = any(line.of == answer.id for line in self.page_lines())
        return prompt.page if prompt and not has_line else None

    def _begun_in(self, key: str) -> Stage | None:
        """The step that a draft with this key belongs to, as far as it still can be taken.

        A promise that was begun on another day waits for today's question.
        """
        acts = self.acts()
        if prompt := self.library.by_id.get(about_of(key, "answer") or ""):
            return Stage("reflect", prompt=prompt)
        for act in open_acts(acts):
            if act.id == about_of(key, "review"):
                return Stage("review", act=act)
            if act.id == about_of(key, "edit"):
                return Stage("reword", act=act)
        if key == COMMIT_DRAFT and len(open_acts(acts)) < AT_MOST_OPEN and self._sat_today():
            return Stage("commit", answer=self._last_answer(self.day()))
        if (answer := self._answer(about_of(key, "page"))) and self._page_for(answer):
            return Stage("page-line", answer=answer)
        if answer := self._answer(about_of(key, "deeper")):
            return Stage("deeper", answer=answer, deeper=self._deeper_after(answer))
        if answer := self._answer(about_of(key, "changed")):
            prompt = self.library.by_id.get(answer.prompt or "")
            essay = prompt is not None and prompt.essay_question
            first = essay and self._looking_back(self._position())
            comparison = compared(self.kept(), acts, answer, with_first=first)
            return Stage("changed", answer=answer, comparison=comparison) if comparison else None
        return None

    def _sat_today(self) -> bool:
        return self.day().isoformat() in self.sat()

    def _looking_back(self, position: Position | None) -> bool:
        return position is not None and position.week.track == LOOK_BACK

    def _answer(self, answer_id: str | None) -> Answer | None:
        return next((a for a in self.kept() if a.id == answer_id), None)

    def _deeper_after(self, answer: Answer) -> Deeper:
        """The deeper question that comes next; its answer's own one where none would any more."""
        follow = [a for a in belonging(self.kept(), answer.id) if a.kind == "deeper"]
        prompt = self.library.by_id.get(answer.prompt or "")
        text = "\n".join([answer.text, *[a.text for a in follow]])
        asked = [a.ask or "" for a in follow]
        further = prompt and goes_deeper(prompt, text, asked, reviewed=False)
        return further or Deeper("else", answer.ask or "")


def _kept(answers: Sequence[Answer], acts: Sequence[Act], today: str) -> Iterator[str]:
    """What was kept on a day, in plain words."""
    kinds = Counter(answer.kind for answer in answers)
    said = sum(act.said == today for act in acts)
    promised = sum(act.promised == today for act in acts)
    counts = (
        (said, "what came of a promise", "what came of {} promises"),
        (kinds["answer"], "an answer", "{} answers"),
        (kinds["deeper"], "a deeper answer", "{} deeper answers"),
        (kinds["changed"], "what changed", "{} times what changed"),
        (kinds["note"], "a note", "{} notes"),
        (promised, "a promise made", "{} promises made"),
    )
    for count, one, many in counts:
        if count:
            yield one if count == 1 else many.format(count)


class Sitting:
    """One person's way through a sitting.

    A front end asks what comes next and tells what was skipped. All else is in the journal and
    in drafts, so that it survives any end of the program.
    """

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self._skipped: set[str] = set()
        self._day: date | None = None

    def today(self) -> Today:
        """What is next and why, with what was skipped in mind."""
        return self.practice.today(self._passed_over())

    def begin(self) -> Stage:
        """The step that was begun and not kept, else the one the sitting stands at.

        Once it is over, one question more.
        """
        self.practice.begin_sitting()
        standing = self.practice.stage(self._passed_over())
        return self.practice.begun() or standing or Stage("reflect")

    def next(self) -> Stage | None:
        """The step after one that was taken or skipped; None once the sitting is over."""
        self.practice.begin_sitting()
        return self.practice.stage(self._passed_over(), closing=True)

    def _passed_over(self) -> set[str]:
        """What was skipped today; a new day begins with nothing skipped."""
        day = self.practice.day()
        if day != self._day:
            self._day, self._skipped = day, set()
        return self._skipped

    def skip(self, passed: Stage) -> None:
        """Pass over a step, or leave behind one that keeps nothing."""
        self._skipped.add(passed.name)
