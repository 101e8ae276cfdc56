"""A step with a few lines to write and a few things to choose."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static, TextArea

from coach.errors import CoachError
from coach.practice import Practice, form_fields, form_text
from coach.tui.actions import (
    HELP_WHILE_TYPING,
    KEEP,
    LEAVE,
    NEXT_PART,
    PART_AFTER,
    PART_BEFORE,
    Action,
    bindings,
)
from coach.tui.background import Background
from coach.tui.steps.drafted import DraftedStep, Names
from coach.tui.widgets.field import Field
from coach.tui.widgets.pick import Pick

Part = Field | Pick


class FormStep(DraftedStep):
    """Takes a form and keeps it; its draft holds a line for each field.

    A kind of form says what stands above it (`about`), its labelled `parts`, what its draft is
    for (`key`) and how it is kept (`keeping`). What is typed waits until the form is there.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        KEEP, LEAVE, HELP_WHILE_TYPING, NEXT_PART, PART_BEFORE, PART_AFTER,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__(practice, background)
        self.from_draft = False
        """Whether it began with words of a draft."""
        self.parts: dict[str, Part] = {}
        self._labels: dict[str, Static] = {}

    def about(self) -> ComposeResult:
        """What stands above the form."""
        raise NotImplementedError

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """The parts in order, each with its label; a part's id is its field's name."""
        raise NotImplementedError

    def lacks(self, form: dict[str, str]) -> tuple[str, str]:
        """What to say before the form is kept, and the part to go to; nothing if all is well."""
        return "", ""

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """What keeps the form, to be called on the disk's thread; it gives what to say of it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """What it is about, and the parts below."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.about()
            for label, part in self.labelled():
                name = part.id or ""
                self.parts[name] = part
                if isinstance(part, Pick):
                    part.then = partial(self.chosen, part)
                    part.changed = self._typed
                    part.typed = partial(self._letter, part)
                self._labels[name] = Static(label, classes="label", markup=False)
                yield self._labels[name]
                yield part

    def on_mount(self) -> None:
        """Open the draft."""
        self._open_draft()

    @work(exclusive=True, group="open")
    async def _open_draft(self) -> None:
        draft, text, said = None, "", ""
        try:
            await self.prepare()
            draft, text = await self.background.take(
                lambda: self.practice.open_and_read(self.key), lambda found: found[0].close()
            )
        except CoachError as error:
            said = f"{error.message} {error.hint}"
        self.fill(form_fields(text) if text else self.beginning())
        self.from_draft = bool(text)
        self._opening = False
        self._autosave.begin(draft, self.written)
        if said or text:
            self.say(said or "draft kept")
        self.screen.set_focus(self.next_empty())
        await self.offer_names()

    async def prepare(self) -> None:
        """Read what the form needs before it is shown."""

    def beginning(self) -> dict[str, str]:
        """What the form holds where no draft waits."""
        return {}

    def next_empty(self) -> Part:
        """The part to write in next: the first that says nothing."""
        form = self.form()
        parts = [part for part in self.parts.values() if part.display]
        return next((part for part in parts if not form[part.id or ""]), parts[0])

    def relabel(self, name: str, label: str) -> None:
        """Say something else above a part."""
        self._labels[name].update(label)

    def show_part(self, name: str, on: bool) -> None:
        """Show or hide a part with its label."""
        self.parts[name].display = self._labels[name].display = on

    def offer(self, people: Names, tags: Names) -> None:
        """Offer these names in every line."""
        for part in self.parts.values():
            if isinstance(part, Field):
                part.offer(people, tags)

    def form(self) -> dict[str, str]:
        """What the parts say, by their names."""
        return {
            name: part.text.strip() if isinstance(part, Field) else " ".join(part.chosen)
            for name, part in self.parts.items()
        }

    def fill(self, form: dict[str, str]) -> None:
        """Put these in the parts."""
        for name, part in self.parts.items():
            if isinstance(part, Field):
                part.load_text(form.get(name, ""))
                part.move_cursor(part.document.end)
            else:
                part.choose(*form.get(name, "").split())

    @property
    def written(self) -> str:
        """What the form says, a line for each part."""
        return form_text(self.form())

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.note_change()

    def action_next_part(self) -> None:
        """Go to the next part; after the last one the form is kept, on nothing it is skipped."""
        part = self.screen.focused
        if isinstance(part, Pick):
            part.take_marked()
        if isinstance(part, Part):
            self.go_on_from(part)

    def chosen(self, pick: Pick) -> None:
        """Go on once something was chosen with its digit."""
        self._typed()
        self.go_on_from(pick)

    def go_on_from(self, part: Part) -> None:
        """Go to the part after this one; after the last one the form is kept."""
        after = self._beside(part, 1)
        if after is None:
            self.action_keep()
        elif any(self.form().values()):
            self.screen.set_focus(after)  # at once, so that the next key is for it
        elif not self._opening:
            self.take_in_hand(self._go_on_or_skip)

    def _go_on_or_skip(self) -> None:
        """Skip, if nothing is said anywhere now that all that was typed has arrived."""
        part = self.screen.focused
        if any(self.form().values()) and isinstance(part, Part):
            self.screen.set_focus(self._beside(part, 1))
            self.give_back()
        else:
            self._keep_typed()

    def _beside(self, part: Part, step: int) -> Part | None:
        """The part that is shown after this one, or before it."""
        shown = [part for part in self.parts.values() if part.display]
        place = shown.index(part) + step
        return shown[place] if 0 <= place < len(shown) else None

    def action_part_before(self) -> None:
        """Go to the part before."""
        self._move(-1)

    def action_part_after(self) -> None:
        """Go to the part after."""
        self._move(1)

    def _move(self, step: int) -> None:
        part = self.screen.focused
        if isinstance(part, Part) and (beside := self._beside(part, step)):
            self.screen.set_focus(beside)

    def _letter(self, pick: Pick, letter: str) -> None:
        """A letter where one chooses goes to the line below, so that no word is lost."""
        after = self._beside(pick, 1)
        if isinstance(after, Field):
            self.screen.set_focus(after)
            after.insert(letter)
        else:
            self.say(f"1 to {len(pick.names)} chooses.")

    def action_keep(self) -> None:
        """Keep the form and go on; on nothing, skip."""
        if not self._opening:
            self.take_in_hand(self._keep_typed)

    def _keep_typed(self) -> None:
        form = self.form()
        if not any(form.values()):
            self.skip()
            return
        said, name = self.lacks(form)
        if said:
            self.say(said)
            self.screen.set_focus(self.parts[name])
            self.give_back()
        else:
            self.keep(form)

    def keep(self, form: dict[str, str]) -> None:
        """Keep this form; the step is in hand."""
        self.say("keeping …")
        self.keep_by(self.keeping(form))
