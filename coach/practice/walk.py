"""A walk: the four questions that the essays ask outright, one after another in one session."""

import contextlib

from coach.domain.model import Prompt
from coach.practice.drafting import WALK
from coach.practice.workspace import Workspace
from coach.store.drafts import Draft

WALKED = "You've answered all four today."


class Walk:
    """Whether a walk through the four questions is open, and what of it is left.

    It is open from its start to its close, or to the end of the day it began on; a draft without
    words marks it, so that any end of the program leaves it open. What asks for answers raises
    `JournalError` if the journal cannot be read.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    @property
    def questions(self) -> tuple[Prompt, ...]:
        """The four, in the order the course first asks them."""
        return self._work.library.essay_questions

    def left(self) -> list[Prompt]:
        """Return those of the four that were not answered today."""
        day = self._work.day()
        given = self._work.journal.answers()
        done = {a.prompt for a in given if a.kind == "answer" and a.day == day and not a.deleted}
        return [prompt for prompt in self.questions if prompt.id not in done]

    def can_go_on(self) -> bool:
        """Return whether one can be begun today, or gone on with."""
        return self.is_open() or bool(self.left())

    def is_open(self) -> bool:
        """Return whether one is under way today."""
        return any(mark.key == WALK and not self.is_over(mark) for mark in self._work.drafts.all())

    def is_over(self, draft: Draft) -> bool:
        """Return whether this is the mark of a walk of another day."""
        return draft.key == WALK and draft.text.strip() != self._work.day().isoformat()

    def begin(self) -> None:
        """Mark that one is under way, unless one is.

        Raises:
            SaveError: if no draft can be written.
        """
        if not self.is_open():
            self.end()
            self._work.drafts.save(WALK, self._work.day().isoformat().encode())

    def end(self) -> None:
        """Take the mark away; never fails."""
        for mark in self._work.drafts.all():
            if mark.key == WALK:
                with contextlib.suppress(OSError):
                    mark.path.unlink(missing_ok=True)
