"""Writing: something to write about above, room to write below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach import editor
from coach.domain.text import shown
from coach.errors import CoachError
from coach.practice import OpenDraft, Practice
from coach.tui.actions import EDITOR, HELP_WHILE_TYPING, KEEP, LEAVE, Action, bindings
from coach.tui.background import Background
from coach.tui.steps.drafted import DraftedStep, Names
from coach.tui.widgets.answer_area import AnswerArea


@dataclass(frozen=True)
class Opened:
    """What a writing step begins with."""

    draft: OpenDraft | None
    text: str
    """What the draft holds, or else what is to be changed."""
    said: str


class WritingStep(DraftedStep):
    """Takes a text and keeps it.

    Typing is possible before the step is opened: nothing typed is lost meanwhile. A kind of
    writing says what it opens with (`opened`), what its draft is for (`key`) and how a text is
    kept (`keeping`).
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = (KEEP, LEAVE, HELP_WHILE_TYPING, EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__(practice, background)
        self.area = AnswerArea()
        """Where the person writes."""
        self.ask = Static("One moment …", id="ask", markup=False)
        self._opened_once = False
        self._asked_to_keep: str | None = None
        """What there was when a person, faster than the disk, asked to keep it or to skip."""

    @property
    def written(self) -> str:
        """What is typed."""
        return self.area.text

    def offer(self, people: Names, tags: Names) -> None:
        """Offer these names."""
        self.area.offer(people, tags)

    def finish(self, said: str) -> None:
        """Say that the step is over."""
        self.post_message(self.Done(said, passed=self.leaves_no_trace))

    @property
    def leaves_no_trace(self) -> bool:
        """Whether what is kept is nothing that the sitting could tell its place by."""
        return False

    async def opened(self) -> Opened:
        """Fill the upper part and give what to begin with."""
        raise NotImplementedError

    def keeping(self, text: str) -> Callable[[], str]:
        """What keeps the text, to be called on the disk's thread; it gives what to say of it."""
        raise NotImplementedError

    async def open_own_draft(self, else_text: str) -> Opened:
        """Begin with the draft of this key; where none waits, with another text."""
        try:
            draft, text = await self.background.take(
                lambda: self.practice.open_and_read(self.key), lambda found: found[0].close()
            )
        except CoachError as error:
            return Opened(None, else_text, f"{error.message} {error.hint}")
        return Opened(draft, text or else_text, "draft kept" if text else "")

    def compose(self) -> ComposeResult:
        """What it is about above, the writing below."""
        with VerticalScroll(id="question", can_focus=False):
            yield from self.about()
        yield self.area

    def about(self) -> ComposeResult:
        """The upper part."""
        yield self.ask

    def on_mount(self) -> None:
        """Take what is typed at once, and open meanwhile."""
        self.area.focus()
        self.begin("")

    def set_ask(self, text: str) -> None:
        """Show what is to be written about."""
        self.ask.update(shown(text))

    def begin_anew(self) -> None:
        """Open once more; what was written goes to the draft it is for."""
        before = self.area.text
        self.area.load_text("")
        self.begin(before)

    @work(exclusive=True, group="open")
    async def begin(self, before: str) -> None:
        """Open; `before` is what was written to the draft that is left."""
        self._opening = True
        if not await self._autosave.hand_over(before):
            await self.secure(before)
        try:
            opened = await self.opened()
        except CoachError as error:
            opened = Opened(None, "", f"{error.message} {error.hint}")
            self.set_ask("")
        if self._leaving:
            if opened.draft:
                await self.background.run(opened.draft.close)
            return
        self.area.load_text(opened.text + self.area.text)
        self.area.move_cursor(self.area.document.end)
        self._opening = False
        self._autosave.begin(opened.draft, opened.text)
        if opened.said:
            self.say(opened.said)
        asked, self._asked_to_keep, self._opened_once = self._asked_to_keep, None, True
        if asked or (asked is not None and not self.area.text.strip()):
            self.action_keep()
        else:
            await self.offer_names()

    def on_text_area_changed(self) -> None:
        """Keep the draft equal to what is typed."""
        self.note_change()

    def action_keep(self) -> None:
        """Keep the text and go on; on nothing, skip."""
        self.take_in_hand(self._keep_typed)

    def _keep_typed(self) -> None:
        text = self.area.text
        if self._opening:
            if text.strip() or not self._opened_once:
                self._asked_to_keep = text.strip()
            self.give_back()
        elif not text.strip():
            self.skip()
        else:
            self.say("keeping …")
            self.keep_by(self.keeping(text))

    @work(group="editor")
    async def action_editor(self) -> None:
        """Write in the person's own editor; the file is the draft."""
        draft = self._autosave.draft
        if self._opening or draft is None:
            self.say("No draft can be written, so the editor cannot be used.")
            return
        try:
            await self.background.run(draft.write, self.area.text)
            with self.app.outside():  # type: ignore[attr-defined]
                editor.edit(draft.path)
            text = await self.background.run(draft.read)
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            return
        if text.rstrip() != self.area.text.rstrip():
            self._autosave.begin(draft, text)
            self.area.rewrite(text.rstrip("\n"))
