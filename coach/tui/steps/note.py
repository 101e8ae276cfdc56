"""A note: a thought that does not wait for a sitting."""

from collections.abc import Callable

from coach.practice import NOTE_DRAFT
from coach.tui.steps.writing import Opened, WritingStep


class NoteStep(WritingStep):
    """Keeps a free entry."""

    @property
    def key(self) -> str:
        """A note's."""
        return NOTE_DRAFT

    async def opened(self) -> Opened:
        """Begin with the draft of a note, if one waits."""
        self.set_ask("What do you want to remember? @name and #tag make it easy to find.")
        return await self.open_own_draft("")

    def keeping(self, text: str) -> Callable[[], str]:
        """Keep the note."""

        def keep() -> str:
            self.practice.note(text, leave_draft=False)
            return "Note kept. The next sitting opens with it."

        return keep
