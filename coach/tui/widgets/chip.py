"""The primary action of a screen, in sight and to click."""

from textual.content import Content

from coach.tui.content import chip
from coach.tui.widgets.clickable import Clickable, pressing

Other = tuple[str, str, str]
"""Another way on: its key as it is written, what it does, and the key that a click presses."""


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
        other: Other | None = None,
    ) -> None:
        """Show the key as it is written, what it does, an aside, and quietly another way on.

        Nothing without a label.
        """
        self.display = bool(label)
        shown = pressing(chip(key, label, aside, quiet=quiet), presses)
        if other:
            key, label, presses = other
            shown = Content.assemble(shown, "    ", pressing(chip(key, label, quiet=True), presses))
        self.update(shown)
