"""The command palette: every action of where the person is."""

from collections.abc import AsyncIterator, Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Provider

from coach.tui.actions import in_force


class Commands(Provider):
    """Offers the actions in force, from their one declaration."""

    async def startup(self) -> None:
        """Note where the person was before the palette opened."""
        focused = self.focused or self.screen
        self._nodes = [*focused.ancestors_with_self]

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Every action."""
        for name, run, help_text in self._offers():
            yield DiscoveryHit(name, run, help=help_text)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """The actions that match."""
        matcher = self.matcher(query)
        for name, run, help_text in self._offers():
            if (score := matcher.match(f"{name} {help_text}")) > 0:
                yield Hit(score, matcher.highlight(name), run, text=name, help=help_text)

    def _offers(self) -> list[tuple[str, partial[Coroutine[Any, Any, bool]], str]]:
        return [
            (
                action.label,
                partial(self.app.run_action, action.does or action.id, node),
                action.help,
            )
            for node, action in in_force(self._nodes)
        ]
