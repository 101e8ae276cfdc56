"""Reflect: one question, and room to write."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from coach.domain.dates import on_day
from coach.domain.model import Answer
from coach.domain.sitting import Stage
from coach.domain.text import shown as shown_signs
from coach.practice import NOTE_DRAFT, Practice, Reflection, draft_key
from coach.tui.actions import (
    ANOTHER,
    EDITOR,
    EXAMPLE,
    HELP_WHILE_TYPING,
    KEEP,
    LEAVE,
    WHY,
    bindings,
)
from coach.tui.background import Background
from coach.tui.screens.choice import ChoiceScreen, choices_of
from coach.tui.screens.reading import ReadingScreen
from coach.tui.steps.writing import Opened, WritingStep


class ReflectStep(WritingStep, inherit_bindings=False):
    """Puts a question and keeps the answer."""

    ACTIONS: ClassVar = (
        KEEP, LEAVE, HELP_WHILE_TYPING, ANOTHER, EXAMPLE, WHY, EDITOR,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(
        self,
        practice: Practice,
        background: Background,
        stage: Stage | None = None,
        *,
        prompt_id: str | None = None,
    ) -> None:
        """`prompt_id` is a question the person chose; else the coach asks what comes next."""
        super().__init__(practice, background)
        self._prompt_id = prompt_id
        self._track: str | None = None
        self._reflection: Reflection | None = None
        self._passed_over: tuple[str, ...] = ()
        self._asides = {name: _aside(name) for name in ("why", "note", "example")}

    def about(self) -> ComposeResult:
        """The question, and what may be shown with it."""
        yield from super().about()
        yield from self._asides.values()

    @property
    def key(self) -> str:
        """An answer to this question; a note where there is none to answer."""
        prompt = self._reflection.prompt if self._reflection else None
        return draft_key(prompt.id) if prompt else NOTE_DRAFT

    @property
    def leaves_no_trace(self) -> bool:
        """A note is no answer, so the sitting would ask again."""
        return not (self._reflection and self._reflection.prompt)

    async def opened(self) -> Opened:
        """Put the question."""
        reflection = await self.background.take(
            partial(
                self.practice.reflect,
                prompt_id=self._prompt_id,
                track=self._track,
                passed_over=self._passed_over,
            ),
            _give_back,
        )
        self._reflection = reflection
        prompt = reflection.prompt
        if prompt is None:
            self.set_ask(f"{reflection.why} What you write here is kept as a note.")
            for name in ("why", "note", "example"):
                self._fill(name, "", shown=False)
            return await self.open_own_draft("")
        self.set_ask(prompt.ask)
        day = self.practice.day()
        self._fill("why", prompt.why, shown=reflection.first_time)
        self._fill("note", _noted(reflection.note, day) if reflection.note else "", shown=True)
        self._fill("example", f"{prompt.example_from}: {prompt.example}", shown=False)
        self.ask.scroll_visible(animate=False)
        said = reflection.problem or ("draft kept" if reflection.text else reflection.why)
        return Opened(reflection.draft, reflection.text, said)

    def keeping(self, text: str) -> Callable[[], str]:
        """Keep the answer to the question that is put now, whatever is put meanwhile."""
        prompt = self._reflection.prompt if self._reflection else None

        def keep() -> str:
            if prompt:
                self.practice.answer(text, prompt.id, leave_draft=False)
            else:
                self.practice.note(text, leave_draft=False)
            return "kept"

        return keep

    def on_text_area_changed(self) -> None:
        """On a small screen make room to write; F5 brings the why back."""
        if self._short and self.area.text:
            self._asides["why"].display = self._asides["note"].display = False

    def action_another(self) -> None:
        """Ask another question; the second time, offer the tracks."""
        if self._opening or self._reflection is None or self._reflection.prompt is None:
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
        self.begin_anew()

    def action_example(self) -> None:
        """Show or hide an answer from another trade."""
        prompt = self._reflection.prompt if self._reflection else None
        if prompt and prompt.example:
            self._toggle("example", prompt.example_from, prompt.example)

    def put_away(self) -> bool:
        """Put the example away."""
        shown = self._asides["example"].display
        self._asides["example"].display = False
        return bool(shown)

    def action_why(self) -> None:
        """Show or hide why the question is asked."""
        prompt = self._reflection.prompt if self._reflection else None
        if prompt:
            self._toggle("why", "Why this question", prompt.why)

    @property
    def _short(self) -> bool:
        return self.screen.has_class("-short")

    def _fill(self, name: str, text: str, *, shown: bool) -> None:
        part = self._asides[name]
        part.update(shown_signs(text))
        part.display = shown and bool(text)

    def _toggle(self, name: str, title: str, text: str) -> None:
        if self._short:
            self.app.push_screen(ReadingScreen(title, shown_signs(text)))
            return
        part = self._asides[name]
        part.display = not part.display
        if part.display:
            self.call_after_refresh(part.scroll_visible, animate=False)


def _aside(name: str) -> Static:
    part = Static("", id=name, classes="aside", markup=False)
    part.display = False
    return part


def _give_back(reflection: Reflection) -> None:
    """Let other windows have the draft of a question that was left before it was put."""
    if reflection.draft:
        reflection.draft.close()


def _noted(note: Answer, today: date) -> str:
    when = on_day(date.fromisoformat(note.day), today)
    return f"{when} you noted: {note.text}"
