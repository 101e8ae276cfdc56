"""The keys in force, on the last line of every screen."""

from textual.content import Content

from coach.tui.keys import ALWAYS_IN_FOOTER, EVERY, LAST_IN_FOOTER
from coach.tui.widgets.clickable import Clickable, pressing

MOST = 6
"""Keys shown at once, help among them."""
_ALWAYS = {binding.action for binding in ALWAYS_IN_FOOTER}
_PLACES = {binding.id: (binding in LAST_IN_FOOTER, n) for n, binding in enumerate(EVERY)}


class KeyFooter(Clickable):
    """One line of keys and labels, to press or to click; as many as fit, and always help.

    Textual's own footer is a widget a key, made anew on every move of the focus: a third of what
    a key costs. And it cuts off what doesn't fit.
    """

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        padding: 0 2;
        background: $footer-background;
        color: $footer-foreground;
        text-wrap: nowrap;
    }

    .-narrow KeyFooter, .-short KeyFooter {
        padding: 0 1;
    }
    """

    def on_mount(self) -> None:
        """Follow the keys in force."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        """Return the keys that fit, those of this screen before those of every screen."""
        active = (one.binding for one in self.screen.active_bindings.values())
        shown = sorted((b for b in active if b.show), key=lambda b: _PLACES.get(b.id, (False, 0)))
        parts: dict[str, Content] = {}
        for binding in shown:
            key = (self.app.get_key_display(binding), "bold $foreground")
            part = pressing(Content.assemble(key, f" {binding.description}"), binding.key)
            parts.setdefault(binding.action, part)
        while len(parts) > MOST:
            _drop(parts)
        line = Content("   ").join(parts.values())
        while line.cell_length > self.size.width and parts:
            line = Content("  ").join(parts.values())
            if line.cell_length > self.size.width:
                _drop(parts)
        return line


def _drop(parts: dict[str, Content]) -> None:
    """Drop the last of the keys; help and the way out only if nothing else is left."""
    others = (action for action in reversed(parts) if action not in _ALWAYS)
    parts.pop(next(others, next(iter(parts))))
