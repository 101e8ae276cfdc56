"""Deeper: the question that follows an answer, chosen by what it lacks."""

from collections.abc import Callable
from textwrap import shorten

from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.model import Answer, Deeper
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.practice import Practice, follow_key
from coach.tui.background import Background
from coach.tui.steps.writing import Opened, WritingStep

BEFORE = 220
"""Signs of the answer that are read back."""


class DeeperStep(WritingStep):
    """Asks one question more, under the answer it follows."""

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        assert stage.answer and stage.deeper
        self.answer: Answer = stage.answer
        self.deeper: Deeper = stage.deeper

    @property
    def key(self) -> str:
        """What follows this answer."""
        return follow_key("deeper", self.answer.id)

    def about(self) -> ComposeResult:
        """The question, below the words that it follows and what they answered."""
        yield Static(shown(self.answer.ask or ""), classes="before asked", markup=False)
        yield Static(
            shown(shorten(self.answer.text, BEFORE, placeholder=" …")),
            classes="before",
            markup=False,
        )
        yield from super().about()

    async def opened(self) -> Opened:
        """Ask."""
        self.set_ask(self.deeper.ask)
        return await self.open_own_draft("")

    def keeping(self, text: str) -> Callable[[], str]:
        """Keep it with the answer."""

        def keep() -> str:
            self.practice.follow(self.answer.id, "deeper", self.deeper.ask, text, leave_draft=False)
            return "kept"

        return keep
