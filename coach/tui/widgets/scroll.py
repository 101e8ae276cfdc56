"""What scrolls, with lines at its ends that say whether there is more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size
from textual.widget import Widget

ABOVE, BELOW, MORE = "▴", "▾", " more"
CARDS = {"card", "tile"}
FEW = 4
"""Lines at the end of a page in which no card begins that goes on below it."""


if TYPE_CHECKING:
    _Mixin = Widget
else:  # a second widget among its bases would hide from Textual what a list is made of
    _Mixin = object


def say_more(page: Widget) -> None:
    """Say in the lines at the ends of a page or a list whether more is above or below."""
    height, room = page.virtual_size.height, page.size.height
    line = bool(page.styles.border_bottom[0])
    page.set_class(height > room + line, "-scrolls")
    above, below = page.scroll_y > 0, height > room + round(page.scroll_y)
    on_top = above and bool(page.styles.border_top[0])
    page.border_title = f"{ABOVE}{MORE}" * on_top
    signs = ABOVE * (above and not on_top) + BELOW * below
    page.border_subtitle = f"{signs}{MORE}" if signs else ""


class SaysMore(_Mixin):
    """Ends with a line where not all is in sight, which says whether more is below.

    The line above it says whether more is above; where there is none, the one below says both.
    It stands before the container or the list that it is mixed into.
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scrolling."""
        super().watch_scroll_y(old_value, new_value)
        self.say_more()

    def _size_updated(self, *args: Any, **options: Any) -> bool:
        """Follow the size, and that of what is in it."""
        is_new = super()._size_updated(*args, **options)
        if is_new:
            self.call_next(self.say_more)
        return is_new

    def watch_virtual_size(self, virtual_size: Size) -> None:
        """Follow what is added to a list."""
        if watch := getattr(super(), "watch_virtual_size", None):
            watch(virtual_size)
        self.call_next(self.say_more)

    def say_more(self) -> None:
        """Say whether more is above or below."""
        say_more(self)


class Scroll(SaysMore, VerticalScroll):
    """A page that scrolls. What would be cut where it ends waits for that.

    Of a card a few lines are enough to be shown, of a row among others all but on a small screen.
    """

    def say_more(self) -> None:
        """Say whether more is below, and whether what is cut there waits."""
        if not self.is_attached:  # its step went while it was to scroll
            return
        super().say_more()
        is_short = self.screen.has_class("-short")
        few = 2 if is_short else FEW
        room = self.scrollable_content_region.size
        fold = room.height - self.arrange(room).scroll_spacing.bottom
        for part, place in _parts(self, room, Offset()):
            is_card = not CARDS.isdisjoint(part.classes)
            ends = place.bottom - part.styles.padding.bottom
            latest = fold - few if is_card else fold if is_short else place.y
            waits = max(latest, 1) <= place.y < fold < ends
            part.set_class(waits and not self.scroll_y, "-waits")


def _parts(container: Widget, room: Size, offset: Offset) -> Iterator[tuple[Widget, Region]]:
    """Yield the cards and rows in a container, with where each is on the page, in sight or not."""
    in_rows = container.has_class("rows")
    for placement in container.arrange(room).placements:
        part, place = placement.widget, placement.region.translate(offset)
        if in_rows or not CARDS.isdisjoint(part.classes):
            yield part, place
        if not placement.fixed and part.is_container:
            inner = place.shrink(part.styles.gutter)
            yield from _parts(part, inner.size, inner.offset)
