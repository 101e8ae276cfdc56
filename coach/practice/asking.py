"""Asking: the question of the day, why it is asked, and what was begun."""

from dataclasses import dataclass

from coach.domain.history import unused_note
from coach.domain.model import Answer, Prompt
from coach.domain.programme import Next, what_next, what_next_in
from coach.errors import JournalError, SaveError
from coach.practice.drafting import about_of, draft_key
from coach.practice.reading import Reading
from coach.store.drafts import OpenDraft

BEGUN = "You began this and have not kept it yet."


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

    def coming(self, passed_over: tuple[str, ...] = ()) -> Next:
        """The question to ask next and why; `passed_over` are questions not to be asked now."""
        return what_next(
            self.library,
            self.kept(),
            self.day(),
            passed_over,
            choices=self.choices(),
            sat=self.sat(),
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
        problem = ""
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
            following = what_next_in(self.library, answers, self.day(), track, passed_over)
        elif problem:
            following = what_next(self.library, [], self.day(), passed_over)
        else:
            following = self.coming(passed_over)
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
        """The question of the newest draft of an answer, if it is one that can be asked."""
        ids = (about_of(draft.key, "answer") for draft in self.drafts.all())
        return next((self.library.by_id[i] for i in ids if i in self.library.by_id), None)
