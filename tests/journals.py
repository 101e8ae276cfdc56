"""Journals of any kind, for hypothesis: whatever a person may have written, in any field."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from coach.domain.consistency import contradiction
from coach.domain.dates import week_of
from coach.domain.model import (
    CHOICES_ID,
    Answer,
    CameBack,
    Choices,
    Item,
    Line,
    Pause,
    PlanFrom,
    Promise,
    Start,
)
from coach.domain.playbook import PAGES
from coach.domain.records import ANSWERS, LINES, PROMISES

ODD = (
    "# Not a heading of ours\n\n### Nor this\n\nTitle\n=====",
    "```\nnever closed",
    "---\ntitle: not ours\n---\ntext",
    "<script>alert(1)</script><!-- <style> </main> <![CDATA[ &copy; &#0;",
    "<img src=https://example.com/x.png onerror=x> ![x](https://example.com/x.png)",
    "שלום @דוד, עברית \u202eתורה\u202c",
    "👩🏽\u200d🔧 🏳️\u200d🌈 e\u0301 ﷽",
    "line\r\nline\rline\u2028line",
    "NUL \0 and \x1b[2J, \x07 \x7f \x9b \ufffe \U0001ffff",
    "@Bill, @bill's, @BILL @o'brien @the-bakery #trust #Vertrauen",
    "=1+1", "+1", "-1", "@SUM(1)", '"quoted", with, commas', "| a | table |\n|---|---|",
    "[[not a link]] [x][y]\n\n[y]: https://example.com", ":::", "- [ ] a\n    - b\n\n\tcode",
    "'\"`", "null", "2026-11-24", "yes", "{{ template }}", "% comment", "", " ", "\n",
)  # fmt: skip
WORDS = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DAYS = st.dates(date(2024, 12, 25), date(2027, 1, 8))
MOMENTS = st.datetimes().map(lambda m: f"2026-11-24T{m:%H:%M:%S}.{m.microsecond // 1000:03}+01:00")
IDS = st.uuids().map(lambda one: one.hex)
WHATS = st.sampled_from(["nothing", "thanks", "question", "shared", "paid", "learned", "other"])
PROMPTS = st.sampled_from(
    [None, "give-free.for-free", "value.my-value", "gone.question", "own.A/b?"]
)
NAMES = st.sampled_from(["bill", "Bill", "o'brien", "דוד", "the-bakery", "con", "a" * 200])


def mentioning(draw: st.DrawFn) -> str:
    text = draw(WORDS)
    return f"{text} @{draw(NAMES)} called." if draw(st.booleans()) else text


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    day, prompt = draw(DAYS), draw(PROMPTS)
    moment = draw(MOMENTS)
    answer = Answer(
        id=draw(IDS), kind="answer" if prompt else "note", prompt=prompt,
        track=prompt and prompt.partition(".")[0], ask=draw(WORDS) if prompt else None, of=None,
        text=mentioning(draw), evidence=None, created=moment, updated=moment, day=day,
        week=week_of(day), deleted=draw(st.integers(0, 5)) == 0,
    )  # fmt: skip
    if draw(st.booleans()):
        answer = ANSWERS.changed(answer, draw(MOMENTS), text=mentioning(draw))
    return answer


@st.composite
def promises(draw: st.DrawFn, of: list[str | None]) -> Promise:
    day, moment = draw(DAYS), draw(MOMENTS)
    promise = Promise(
        id=draw(IDS), cue=mentioning(draw), action=mentioning(draw),
        obstacle=draw(st.none() | WORDS), fallback=draw(st.none() | WORDS), track="give-free",
        prompt=None, of=draw(st.sampled_from(of)), again_of=None, promised=day,
        due=day + timedelta(days=draw(st.integers(0, 7))), moved=draw(st.integers(0, 2)),
        status="open", reviewed=None, did=None, response=None,
        expected=draw(st.sampled_from([None, "nothing", "paid"])),
        came_back=(), minutes=None, created=moment, updated=moment,
    )  # fmt: skip
    if draw(st.booleans()):
        changes: dict[str, Any] = {
            "status": draw(st.sampled_from(["kept", "partly", "not-this-time", "let-go"])),
            "reviewed": day + timedelta(days=3),
            "did": draw(st.none() | WORDS),
            "response": mentioning(draw),
            "minutes": draw(st.none() | st.integers(0, 600)),
            "came_back": tuple(CameBack(day, what) for what in draw(st.lists(WHATS, max_size=2))),
        }
        promise = PROMISES.changed(promise, draw(MOMENTS), **changes)
    return promise


@st.composite
def lines(draw: st.DrawFn) -> Line:
    moment = draw(MOMENTS)
    line = Line(
        id=draw(IDS), page=draw(st.sampled_from([*PAGES])), text=mentioning(draw), of=None,
        day=draw(DAYS), created=moment, updated=moment,
    )  # fmt: skip
    if draw(st.booleans()):
        line = LINES.changed(line, draw(MOMENTS), text=mentioning(draw))
    return line


@st.composite
def journals(draw: st.DrawFn, most: int = 4) -> list[Item]:
    """Everything a journal may hold."""
    written = draw(st.lists(answers(), max_size=most))
    deeper = [
        Answer(
            id=draw(IDS), kind="deeper", prompt=None, track=None, ask=draw(WORDS), of=answer.id,
            text=mentioning(draw), evidence=None, created=answer.created, updated=answer.updated,
            day=answer.day, week=answer.week,
        )
        for answer in written if draw(st.booleans())
    ]  # fmt: skip
    made = draw(st.lists(promises([None, *(answer.id for answer in written)]), max_size=most))
    items: list[Item] = [*written, *deeper, *made, *draw(st.lists(lines(), max_size=3))]
    if draw(st.booleans()):
        moment = draw(MOMENTS)
        items.append(Pause(draw(IDS), week_of(draw(DAYS)), draw(st.none() | WORDS), moment, moment))
        plan = (PlanFrom("2026-W40", ("tue", "fri"), 2),)
        items.append(
            Choices(
                CHOICES_ID, plan, draw(st.none() | st.just(Start("2026-W40", 3))),
                draw(st.booleans()), tuple(draw(st.lists(NAMES, max_size=2))),
                draw(st.booleans()), moment, moment,
            )
        )  # fmt: skip
    unique = {item.id: item for item in items}.values()
    return [item for item in unique if not contradiction(item)]
