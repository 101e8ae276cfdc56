"""A list that draws only the rows on the screen, so that thousands cost nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coach.domain.text import shown
from coach.tui.actions import DOWN, FIRST, LAST, PAGE_DOWN, PAGE_UP, UP, bindings

HEIGHT = 2
"""Lines a row takes."""


@dataclass(frozen=True)
class Row:
    """Two lines: what it is, and how it begins. A heading cannot be marked."""

    id: str
    first: str
    second: str = ""
    heading: bool = False


class RowList(ScrollView, can_focus=True):
    """Rows, one of them marked by a sign and not by its colour alone."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--first", "row--second", "row--marked"}
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        overflow-x: hidden;
        .row--first { color: $text-muted; }
        .row--second { color: $foreground; }
        .row--marked { color: $foreground; text-style: bold; background: $surface; }
        &:focus .row--marked { background: $primary 40%; }
    }
    """
    ACTIONS: ClassVar = (UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    marked: reactive[int] = reactive(0)

    @dataclass
    class Marked(Message):
        """Another row is marked; None if there is none."""

        row: Row | None

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    @property
    def row(self) -> Row | None:
        """The marked row."""
        return self.rows[self.marked] if self.marked < len(self.rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these; the mark stays on its row if that is still there, else on its place."""
        before = self.row
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows) * HEIGHT)
        place = next((n for n, row in enumerate(rows) if before and row.id == before.id), None)
        self._mark(self.marked if place is None else place, 1)
        self.refresh()
        self.post_message(self.Marked(self.row))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number, part = divmod(self.scroll_offset.y + y, HEIGHT)
        width = self.size.width
        if number >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[number]
        marked = number == self.marked and not row.heading
        style = self.get_component_rich_style(
            "row--second" if part or row.heading else "row--first"
        )
        if marked:
            style += self.get_component_rich_style("row--marked")
        sign = "▌" if marked else " "
        text = set_cell_size(shown(f"{sign}{row.second if part else row.first}"), width)
        return Strip([Segment(text, self.rich_style + style)], width)

    def on_click(self, event: events.Click) -> None:
        """Mark the row under the mouse."""
        self._mark((self.scroll_offset.y + event.y) // HEIGHT, 1)

    def watch_marked(self) -> None:
        """Bring the marked row into view and say which one it is."""
        self._bring_into_view()
        self.refresh()
        self.post_message(self.Marked(self.row))

    def on_resize(self) -> None:
        """Keep the marked row in view."""
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        first = self.marked
        while first and self.rows[first - 1].heading:
            first -= 1  # a heading comes into view with the row below it
        region = Region(0, first * HEIGHT, 1, (self.marked - first + 1) * HEIGHT)
        self.scroll_to_region(region, animate=False, immediate=True)

    def action_up(self) -> None:
        """Mark the row above."""
        self._mark(self.marked - 1, -1)

    def action_down(self) -> None:
        """Mark the row below."""
        self._mark(self.marked + 1, 1)

    def action_page_up(self) -> None:
        """Go a screen up."""
        self._mark(self.marked - self._page, -1)

    def action_page_down(self) -> None:
        """Go a screen down."""
        self._mark(self.marked + self._page, 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self._mark(0, 1)

    def action_last(self) -> None:
        """Go to the last row."""
        self._mark(len(self.rows) - 1, -1)

    @property
    def _page(self) -> int:
        return max(self.size.height // HEIGHT, 1)

    def _mark(self, number: int, step: int) -> None:
        """Mark this row, or the next one in this direction that is no heading."""
        number = max(0, min(number, len(self.rows) - 1))
        while 0 <= number < len(self.rows) and self.rows[number].heading:
            number += step
        if 0 <= number < len(self.rows):
            self.marked = number
        elif not self.rows:
            self.marked = 0
