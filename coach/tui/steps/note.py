"""A note: a thought that does not wait for a sitting."""

from coach.errors import CoachError
from coach.practice import NOTE_DRAFT
from coach.tui.steps.writing import Opened, WritingStep


class NoteStep(WritingStep):
    """Keeps a free entry."""

    async def opened(self) -> Opened | None:
        """Begin with the draft of a note, if one waits."""
        self.set_ask("What do you want to remember? @name and #tag make it easy to find.")
        try:
            draft = await self.background.run(self.practice.open_draft, NOTE_DRAFT)
            text = await self.background.run(draft.read)
        except CoachError as error:
            return Opened(None, "", error.message)
        return Opened(draft, text, "draft kept" if text else "")

    def kept(self, text: str) -> str:
        """Keep the note."""
        self.practice.note(text)
        return "Note kept. The next sitting opens with it."
