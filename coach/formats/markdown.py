"""Markdown documents to read and print: the playbook; and all of it, week by week."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from coach.domain.dates import full_date, short_day
from coach.domain.history import in_order
from coach.domain.model import Answer, Promise
from coach.domain.playbook import EMPTY, Page, Row
from coach.domain.story import cover, longer, story
from coach.formats import document, embed
from coach.formats.document import Part, WeekPart


def dumps(
    answers: Iterable[Answer],
    titles: Mapping[str, str],
    promises: Iterable[Promise] = (),
    pages: Iterable[Page] = (),
) -> str:
    """Return the whole document; `titles` are the tracks' titles by id.

    Every promise stands once, with what came of it: under the answer it came from, else on the
    day it was made.
    """
    answers, promises, pages = in_order(answers), list(promises), list(pages)
    blocks = ["# My practice", *map(embed.inline, cover(answers, promises)), *_playbook(pages)]
    if len(blocks) == 1:
        blocks.append(document.EMPTY)
    blocks += _weeks(document.weeks(answers, promises, titles), titles)
    return _document(blocks)


def playbook(pages: Iterable[Page], *, brief: bool = False) -> str:
    """Return the playbook alone, without its empty pages; only its lines if it is `brief`."""
    return _document([*_playbook(pages, brief=brief)] or ["# My playbook", EMPTY])


def _document(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _playbook(pages: Iterable[Page], *, brief: bool = False) -> Iterator[str]:
    full = [page for page in pages if page.lines or (not brief and not page.is_empty)]
    if full:
        yield "# My playbook"
    for page in full:
        yield f"## {page.title}"
        if page.line:
            yield embed.block(page.line.text)
            if not brief:
                yield f"*{short_day(page.line.day, date.min)}*"
        for when, line in page.others:
            if "\n" in line.text:
                yield f"*{when}:*"
                yield embed.block(line.text)
            else:
                yield f"*{when}:* {embed.inline(line.text)}"
        for section in () if brief else page.sections:
            yield f"### {section.title}"
            if section.total:
                yield embed.inline(section.total)
            if section.rows:
                yield "\n".join(f"- {_row(row)}" for row in section.newest)
            if section.more:
                yield f"… {section.more}."


def _row(row: Row) -> str:
    about = f"**{embed.inline(row.about)}:** " if row.about else ""
    said = f" “{embed.inline(row.said)}”" if row.said else ""
    notes = f" *{embed.inline(' · '.join(row.notes))}*" if row.notes else ""
    return f"{row.sign} {about}{embed.inline(row.text)}{said}{notes}".strip()


def _weeks(weeks: Iterable[WeekPart], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the weeks; one is named by its track, and a question says its own if it is another."""
    for week in weeks:
        yield f"# {embed.inline(week.heading)}"
        for day, parts in week.days:
            yield f"## {full_date(day)}"
            for part in parts:
                yield f"### {embed.inline(part.heading)}"
                if part.track and part.track != week.track:
                    yield f"*From: {embed.inline(titles.get(part.track, part.track))}*"
                yield from part_blocks(part)


def part_blocks(part: Part) -> Iterator[str]:
    """Yield what stands below the heading of a part."""
    if part.text:
        yield embed.block(part.text)
    for ask, text in part.deeper:
        yield f"**{embed.inline(ask)}**"
        yield embed.block(text)
    for promise in part.promises:
        yield from _promise(promise)


def _promise(promise: Promise) -> Iterator[str]:
    yield embed.inline(story(promise))
    for label, text in longer(promise):
        yield f"*{label}*"
        yield embed.block(text)
