"""What can be done on a screen, as the command palette and the help list it."""

from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Provider
from textual.dom import DOMNode
from textual.screen import Screen

from coach.tui.keys import IDS, PALETTE


@dataclass(frozen=True)
class Command:
    """Something to do now: its binding, the node that does it, and its keys as they are shown."""

    binding: Binding
    node: DOMNode
    keys: tuple[str, ...]


def commands_of(screen: Screen[object]) -> list[Command]:
    """Return what can be done on a screen as it stands, those of the footer first."""
    found: dict[str, Command] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id in IDS:
            before = found.get(binding.action, Command(binding, active.node, ()))
            keys = (*before.keys, screen.app.get_key_display(binding))
            found[binding.action] = Command(before.binding, before.node, keys)
    return sorted(found.values(), key=lambda command: not command.binding.show)


class Commands(Provider):
    """Offers what can be done on the screen below the palette."""

    async def startup(self) -> None:
        """Note what could be done before the palette opened."""
        self._commands = [c for c in commands_of(self.screen) if c.binding.id != PALETTE.id]

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Yield every command."""
        for command in self._commands:
            name, help_text = command.binding.description, command.binding.tooltip
            yield DiscoveryHit(name, self._run(command), help=help_text)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield the commands that match."""
        matcher = self.matcher(query)
        for command in self._commands:
            name, help_text = command.binding.description, command.binding.tooltip
            if (score := matcher.match(f"{name} {help_text}")) > 0:
                yield Hit(
                    score, matcher.highlight(name), self._run(command), text=name, help=help_text
                )

    def _run(self, command: Command) -> partial[Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, command.binding.action, command.node)
