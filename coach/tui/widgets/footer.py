"""The keys in force, on the last line of every screen."""

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from coach.tui.keys import HELP


class KeyFooter(Static):
    """One line of keys and labels, to press or to click; as many as fit, and always help.

    Textual's own footer is a widget a key, made anew on every move of the focus: a third of what
    a key costs. And it cuts off what doesn't fit.
    """

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        padding-left: 1;
        background: $footer-background;
        color: $footer-foreground;
        text-wrap: nowrap;
    }
    """

    def on_mount(self) -> None:
        """Follow the keys in force."""
        self.screen.bindings_updated_signal.subscribe(self, self._on_keys)

    def _on_keys(self, screen: Screen[object]) -> None:
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)

    def render(self) -> Content:
        """Return the keys that fit."""
        parts: dict[str, Content] = {}
        for one in self.screen.active_bindings.values():
            if one.binding.show:
                parts.setdefault(one.binding.action, self._part(one.binding))
        width = self.size.width
        line = Content("  ").join(parts.values())
        while line.cell_length > width and parts:
            line = Content(" ").join(parts.values())
            if line.cell_length > width:
                parts.pop(next((a for a in reversed(parts) if a != HELP.action), HELP.action))
        return line

    def _part(self, binding: Binding) -> Content:
        key = (self.app.get_key_display(binding), "bold $footer-key-foreground")
        part = Content.assemble(key, f" {binding.description}")
        return part.stylize(Style.from_meta({"key": binding.key}))
