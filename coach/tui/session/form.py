"""The fields of a step on the screen."""

from typing import ClassVar

from rich.cells import cell_len
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.practice.steps.step import Field, Step, TextStep, Values
from coach.tui.keys import FIELD_AFTER, FIELD_BEFORE
from coach.tui.session.fields import Choice, LineField
from coach.tui.widgets.answer_area import AnswerArea
from coach.tui.widgets.status_line import StatusLine

IN_BORDER = 34
"""Cells of the longest label that stands in its field's border; a longer one stands above it."""

Part = AnswerArea | Choice
"""What a field is on the screen."""


class Form(Vertical):
    """Asks for the fields of a step, and asks again after every choice that may change them."""

    BINDINGS: ClassVar[list[BindingType]] = [FIELD_BEFORE, FIELD_AFTER]

    def __init__(self, step: Step, values: Values, status: StatusLine) -> None:
        """Begin with these values."""
        super().__init__()
        self._step = step
        self._begin_with = values
        self._status = status
        self._parts: dict[str, Part] = {}
        self._labels: dict[str, Static] = {}
        labels = [field.label for field in step.fields(values)]
        takes_ask = labels == [""] and cell_len(step.ask) <= IN_BORDER
        self.asks = "" if isinstance(step, TextStep) or not takes_ask else step.ask
        """The question, where the border of its only field has room for it."""
        self.display = bool(labels)
        self._unasked: Values = {}
        """Values whose fields are not asked for now."""

    def compose(self) -> ComposeResult:
        """Lay out each field below its label."""
        for field in self._step.fields(self._begin_with):
            yield from self._place(field)

    def on_mount(self) -> None:
        """Fill in what there is."""
        self.fill(self._begin_with)

    def _place(self, field: Field) -> tuple[Static, Part]:
        part: Part
        if field.kind in ("one", "several"):
            part = Choice(
                field.options,
                several=field.kind == "several",
                suggested=field.suggested,
                changed=self._ask_again,
                typed=self._write_below,
                id=field.name,
            )
        elif field.kind == "text":
            part = AnswerArea(id=field.name, placeholder=Content(field.empty_hint))
        else:
            part = LineField(id=field.name, placeholder=Content(field.empty_hint))
        label = Static("", classes="label", markup=False)
        part.add_class("field")
        self._parts[field.name], self._labels[field.name] = part, label
        self._label(field)
        return label, part

    def _label(self, field: Field) -> None:
        """Write a field's label into its border, or above it."""
        label = field.label or self.asks
        fits = cell_len(label) <= IN_BORDER
        is_short = self.screen.has_class("-short")  # no corners, beside which Textual leaves air
        title = f" {label} " if label and is_short else label
        self._parts[field.name].border_title = Content(title if fits else "")
        self._labels[field.name].update("" if fits else label)

    def values(self) -> Values:
        """Return what the fields say now, by their names."""
        return self._unasked | {n: part.value for n, part in self._parts.items() if part.display}

    def fill(self, values: Values) -> None:
        """Put these values in, and ask for the fields that follow from them."""
        for name, value in values.items():
            if part := self._parts.get(name):
                part.begin_with(value)
            else:
                self._unasked[name] = value
        self._ask_again()

    def _ask_again(self) -> None:
        """Ask for what follows from the values now; a line with words in it stays."""
        fields = self._step.fields(self.values())
        before: Part | None = None
        for field in fields:
            if field.name not in self._parts:
                label, part = self._place(field)
                self.mount(label, part, after=before)
                part.begin_with(self._unasked.pop(field.name, ""))
            before = self._parts[field.name]
            self._label(field)
        asked, suggested = {field.name for field in fields}, self._step.initial()
        for name, part in self._parts.items():
            written = isinstance(part, AnswerArea) and part.value not in ("", suggested.get(name))
            part.display = name in asked or written
            self._labels[name].display = part.display and bool(self._labels[name].content)

    def shown(self) -> list[Part]:
        """Return what is on the screen, in order."""
        return [part for part in self.children if isinstance(part, Part) and part.display]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written or chosen in what is on the screen."""
        return not any(part.value.strip() for part in self.shown())

    def part(self, name: str) -> Part | None:
        """Return the field of this name, if it is asked for."""
        return self._parts.get(name)

    def beside(self, part: object, step: int) -> Part | None:
        """Return the field so many after this one; None if there is none."""
        parts = self.shown()
        place = parts.index(part) + step if isinstance(part, Part) and part in parts else -1
        return parts[place] if 0 <= place < len(parts) else None

    def ends_with(self, part: object) -> bool:
        """Return whether Enter in this field saves the step."""
        ends = {field.name for field in self._step.fields(self.values()) if field.ends}
        last = self.beside(part, 1) is None
        return last or (isinstance(part, Part) and part.id in ends)

    def suggests(self, part: object) -> bool:
        """Return whether this field, left empty, stands for what is suggested in it."""
        names = {field.name for field in self._step.fields(self.values()) if field.suggested}
        return isinstance(part, Part) and part.id in names

    def action_go(self, step: int) -> None:
        """Go so many fields on."""
        part = self.beside(self.screen.focused, step)
        if part is None:
            raise SkipAction  # the key scrolls
        self.screen.set_focus(part)

    def _write_below(self, choice: Choice, text: str) -> bool:
        """Put text that was typed where one chooses in the line below; False if there is none."""
        below = self.beside(choice, 1)
        if not isinstance(below, AnswerArea):
            self._status.show(f"Press 1 to {len(choice.names)}.", asks=True)
            return False
        self.screen.set_focus(below)  # at once, so that the next key is for it
        below.insert(text)
        return True
