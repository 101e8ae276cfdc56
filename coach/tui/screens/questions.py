"""Questions (5): every question by track, with its why and its example. Enter answers it now."""

from datetime import date

from textual.content import Content
from textual.widgets.option_list import Option

from coach.domain.dates import ago
from coach.domain.model import Library, Prompt
from coach.domain.text import shown
from coach.tui.keys import QUESTION_KEYS, QUESTIONS
from coach.tui.screens.base import ListScreen, keys_besides
from coach.tui.widgets.options import Row


class QuestionsScreen(ListScreen):
    """The library, to look around in and to choose from."""

    BINDINGS = [*QUESTION_KEYS, *keys_besides(QUESTIONS)]

    def __init__(self) -> None:
        super().__init__()
        self._library = Library()
        self._answered: dict[str, str] = {}
        """When each question was last answered, in words."""

    async def load(self) -> None:
        """Show every question, with when it was last answered."""
        last, self._library = await self.on_disk(self._read)
        today = self.practice.day()
        self._answered = {id: f"Answered {ago(day, today)}" for id, day in last.items()}
        options = []
        for track in self._library.tracks:
            options.append(Option(Content(shown(track.title)), track.id, disabled=True))
            for prompt in self._library.of_track(track.id):
                lines = self._when(prompt), prompt.short or prompt.ask
                options.append(Option(Row(lines, tuple), prompt.id))
        await self.rows.show(options)
        self.show_reading()
        if self._library.problems:
            self.status(f"Left out: {self._library.problems[0]}")

    def _read(self) -> tuple[dict[str, date], Library]:
        return self.practice.entries.last_answered(), self.practice.library

    def _when(self, prompt: Prompt) -> str:
        return self._answered.get(prompt.id, "Not answered yet")

    @property
    def _prompt(self) -> Prompt | None:
        """The marked question."""
        return self._library.by_id.get(self.rows.marked)

    def reading(self) -> Content:
        """Return the marked question with its why and its example."""
        prompt = self._prompt
        if prompt is None:
            return Content("")
        parts: list[str | tuple[str, str]] = [
            (shown(prompt.ask), "bold"),
            (f"\n{self._library.title(prompt.track)} · {self._when(prompt)}", "dim"),
            f"\n\n{shown(prompt.why)}",
        ]
        if prompt.example:
            parts += [(f"\n\n{prompt.example_title}:\n", "dim"), shown(prompt.example)]
        return Content.assemble(*parts)

    def action_answer_now(self) -> None:
        """Answer the marked question now."""
        if prompt := self._prompt:
            self.coach.begin(prompt_id=prompt.id)
