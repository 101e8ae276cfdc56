"""A line for the playbook, from an answer."""

from collections.abc import Callable

from coach.domain.model import Answer
from coach.domain.playbook import PAGES
from coach.domain.sitting import Stage
from coach.domain.text import first_sentence
from coach.practice import Practice, page_key
from coach.tui.background import Background
from coach.tui.steps.writing import Opened, WritingStep


class PageLineStep(WritingStep):
    """Begins with the answer's first sentence, to be put in the words that will stand."""

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        assert stage.answer
        self._answer: Answer = stage.answer

    @property
    def _page(self) -> str:
        return self.practice.library.by_id[self._answer.prompt or ""].page or ""

    @property
    def key(self) -> str:
        """A line from this answer."""
        return page_key(self._answer.id)

    async def opened(self) -> Opened:
        """Begin with the draft of a line, else with the answer's first sentence."""
        self.set_ask(f"A line for your page “{PAGES[self._page]}”")
        return await self.open_own_draft(first_sentence(self._answer.text))

    def keeping(self, text: str) -> Callable[[], str]:
        """Add the line."""

        def keep() -> str:
            self.practice.add_line(self._page, text, self._answer, leave_draft=False)
            return f"It stands on your page “{PAGES[self._page]}”."

        return keep
