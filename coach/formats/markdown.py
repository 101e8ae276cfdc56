"""One readable Markdown document: weeks, days, questions, answers, promises."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from coach.domain.dates import full_date, week_name, week_of
from coach.domain.history import in_order
from coach.domain.model import Answer, Line, Promise
from coach.domain.playbook import PAGES
from coach.domain.promises import (
    OUTCOMES,
    RETURNED,
    minutes_in_words,
    obstacle_sentence,
    sentence,
)
from coach.domain.text import one_line

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)(.*)$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_NESTED = re.compile(r" {0,3}(>|([-*+]|\d{1,9}[.)])([ \t]|$))")
_INDENTED = ("    ", "\t")
_DEEPEST = 6


def dumps(
    answers: Iterable[Answer],
    titles: Mapping[str, str],
    promises: Iterable[Promise] = (),
    lines: Iterable[Line] = (),
) -> str:
    """Return the document; `titles` are the tracks' titles by id.

    A promise stands under the answer it came from, else on the day it was made, and its outcome
    on the day it was reviewed. The lines of the playbook stand last, page by page.
    """
    parts = [*_document(in_order(answers), titles, list(promises)), *_playbook(list(lines))]
    return "\n".join(parts).rstrip("\n") + "\n"


def _playbook(lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        yield "## My playbook"
        yield ""
    for page, title in PAGES.items():
        ours = [line for line in lines if line.page == page]
        if ours:
            yield f"### {title}"
            yield ""
        for line in ours:
            yield below(line.text, 3)
            yield ""


@dataclass(frozen=True, order=True)
class _Part:
    """Some of the document, and where it stands: by day, outcomes first."""

    day: date
    later: bool
    id: str
    week: str = field(compare=False)
    lines: list[str] = field(compare=False)


def _document(
    answers: list[Answer], titles: Mapping[str, str], promises: list[Promise]
) -> Iterator[str]:
    yield "# My practice"
    yield ""
    parts = sorted(_parts(answers, titles, promises))
    if not parts:
        yield "Nothing is written yet."
    for week, in_week in groupby(parts, key=lambda part: part.week):
        yield f"## {week_name(week, date.min)}"  # always with its year
        yield ""
        for day, in_day in groupby(in_week, key=lambda part: part.day):
            yield f"### {full_date(day)}"
            yield ""
            for part in in_day:
                yield from part.lines


def _parts(
    answers: list[Answer], titles: Mapping[str, str], promises: list[Promise]
) -> Iterator[_Part]:
    by_id = {answer.id: answer for answer in answers}
    together: dict[str, list[str]] = {}
    heads = []
    for answer in answers:
        head = _head(answer, by_id)
        if head is answer:
            heads.append(answer)
        else:
            together.setdefault(head.id, []).extend(_answer(answer, titles, 5))
    for promise in promises:
        if promise.of in by_id:
            head = _head(by_id[promise.of], by_id)
            together.setdefault(head.id, []).extend(_promise(promise, 5))
        else:
            week = week_of(promise.promised)
            yield _Part(promise.promised, True, promise.id, week, [*_promise(promise, 4)])
        if promise.reviewed:
            week = week_of(promise.reviewed)
            yield _Part(promise.reviewed, False, promise.id, week, [*_outcome(promise, 4)])
    for answer in heads:
        lines = [*_answer(answer, titles, 4), *together.get(answer.id, ())]
        yield _Part(answer.day, True, answer.id, answer.week, lines)


def _head(answer: Answer, by_id: Mapping[str, Answer]) -> Answer:
    """Return the answer that this one belongs to in the end; itself if that is not there."""
    seen = set()
    while answer.of and answer.of in by_id and answer.id not in seen:
        seen.add(answer.id)
        answer = by_id[answer.of]
    return answer


def _answer(answer: Answer, titles: Mapping[str, str], level: int) -> Iterator[str]:
    if answer.kind == "note":
        yield f"{'#' * level} Note, {datetime.fromisoformat(answer.created):%H:%M}"
    else:
        yield f"{'#' * level} {one_line(answer.ask or answer.prompt or 'Answer')}"
    yield ""
    if answer.kind == "answer" and answer.track:
        yield f"*{titles.get(answer.track, answer.track)}*"
        yield ""
    yield below(answer.text, level)
    yield ""


def _promise(promise: Promise, level: int) -> Iterator[str]:
    yield f"{'#' * level} A promise"
    yield ""
    for said in (sentence(promise), obstacle_sentence(promise.obstacle, promise.fallback)):
        if said:
            yield one_line(said)
            yield ""
    due = f"Due on {full_date(promise.due)}"
    if promise.reviewed:
        reviewed = full_date(promise.reviewed)
        yield f"{due}; {OUTCOMES[promise.status]}, reviewed on {reviewed}."
    else:
        yield f"{due}; still open."
    yield ""


def _outcome(promise: Promise, level: int) -> Iterator[str]:
    yield f"{'#' * level} Promise reviewed: {OUTCOMES[promise.status]}"
    yield ""
    promised = full_date(promise.promised)
    yield f"{one_line(sentence(promise))} Promised on {promised}."
    yield ""
    for label, text in (("What I did", promise.did), ("What they said or did", promise.response)):
        if text:
            yield f"*{label}*"
            yield ""
            yield below(text, level)
            yield ""
    facts = []
    if at_once := [back.what for back in promise.came_back if back.day == promise.reviewed]:
        facts.append(f"What came back: {', '.join(RETURNED[what] for what in at_once)}.")
    if promise.minutes is not None:
        facts.append(f"It took {minutes_in_words(promise.minutes)}.")
    for back in promise.came_back:
        if back.day != promise.reviewed:
            later = full_date(back.day)
            facts.append(f"Asked again on {later}: {RETURNED[back.what]}.")
    for fact in facts:
        yield fact
        yield ""


def below(text: str, level: int) -> str:
    """Return the text with its headings moved below a heading of `level`.

    What stands in a fence stays as it is; a fence left open is closed, so that it swallows
    nothing that follows.
    """
    lines: list[str] = []
    fence = ""
    paragraph = False  # whether the line before can be made a heading by a line under it
    nested = False  # whether it is in a list or a quotation, where such a line is a rule
    for line in text.split("\n"):
        under = _UNDERLINE.match(line)
        if fence:
            lines.append(line)
            if (mark := _FENCE.match(line)) and mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
        elif (mark := _FENCE.match(line)) and not (mark[1][0] == "`" and "`" in mark[2]):
            lines.append(line)
            fence = mark[1]
            paragraph = nested = False
        elif heading := _HEADING.match(line):
            depth = min(len(heading[1]) + level, _DEEPEST)
            lines.append(f"{'#' * depth}{heading[2]}")
            paragraph = nested = False
        elif under and paragraph:
            depth = min((1 if under[1][0] == "=" else 2) + level, _DEEPEST)
            lines[-1] = f"{'#' * depth} {lines[-1].strip()}"
            paragraph = False
        else:
            lines.append(line)
            says = bool(line.strip()) and not (under and under[1][0] == "-")
            code = not paragraph and line.startswith(_INDENTED)
            nested = says and (nested or bool(_NESTED.match(line)))
            paragraph = says and not code and not nested
    if fence:
        lines.append(fence)
    return "\n".join(lines)
