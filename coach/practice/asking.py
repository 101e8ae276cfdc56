"""Asking: the question of the day, why it is asked, and what was begun."""

from dataclasses import dataclass
from datetime import date

from coach.domain import dates
from coach.domain.history import unused_note
from coach.domain.model import Answer, Prompt
from coach.domain.programme import Next, Position, what_next, what_next_in
from coach.domain.weeks import SITTINGS_A_WEEK, sitting_is_due, weeks_of
from coach.errors import JournalError, SaveError
from coach.practice.drafting import draft_key, prompt_of_draft
from coach.practice.reading import Reading
from coach.store.drafts import OpenDraft

BEGUN = "You began this and have not kept it yet."


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
    begun: bool
    """Whether anything was ever kept in a sitting."""
    begun_prompt: Prompt | None
    """The question of the newest draft: begun and not kept."""

    @property
    def plan_met(self) -> bool:
        """Whether the week's plan is met."""
        return self.sat_this_week >= SITTINGS_A_WEEK


@dataclass(frozen=True)
class Reflection:
    """A question put to the person, with what they had begun to write."""

    prompt: Prompt | None
    why: str
    """Why the coach asks this now."""
    first_time: bool
    """Whether the question was never answered before."""
    draft: OpenDraft | None
    """Where the writing goes meanwhile; None if no draft can be written."""
    text: str
    """What the draft holds."""
    note: Answer | None = None
    """The newest note that no sitting opened with yet."""
    problem: str = ""
    """Why no draft can be written."""


class Asking(Reading):
    """What the coach asks."""

    def today(self, passed_over: tuple[str, ...] = ()) -> Today:
        """What is next and why; `passed_over` are questions not to be asked now."""
        day = self.day()
        answers = self.kept()
        following = what_next(self.library, answers, day, passed_over)
        weeks = weeks_of(answers, day)
        return Today(
            day=day,
            week=dates.week_of(day),
            position=following.position,
            prompt=following.prompt,
            why=following.why,
            due=sitting_is_due(answers, day),
            sat_this_week=weeks[-1].sittings,
            sat_today=any(_in_sitting_on(a, day) for a in answers),
            begun=any(week.practised for week in weeks),
            begun_prompt=self._begun(),
        )

    def reflect(
        self,
        prompt_id: str | None = None,
        track: str | None = None,
        passed_over: tuple[str, ...] = (),
    ) -> Reflection:
        """Put a question: the one named, one of a track, or what comes next.

        What comes next is the question of the newest draft, unless questions were passed over.
        """
        day, problem = self.day(), ""
        try:
            answers = self.kept()
        except JournalError as error:
            answers, problem = [], error.message  # one can still write; it will be a draft
        begun = None if prompt_id or track or passed_over else self._begun()
        if prompt_id is not None:
            following = Next(self.prompt(prompt_id), "You chose this question.", None)
        elif begun is not None:
            following = Next(begun, BEGUN, None)
        elif track is not None:
            following = what_next_in(self.library, answers, day, track, passed_over)
        else:
            following = what_next(self.library, answers, day, passed_over)
        prompt = following.prompt
        if prompt is None:
            return Reflection(None, following.why, False, None, "")
        note = unused_note(answers)
        first_time = not any(a.prompt == prompt.id for a in answers)
        try:
            draft = self.drafts.open(draft_key(prompt.id))
        except SaveError as error:
            return Reflection(prompt, following.why, first_time, None, "", note, error.message)
        return Reflection(prompt, following.why, first_time, draft, draft.read(), note, problem)

    def _begun(self) -> Prompt | None:
        """The question of the newest draft, if it is one that can be asked."""
        ids = (prompt_of_draft(draft.key) for draft in self.drafts.all())
        return next((self.library.by_id[i] for i in ids if i in self.library.by_id), None)


def _in_sitting_on(answer: Answer, day: date) -> bool:
    return answer.day == day.isoformat() and not answer.deleted and answer.kind != "note"
