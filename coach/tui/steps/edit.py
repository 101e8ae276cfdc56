"""An edit: an answer or a note put in other words."""

from coach.domain.model import Answer
from coach.errors import CoachError
from coach.practice import Practice, edit_key
from coach.tui.background import Background
from coach.tui.steps.writing import Opened, WritingStep


class EditStep(WritingStep):
    """Changes an entry; what it said before stays readable."""

    def __init__(self, practice: Practice, background: Background, answer: Answer) -> None:
        super().__init__(practice, background)
        self._answer = answer

    async def opened(self) -> Opened | None:
        """Begin with what the entry says, or with the draft of an earlier edit."""
        self.set_ask(self._answer.ask or "A note")
        try:
            draft = await self.background.run(self.practice.open_draft, edit_key(self._answer.id))
            text = await self.background.run(draft.read)
        except CoachError as error:
            return Opened(None, self._answer.text, error.message)
        return Opened(draft, text or self._answer.text, "draft kept" if text else "")

    def kept(self, text: str) -> str:
        """Keep the new words beside the old ones."""
        self.practice.edit(self._answer.id, text)
        return "Changed. What it said before is kept."
