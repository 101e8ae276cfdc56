"""Keys typed while the step they are for is still on its way."""

from collections import deque
from collections.abc import Mapping

from textual import events
from textual.binding import Binding

from coach.tui.keys import QUIT_ANYWHERE, SAVE
from coach.tui.layouts import latin

Typed = events.Key | events.Paste


class TypeAhead:
    """What a person typed too early, in order."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        """Know the person's own `keys`, by the ids of their bindings."""
        self._keys = keys
        self._held: deque[Typed] = deque()

    def holds(self, event: events.Event, *, waits: bool) -> bool:
        """Hold back what is typed while the step `waits`; return whether this was.

        What comes behind held keys is held, too, except the second time a person asks to quit:
        the disk may not answer.
        """
        if not isinstance(event, Typed) or event.is_forwarded or not (waits or self._held):
            return False
        if sum(self._is(typed, QUIT_ANYWHERE) for typed in (*self._held, event)) > 1:
            return False
        self._held.append(event)
        return True

    def drop_saves(self) -> None:
        """Forget keys to save that were pressed once more: they must not skip what follows."""
        while self._held and self._is(self._held[0], SAVE):
            self._held.popleft()

    def next(self) -> Typed | None:
        """Take the one that was typed first; None if none is held."""
        return self._held.popleft() if self._held else None

    def __bool__(self) -> bool:
        return bool(self._held)

    @property
    def words(self) -> str:
        """What was typed, as text."""
        return "".join(_words(event) for event in self._held)

    @property
    def commands(self) -> list[events.Key]:
        """The keys that were not meant for writing."""
        keys = (event for event in self._held if isinstance(event, events.Key))
        return [key for key in keys if not key.is_printable]

    def _is(self, event: Typed, binding: Binding) -> bool:
        names = {*map(str.strip, self._keys.get(binding.id or "", binding.key).split(","))}
        return isinstance(event, events.Key) and not names.isdisjoint((event.key, *latin(event)))


def _words(event: Typed) -> str:
    if isinstance(event, events.Paste):
        return event.text
    if event.key == "enter":
        return "\n"
    return (event.character or "") if event.is_printable else ""
