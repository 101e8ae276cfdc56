"""Questions (5): the four questions and a walk through them, then every other one by track."""

from datetime import date

from textual.content import Content
from textual.widgets.option_list import Option

from coach.domain.dates import ago
from coach.domain.model import Library, Prompt
from coach.domain.text import shown
from coach.practice.walk import WALKED
from coach.tui.keys import QUESTION_KEYS, QUESTIONS
from coach.tui.screens.base import ListScreen, keys_besides
from coach.tui.widgets.options import Row

FOUR = "The four questions"
WALK_ID = "the walk"
"""No question's id, and no track's of anyone's own."""
WALK_ROW = ("About twenty minutes", "Walk through all four")
WALK_TEXT = "All four in one session, one after another, with one promise at the end."


class QuestionsScreen(ListScreen):
    """The library, to look around in and to choose from."""

    BINDINGS = [*QUESTION_KEYS, *keys_besides(QUESTIONS)]

    def __init__(self) -> None:
        super().__init__()
        self._library = Library()
        self._answered: dict[str, str] = {}
        """When each question was last answered, in words."""
        self._can_walk = True
        """Whether one of the four is left for today."""

    async def load(self) -> None:
        """Show every question, with when it was last answered."""
        last, self._library, self._can_walk = await self.on_disk(self._read)
        today = self.practice.day()
        self._answered = {id: f"Answered {ago(day, today)}" for id, day in last.items()}
        four, tracks = self._library.essay_questions, self._library.tracks
        options = [_heading(FOUR, FOUR), Option(Row(WALK_ROW, tuple), WALK_ID)] if four else []
        options += [self._row(prompt) for prompt in four]
        for track in tracks:
            options.append(_heading(track.title, track.id))
            ours = self._library.of_track(track.id)
            options += [self._row(prompt) for prompt in ours if prompt not in four]
        await self.rows.show(options)
        self.show_reading()
        if self._library.problems:
            self.status(f"Left out: {self._library.problems[0]}")

    def _read(self) -> tuple[dict[str, date], Library, bool]:
        practice = self.practice
        return practice.entries.last_answered(), practice.library, practice.walk.can_go_on()

    def _row(self, prompt: Prompt) -> Option:
        return Option(Row((self._when(prompt), prompt.short or prompt.ask), tuple), prompt.id)

    def _when(self, prompt: Prompt) -> str:
        return self._answered.get(prompt.id, "Not answered yet")

    @property
    def _prompt(self) -> Prompt | None:
        """The marked question."""
        return self._library.by_id.get(self.rows.marked)

    def reading(self) -> Content:
        """Return the marked question with its why and its example; of the walk, all four."""
        prompt = self._prompt
        if self.rows.marked == WALK_ID:
            four = [f"\n\n{shown(each.ask)}" for each in self._library.essay_questions]
            return Content.assemble((FOUR, "bold"), *four, (f"\n\n{WALK_TEXT}", "dim"))
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
        """Answer the marked question now, or walk through the four."""
        if self.rows.marked == WALK_ID:
            self.action_walk()
        elif prompt := self._prompt:
            self.coach.begin(prompt_id=prompt.id)

    def action_walk(self) -> None:
        """Walk through the four questions, or go on with the walk."""
        if self._can_walk:
            self.coach.begin(walk=True)
        else:
            self.status(WALKED)


def _heading(title: str, id: str) -> Option:
    return Option(Content(shown(title)), id, disabled=True)
