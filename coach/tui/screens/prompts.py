"""Prompts (5): every question by track, with its why and its example. Enter answers it now."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.dates import ago
from coach.domain.model import Prompt
from coach.domain.text import shown
from coach.practice import Practice
from coach.tui.actions import ANSWER_NOW, READ_PROMPT, ROOM, bindings
from coach.tui.background import Background
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.room import Room
from coach.tui.widgets.row_list import Row, RowList


class PromptsScreen(Room):
    """The library, to look around in and to choose from."""

    CSS_PATH = "journal.tcss"
    AUTO_FOCUS = "RowList"
    ACTIONS: ClassVar = (ANSWER_NOW, READ_PROMPT, *ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__(practice, background)
        self._last: dict[str, str] = {}

    def inside(self) -> ComposeResult:
        """The questions, and the marked one to read."""
        with Container(id="panes"):
            yield RowList()
            with VerticalScroll(id="reading"):
                yield Static("", markup=False)

    async def load(self) -> None:
        """Show every question, with when it was last answered."""
        library = await self.background.run(lambda: self.practice.library)
        self._last = await self.background.run(self.practice.last_answered)
        rows = []
        for track in library.tracks:
            rows.append(Row(track.id, "", track.title, heading=True))
            rows += [self._row(prompt) for prompt in library.of_track(track.id)]
        self.query_one(RowList).show(rows)
        if library.problems:
            self.tell(f"Left out: {library.problems[0]}")

    def _row(self, prompt: Prompt) -> Row:
        return Row(prompt.id, self._when(prompt), prompt.ask)

    def _when(self, prompt: Prompt) -> str:
        last = self._last.get(prompt.id)
        return (
            f"answered {ago(date.fromisoformat(last), self.practice.day())}"
            if last
            else "not answered yet"
        )

    @property
    def _prompt(self) -> Prompt | None:
        row = self.query_one(RowList).row
        return self.practice.library.by_id.get(row.id) if row else None

    @on(RowList.Marked)
    def _read(self) -> None:
        """Show the marked question with its why and its example."""
        if prompt := self._prompt:
            self.query_one("#reading Static", Static).update(self._reading(prompt))
            self.query_one("#reading").scroll_home(animate=False)

    def _reading(self, prompt: Prompt) -> Content:
        title = self.practice.library.track_by_id[prompt.track].title
        parts: list[str | tuple[str, str]] = [
            (shown(prompt.ask), "bold"),
            "\n",
            (f"{title} · {self._when(prompt)}", "dim"),
            f"\n\n{shown(prompt.why)}",
        ]
        if prompt.example:
            parts += ["\n\n", (f"{shown(prompt.example_from)}:\n", "dim"), shown(prompt.example)]
        return Content.assemble(*parts)

    def action_read(self) -> None:
        """Read the marked question by itself."""
        if prompt := self._prompt:
            self.app.push_screen(ReadingScreen("", self._reading(prompt)))

    def action_answer_now(self) -> None:
        """Answer the marked question now."""
        if prompt := self._prompt:
            self.app.begin(prompt.id)  # type: ignore[attr-defined]
