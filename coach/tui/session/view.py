"""The one view that lays out any step of a session, from what the step says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from coach import editor
from coach.domain.text import capitalized, is_blank
from coach.errors import CoachError
from coach.practice.steps.closing import Close
from coach.practice.steps.kept import Kept
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.step import Done, Lack, TextStep, Values, is_nothing
from coach.practice.steps.writing import Changed
from coach.tui import keys
from coach.tui.autosave import Autosave
from coach.tui.base import coach_of
from coach.tui.content import tinted
from coach.tui.disk import Disk
from coach.tui.screens.reading import ReadingScreen
from coach.tui.session.fields import Choice, LineField
from coach.tui.session.form import Form
from coach.tui.session.layout import Layout
from coach.tui.session.opened import Opened
from coach.tui.session.read_back import ReadBack
from coach.tui.widgets.answer_area import AnswerArea
from coach.tui.widgets.chip import Chip
from coach.tui.widgets.status_line import SAVING, StatusLine


class StepView(Vertical):
    """Shows a step, holds its words in a draft, and saves or skips it; none is lost meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.SAVE, keys.HIDE_EXAMPLE, *keys.STEP_SCREEN, keys.NEXT_FIELD,
        keys.REPEAT, keys.ABOUT, keys.EXAMPLE, keys.WHY, keys.EDITOR,
    ]  # fmt: skip

    @dataclass
    class Taken(Message):
        """The step is saved or skipped."""

        done: Done

    class Resumed(Message):
        """It goes on: what was typed meanwhile is for it."""

    def __init__(self, opened: Opened, disk: Disk, drafts: Disk) -> None:
        super().__init__()
        self.step = opened.step
        self.status = StatusLine()
        self.busy = False
        """Whether it is being saved, or over: what is typed meanwhile waits for what follows."""
        self._opened = opened
        self._disk = disk
        self._drafts = drafts
        self._over = False
        self._form = Form(self.step, opened.values, self.status)
        self._autosave = Autosave(self, drafts, self.status, self.step, self._text)
        self._page = Layout(self.step, self._form, opened.trail.about)
        self._chip = Chip()
        self._pointed_out = ""
        self._pointed_at: Values | None = None
        """What was written when it was pointed out."""
        self._read_back: ReadBack | None = None
        self._is_empty = False

    def compose(self) -> ComposeResult:
        """Lay out what the step is about, its fields, what is said of them, and what to press."""
        self.add_class("column")
        self.set_class(self._page.writes, "-writes")
        self.set_class(self._page.has_beside, "-beside")
        self.set_class(self._page.reads, "-reads")
        self.set_class(isinstance(self.step, Changed), "-compares")
        self.set_class(self._page.writes and self._page.refers, "-refers")
        self.set_class(self._page.looks_back, "-looks-back")
        yield from self._page.compose()
        with Vertical(id="foot"):
            yield self.status
            yield self._chip

    def begin(self) -> None:
        """Follow what is typed with the draft, and take the focus."""
        self._autosave.begin(self._opened.draft)
        if self._is_wide:
            self._page.show_all()
        parts = self._form.shown()
        empty = next((part for part in parts if not part.value), None)
        first = self._form.part(self.step.first) or empty or next(iter(parts), None)
        if isinstance(first, LineField) and self.step.first and not self._opened.begun:
            first.select_all()
        about = self._page.about
        about.can_focus = first is None  # so that it can be scrolled
        self.screen.set_focus(first or about)
        self._show_chip()

    @on(AnswerArea.NamesWanted)
    @work
    async def offer_names(self) -> None:
        """Offer the people and tags there are to who begins to mention one."""
        entries = self.step.practice.entries
        try:
            people = await self._disk.run(entries.people)
            tags = await self._disk.run(entries.tags)
        except CoachError:
            return  # names are a convenience
        for area in self.query(AnswerArea):
            area.offer(people, tags)

    def values(self) -> Values:
        """Return what the fields say now, by their names."""
        return self._form.values()

    def _text(self) -> str:
        return self.step.draft_text(self.values())

    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _on_change(self) -> None:
        self._autosave.changed()
        if self._form.is_empty is not self._is_empty:
            self._show_chip()
        if self._is_short and not is_blank(self._text()):
            self.add_class("-begun")  # room to write

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the field that has the light into sight, and say what Enter does in it."""
        self._show_chip()
        self.call_after_refresh(self._bring_into_sight, event.widget)

    def _bring_into_sight(self, part: Widget) -> None:
        """Bring a field into sight, and those around it where there is room for all."""
        about, form = self._page.about, self._form
        part.scroll_visible(animate=False)
        if part in form.children and form.outer_size.height <= about.size.height:
            form.scroll_visible(animate=False)
        elif part in form.shown()[:1] and part.outer_size.height >= about.size.height:
            about.scroll_home(animate=False)  # what is asked comes first

    def _show_chip(self) -> None:
        """Say what the one key is that goes on, and what it does; beside it the other way on."""
        binding, label, aside, quiet, other = keys.SAVE, "Save", "", False, None
        part = self.screen.focused
        self._is_empty = self._form.is_empty
        if self._read_back:
            binding, label = keys.PROMISE_IT, "Promise it"
        elif isinstance(self.step, Kept):
            binding, label = keys.MOVE_ON, "Go on"
        elif isinstance(self.step, Close):
            binding, label = keys.GO_ON, "Done for today"
            aside = self.step.stands_for(self.values()) * (not self.screen.has_class("-narrow"))
        elif isinstance(self.step, TextStep):
            quiet, aside = self._is_empty, "leave it empty to skip" * self._is_empty
        else:
            binding = keys.NEXT_FIELD
            if self._is_empty and not self._form.suggests(part):
                label, quiet = capitalized(self.step.to_skip), True
            elif not self._form.ends_with(part):
                label, other = "Next", (self._key(keys.SAVE), "Save", _pressed(keys.SAVE))
            if isinstance(part, Choice):
                digits, verb = f"1–{len(part.names)}", "Pick" if part.several else "Choose"
                if quiet:
                    other = (self._key(binding), label, _pressed(binding))
                    self._chip.show(digits, verb, presses="", other=other)
                    return
                if part.several and label == "Next":
                    label, other = "Go on", (digits, "Pick more", "")
        shown = self._key(binding)
        self._chip.show(shown, label, aside, presses=_pressed(binding), quiet=quiet, other=other)

    def _key(self, binding: Binding) -> str:
        return coach_of(self).keys_of(binding.id or "").split()[0]

    # --- what a person can do ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the step offers; what is read back takes its keys."""
        if action in (keys.SAVE.id, keys.NEXT_FIELD.id, keys.REPEAT.id) and self._read_back:
            return False
        if action == keys.NEXT_FIELD.id:
            in_text = type(self.screen.focused) is AnswerArea
            return not (in_text or self.step.saves_empty)  # there Enter is a line end, or finishes
        if action == "show_aside":
            return parameters[0] in self._page.asides
        if action == keys.HIDE_EXAMPLE.id:
            return self._page.shows("example") and not self._is_wide
        return action not in (keys.REPEAT.id, keys.EDITOR.id) or action in self.step.offers

    def action_next_field(self) -> None:
        """Go to the next field; after the last one save, and if nothing is said at all skip."""
        part = self.screen.focused
        if isinstance(part, Choice):
            part.take_marked()
        values = self.values()
        if self._form.ends_with(part) or values == self._pointed_at:
            self.action_save()
        elif is_nothing(values):
            self.after_typing(self._go_on_or_skip)
        else:
            self.screen.set_focus(self._form.beside(part, 1))  # at once: the next key is for it

    def _go_on_or_skip(self) -> None:
        """Skip, if nothing is said anywhere now that all that was typed has arrived.

        A field with a suggestion may stay empty: Enter goes on from there.
        """
        if is_nothing(self.values()) and not self._form.suggests(self.screen.focused):
            self._save()
        else:
            self.screen.set_focus(self._form.beside(self.screen.focused, 1))
            self.resume()

    def action_repeat(self) -> None:
        """Fill in the promise of before; what is written already stays."""
        if isinstance(self.step, NewPromise):
            self._form.fill(self.step.repeat(self.values()))

    def action_show_aside(self, name: str) -> None:
        """Show or hide an aside; where there is no room, on a screen of its own."""
        aside = next(aside for aside in self.step.asides if aside.name == name)
        if self._is_short or aside.full:
            text = tinted(aside.full or aside.text)
            self.app.push_screen(ReadingScreen(aside.title or self.step.ask, text))
            return
        self._page.toggle(name, alone=not self._is_wide)
        self.refresh_bindings()

    @property
    def _is_short(self) -> bool:
        return self.screen.has_class("-short")

    @property
    def _is_wide(self) -> bool:
        return self.screen.has_class("-wide")

    def action_hide_example(self) -> None:
        """Hide the example."""
        self.action_show_aside("example")

    @work(group="editor")
    async def action_editor(self) -> None:
        """Write in the person's own editor; if that fails, text and draft stay as they are."""
        draft = self._autosave.draft
        if draft is None:
            self.status.show("No draft can be written, so the editor can't be used.")
            return
        try:
            await self._autosave.flush()
            path = await self._drafts.run(draft.open_for_editor, self._text(), self.step.ask)
            with coach_of(self).outside():
                editor.edit(path)
            text = await self._drafts.run(draft.take_from_editor)
        except CoachError as error:
            self.status.show(str(await self._drafts.run(editor.left, error, draft)), asks=True)
            return
        if text.rstrip() != self._text().rstrip():
            self.query_one(AnswerArea).rewrite(text.rstrip("\n"))

    # --- saving and leaving ---

    def after_typing(self, then: Callable[[], object]) -> None:
        """Hold back what is typed from now on, and call `then` once all before has arrived.

        A key on its way to a field is there only after those before it; so what is called at
        once, by a key that comes first, would not see them yet.
        """
        if self.is_attached and not self.busy:
            self.busy = True
            (self.screen.focused or self).call_later(then)

    def resume(self) -> None:
        """Go on with the step: it is not saved, or not yet."""
        self.busy = False
        self.post_message(self.Resumed())

    def action_save(self) -> None:
        """Save and go on; on nothing, skip."""
        self.after_typing(self._save)

    def _save(self) -> None:
        values = self.step.completed(self.values())
        if values != self.values():
            self._form.fill(values)
        if is_nothing(values) and not self.step.saves_empty:
            self._skip()
        elif lack := self._lacking(values):
            how = "" if lack.blocks else " Press Enter to go on anyway."
            self.status.show(lack.message + how, asks=True)
            self.screen.set_focus(self._form.part(lack.field))
            self.resume()
        elif not self._read_back and (text := self.step.read_back(values)):
            self._confirm(text)
        else:
            self.status.show(SAVING)
            self._submit(values)

    def _lacking(self, values: Values) -> Lack | None:
        """Return what the values lack, unless it was pointed out already."""
        lack = self.step.lacks(values)
        if not lack or (lack.message == self._pointed_out and not lack.blocks):
            return None
        self._pointed_out, self._pointed_at = lack.message, values
        return lack

    def _confirm(self, text: str) -> None:
        """Read it back; the fields make room."""
        move = self._move_due if isinstance(self.step, NewPromise) else None
        self.status.show("")
        self._show_read_back(ReadBack(text, move))
        self.resume()

    def _show_read_back(self, read_back: ReadBack | None) -> None:
        if self._read_back:
            self._read_back.remove()
        if read_back:
            self.mount(read_back, before="#foot")
        self._read_back = read_back
        self.set_class(read_back is not None, "-reads-back")
        self.screen.set_focus(read_back or self._form.shown()[0])
        self._show_chip()

    def _move_due(self, days: int) -> str:
        assert isinstance(self.step, NewPromise)
        self.step.move_due(days)
        return self.step.read_back(self.values())

    def on_read_back_confirmed(self) -> None:
        """Save what was read back."""
        self.action_save()

    def on_read_back_rejected(self) -> None:
        """Go back to the fields."""
        if not self.busy:
            self._show_read_back(None)

    @work(group="save")
    async def _skip(self) -> None:
        await self._autosave.discard()
        self._end(Done(self.step.skipped, passed=True))

    @work(group="save")
    async def _submit(self, values: Values) -> None:
        await self._autosave.flush()  # whatever holds the save up, the words are on disk
        try:
            done = await self._disk.run(self.step.submit, values)
        except CoachError as error:
            self.status.show(f"Not saved. {await self._autosave.left_as_draft(error)}", asks=True)
            self.resume()
            return
        await self._autosave.discard()
        self._end(done)

    def _end(self, done: Done) -> None:
        self._over = True
        self.post_message(self.Taken(done))

    async def leave(self) -> bool:
        """Leave the words as a draft; return False if they would be lost."""
        return self._over or await self._autosave.leave()

    async def flush(self) -> bool:
        """Write the draft now; return whether it holds what is typed."""
        return self._over or await self._autosave.flush_and_say()

    def write_at_once(self) -> None:
        """Put what is written into the draft, from the event loop itself."""
        if not self._over:
            self._autosave.write_at_once()


def _pressed(binding: Binding) -> str:
    return binding.key.split(",")[0]
