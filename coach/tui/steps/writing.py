"""Writing: something to write about above, room to write below."""

from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach import editor
from coach.errors import CoachError
from coach.practice import OpenDraft, Practice
from coach.tui.actions import EDITOR, KEEP, LEAVE, Action, bindings
from coach.tui.autosave import Autosave
from coach.tui.background import Background
from coach.tui.steps.step import Step
from coach.tui.widgets.answer_area import AnswerArea


@dataclass(frozen=True)
class Opened:
    """What a writing step begins with."""

    draft: OpenDraft | None
    text: str
    """What the draft holds, or else what is to be changed."""
    said: str


class WritingStep(Step):
    """Takes a text and keeps it.

    Typing is possible before the step is opened: nothing typed is lost meanwhile. A kind of
    writing says what it opens with (`opened`) and how the text is kept (`kept`).
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = (KEEP, LEAVE, EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__()
        self.practice = practice
        self.background = background
        self._open = False
        self._draft: OpenDraft | None = None
        self._left_anyway = False
        self._keep_once_open = False
        """Whether the person was faster than the disk."""
        self._autosave = Autosave(self, background, lambda: self.area.text, self.say)

    async def opened(self) -> Opened | None:
        """Fill the upper part and give what to begin with; None if there is nothing to write."""
        raise NotImplementedError

    def kept(self, text: str) -> str:
        """Keep the text, on the disk's thread; gives what to say of it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """What it is about above, the writing below."""
        with VerticalScroll(id="question", can_focus=False):
            yield from self.about()
        yield AnswerArea()

    def about(self) -> ComposeResult:
        """The upper part."""
        yield Static("One moment …", id="ask", markup=False)

    def on_mount(self) -> None:
        """Take what is typed at once, and open meanwhile."""
        self.area.focus()
        self.begin()

    @property
    def area(self) -> AnswerArea:
        """Where the person writes."""
        return self.query_one(AnswerArea)

    def set_ask(self, text: str) -> None:
        """Show what is to be written about."""
        self.query_one("#ask", Static).update(text)

    @work(exclusive=True, group="open")
    async def begin(self) -> None:
        """Open, instead of what was still being opened."""
        try:
            opened = await self.opened()
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            self.set_ask("")
            return
        if opened is None:
            return
        if self._open:
            await self._autosave.end()
            self.area.load_text("")
        typed = self.area.text
        if opened.text:
            self.area.insert(opened.text, (0, 0))
            if not typed:
                self.area.move_cursor(self.area.document.end)
        self._open, self._draft = True, opened.draft
        self._autosave.begin(opened.draft, opened.text)
        self.say(opened.said)
        if self._keep_once_open:
            await self.action_keep()
            return
        self.area.offer(
            await self.background.run(self.practice.people),
            await self.background.run(self.practice.tags),
        )

    def on_text_area_changed(self) -> None:
        """Keep the draft equal to what is typed."""
        if self._autosave.unwritten:
            self._left_anyway = False
            self._autosave.changed()

    async def action_keep(self) -> None:
        """Keep the text and go on; on nothing, skip."""
        text = self.area.text
        if not text.strip():
            await self._autosave.end()
            self.post_message(self.Done("Skipped."))
            return
        if not self._open:
            self._keep_once_open = True
            return
        if self.area.read_only:
            return
        self.area.read_only = True
        try:
            said = await self.background.run(self.kept, text)
        except CoachError as error:
            self.area.read_only = False
            await self._autosave.flush()
            self.say(f"Not kept. {error.message} {error.hint}")
            return
        await self._autosave.discard()
        self.post_message(self.Done(said))

    async def action_editor(self) -> None:
        """Write in the person's own editor; the file is the draft."""
        if self._draft is None or not await self._autosave.flush():
            self.say("No draft can be written, so the editor cannot be used.")
            return
        try:
            await self.background.run(self._draft.write, self.area.text)
            with self.app.suspend():
                editor.edit(self._draft.path)
            text = await self.background.run(self._draft.read)
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            return
        if text.rstrip() != self.area.text.rstrip():
            self._autosave.begin(self._draft, text)
            self.area.rewrite(text.rstrip("\n"))

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
