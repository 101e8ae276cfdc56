"""Reflect: one question, and room to write."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach import editor
from coach.errors import CoachError
from coach.practice import Practice, Reflection
from coach.tui.actions import ANOTHER, EDITOR, EXAMPLE, KEEP, LEAVE, WHY, bindings
from coach.tui.autosave import Autosave
from coach.tui.background import Background
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.tracks import TracksScreen
from coach.tui.steps.step import Step
from coach.tui.widgets.answer_area import AnswerArea


class ReflectStep(Step):
    """Puts a question and keeps the answer.

    Typing is possible before the question is there: nothing typed is lost meanwhile.
    """

    ACTIONS: ClassVar = (KEEP, LEAVE, ANOTHER, EXAMPLE, WHY, EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__()
        self._practice = practice
        self._background = background
        self._reflection: Reflection | None = None
        self._passed_over: tuple[str, ...] = ()
        self._left_anyway = False
        self._autosave = Autosave(self, background, self._typed, self.say)

    def compose(self) -> ComposeResult:
        """The question above, the writing below."""
        with VerticalScroll(id="question", can_focus=False):
            yield Static("One moment …", id="ask", markup=False)
            yield Static("", id="why", markup=False)
            yield Static("", id="example", markup=False)
        yield AnswerArea()

    def on_mount(self) -> None:
        """Ask for the question."""
        self.query_one("#why").display = self.query_one("#example").display = False
        self._area.focus()
        self.run_worker(self._put(), exclusive=True, group="put")

    @property
    def _area(self) -> AnswerArea:
        return self.query_one(AnswerArea)

    def _typed(self) -> str:
        return self._area.text

    async def _put(self, track: str | None = None) -> None:
        """Put the next question."""
        try:
            reflection = await self._background.run(
                self._practice.reflect, track=track, passed_over=self._passed_over
            )
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            self.query_one("#ask", Static).update("")
            return
        if reflection.prompt is None:
            self.say(reflection.why)
            if self._reflection is None:
                self.query_one("#ask", Static).update(reflection.why)
            return
        if self._reflection:
            await self._autosave.end()
            self._area.load_text("")
        self._reflection = reflection
        self._show(reflection)
        self.say(reflection.problem or ("draft kept" if reflection.text else reflection.why))
        typed = self._area.text
        if reflection.text:
            self._area.insert(reflection.text, (0, 0))
            if not typed:
                self._area.move_cursor(self._area.document.end)
        self._autosave.begin(reflection.draft, reflection.text)

    def _show(self, reflection: Reflection) -> None:
        prompt = reflection.prompt
        assert prompt
        self.query_one("#ask", Static).update(prompt.ask)
        self.query_one("#why", Static).update(prompt.why)
        example = self.query_one("#example", Static)
        example.update(f"{_trade(prompt.trade)}: {prompt.example}")
        self.query_one("#why").display = reflection.first_time
        example.display = False
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)

    def on_text_area_changed(self) -> None:
        """Keep the draft equal to what is typed."""
        if self._autosave.unwritten:
            self._left_anyway = False
            self._autosave.changed()
        if self.app.screen.has_class("-short") and self._area.text:
            self.query_one("#why").display = False  # room to write; F5 brings it back

    async def action_keep(self) -> None:
        """Keep the answer and go on; on nothing, skip."""
        reflection, text = self._reflection, self._area.text
        if not text.strip():
            await self._autosave.end()
            self.post_message(self.Done("Skipped."))
            return
        if reflection is None or reflection.prompt is None or self._area.read_only:
            return
        self._area.read_only = True
        try:
            await self._background.run(self._practice.answer, text, reflection.prompt.id)
        except CoachError as error:
            self._area.read_only = False
            await self._autosave.flush()
            self.say(f"Not kept. {error.message} {error.hint}")
            return
        await self._autosave.discard()
        self.post_message(self.Done("kept"))

    async def action_editor(self) -> None:
        """Write in the person's own editor; the file is the draft."""
        draft = self._reflection.draft if self._reflection else None
        if draft is None or not await self._autosave.flush():
            self.say("No draft can be written, so the editor cannot be used.")
            return
        try:
            with self.app.suspend():
                editor.edit(draft.path)
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            return
        text = await self._background.run(draft.read)
        if text.rstrip() != self._area.text.rstrip():
            self._autosave.begin(draft, text)
            self._area.rewrite(text.rstrip("\n"))

    async def action_another(self) -> None:
        """Ask another question; the second time, offer the tracks."""
        if self._reflection is None or self._reflection.prompt is None:
            return
        if self._passed_over:
            tracks = self._practice.library.tracks
            self.app.push_screen(TracksScreen(tracks), self._put_from)
            return
        self._pass_over()
        self.run_worker(self._put(), exclusive=True, group="put")

    def _put_from(self, track: str | None) -> None:
        if track:
            self._pass_over()
            self.run_worker(self._put(track), exclusive=True, group="put")

    def _pass_over(self) -> None:
        assert self._reflection and self._reflection.prompt
        self._passed_over = (*self._passed_over, self._reflection.prompt.id)

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

    def _toggle(self, name: str, title: str, text: str) -> None:
        if self.app.screen.has_class("-short"):
            self.app.push_screen(ReadingScreen(title, text))
            return
        part = self.query_one(f"#{name}", Static)
        part.display = not part.display
        if part.display:
            self.call_after_refresh(part.scroll_visible, animate=False)

    async def leave(self) -> bool:
        """Write the draft; where none can be written, say so once before words are lost."""
        if await self._autosave.flush() or self._left_anyway:
            await self._autosave.end()
            return True
        self._left_anyway = True
        self.say("The draft could not be written. Copy your words, or leave again to lose them.")
        return False

    def write_at_once(self) -> None:
        """Put what is typed into the draft, from the event loop itself."""
        self._autosave.write_at_once()


def _trade(trade: str) -> str:
    return f"From another trade, {trade}" if trade else "From another trade"
