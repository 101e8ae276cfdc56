"""How an entry reads in the Journal: in its row, and by itself."""

from datetime import date, datetime

from textual.content import Content

from coach.domain.dates import full_date, on_day, short_date
from coach.domain.history import day_of, earlier
from coach.domain.model import Answer, Entry, Library, Line, Promise
from coach.domain.playbook import PAGES
from coach.domain.promises import (
    OUTCOMES,
    facts,
    obstacle_sentence,
    sentence,
    will_ask,
)
from coach.domain.text import capitalized, counted, first_line, shown


def about(entry: Entry, library: Library) -> str:
    """Return what an entry is: an answer by its track, a promise with its outcome."""
    if isinstance(entry, Promise):
        return f"Promise, {OUTCOMES.get(entry.status, entry.status)}"
    if isinstance(entry, Line):
        return f"Playbook: {PAGES[entry.page]}"
    return library.title(entry.track) or capitalized(entry.kind)


def row(library: Library, today: date, entry: Entry) -> tuple[str, str]:
    """Return the two lines of an entry in the list."""
    text = sentence(entry) if isinstance(entry, Promise) else first_line(entry.text)
    return f"{short_date(day_of(entry), today)} · {about(entry, library)}", text


def in_words(entry: Entry) -> str:
    """Return an entry's text; of a promise its sentence, and what was said of it."""
    if not isinstance(entry, Promise):
        return entry.text
    parts = [sentence(entry), obstacle_sentence(entry.obstacle, entry.fallback)]
    parts += [f"{label}: {text}" for label, text in facts(entry)]
    return "\n\n".join(filter(None, parts))


def reading(entry: Entry, library: Library, today: date, key: str, *, versions: bool) -> Content:
    """Return an entry to read: when, what was asked, what it says, and earlier versions.

    `key` is the one that shows the versions.
    """
    head = f"{_when(entry)}\n{about(entry, library)}{_promised(entry, today)}"
    parts: list[str | tuple[str, str]] = [(head, "dim"), "\n\n"]
    if isinstance(entry, Answer) and entry.ask:
        parts += [(shown(entry.ask), "bold"), "\n\n"]
    first, gap, rest = shown(in_words(entry)).partition("\n\n")
    parts += [(first, "bold"), gap + rest] if isinstance(entry, Promise) else [first + gap + rest]
    before = earlier(entry)
    if before and not versions:
        edited = counted(len(before), "earlier version")
        parts.append((f"\n\n{edited}. Press {key} to read.", "dim"))
    for moment, text in before if versions else ():
        parts += [(f"\n\nEarlier version, {_at(moment.date(), moment)}:\n", "dim"), shown(text)]
    return Content.assemble(*parts)


def _when(entry: Entry) -> str:
    if isinstance(entry, Promise):
        return full_date(day_of(entry))
    return _at(entry.day, datetime.fromisoformat(entry.created))


def _promised(entry: Entry, today: date) -> str:
    """Return when a promise was made, or, while it is open, when it is asked about."""
    if not isinstance(entry, Promise):
        return ""
    if entry.reviewed:
        return f"\nPromised {on_day(entry.promised, today)}"
    return f"\n{will_ask(entry.due, today)}"


def _at(day: date, moment: datetime) -> str:
    return f"{full_date(day)}, {moment:%H:%M}"
