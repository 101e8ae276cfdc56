"""Markdown documents to read and print: the playbook; and all of it, week by week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from coach.domain.dates import full_date, short_day, week_name, week_of
from coach.domain.history import in_order
from coach.domain.model import Answer, Promise
from coach.domain.playbook import Page, Row
from coach.domain.story import cover, longer, story
from coach.formats import embed

EMPTY_PLAYBOOK = "Your playbook is still empty. A session ends with a line for one of its pages."


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
        blocks.append("Nothing is written yet.")
    blocks += _weeks(sorted(_parts(answers, promises)), titles)
    return _document(blocks)


def playbook(pages: Iterable[Page], *, brief: bool = False) -> str:
    """Return the playbook alone, without its empty pages; only its lines if it is `brief`."""
    return _document([*_playbook(pages, brief=brief)] or ["# My playbook", EMPTY_PLAYBOOK])


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
    """Return a derived row on one line."""
    about = f"**{embed.inline(row.about)}:** " if row.about else ""
    said = f" “{embed.inline(row.said)}”" if row.said else ""
    notes = f" *{embed.inline(' · '.join(row.notes))}*" if row.notes else ""
    return f"{row.sign} {about}{embed.inline(row.text)}{said}{notes}".strip()


@dataclass(frozen=True, order=True)
class _Part:
    """A question with all that belongs to it, or a note, or a promise; they go by day."""

    day: date
    id: str
    week: str = field(compare=False)
    track: str | None = field(compare=False)
    heading: str = field(compare=False)
    blocks: list[str] = field(compare=False)


def _weeks(parts: Sequence[_Part], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the weeks; one is named by its track, and a question says its own if it is another."""
    for week, in_week in groupby(parts, key=lambda part: part.week):
        these = list(in_week)
        tracks = Counter(part.track for part in these if part.track).most_common(1)
        theme = tracks[0][0] if tracks else None
        named = f": {embed.inline(titles.get(theme, theme))}" if theme else ""
        yield f"# {week_name(week, date.min)}{named}"  # always with its year
        for day, in_day in groupby(these, key=lambda part: part.day):
            yield f"## {full_date(day)}"
            for part in in_day:
                yield part.heading
                if part.track and part.track != theme:
                    yield f"*From: {embed.inline(titles.get(part.track, part.track))}*"
                yield from part.blocks


def _parts(answers: Sequence[Answer], promises: Sequence[Promise]) -> Iterator[_Part]:
    by_id = {answer.id: answer for answer in answers}
    together: dict[str, list[str]] = {}
    heads = []
    for answer in answers:
        head = _head(answer, by_id)
        if head is answer:
            heads.append(answer)
        else:
            ask = embed.inline(answer.ask or "And then?")
            together.setdefault(head.id, []).extend([f"**{ask}**", embed.block(answer.text)])
    for promise in promises:
        if promise.of in by_id:
            head = _head(by_id[promise.of], by_id)
            together.setdefault(head.id, []).extend(_promise(promise))
        else:
            day, blocks = promise.promised, [*_promise(promise)]
            yield _Part(day, promise.id, week_of(day), promise.track, "### A promise", blocks)
    for answer in heads:
        blocks = [embed.block(answer.text), *together.get(answer.id, ())]
        yield _Part(answer.day, answer.id, answer.week, answer.track, _heading(answer), blocks)


def _head(answer: Answer, by_id: Mapping[str, Answer]) -> Answer:
    """Return the answer that this one belongs to in the end; itself if that is not there."""
    seen = set()
    while answer.of and answer.of in by_id and answer.id not in seen:
        seen.add(answer.id)
        answer = by_id[answer.of]
    return answer


def _heading(answer: Answer) -> str:
    if answer.kind == "note":
        return f"### Note, {datetime.fromisoformat(answer.created):%H:%M}"
    return f"### {embed.inline(answer.ask or answer.prompt or 'Answer')}"


def _promise(promise: Promise) -> Iterator[str]:
    yield embed.inline(story(promise))
    for label, text in longer(promise):
        yield f"*{label}*"
        yield embed.block(text)
