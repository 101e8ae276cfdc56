"""What a step's fields are on the screen: a line to write in, or a few things to choose from."""

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from math import ceil
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from coach.tui.content import MUTED, tinted
from coach.tui.keys import CHOICE_KEYS
from coach.tui.widgets.answer_area import AnswerArea

GAP = 2
"""Columns between two names."""
INDENT = " " * 4
"""What stands before the lines below a name."""
CHOSEN, MARKED = "bold reverse $text-secondary", "bold on $panel"


class LineField(AnswerArea):
    """Room for a sentence; the step around it takes Enter, and up and down at its ends."""

    counts = False

    @property
    def value(self) -> str:
        """What is written, without space around it."""
        return self.text.strip()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Make room for the whole placeholder while it is empty."""
        hint = Content("" if self.text else str(self.placeholder))
        width = max(width - self.scrollbar_size_vertical, 1)
        return max(super().get_content_height(container, viewport, width), len(hint.wrap(width)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave up in the first line and down in the last one to the step."""
        if action == "cursor_up":
            return not self.cursor_at_first_line
        if action == "cursor_down":
            return not self.cursor_at_last_line
        return True


class Choice(Static, can_focus=True):
    """Names with a digit each; a sign shows what is chosen, so that no color is needed.

    Without the light, it is a quiet line that says what stands. A digit only marks. What follows
    a mark and cannot be one is text for the line below, and where one can be chosen the digits
    after the first are too: *2 calls made*.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*CHOICE_KEYS]

    class Changed(Message):
        """Something else is chosen."""

    marked: reactive[int] = reactive(-1)
    """The number of the one the arrows are on; -1 before they are used."""

    def __init__(
        self,
        names: Mapping[Any, str],
        *,
        several: bool,
        suggested: str = "",
        changed: Callable[[], None],
        typed: Callable[["Choice", str], bool],
        id: str | None = None,
    ) -> None:
        """Show `names` by what they stand for, and below a name what more there is to it.

        What is `suggested` is taken as long as nothing is chosen. `changed` is called at once
        after every choice, `typed` with what is text for the line below; it returns whether there
        is one.
        """
        super().__init__("", id=id, markup=False)
        self.names = {id_: name.partition("\n")[0] for id_, name in names.items()}
        self._texts = {id_: name.partition("\n")[2] for id_, name in names.items() if "\n" in name}
        self._suggested = suggested
        self.chosen: list[str] = []
        self.several = several
        self._changed = changed
        self._typed = typed
        self._digits = ""
        """Those typed since that may begin a text."""
        self._first: list[str] | None = None
        """What was chosen after the first digit; None before."""

    @property
    def value(self) -> str:
        """What is chosen, by ids with spaces between."""
        return " ".join(self.chosen)

    def begin_with(self, value: str) -> None:
        """Mark these ids as chosen, as a draft has them."""
        self.chosen = [id_ for id_ in value.split() if id_ in self.names]
        self._draw()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Say that a character is for it, or for the line below."""
        return bool(character and character.isprintable() and character != " ")

    def receive(self, event: events.Event) -> bool:
        """Take a character or a paste; return whether it was one.

        The app calls it at once, so that the key after it finds the focus where it belongs.
        """
        text = event.text if isinstance(event, events.Paste) else None
        if isinstance(event, events.Key) and event.is_printable:
            text = event.character
        if not text:
            return False
        if len(text) == 1 and text.isdecimal():
            self._take_digit(text)
            return True
        if text == " " and not self._digits:
            return False  # it marks, or what the settings say
        self._pass_on(text)
        return True

    def _take_digit(self, digit: str) -> None:
        number = int(digit)
        is_name = 0 < number <= len(self.names)
        if not self.several and (self._first is not None or not is_name):
            self._digits += digit  # it may turn out to begin a text
        if is_name:
            self.marked = number - 1
            self.action_pick()
        if self._first is None:
            self._first = self.chosen

    def _pass_on(self, text: str) -> None:
        """Pass on the text, and the digits that turn out to be its beginning."""
        digits, self._digits = self._digits, ""
        if self._typed(self, digits + text) and digits:
            self._choose(self._first or [])

    def take_marked(self) -> None:
        """Choose the one the arrows are on, where one can be chosen."""
        if not self.several and self.marked >= 0:
            self._choose([[*self.names][self.marked]])

    def action_pick(self) -> None:
        """Choose the one that is marked; where several can be chosen, or not anymore."""
        if self.marked < 0:
            return
        name = [*self.names][self.marked]
        if not self.several:
            self._choose([name])
        elif name in self.chosen:
            self._choose([other for other in self.chosen if other != name])
        else:
            self._choose([other for other in self.names if other in (*self.chosen, name)])

    def _choose(self, chosen: list[str]) -> None:
        self.chosen = chosen
        self._draw()
        self._changed()
        self.post_message(self.Changed())

    def action_move_mark(self, by: int) -> None:
        """Move the mark to the right by so many."""
        self.marked = min(max(self.marked + by, 0), len(self.names) - 1)

    def _size_updated(self, *args: Any, **options: Any) -> bool:
        """Break the lines anew, also where Textual 8 sends no event of the new size."""
        is_new = super()._size_updated(*args, **options)
        if is_new:
            self.call_next(self._draw)
        return is_new

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show where one stands, and what stands without the light; then a digit is a first one."""
        super().watch_has_focus(has_focus)
        if not has_focus:
            self._digits, self._first, self.border_subtitle = "", None, ""
        self._draw()

    def watch_marked(self) -> None:
        """Show where one stands."""
        self._draw()

    def _draw(self) -> None:
        stands = self.chosen or [self._suggested] * bool(self._suggested)
        folds = bool(stands) and not self.has_focus
        self.set_class(folds, "-folded")
        if folds:
            self.update(self._folded(", ".join(self.names[id_] for id_ in stands)))
            return
        room = max(self.content_size.width, 20)
        parts = [self._part(n, id_, room) for n, id_ in enumerate(self.names)]
        sizes = [part.cell_length for part in parts]
        columns = 1 if self._texts else columns_of(sizes, room)
        for n, width in zip(range(len(parts)), cycle(widths(sizes, columns))):
            parts[n] = parts[n].pad_right((width - sizes[n]) * (columns > 1))
        rows = (Content("").join(parts[n : n + columns]) for n in range(0, len(parts), columns))
        self.update(Content("\n").join(rows))

    def _folded(self, stands: str) -> Content:
        """Return what was asked and what stands, in a line where it fits."""
        asked = Content.styled(str(self.border_title or "").strip(), MUTED)
        answer = Content.styled(stands, "bold")
        if not self.chosen:
            answer += Content.assemble("   ", ("Tab", "bold"), (" Change", MUTED))
        fits = asked.cell_length + 2 + answer.cell_length <= self.content_size.width
        return Content("  " if fits else "\n").join([asked, answer] if asked else [answer])

    def _part(self, number: int, id_: str, room: int) -> Content:
        """Return a name with its digit, and its text below unless it is chosen, which opens it."""
        here = self.has_focus and self.marked == number
        chosen = id_ in (self.chosen or [self._suggested])
        open_ = "□ " if self.several else " "
        sign = "✓" if chosen else "›" if here else open_
        name = f" {self.names[id_]} ", "bold" * bool(self._texts)
        part = Content.assemble(sign.ljust(len(open_)), (f"{number + 1}", "$text-accent"), name)
        part = part.truncate(room, ellipsis=True)
        if chosen:
            return Content.styled(part.plain, CHOSEN)
        part = part.stylize(MARKED) if here else part
        text = self._texts.get(id_)
        lines = tinted(text).wrap(room - len(INDENT) - GAP) if text else []
        return Content(f"\n{INDENT}").join([part, *lines])


def columns_of(sizes: Sequence[int], room: int) -> int:
    """Return in how many columns they stand in few rows, each as full as the others."""
    for most in range(len(sizes), 1, -1):
        columns = ceil(len(sizes) / ceil(len(sizes) / most))
        if sum(widths(sizes, columns)) <= room:
            return columns
    return 1


def widths(sizes: Sequence[int], columns: int) -> list[int]:
    """Return how wide so many columns are; a last one that is alone in its row makes none wider."""
    alone = len(sizes) > columns and len(sizes) % columns == 1
    shared = sizes[:-1] if alone else sizes
    return [max(shared[n::columns]) + GAP * (n < columns - 1) for n in range(columns)]
