"""The primary action of a screen, in sight and to click."""

from coach.tui.content import chip
from coach.tui.widgets.clickable import Clickable, pressing


class Chip(Clickable):
    """A key in reverse and what it does; a screen has one, the welcome two."""

    DEFAULT_CSS = "Chip { height: auto; }"

    def show(
        self,
        key: str,
        label: str,
        aside: str = "",
        *,
        presses: str = "enter",
        quiet: bool = False,
    ) -> None:
        """Show the key as it is written, what it does and an aside; nothing without a label."""
        self.display = bool(label)
        self.update(pressing(chip(key, label, aside, quiet=quiet), presses))
