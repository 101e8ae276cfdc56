"""Masks: people's names replaced by numbers, for an export that somebody else will read."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from coach.domain.model import Item, Library
from coach.domain.text import fold, with_people

T = TypeVar("T", bound=Item)

_WORDS = {"text", "ask", "cue", "action", "obstacle", "fallback", "did", "response", "reason"}
"""The fields in which somebody may be mentioned."""


class Mask:
    """Replaces every mention: `@bill`, in any case, by `@person-3`, the same everywhere.

    A plain “bill” is untouched. Names are numbered as they come.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def items(self, items: Iterable[T]) -> list[T]:
        """Return these with every mention replaced, in what they said before, too."""
        return [self._item(item) for item in items]

    def library(self, library: Library) -> Library:
        """Return the questions with every mention replaced: a person's own may name somebody."""
        return replace(
            library,
            tracks=tuple(replace(t, title=self.text(t.title)) for t in library.tracks),
            prompts=tuple(
                replace(p, short=self.text(p.short), ask=self.text(p.ask)) for p in library.prompts
            ),
        )

    def text(self, text: str) -> str:
        """Return a text with every mention in it replaced."""
        return with_people(text, self.name)

    def name(self, name: str) -> str:
        """Return what stands in the place of a handle."""
        number = self._numbers.setdefault(fold(name), len(self._numbers) + 1)
        return f"person-{number}"

    def _item(self, item: T) -> T:
        written = {field.name: getattr(item, field.name) for field in fields(item)}
        changes = self._words(written)
        changes["revisions"] = tuple({**v, **self._words(v)} for v in item.revisions)
        return replace(item, **changes)

    def _words(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a record that hold words, masked."""
        said = {name: record[name] for name in _WORDS & record.keys() if record[name] is not None}
        changes: dict[str, Any] = {name: self.text(text) for name, text in said.items()}
        if isinstance(partners := record.get("partners"), list | tuple):
            changes["partners"] = type(partners)(map(self.name, partners))
        return changes
