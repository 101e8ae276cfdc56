"""Reflect: one question, and room to write."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.domain.dates import on_day
from coach.domain.model import Answer
from coach.practice import Practice, Reflection
from coach.tui.actions import ANOTHER, EDITOR, EXAMPLE, KEEP, LEAVE, WHY, bindings
from coach.tui.background import Background
from coach.tui.screens.choice import ChoiceScreen, choices_of
from coach.tui.screens.reading import ReadingScreen
from coach.tui.steps.writing import Opened, WritingStep


class ReflectStep(WritingStep, inherit_bindings=False):
    """Puts a question and keeps the answer."""

    ACTIONS: ClassVar = (KEEP, LEAVE, ANOTHER, EXAMPLE, WHY, EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(
        self, practice: Practice, background: Background, prompt_id: str | None = None
    ) -> None:
        """`prompt_id` is a question the person chose; else the coach asks what comes next."""
        super().__init__(practice, background)
        self._prompt_id = prompt_id
        self._track: str | None = None
        self._reflection: Reflection | None = None
        self._passed_over: tuple[str, ...] = ()

    def about(self) -> ComposeResult:
        """The question, and what may be shown with it."""
        yield from super().about()
        for name in ("note", "why", "example"):
            part = Static("", id=name, classes="aside", markup=False)
            part.display = False
            yield part

    async def opened(self) -> Opened | None:
        """Put the question."""
        reflection = await self.background.run(
            self.practice.reflect,
            prompt_id=self._prompt_id,
            track=self._track,
            passed_over=self._passed_over,
        )
        prompt = reflection.prompt
        if prompt is None:
            self.say(reflection.why)
            if self._reflection is None:
                self.set_ask(reflection.why)
            return None
        self._reflection = reflection
        self.set_ask(prompt.ask)
        day = self.practice.day()
        self._fill("note", _noted(reflection.note, day) if reflection.note else "", shown=True)
        self._fill("why", prompt.why, shown=reflection.first_time)
        self._fill("example", f"{_trade(prompt.trade)}: {prompt.example}", shown=False)
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        said = reflection.problem or ("draft kept" if reflection.text else reflection.why)
        return Opened(reflection.draft, reflection.text, said)

    def kept(self, text: str) -> str:
        """Keep the answer."""
        assert self._reflection and self._reflection.prompt
        self.practice.answer(text, self._reflection.prompt.id)
        return "kept"

    def on_text_area_changed(self) -> None:
        """Keep the draft, and on a small screen make room to write; F5 brings the why back."""
        super().on_text_area_changed()
        if self._short and self.area.text:
            self.query_one("#why").display = self.query_one("#note").display = False

    def action_another(self) -> None:
        """Ask another question; the second time, offer the tracks."""
        if self._reflection is None:
            return
        if self._passed_over:
            tracks = choices_of(self.practice.library.tracks)
            title = "What would you rather think about?"
            self.app.push_screen(ChoiceScreen(title, tracks), self._ask_from)
        else:
            self._ask_another()

    def _ask_from(self, track: str | None) -> None:
        if track:
            self._track = track
            self._ask_another()

    def _ask_another(self) -> None:
        assert self._reflection and self._reflection.prompt
        self._prompt_id = None
        self._passed_over = (*self._passed_over, self._reflection.prompt.id)
        self.begin()

    def action_example(self) -> None:
        """Show or hide an answer from another trade."""
        prompt = self._reflection.prompt if self._reflection else None
        if prompt and prompt.example:
            self._toggle("example", _trade(prompt.trade), prompt.example)

    def action_why(self) -> None:
        """Show or hide why the question is asked."""
        prompt = self._reflection.prompt if self._reflection else None
        if prompt:
            self._toggle("why", "Why this question", prompt.why)

    @property
    def _short(self) -> bool:
        return self.screen.has_class("-short")

    def _fill(self, name: str, text: str, *, shown: bool) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(text)
        part.display = shown and bool(text)

    def _toggle(self, name: str, title: str, text: str) -> None:
        if self._short:
            self.app.push_screen(ReadingScreen(title, text))
            return
        part = self.query_one(f"#{name}", Static)
        part.display = not part.display
        if part.display:
            self.call_after_refresh(part.scroll_visible, animate=False)


def _noted(note: Answer, today: date) -> str:
    when = on_day(date.fromisoformat(note.day), today)
    return f"{when} you noted: {note.text}"


def _trade(trade: str) -> str:
    return f"From another trade, {trade}" if trade else "From another trade"
