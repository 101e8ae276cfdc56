"""One readable Markdown document: weeks, days, questions, answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby

from coach.domain.dates import long_date, monday_of
from coach.domain.history import in_order
from coach.domain.model import Answer

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)(.*)$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_NESTED = re.compile(r" {0,3}(>|([-*+]|\d{1,9}[.)])([ \t]|$))")
_INDENTED = ("    ", "\t")
_DEEPEST = 6


def dumps(answers: Iterable[Answer], titles: Mapping[str, str]) -> str:
    """The document; `titles` are the tracks' titles by id."""
    return "\n".join(_document(in_order(answers), titles)).rstrip("\n") + "\n"


def _document(answers: list[Answer], titles: Mapping[str, str]) -> Iterator[str]:
    yield "# My practice"
    yield ""
    if not answers:
        yield "Nothing is written yet."
    together: dict[str, list[Answer]] = {}
    heads = []
    by_id = {answer.id: answer for answer in answers}
    for answer in answers:
        head = _head(answer, by_id)
        if head is answer:
            heads.append(answer)
        else:
            together.setdefault(head.id, []).append(answer)
    for week, in_week in groupby(heads, key=lambda a: a.week):
        monday = monday_of(week)
        sunday = monday + timedelta(days=6)
        yield f"## Week {week}: {monday.day} {monday:%B} to {sunday.day} {sunday:%B %Y}"
        yield ""
        for day, in_day in groupby(in_week, key=lambda a: a.day):
            yield f"### {long_date(date.fromisoformat(day))}"
            yield ""
            for answer in in_day:
                yield from _answer(answer, titles, 4)
                for follower in together.get(answer.id, ()):
                    yield from _answer(follower, titles, 5)


def _head(answer: Answer, by_id: Mapping[str, Answer]) -> Answer:
    """The answer that this one belongs to in the end; itself if that is not there."""
    seen = set()
    while answer.of and answer.of in by_id and answer.id not in seen:
        seen.add(answer.id)
        answer = by_id[answer.of]
    return answer


def _answer(answer: Answer, titles: Mapping[str, str], level: int) -> Iterator[str]:
    if answer.kind == "note":
        yield f"{'#' * level} Note, {datetime.fromisoformat(answer.created):%H:%M}"
    else:
        yield f"{'#' * level} {_one_line(answer.ask or answer.prompt or 'Answer')}"
    yield ""
    if answer.kind == "answer" and answer.track:
        yield f"*{titles.get(answer.track, answer.track)}*"
        yield ""
    yield below(answer.text, level)
    yield ""


def below(text: str, level: int) -> str:
    """The text with its headings moved below a heading of `level`.

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


def _one_line(text: str) -> str:
    return " ".join(text.split())
