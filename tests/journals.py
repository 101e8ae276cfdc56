"""Journals of any kind, for hypothesis, and a believable one of ten years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
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
    Prompt,
    Start,
    timestamp,
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


SENTENCES = (
    "I told @{one} what I would check first: the oil, the belt, then the motor.",
    "@{one} asked for Saturday. I said no, and named @{other} who can do it.",
    "It took ten minutes on the phone, and they could do the rest at home.",
    "They said: “I never knew that this was all it was.”",
    "I wanted to say we don't do that. Instead I asked what they needed it for.",
    "What I left out is what it costs from the second hour on. #price",
    "Next time I write it down before they ask, so that nobody has to guess. #plain-words",
    "@{one} came back after 3 months, though I couldn't help them then.",
    "I gave it to them free, and noticed that I counted the minutes all the same.",
)
PEOPLE = [f"{a}{b}" for a in ("bo", "cy", "lou", "max") for b in ("land", "mann", "ris", "well")]
A_DAY = ("answer", "deeper", "promise", "note", "answer")
"""What is written on a day, in this order, as far as it goes."""
DAYS_OF_TEN_YEARS = 3652


def ten_years(records: int, last: date, prompts: Sequence[Prompt]) -> list[Item]:
    """A believable journal of ten years that end on a day; the same one for the same arguments.

    5,000 `records` are three days a week, 18,250 are five records on every day. No promise is
    open, none is to be asked about again, and a round of the course has begun.
    """
    whim = Random(records)
    every = [last - timedelta(days=n) for n in reversed(range(DAYS_OF_TEN_YEARS))]
    days = [day for day in every if day.weekday() in (0, 2, 4) or records > 3 * len(every)]
    items: list[Item] = []
    for place, day in enumerate(days, 1):
        begun = len(items)
        for kind in A_DAY[: place * records // len(days) - begun]:
            prompt = prompts[len(items) % len(prompts)]
            item = _written(kind, day, len(items), items[begun:], prompt, whim)
            if isinstance(item, Promise) and place > len(days) - 60:
                item = replace(item, expected=None)  # so that it isn't asked about once more
            items.append(item)
    now = timestamp(datetime.combine(last, time(10, 0), UTC))
    plan, round_begun = PlanFrom(week_of(days[0]), (), 2), Start(week_of(last), 1)
    return [*items, Choices(CHOICES_ID, (plan,), round_begun, True, (), False, now, now)]


def _written(
    kind: str, day: date, number: int, today: list[Item], prompt: Prompt, whim: Random
) -> Item:
    moment = datetime.combine(day, time(10, 0), UTC) + timedelta(minutes=number % 60)
    when, first = timestamp(moment), today[0] if today else None
    one, other = whim.sample(PEOPLE, 2)
    text = " ".join(whim.sample(SENTENCES, whim.randint(2, 5))).format(one=one, other=other)
    item_id = f"{int(moment.timestamp() * 1000):012x}{number:020x}"
    if kind == "promise":
        return Promise(
            id=item_id, cue=f"@{one} calls", action=f"ask {other} first, before I say a price",
            obstacle=None, fallback=None, track=prompt.track, prompt=prompt.id,
            of=first.id if first else None, again_of=None, promised=day, due=day, moved=0,
            status=whim.choice(["kept", "kept", "partly", "not-this-time"]), reviewed=day,
            did=text, response=None, expected=None if number % 3 else "nothing",
            came_back=(CameBack(day, whim.choice(["nothing", "thanks", "paid"])),),
            minutes=whim.choice([5, 10, 25]), created=when, updated=when,
        )  # fmt: skip
    about = prompt if kind == "answer" else None
    return Answer(
        id=item_id, kind="note" if kind == "note" else "answer" if about else "deeper",
        prompt=about and about.id, track=about and about.track, ask=about and about.ask,
        of=first.id if first and kind == "deeper" else None, text=text, evidence=None,
        created=when, updated=when, day=day, week=week_of(day),
    )  # fmt: skip
