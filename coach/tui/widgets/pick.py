"""A few things to choose from with one key each."""

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from coach.tui.actions import PICK, PICK_LEFT, PICK_RIGHT, PICKED, bindings

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
    ACTIONS: ClassVar = (PICK, PICKED, PICK_LEFT, PICK_RIGHT)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ACTIONS),
        *[Binding(str(n), f"digit({n})", show=False) for n in range(1, 10)],
    ]

    marked: reactive[int] = reactive(-1)
    """Which one the arrows are on; none before they are used."""

    class Picked(Message):
        """The choice is made."""

        def __init__(self, pick: "Pick") -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> "Pick":
            """The one it was made in."""
            return self.pick

    def __init__(self, names: Mapping[Any, str], *, several: bool = False, id: str = "") -> None:
        """`names` are what is shown, by what it stands for."""
        super().__init__("", id=id or None, markup=False)
        self._names = dict(names)
        self._several = several
        self.chosen: list[str] = []

    def choose(self, *ids: str) -> None:
        """Mark these as chosen, as a draft has it."""
        self.chosen = [i for i in ids if i in self._names]
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

    def action_digit(self, number: int) -> None:
        """Choose by number."""
        if number <= len(self._names):
            self.marked = number - 1
            self.action_pick()

    def action_pick_left(self) -> None:
        """Mark the one before."""
        self.marked = max(self.marked - 1, 0)

    def action_pick_right(self) -> None:
        """Mark the next one."""
        self.marked = min(self.marked + 1, len(self._names) - 1)

    def action_pick(self) -> None:
        """Choose the one that is marked; where several can be chosen, or not any more."""
        if self.marked < 0:
            return
        name = [*self._names][self.marked]
        if not self._several:
            self.chosen = [name]
        elif name in self.chosen:
            self.chosen = [other for other in self.chosen if other != name]
        else:
            self.chosen = [other for other in self._names if other in (*self.chosen, name)]
        self._draw()
        if not self._several:
            self.post_message(self.Picked(self))

    def action_picked(self) -> None:
        """Go on; where one can be chosen, with the one that is marked."""
        if self._several or self.marked < 0:
            self.post_message(self.Picked(self))
        else:
            self.action_pick()

    def _draw(self) -> None:
        width = max(self.content_size.width, 20)
        lines, line = [], ""
        for number, (name, shown) in enumerate(self._names.items(), 1):
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
