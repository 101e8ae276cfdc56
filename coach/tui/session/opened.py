"""A step together with the draft of its words, as they are read from disk."""

from collections.abc import Callable
from typing import Self

from coach.errors import CoachError
from coach.frozen import frozen
from coach.practice import OpenDraft
from coach.practice.steps.step import Step, Values
from coach.practice.steps.trail import Trail
from coach.tui.widgets.status_line import DRAFT_SAVED

Make = Callable[[], Step | None]
"""Makes a step, on the disk's thread; None if there is none to take."""


@frozen
class Opened:
    """A step ready to be shown."""

    step: Step
    draft: OpenDraft | None
    values: Values
    """What its fields hold: what its draft says, or else what it begins with."""
    begun: bool
    """Whether a draft was waiting."""
    trail: Trail
    """Where it stands in its session."""
    message: str

    @classmethod
    def by(cls, make: Make, trail: Callable[[Step], Trail]) -> Self | None:
        """Make a step and open its draft.

        Raises:
            CoachError: if the step cannot be made.
        """
        step = make()
        if step is None:
            return None
        draft, text, problem = None, "", ""
        try:
            if step.draft_key and step.fields({}):
                draft, text = step.practice.open_draft(step.draft_key)
        except CoachError as error:
            problem = str(error)
        values = step.draft_values(text) if text else step.initial()
        message = problem or (DRAFT_SAVED if text else "")
        return cls(step, draft, values, bool(text), trail(step), message)

    def close(self) -> None:
        """Let other windows have the draft."""
        if self.draft:
            self.draft.close()
