"""An edit: an answer or a note put in other words."""

from collections.abc import Callable

from coach.domain.model import Answer
from coach.practice import Practice, edit_key
from coach.tui.background import Background
from coach.tui.steps.writing import Opened, WritingStep


class EditStep(WritingStep):
    """Changes an entry; what it said before stays readable."""

    def __init__(self, practice: Practice, background: Background, answer: Answer) -> None:
        super().__init__(practice, background)
        self._answer = answer

    @property
    def key(self) -> str:
        """An edit of this entry."""
        return edit_key(self._answer.id)

    async def opened(self) -> Opened:
        """Begin with what the entry says, or with the draft of an earlier edit."""
        self.set_ask(self._answer.ask or "A note")
        return await self.open_own_draft(self._answer.text)

    def keeping(self, text: str) -> Callable[[], str]:
        """Keep the new words beside the old ones."""

        def keep() -> str:
            self.practice.edit(self._answer.id, text, leave_draft=False)
            return "Changed. What it said before is kept."

        return keep
