"""A line whose parts can be clicked."""

from textual.content import Content
from textual.events import Click
from textual.style import Style
from textual.widgets import Static


def pressing(content: Content, key: str) -> Content:
    """Return a part that presses a key when it is clicked."""
    return content.stylize(Style.from_meta({"key": key}))


def doing(content: Content, action: str) -> Content:
    """Return a part that runs an action when it is clicked."""
    return content.stylize(Style.from_meta({"action": action}))


class Clickable(Static):
    """Text whose parts do what they name when they are clicked."""

    async def on_click(self, event: Click) -> None:
        """Do what was clicked."""
        if action := event.style.meta.get("action"):
            await self.run_action(action)
        elif key := event.style.meta.get("key"):
            self.app.simulate_key(key)
