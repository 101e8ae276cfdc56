"""The line on top of every screen: where one is, and on the right the date or a count."""

from collections.abc import Sequence

from textual.content import Content

from coach.domain.text import shown
from coach.tui.base import coach_of
from coach.tui.content import HEADING, MUTED
from coach.tui.keys import MAIN_SCREENS
from coach.tui.widgets.clickable import Clickable, doing

DONE, NOW, TO_COME = "✓", "●", "○"


class Bar(Clickable):
    """One line: a left part in as many words as fit, and a right one."""

    DEFAULT_CSS = """
    Bar {
        height: 1;
        margin-top: 1;
        padding: 0 2;
        text-wrap: nowrap;
    }

    .-narrow Bar, .-short Bar {
        margin-top: 0;
        padding: 0 1;
    }
    """

    right = ""
    """What stands on the right, such as the date or a count."""

    def forms(self) -> Sequence[Content]:
        """Return the left part, the longest form first."""
        raise NotImplementedError

    def show_right(self, text: str) -> None:
        """Show this on the right."""
        if text != self.right:
            self.right = text
            self.refresh()

    def render(self) -> Content:
        """Return the longest form that leaves room for the right part."""
        width = self.size.width
        look = "$text-success" if self.right.startswith(DONE) else MUTED
        right = Content.styled(shown(self.right), look)
        forms = self.forms()
        fits = (form for form in forms if form.cell_length + 2 + right.cell_length <= width)
        left = next(fits, None)
        if left is None:
            return forms[-1]
        return left.pad_right(width - left.cell_length - right.cell_length) + right


class TopBar(Bar):
    """The main screens by number and name, the current one marked."""

    def __init__(self, current: str) -> None:
        """`current` is the name of the screen below it."""
        super().__init__()
        self._current = current

    def forms(self) -> Sequence[Content]:
        """Return all names; for a narrow screen the current one's, among the numbers."""
        names, short = [], []
        for tab in MAIN_SCREENS:
            key = coach_of(self).keys_of(tab.id or "")
            name = f"{key} {tab.description}"
            if tab.id == self._current:
                names.append(Content.styled(name, HEADING))
                short.append(names[-1])
            else:
                names.append(doing(Content.styled(name, MUTED), tab.action))
                short.append(doing(Content.styled(key, MUTED), tab.action))
        gap = Content("  ")
        return Content("   ").join(names), gap.join(names), gap.join(short)


class SessionBar(Bar):
    """The steps of a session: done, now, to come."""

    _steps: Sequence[str] = ("",)
    _now = 0

    def show(self, steps: Sequence[str], now: int, right: str = "") -> None:
        """Show the steps by name, the one it is now by its place, and what stands on the right."""
        self._steps, self._now, self.right = steps, now, right
        self.refresh()

    def forms(self) -> Sequence[Content]:
        """Return all steps, or the one it is now and which of how many that is."""
        here = Content.styled(f"{NOW} {self._steps[self._now]}", HEADING)
        parts = [Content.styled(f"{DONE} {step}", MUTED) for step in self._steps[: self._now]]
        parts.append(here)
        to_come = self._steps[self._now + 1 :]
        parts += [Content.styled(f"{TO_COME} {step}", MUTED) for step in to_come]
        count = f"  {self._now + 1} of {len(self._steps)}"
        short = here + Content.styled(count, MUTED) if len(self._steps) > 1 else here
        return Content("   ").join(parts), Content("  ").join(parts), short
