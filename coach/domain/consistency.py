"""Whether the fields of an item fit each other; each by itself is checked with its record."""

from coach.domain.dates import week_of
from coach.domain.model import Answer, Item, Line, Promise


def contradiction(item: Item) -> str:
    """Return what in an item contradicts itself, to end a sentence with; empty if nothing does."""
    if isinstance(item, Promise):
        if item.status == "open" and (item.reviewed or item.came_back):
            return "it is open and has an outcome"
        if item.status != "open" and not item.reviewed:
            return "it has an outcome and was never reviewed"
    if isinstance(item, Answer):
        if item.week != week_of(item.day):
            return "its day is not in its week"
        if item.kind in ("deeper", "changed") and not item.of:
            return "it belongs to an answer and names none"
        if item.of == item.id:
            return "it belongs to itself"
    if isinstance(item, Answer | Promise | Line) and item.erased:
        words = (item.cue, item.action) if isinstance(item, Promise) else (item.text,)
        if any(words) or item.revisions:
            return "it is erased and has words"
        if not item.deleted:
            return "it is erased and not deleted"
    return ""
