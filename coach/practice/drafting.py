"""What drafts are for: the keys by which they are found again, and forms as a draft holds them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from coach.domain.model import Answer, Line, Promise
from coach.domain.promises import RETURNED
from coach.domain.text import is_blank

NOTE = "note"
PROMISE = "promise"
PLAN = "plan"
LINES = "lines"
"""The lines that the answers of a walk give their pages, each named for its answer."""
WALK = "walk"
"""The mark of an open walk through the four questions: the day it was begun on, and no words."""

DraftKind = Literal["answer", "deeper", "changed", "edit", "review", "echo", "line"]

PROMISE_TEXTS = ("cue", "action", "obstacle", "fallback")
REVIEW_FIELDS = ("outcome", "did", "response", "back", "minutes")
PROMISE_FIELDS = (*PROMISE_TEXTS, "did", "response", "minutes")
"""What of a promise can be reworded."""

_ORDER = {name: place for place, name in enumerate((*PROMISE_TEXTS, *REVIEW_FIELDS))}
_CONTINUED = "\n    "


def draft_key(kind: DraftKind, about: str) -> str:
    """Return the key of a draft of this kind, about a question or an entry by its id."""
    return f"{kind}-{about}"


def about_of(key: str, kind: DraftKind) -> str | None:
    """Return what a draft of this kind is about, by its id; None if it is of another kind."""
    found, _, about = key.partition("-")
    return about if found == kind and about else None


def keys_about(entry_id: str) -> set[str]:
    """Return the keys of every draft that may be about this entry."""
    return {draft_key(kind, entry_id) for kind in get_args(DraftKind)}


def form_text(values: Mapping[str, str]) -> str:
    """Return the values of a form as a draft holds them.

    A line `name: value` for each that is not empty; further lines of a value are indented. In
    whatever order they were filled in, the text is the same.
    """
    ordered = sorted(values, key=lambda name: _ORDER.get(name, len(_ORDER)))
    return "".join(
        f"{name}: {values[name].replace(chr(10), _CONTINUED)}\n" for name in ordered if values[name]
    )


def form_values(text: str) -> dict[str, str]:
    """Return the values that a draft holds; a line that names none belongs to the one before."""
    values: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        begun, colon, value = line.partition(": ")
        if colon and begun.isidentifier():
            name = begun
            values[name] = value
        elif name and line:
            values[name] += "\n" + line.removeprefix(_CONTINUED[1:])
    return values


def promise_values(promise: Promise, names: Iterable[str] = PROMISE_FIELDS) -> dict[str, str]:
    """Return a promise's texts and its minutes, by their fields."""
    values = {name: getattr(promise, name) for name in names}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def review_values(promise: Promise) -> dict[str, str]:
    """Return a promise's outcome as the form of a review holds it."""
    back = [back.what for back in promise.came_back if back.day == promise.reviewed]
    values = promise_values(promise, ("did", "response", "minutes"))
    values |= {"outcome": promise.status, "back": " ".join(back)}
    return {name: values[name] for name in REVIEW_FIELDS}


def review_in_words(values: Mapping[str, str]) -> str:
    """Return what the form of a review says, as lines of a note."""
    chosen = values.get("back", "").split()
    back = [label for what, label in RETURNED.items() if what in chosen]
    minutes = values.get("minutes", "")
    lines = [
        values.get("did", ""),
        values.get("response", ""),
        f"What came back: {', '.join(back)}." if back else "",
        f"Minutes: {minutes}." if minutes else "",
    ]
    return "\n".join(line for line in lines if line)


def line_name(answer_id: str) -> str:
    """Return the field of the line that this answer gives its page."""
    return f"line_{answer_id}"


def chosen_lines(values: Mapping[str, str]) -> dict[str, str]:
    """Return the lines that a form of lines gives to pages, by the ids of their answers."""
    chosen = {id: values.get(line_name(id), "") for id in values.get("pages", "").split()}
    return {id: line for id, line in chosen.items() if not is_blank(line)}


def without_lines(text: str, ids: Iterable[str]) -> str:
    """Return what a draft of lines holds without those of these answers."""
    values = form_values(text)
    for answer_id in ids:
        values.pop(line_name(answer_id), None)
    return form_text(values) if any(name != "pages" for name in values) else ""


def texts_of(entry: Answer | Promise | Line) -> Iterator[str]:
    """Yield everything that this entry says or ever said, as a draft would hold it."""
    yield from (text for _, text in drafts_of(entry))
    yield from (str(before.get("text", "")) for before in entry.revisions)


def drafts_of(entry: Answer | Promise | Line) -> set[tuple[str, str]]:
    """Return the drafts, by key and text, that would hold just what this entry holds."""
    if isinstance(entry, Promise):
        return {
            (draft_key("edit", entry.id), form_text(promise_values(entry)).rstrip()),
            (PROMISE, form_text(promise_values(entry, PROMISE_TEXTS)).rstrip()),
            (draft_key("review", entry.id), form_text(review_values(entry)).rstrip()),
        }
    if isinstance(entry, Line):
        first = draft_key("line", entry.of or entry.page)
    elif entry.kind in ("deeper", "changed"):
        first = f"{entry.kind}-{entry.of}"
    else:
        first = draft_key("answer", entry.prompt) if entry.prompt else NOTE
    return {(first, entry.text), (draft_key("edit", entry.id), entry.text)}
