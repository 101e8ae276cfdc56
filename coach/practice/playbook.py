"""The playbook: the lines a person saves, the pages that follow from all they wrote, the card."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from coach.domain import card as cards
from coach.domain import derived
from coach.domain.card import CardLine
from coach.domain.dates import short_day
from coach.domain.history import in_order, visible
from coach.domain.model import (
    Answer,
    Choices,
    Evidence,
    Item,
    Library,
    Line,
    Promise,
    new_id,
    timestamp,
)
from coach.domain.playbook import PAGES, Page, Row, Sources, nearest
from coach.domain.promises import visible as visible_promises
from coach.domain.records import ANSWERS
from coach.domain.text import fold, is_blank, normalize
from coach.errors import UsageError
from coach.practice.drafting import draft_key
from coach.practice.workspace import Workspace


class Playbook:
    """What a person holds in the end, page by page.

    Methods raise `JournalError` if the journal cannot be read, and `SaveError` if a save could
    not be made.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def lines(self) -> list[Line]:
        """Return every line that is not deleted, oldest first."""
        return [line for line in self._work.journal.lines() if not line.deleted]

    def pages(self) -> list[Page]:
        """Return the ten pages, in order."""
        return [*self._work.once("pages", lambda: derived.pages(self._sources()))]

    def page(self, page_id: str) -> Page:
        """Return one page."""
        return derived.page(self._sources(), page_id)

    def card(self) -> list[CardLine]:
        """Return what to say when someone asks."""
        return cards.card(self._sources())

    def short(self, day: date) -> str:
        """Return a day as the pages name it."""
        return short_day(day, self._work.day())

    def of(self, items: Iterable[Item], library: Library) -> list[Page]:
        """Return the pages that follow from these alone, such as masked ones."""
        return derived.pages(replace(self._sources([*items]), library=library))

    def add(
        self, page: str, text: str, of: Answer | None = None, *, leave_draft: bool = True
    ) -> Line:
        """Save a line on a page, from an answer or from nothing else; durable on return.

        Raises:
            UsageError: if there is nothing to save.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        text = normalize(text)
        if is_blank(text):
            raise UsageError("Nothing to save.", "Write at least a word.")
        now = self._work.clock.now()
        line = Line(
            id=new_id(now),
            page=page,
            text=text,
            of=of.id if of else None,
            day=self._work.day(),
            created=timestamp(now),
            updated=timestamp(now),
        )
        with self._work.saving(line_key(page, of), text, leave_draft=leave_draft):
            self._work.journal.put([line])
        return line

    def mark(self, answer_id: str, evidence: Evidence) -> Answer:
        """Say which kind of evidence an answer gives; what was said before is a revision."""
        now = timestamp(self._work.clock.now())
        return self._work.journal.change(
            ANSWERS,
            answer_id,
            lambda a: a if a.evidence == evidence else ANSWERS.changed(a, now, evidence=evidence),
        )

    def _sources(self, items: list[Item] | None = None) -> Sources:
        items = self._work.journal.everything() if items is None else items
        return Sources(
            library=self._work.library,
            today=self._work.day(),
            answers=in_order(visible(i for i in items if isinstance(i, Answer))),
            promises=visible_promises(i for i in items if isinstance(i, Promise)),
            lines=[i for i in items if isinstance(i, Line) and not i.deleted],
            partners=frozenset(
                fold(n) for i in items if isinstance(i, Choices) for n in i.partners
            ),
        )


def line_key(page: str, of: Answer | None) -> str:
    """Return the key of the draft of a line: about its answer, else about its page."""
    return draft_key("line", of.id if of else page)


def page_named(words: str) -> str:
    """Return the id of the page that a person names, by its id or its title.

    Raises:
        UsageError: if there is none; the hint names the nearest, or all.
    """
    page = nearest(words)
    if page and fold(words.strip()) in (page, fold(PAGES[page])):
        return page
    hint = f"Nearest: {page}." if page else f"The pages are {', '.join(PAGES)}."
    raise UsageError(f"There is no page “{words[:40]}”.", hint)


def page_record(page: Page, *, brief: bool = False) -> dict[str, Any]:
    """Return a page as JSON has it; without what is derived if it is `brief`."""
    return {
        "page": page.id,
        "title": page.title,
        "lines": [{"text": line.text, "day": line.day.isoformat(), "id": line.id}
                  for line in page.lines],
        "derived": [
            {"section": section.title, "total": section.total, **_row_record(row)}
            for section in ([] if brief else page.sections)
            for row in section.rows
        ],
        "question": page.question.id if page.question else None,
    }  # fmt: skip


def _row_record(row: Row) -> dict[str, Any]:
    return {
        "text": row.text,
        "about": row.about,
        "said": row.said,
        "notes": [*row.notes],
        "evidence": row.evidence,
        "person": row.person or None,
        "day": row.day.isoformat(),
        "entry": row.entry.id,
        "type": type(row.entry).__name__.lower(),
    }
