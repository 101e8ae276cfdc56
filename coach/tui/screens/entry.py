"""How a session reads in the Journal: in its row, and as a page."""

from collections.abc import Iterator
from datetime import date, datetime

from textual.content import Content

from coach.domain.dates import full_date, on_day, short_date
from coach.domain.history import earlier
from coach.domain.model import Answer, Entry, Library, Line, Promise
from coach.domain.playbook import PAGES
from coach.domain.promises import OUTCOMES, facts, obstacle_sentence, sentence, will_ask
from coach.domain.text import capitalized, counted, first_line, shown
from coach.domain.together import WholeSession
from coach.practice.cards import MARKS
from coach.tui.content import LOOKS, MUTED, tinted

DEEPER, CHANGED = "One more question", "What changed"


NAMED = ("kept", "partly")
"""The outcomes that a list names beside their mark."""


def about(entry: Entry, library: Library, *, short: bool = False) -> str:
    """Return what an entry is: an answer by its track, a promise with its outcome."""
    if isinstance(entry, Promise):
        return f"Promise, {OUTCOMES.get(entry.status, entry.status)}"
    if isinstance(entry, Line):
        return f"Playbook: {PAGES[entry.page]}"
    if entry.kind in ("deeper", "changed"):
        return DEEPER if entry.kind == "deeper" else CHANGED
    return library.title(entry.track, short=short) or capitalized(entry.kind)


def row(library: Library, today: date, whole: WholeSession) -> tuple[Content, str]:
    """Return the two lines of a session in the list: when and what, and how it begins."""
    day, lead = whole.day, whole.lead
    deleted = lead.deleted
    when = short_date(day, today) if deleted else f"{day:%a} {day.day}"
    what = about(lead, library, short=True)
    parts: list[str | tuple[str, str]] = [(when, "bold"), "  ", (what, MUTED)]
    if not isinstance(lead, Promise):
        for promise in whole.parts:
            if isinstance(promise, Promise) and not deleted:
                named = promise.status if promise.status in NAMED else ""
                parts += ["  ", _mark(promise), (f" {named}", MUTED)]
    return Content.assemble(*parts), first_words(lead)


def first_words(entry: Entry) -> str:
    """Return the line that an entry begins with, of a promise its sentence."""
    return sentence(entry) if isinstance(entry, Promise) else first_line(entry.text)


def in_words(entry: Entry) -> str:
    """Return an entry's text; of a promise its sentence, and what was said of it."""
    if not isinstance(entry, Promise):
        return entry.text
    parts = [sentence(entry), obstacle_sentence(entry.obstacle, entry.fallback)]
    parts += [f"{label}: {text}" for label, text in facts(entry)]
    return "\n\n".join(filter(None, parts))


def reading(
    whole: WholeSession, library: Library, today: date, key: str, *, versions: bool
) -> Content:
    """Return a session as a page: when, what was asked, the words, and what came of them.

    `key` is the one that shows earlier versions.
    """
    lead = whole.entries[0]
    head = full_date(whole.day)
    if isinstance(lead, Answer):
        head += f", {datetime.fromisoformat(lead.created):%H:%M}\n{about(lead, library)}"
    blocks = [Content.styled(shown(head), MUTED)]
    if whole.parts:
        blocks += [_outcome(promise, MUTED) for promise in whole.reviews]
    for entry in whole.entries:
        blocks.append(Content("\n").join(_block(entry, today)))
        blocks += _versions(entry, key, versions=versions)
    return Content("\n\n").join(blocks)


def _block(entry: Entry, today: date) -> Iterator[Content]:
    """Yield the lines of one entry."""
    if isinstance(entry, Promise):
        yield from _promise(entry, today)
    elif isinstance(entry, Line):
        yield Content.styled(f"On your page “{PAGES[entry.page]}”", "bold $text-accent")
        yield tinted(entry.text)
    elif entry.kind in ("deeper", "changed"):
        yield Content.styled(f"↳ {shown(entry.ask or about(entry, Library()))}", MUTED)
        yield tinted(entry.text)
    else:
        if entry.ask:
            yield Content.styled(shown(entry.ask), "bold")
            yield Content("")
        yield tinted(entry.text)


def _promise(promise: Promise, today: date) -> Iterator[Content]:
    yield _outcome(promise, "bold")
    if plan := obstacle_sentence(promise.obstacle, promise.fallback):
        yield tinted(plan)
    for label, text in facts(promise):
        yield Content.styled(f"{label}: ", MUTED) + tinted(text)
    if promise.reviewed:
        made, told = on_day(promise.promised, today), on_day(promise.reviewed, today)
        yield Content.styled(f"Promised {made}, reviewed {told}", MUTED)
    else:
        yield Content.styled(will_ask(promise.due, today), MUTED)


def _outcome(promise: Promise, style: str) -> Content:
    """Return a promise after its outcome; by itself, what a session of another day began with."""
    outcome = f"{_mark(promise)[0]} {OUTCOMES.get(promise.status, promise.status)}"
    return Content.assemble((outcome, _mark(promise)[1]), "  ", tinted(sentence(promise), style))


def _mark(promise: Promise) -> tuple[str, str]:
    mark, look = MARKS[promise.status]
    return mark, f"bold {LOOKS[look]}"


def _versions(entry: Entry, key: str, *, versions: bool) -> Iterator[Content]:
    """Yield the earlier versions of an entry, or how many there are."""
    before = earlier(entry)
    if before and not versions:
        edited = counted(len(before), "earlier version")
        yield Content.styled(f"{edited}. Press {key} to read.", MUTED)
    for moment, text in before if versions else ():
        when = f"Earlier version, {full_date(moment.date())}, {moment:%H:%M}:"
        yield Content.styled(when, MUTED) + "\n" + tinted(text)
