"""A few things to choose from with one key each."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widgets import Static

from coach.tui.actions import PICK, PICK_LEFT, PICK_RIGHT, bindings

GAP = "   "


class Pick(Static, can_focus=True):
    """Names with a digit each; a sign shows what is chosen, so that no colour is needed.

    A digit chooses. Where only one can be chosen that is all; where several can, Enter goes on.
    """

    DEFAULT_CSS = """
    Pick {
        height: auto;
        border-left: thick $surface-lighten-2;
        padding: 0 1;
        &:focus { border-left: thick $accent; }
    }
    """
    ACTIONS: ClassVar = (PICK, PICK_LEFT, PICK_RIGHT)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ACTIONS),
        *[Binding(str(n), f"digit({n})", show=False, priority=True) for n in range(1, 10)],
    ]

    marked: reactive[int] = reactive(-1)
    """Which one the arrows are on; none before they are used."""

    def __init__(self, names: Mapping[Any, str], *, several: bool = False, id: str = "") -> None:
        """`names` are what is shown, by what it stands for."""
        super().__init__("", id=id or None, markup=False)
        self.names = dict(names)
        self._several = several
        self.then: Callable[[], None] = lambda: None
        """What follows at once when one was chosen, so that the next key is for what comes."""
        self.changed: Callable[[], None] = lambda: None
        """What is told of every choice, so that it is in the draft soon."""
        self.typed: Callable[[str], None] = lambda letter: None
        """What becomes of a letter: it was meant for a line, not for choosing."""
        self.chosen: list[str] = []

    def choose(self, *ids: str) -> None:
        """Mark these as chosen, as a draft has it."""
        self.chosen = [i for i in ids if i in self.names]
        self._draw()

    def on_mount(self) -> None:
        """Show the names."""
        self._draw()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._draw()

    def on_focus(self) -> None:
        """Show where one stands."""
        self._draw()

    def on_blur(self) -> None:
        """Show nothing marked."""
        self._draw()

    def watch_marked(self) -> None:
        """Show where one stands."""
        self._draw()

    def gives_to_line(self, event: events.Event) -> bool:
        """Give the line what was meant for it and not for choosing; whether it was so.

        The app asks at once, so that the key after it finds the focus where it belongs.
        """
        text = event.text if isinstance(event, events.Paste) else None
        if isinstance(event, events.Key) and event.is_printable:
            text = event.character
        if not text or (len(text) == 1 and (text.isspace() or text.isdecimal())):
            return False
        self.typed(text)
        return True

    def action_digit(self, number: int) -> None:
        """Choose by number."""
        if number <= len(self.names):
            self.marked = number - 1
            self.action_pick()

    def action_pick_left(self) -> None:
        """Mark the one before."""
        self.marked = max(self.marked - 1, 0)

    def action_pick_right(self) -> None:
        """Mark the next one."""
        self.marked = min(self.marked + 1, len(self.names) - 1)

    def take_marked(self) -> None:
        """Choose the one the arrows are on, where one can be chosen."""
        if not self._several and self.marked >= 0:
            self.chosen = [[*self.names][self.marked]]
            self._draw()

    def action_pick(self) -> None:
        """Choose the one that is marked; where several can be chosen, or not any more."""
        if self.marked < 0:
            return
        name = [*self.names][self.marked]
        if not self._several:
            self.chosen = [name]
        elif name in self.chosen:
            self.chosen = [other for other in self.chosen if other != name]
        else:
            self.chosen = [other for other in self.names if other in (*self.chosen, name)]
        self._draw()
        if self._several:
            self.changed()
        else:
            self.then()

    def _draw(self) -> None:
        width = max(self.content_size.width, 20)
        lines, line = [], ""
        for number, (name, shown) in enumerate(self.names.items(), 1):
            sign = "✓" if name in self.chosen else "›" if self._is_marked(number) else " "
            part = f"{sign}{number} {shown}"
            if line and len(line) + len(GAP) + len(part) > width:
                lines.append(line)
                line = part
            else:
                line = f"{line}{GAP}{part}" if line else part
        self.update("\n".join([*lines, line]))

    def _is_marked(self, number: int) -> bool:
        return self.has_focus and self.marked == number - 1
