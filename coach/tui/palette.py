"""What can be done on a screen, as the command palette and the help list it."""

from collections.abc import AsyncIterator, Sequence
from functools import partial

from textual import on
from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from coach.frozen import frozen
from coach.tui.base import EndsOnce
from coach.tui.content import MUTED
from coach.tui.keys import EVERY, GROUPS, IDS, MOVE, PALETTE, group_of
from coach.tui.widgets.scroll import say_more

TYPE = "Type a name. Esc closes."


@frozen
class Command:
    """Something to do now: its binding, the node that does it, and its keys as they are shown."""

    binding: Binding
    node: DOMNode
    keys: tuple[str, ...]


def commands_of(screen: Screen[object]) -> list[Command]:
    """Return what can be done on a screen as it stands, by what it is for."""
    found: dict[str, Command] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id in IDS:
            before = found.get(binding.action, Command(binding, active.node, ()))
            keys = (*before.keys, screen.app.get_key_display(binding))
            found[binding.action] = Command(before.binding, before.node, keys)
    places = {binding.id: place for place, binding in enumerate(EVERY)}

    def place(command: Command) -> tuple[int, bool, int]:
        binding = command.binding
        return GROUPS.index(group_of(binding)), not binding.show, places[binding.id]

    return sorted(found.values(), key=place)


class Palette(EndsOnce, CommandPalette):
    """Textual's palette, for keys that come before it is there or after it is gone."""

    def __init__(self) -> None:
        super().__init__(placeholder=TYPE)

    def on_mount(self) -> None:
        """Say whether more is below, as every list does."""
        listed = self.query_one(CommandList)
        for what in ("scroll_y", "virtual_size"):
            self.watch(listed, what, partial(say_more, listed))

    @on(Input.Changed)
    def look_no_more(self, event: Input.Changed) -> None:
        """Find nothing for what is typed after it is gone."""
        if not self.is_active:
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        """Move in the list once it has lines."""
        if self.query_one(CommandList).size:
            super()._action_command_list(action)


class Commands(Provider):
    """Offers what can be done on the screen below the palette, and how the app looks."""

    async def startup(self) -> None:
        """Note what could be done before the palette opened."""
        run = self.app.run_action
        self._offers = [
            (key.description, one.keys, key.tooltip, partial(run, key.action, one.node))
            for one in commands_of(self.screen)
            if (key := one.binding).id != PALETTE.id and group_of(key) != MOVE
        ]
        does = "Choose how the app looks: dark, light, or a theme of Textual."
        self._offers.append(("Theme", (), does, partial(run, "app.theme")))

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Yield every command."""
        for name, keys, does, run in self._offers:
            yield DiscoveryHit(self._row(Content(name), keys, does), run, text=name)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield the commands that match."""
        matcher = self.matcher(query)
        for name, keys, does, run in self._offers:
            if (score := matcher.match(f"{name} {does}")) > 0:
                yield Hit(score, self._row(matcher.highlight(name), keys, does), run, text=name)

    def _row(self, name: Content, keys: Sequence[str], does: str) -> Content:
        """Return a command on one line: its keys, its name, and what it does if there is room."""
        pressed = Content.styled(f"{' '.join(keys[:1]):8}", "not bold $foreground")
        named = name.pad_right(15 - name.cell_length)
        told = "" if self.screen.has_class("-narrow") else does
        return Content.assemble(pressed, named, (told, f"not bold {MUTED}"))
