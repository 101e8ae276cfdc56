"""One Markdown document to read and print: a summary, the playbook, then week by week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from coach.domain.dates import full_date, short_date, week_name, week_of
from coach.domain.history import in_order
from coach.domain.model import Answer, Line, Promise
from coach.domain.playbook import PAGES
from coach.domain.promises import (
    DID_LABEL,
    EXPECTED,
    OUTCOMES,
    RESPONSE_LABEL,
    RETURNED,
    minutes_in_words,
    obstacle_sentence,
    sentence,
)
from coach.domain.text import counted, listed
from coach.formats import embed

_OUTCOMES = OUTCOMES | {"partly": "partly kept", "open": "still open"}


def dumps(
    answers: Iterable[Answer],
    titles: Mapping[str, str],
    promises: Iterable[Promise] = (),
    lines: Iterable[Line] = (),
) -> str:
    """Return the document; `titles` are the tracks' titles by id.

    Every promise stands once, with its outcome: under the answer it came from, else on the day
    it was made.
    """
    answers, promises, lines = in_order(answers), list(promises), list(lines)
    blocks = ["# My practice", *_summary(answers, promises), *_playbook(lines)]
    if len(blocks) == 1:
        blocks.append("Nothing is written yet.")
    blocks += _weeks(sorted(_parts(answers, promises)), titles)
    return "\n\n".join(blocks) + "\n"


def _summary(answers: Sequence[Answer], promises: Sequence[Promise]) -> Iterator[str]:
    days = {answer.day for answer in answers} | {promise.promised for promise in promises}
    if not days:
        return
    first, last = min(days), max(days)
    yield full_date(first) if first == last else f"{full_date(first)} to {full_date(last)}"
    kinds = Counter(answer.kind for answer in answers)
    many = [(kinds["answer"], "answer"), (kinds["note"], "note"), (len(promises), "promise")]
    weeks = counted(len({week_of(day) for day in days}), "week")
    if said := listed(counted(count, one) for count, one in many if count):
        yield f"{said} in {weeks}."
    outcomes = Counter[str](promise.status for promise in promises)
    if promises:
        each = (
            f"{outcomes[status]} {name}" for status, name in _OUTCOMES.items() if outcomes[status]
        )
        yield f"Of the promises: {', '.join(each)}."


def _playbook(lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        yield "# My playbook"
    for page, title in PAGES.items():
        ours = [line for line in lines if line.page == page]
        if ours:
            yield f"## {title}"
        yield from (embed.block(line.text) for line in ours)


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
                    yield f"*{embed.inline(titles.get(part.track, part.track))}*"
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
            together.setdefault(head.id, []).extend(["**I promised**", *_promise(promise)])
        else:
            day, blocks = promise.promised, [*_promise(promise)]
            yield _Part(day, promise.id, week_of(day), promise.track, "### I promised", blocks)
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
    plan = obstacle_sentence(promise.obstacle, promise.fallback)
    yield embed.inline(f"{sentence(promise)} {plan}")
    yield _outcome(promise)
    for label, text in ((DID_LABEL, promise.did), (RESPONSE_LABEL, promise.response)):
        if text:
            yield f"*{label}*"
            yield embed.block(text)


def _outcome(promise: Promise) -> str:
    """Return what came of it, as one sentence."""
    made, name = promise.promised, _OUTCOMES[promise.status]
    if promise.status == "open":
        return f"Due on {short_date(promise.due, made)}; {name}."
    on = f" on {short_date(promise.reviewed, made)}" if promise.reviewed else ""
    facts = [f"Reviewed{on}: {name}"]
    if promise.expected:
        facts.append(f"expected back: {EXPECTED[promise.expected]}")
    if promise.minutes is not None:
        facts.append(f"it took {minutes_in_words(promise.minutes)}")
    came = "what came back"
    for day, backs in groupby(promise.came_back, key=lambda back: back.day):
        by = "" if day == promise.reviewed else f" by {short_date(day, made)}"
        what = ", ".join(RETURNED[back.what] for back in backs)
        facts.append(f"{came}{by}: {what}".lstrip())
        came = ""
    return f"{'; '.join(facts)}."
