"""One page to print or to look at: playbook, progress, journal. It fetches nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files as resources
from string import Template

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coach.domain.dates import full_date, short_day
from coach.domain.history import in_order
from coach.domain.model import Answer, Promise
from coach.domain.playbook import EMPTY, Page, Row
from coach.domain.report import Report
from coach.domain.story import cover, longer, story
from coach.domain.text import mentions, shown
from coach.formats import charts, document
from coach.formats.document import Part

OURS = 4
"""Levels of headings that are the page's own; those in a person's words go below them."""

_LAST = (0xFFFE, 0xFFFF)
_NO_CHARACTERS = dict.fromkeys(
    [*range(0xFDD0, 0xFDF0), *(n + last for n in range(0, 0x110000, 0x10000) for last in _LAST)],
    "\ufffd",
)
"""What Unicode says will never be a character, so that no page may hold it."""


def dumps(
    answers: Iterable[Answer],
    titles: Mapping[str, str],
    promises: Iterable[Promise] = (),
    pages: Iterable[Page] = (),
    report: Report | None = None,
) -> str:
    """Return the whole page; `titles` are the tracks' titles by id."""
    answers, promises, pages = in_order(answers), list(promises), list(pages)
    sections = {
        "Playbook": [*_playbook(pages, brief=False)],
        "Progress": [*charts.progress(report)] if report else [],
        "Journal": [*_journal(answers, promises, titles)],
    }
    full = {name: lines for name, lines in sections.items() if lines}
    told = [f"<p>{_words(fact)}</p>" for fact in cover(answers, promises)]
    head = ["<header>", "<h1>My practice</h1>", *(told or [f"<p>{document.EMPTY}</p>"])]
    links = (f'<a href="#{name.lower()}">{name}</a>' for name in full)
    if len(full) > 1:
        head.append(f"<nav>{' '.join(links)}</nav>")
    body = [*head, "</header>"]
    for name, lines in full.items():
        body += [f'<section id="{name.lower()}">', f"<h2>{name}</h2>", *lines, "</section>"]
    return _page("My practice", body)


def playbook(pages: Iterable[Page], *, brief: bool = False) -> str:
    """Return the playbook alone, without its empty pages; only its lines if it is `brief`."""
    full = [*_playbook(pages, brief=brief)] or [f"<p>{EMPTY}</p>"]
    head = ["<header>", "<h1>My playbook</h1>", "</header>"]
    return _page("My playbook", [*head, '<section id="playbook">', *full, "</section>"])


def _page(title: str, body: Iterable[str]) -> str:
    """Return a page with its styles: the app's own colors on the screen, black on paper.

    Its policy has a browser load nothing and run nothing, whatever is in the words.
    """
    page = resources("coach.formats").joinpath("page.html").read_text(encoding="utf-8")
    return Template(page).substitute(title=title, body="\n".join(body))


def _playbook(pages: Iterable[Page], *, brief: bool) -> Iterator[str]:
    for page in pages:
        if not (page.lines or (not brief and not page.is_empty)):
            continue
        yield '<article class="page">'
        yield f"<h3>{_words(page.title)}</h3>"
        for number, line in enumerate(page.lines):
            day = "" if brief else f'<p class="quiet">{short_day(line.day, date.min)}</p>'
            first = "" if number else " newest"
            yield f'<div class="line{first}" dir="auto">{_block(line.text)}{day}</div>'
        for section in () if brief else page.sections:
            yield f"<h4>{_words(section.title)}</h4>"
            if section.total:
                yield f"<p>{_words(section.total)}</p>"
            if section.rows:
                yield "<ul>"
                yield from (_row(row) for row in section.rows)
                yield "</ul>"
        yield "</article>"


def _row(row: Row) -> str:
    sign = f'<span class="sign">{row.sign}</span>' if row.sign else ""
    about = f"<strong>{_words(row.about)}:</strong> " if row.about else ""
    said = f" <q>{_words(row.said)}</q>" if row.said else ""
    notes = f'<span class="quiet">{_words(" · ".join(row.notes))}</span>' if row.notes else ""
    kind = ' class="signed"' if row.sign else ""
    return f'<li{kind} dir="auto">{sign}{about}{_words(row.text)}{said}{notes}</li>'


def _journal(
    answers: Sequence[Answer], promises: Sequence[Promise], titles: Mapping[str, str]
) -> Iterator[str]:
    for week in document.weeks(answers, promises, titles):
        title = f' <span class="theme">{_words(week.title)}</span>' if week.title else ""
        yield f'<section class="week"><h3>{week.name}{title}</h3>'
        for day, parts in week.days:
            yield f'<p class="day">{full_date(day)}</p>'
            for part in parts:
                other = part.track and part.track != week.track
                yield from _part(part, titles.get(part.track or "", part.track) if other else None)
        yield "</section>"


def _part(part: Part, track: str | None) -> Iterator[str]:
    yield "<article>"
    yield f'<h4 dir="auto">{_words(part.heading)}</h4>'
    if track:
        yield f'<p class="quiet">{_words(track)}</p>'
    yield f'<div dir="auto">{_block(part.text)}</div>'
    for ask, text in part.deeper:
        yield f'<p class="deeper" dir="auto">{_words(ask)}</p><div dir="auto">{_block(text)}</div>'
    for promise in part.promises:
        yield f'<div class="promise {promise.status}"><p dir="auto">{_words(story(promise))}</p>'
        for label, text in longer(promise):
            yield f'<p class="quiet">{label}</p><div dir="auto">{_block(text)}</div>'
        yield "</div>"
    yield "</article>"


def _visible(text: str) -> str:
    """Return the text without what no page may hold, and what would turn its lines around."""
    return shown(re.sub("\r\n?", "\n", text)).translate(_NO_CHARACTERS)


def _words(text: str) -> str:
    """Return words for within a line, people and tags tinted."""
    return _tinted(_visible(text))


def _tinted(text: str) -> str:
    parts, place = [], 0
    for begin, end, sign in mentions(text):
        kind = "person" if sign == "@" else "tag"
        name = escape(text[begin:end])
        parts += [escape(text[place:begin]), f'<span class="{kind}">{name}</span>']
        place = end
    return "".join([*parts, escape(text[place:])])


def _block(text: str) -> str:
    """Return a person's words as they meant them: paragraphs, lists, emphasis; no raw HTML."""
    return str(_reader().render(_visible(text)))


@cache
def _reader() -> MarkdownIt:
    """Return a reader of Markdown that shows HTML as it was typed, and pictures by their links."""

    def text(_: object, tokens: Sequence[Token], number: int, *__: object) -> str:
        return _tinted(tokens[number].content)

    def heading(_: object, tokens: Sequence[Token], number: int, *__: object) -> str:
        end = "/" if tokens[number].nesting < 0 else ""
        level = min(OURS + int(tokens[number].tag[1]), 6)
        return f"<{end}h{level}>"

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.disable(["image", "reference"])
    reader.add_render_rule("text", text)
    reader.add_render_rule("heading_open", heading)
    reader.add_render_rule("heading_close", heading)
    return reader
