"""Textual's list, for thousands of rows of two lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import islice
from typing import Any, Literal

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.domain.text import shown
from coach.frozen import frozen
from coach.tui.content import MUTED, tinted
from coach.tui.keys import LIST_KEYS
from coach.tui.widgets.scroll import SaysMore

SHORT = 4
"""Lines of a row, fewer of which are worth less than none."""
AT_ONCE = 200
"""Options that are made at once; no screen is as tall as that."""
_PLAIN = Style(bold=False, dim=False)


class ListRow(Visual):
    """What stands in a list, as wide as the list is."""

    height: int = 1
    """The lines it takes, where that is known before it is wrapped."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines it takes."""
        return self.height

    def sign(self, style: Style) -> Content:
        """Return the sign of the marked row, quiet while something else has the light."""
        color = "$text-muted" if style.dim else "$text-accent"
        return Content.styled("▌", color) if style.bold else Content(" ")

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the columns it takes."""
        return container_width


@frozen
class Row(ListRow):
    """An entry in two lines: what it is, and how it begins.

    Textual wraps a text to learn its height, a quarter of a millisecond each. Here the height is
    known and the lines are made once they are seen, so that 18,250 entries can be listed.
    """

    entry: Any
    lines: Callable[[Any], tuple[str | Content, str]] = field(compare=False)
    """Returns the two lines of the entry: what it is, and a person's words."""
    height = 2

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return its lines; a sign says that it is marked, so that no color is needed."""
        sign = self.sign(style)
        about, words = self.lines(self.entry)
        about = about if isinstance(about, Content) else Content.styled(shown(about), MUTED)
        text = Content.assemble(sign, about, "\n", sign, "  ", tinted(words))
        return text.render_strips(width, height, style + _PLAIN, options)


@frozen
class Block(ListRow):
    """A text of as many lines as it takes, with the same sign beside it when it is marked."""

    content: Content
    can_be_marked: bool = True

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines it takes."""
        return self.content.get_height(rules, max(width - 2, 1))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return its lines; the blank one at its end stays out of the mark."""
        plain = style + _PLAIN
        sign = (self.sign(style) if self.can_be_marked else Content(" ")) + " "
        (beside,) = sign.render_strips(2, 1, plain, options)
        text = self.content.rstrip("\n")
        lines = text.render_strips(max(width - 2, 1), height, plain, options)
        return [Strip.join([beside, line]) for line in lines]


@frozen
class Heading(ListRow):
    """A quiet heading with a line to the end, between rows; with air above it if it is higher."""

    text: str
    height: int = 2

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return its lines."""
        name = f" {shown(self.text)} "
        line = ("─" * (width - cell_len(name)), "$border-blurred")
        text = Content.assemble("\n" * (self.height - 1), (name, MUTED), line)
        return text.render_strips(width, height, style, options)


class Options(SaysMore, OptionList, inherit_bindings=False):
    """A list to choose from; its keys come before those that choose, in the order pressed.

    Of a long one the options are made as one comes near them.
    """

    BINDINGS = [*LIST_KEYS]
    DEFAULT_CSS = """
    Options {
        height: 1fr;
        padding: 0;
        border: none;
        background: $background;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { border: none; background-tint: transparent; }
        & > .option-list--option { padding: 0 2 0 0; }
        & > .option-list--option-highlighted,
        &:focus > .option-list--option-highlighted {
            color: $foreground;
            background: $surface;
            text-style: bold dim;
        }
        &:focus > .option-list--option-highlighted { background: $panel; text-style: bold; }
        & > .option-list--option-disabled { color: $foreground; text-style: bold; }
    }
    """

    action_down = OptionList.action_cursor_down
    _rest: Iterator[Option] = iter(())
    """The options that aren't made yet."""

    def show(self, options: Iterable[Option], *, has_marked: bool = True) -> None:
        """Show these; the mark stays on its row if that is still there, else on its place.

        What is in sight stays in sight, unless the list is at its top. Where it is known that the
        marked row isn't among them, `has_marked` is false, and they aren't looked through for it.
        """
        self._rest, marked = iter(options), self.marked if has_marked else ""
        shown = [*islice(self._rest, max(len(self.options), AT_ONCE))]
        if len(shown) == len(self.options) and all(map(_is_same, shown, self.options)):
            return
        place = next((n for n, option in enumerate(shown) if option.id == marked), None)
        while marked and place is None and (more := [*islice(self._rest, AT_ONCE)]):
            first = len(shown)
            place = next((n for n, option in enumerate(more, first) if option.id == marked), None)
            shown += more
        top = self.scroll_y
        if place is None:
            place = self.highlighted
        elif top:
            top += _lines(shown, place) - _lines(self.options, self.highlighted)
        self.set_options(shown)
        self.scroll_to(y=top, animate=False, immediate=True)
        if place is None:
            self.action_first()
        else:
            self.highlighted = place
            self.call_after_refresh(self.scroll_to, y=top, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make more options where the last one is less than a page away."""
        super().watch_scroll_y(old_value, new_value)
        if new_value + 2 * self.size.height >= self.virtual_size.height:
            self.add_options(islice(self._rest, AT_ONCE))

    def action_up(self) -> None:
        """Mark the row above, above the first one the last."""
        if all(option.disabled for option in islice(self.options, self.highlighted)):
            self.add_options(self._rest)
        self.action_cursor_up()

    def action_last(self) -> None:
        """Mark the last row of all."""
        self.add_options(self._rest)
        super().action_last()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        """Go a page on, where the list has lines at all."""
        if self.size:
            super()._move_page(direction)

    @property
    def marked(self) -> str:
        """The id of the marked row; empty if there is none."""
        option = self.highlighted_option
        return option.id or "" if option else ""

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Bring the marked row into view, and the heading above the first one with it.

        A short row that would be cut above is left out.
        """
        super().scroll_to_highlight(top)
        y = round(self.scroll_target_y)
        if cut := self._cut(y):
            self.scroll_to(y=y + cut, animate=False, immediate=True)
        if all(option.disabled for option in islice(self.options, self.highlighted)):
            self.scroll_home(animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Return a line; the end of a short row makes room above, and what is alone below."""
        cut = self._cut(self.scroll_offset.y)
        line, first = super().render_line(y + cut), self.scroll_offset.y + cut
        near_end = y >= self.size.height - Heading.height - 1
        left_out = near_end and y >= self._ends(first)
        return Strip.blank(line.cell_length, self.rich_style) if left_out else line

    def _ends(self, first: int) -> int:
        """Return how many lines are shown from this one on.

        The first line of a row whose rest is below waits for it, a heading for what it is above.
        """
        height = self.size.height
        *page, below = [n for n, _ in self._lines[first : first + height + 1]] or [0]
        if len(page) < height or page[-2:] == [below] * 2 or below == self.highlighted:
            return height
        page = [n for n in page if n != below]
        pair = [option.disabled for n in page[-1:] for option in self.options[n : n + 2]]
        if pair == [True, False] and page.count(page[-1]) <= Heading.height:
            page = [n for n in page if n != page[-1]]
        return len(page)

    def _cut(self, y: int) -> int:
        """Return the lines that are left of a short row if line `y` is on top."""
        above, *shown = [n for n, _ in self._lines[max(y - 1, 0) : y + SHORT]] or [0]
        cut = shown.count(above)
        return cut if y and cut < SHORT and above != self.highlighted else 0


def _lines(options: Sequence[Option], count: int | None) -> int:
    """Return the lines that the first of these options take."""
    return sum(getattr(option.prompt, "height", 1) for option in islice(options, count))


def _is_same(one: Option, other: Option) -> bool:
    return one.id == other.id and one.prompt == other.prompt
