"""How a page of the playbook reads, row by row."""

from collections.abc import Callable, Iterator
from datetime import date

from textual.content import Content

from coach.domain.model import Entry, Line
from coach.domain.playbook import ABOUT, Page, Row
from coach.domain.text import counted, shown
from coach.frozen import frozen
from coach.tui.content import MUTED, PEOPLE, chip, tinted

OWN, DERIVED, EMPTY = "●", "◐", "○"
"""A page with a line of its own, with only what follows from the rest, and an empty one."""
LONGEST = 1000
"""Characters of a line that stand on its page; the rest is read by editing it."""
SIGNS = {"✓": "$text-success", "◐": "$text-accent"}


@frozen
class Shown:
    """One row: its text, and the line or the derived row that it shows."""

    content: Content
    line: Line | None = None
    row: Row | None = None
    asks: bool = False
    """Whether Enter asks the question that starts the page."""

    @property
    def entry(self) -> Entry | None:
        """The entry it shows or came from."""
        return self.line or (self.row.entry if self.row else None)

    @property
    def can_be_marked(self) -> bool:
        """Whether there is something to do with it."""
        return self.asks or self.entry is not None


def title(page: Page) -> Content:
    """Return a page's title after a sign of how full it is."""
    if page.is_empty:
        return Content.styled(f"{EMPTY} {page.title}", MUTED)
    return Content.assemble((OWN if page.lines else DERIVED, MUTED), f" {page.title}")


def rows_of(
    page: Page, short: Callable[[date], str], keys_of: Callable[[str], str], *, earlier: bool
) -> Iterator[Shown]:
    """Yield a page: its lines, the newest first, and what is derived; or what would start it.

    `short` names a day and `keys_of` a key. Without `earlier` only the newest line is shown.
    """
    if not page.lines:
        yield Shown(Content.styled(ABOUT[page.id], MUTED) + "\n")
    if page.question:
        question = Content.styled(shown(page.question.ask), "bold")
        yield Shown(
            question + "\n\n" + chip(keys_of("open").split()[0], "Answer this") + "\n", asks=True
        )
    for line in page.lines if earlier else page.lines[:1]:
        yield Shown(_line(line, short), line=line)
    if len(page.lines) > 1 and not earlier:
        count = counted(len(page.lines) - 1, "earlier line")
        key = (keys_of("earlier"), "bold $text-accent")
        yield Shown(Content.assemble(key, (f" {count}\n", MUTED)))
    for section in page.sections:
        total = f"\n{shown(section.total)}" if section.total else ""
        yield Shown(
            Content.styled(section.title, "bold $foreground") + Content.styled(f"{total}\n", MUTED)
        )
        for row in section.newest:
            yield Shown(_row(row), row=row)
        if section.more:
            yield Shown(Content.styled(f"… {section.more}.\n", MUTED))


def _line(line: Line, short: Callable[[date], str]) -> Content:
    text = line.text if len(line.text) <= LONGEST else f"{line.text[:LONGEST]}…"
    return tinted(text, "bold") + Content.styled(f"\nyour words, {short(line.day)}\n", MUTED)


def _row(row: Row) -> Content:
    parts: list[Content] = []
    if row.sign:
        parts.append(Content.styled(f"{row.sign} ", SIGNS.get(row.sign, MUTED)))
    if row.about:
        parts.append(Content.styled(f"{shown(row.about)} ", PEOPLE))
    parts.append(tinted(row.text))
    if row.said:
        parts.append("\n“" + tinted(row.said) + "”")
    if row.notes:
        parts.append(Content.styled("\n" + shown(" · ".join(row.notes)), MUTED))
    return Content("").join(parts) + "\n"
