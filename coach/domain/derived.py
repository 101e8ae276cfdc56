"""What each page of the playbook shows below its lines, and the question that starts it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from coach.domain.evidence import MARKS, mark, minutes_in, quoted
from coach.domain.given import gave, given
from coach.domain.lesson import gist, sentences
from coach.domain.model import Answer, Line, Promise, Prompt
from coach.domain.needs import NEXT_NEED, RUNGS, SAID, active_need, asked_about
from coach.domain.playbook import PAGES, Page, PromiseRows, Row, Section, Sources
from coach.domain.promises import OUTCOMES, ended, returned_in_words, reviewed_promises, sentence
from coach.domain.text import capitalized, counted, fold, in_words, one_line, people

SENDS, EVIDENCE = ("send-to",), ("evidence", "thanked-for", "their-grade")
"""What the questions are there for whose answers name referrals, and give evidence of value."""
NO_EVIDENCE = "No evidence yet."
REACHED = {
    "named": "I know what I need",
    "good for both": "Why it's good for them, too",
    "in writing": "In writing",
    SAID: "I say it at the first meeting",
    "reminded": "I remind them kindly",
    "kept": "They keep it",
}
"""How a person says that a rung is reached."""
NEXT = {
    "good for both": "Still to do: say why it's good for them, too.",
    "in writing": "Still to do: put it where a new customer reads it.",
    SAID: "Still to do: say it at a first meeting.",
    "reminded": "Still to do: the gentle reminder, when somebody forgets.",
    "kept": "Still to do: see what has changed since I said it.",
}
"""What the rung after the last one reached asks for."""
WALKED = "Where no job came of it: walking away is a good result, too."

TELLS = ("when-i-cant", "my-price")
"""The pages that tell how the promises of their track went; no other page tells it again."""

SIGNS = {"kept": "✓", "partly": "◐"}
"""The sign before a promise, by its outcome; ○ before the others."""


def pages(sources: Sources) -> list[Page]:
    """Return the ten pages, in order."""
    return [page(sources, page_id) for page_id in PAGES]


def page(sources: Sources, page_id: str) -> Page:
    """Return one page."""
    found = tuple(s for s in _DERIVED[page_id](sources, page_id) if s.rows or s.total)
    built = Page(page_id, _lines(sources, page_id), found)
    return replace(built, question=starter(sources, page_id)) if built.is_empty else built


def starter(sources: Sources, page_id: str) -> Prompt | None:
    """Return the question that would start a page: the essay's, else the first of the course."""
    answered = {answer.prompt for answer in sources.answers if answer.kind == "answer"}
    course = [prompt_id for week in sources.library.course for prompt_id in week.first]
    ours = [
        prompt
        for prompt in sources.library.prompts
        if prompt.page == page_id and not prompt.retired and answered.issuperset(prompt.after)
    ]

    def place(prompt: Prompt) -> tuple[bool, bool, int]:
        at = course.index(prompt.id) if prompt.id in course else len(course)
        return prompt.id in answered, not prompt.essay_question, at

    return min(ours, key=place, default=None)


def _lines(sources: Sources, page_id: str) -> tuple[Line, ...]:
    """Return the lines of a page, newest first; one for the next need waits behind the active."""
    lines = sources.lines_on(page_id)
    if page_id != "how-to-work-with-me":
        return lines
    need = active_need(sources.library, sources.answers, sources.promises)
    later = _answers_about(sources, (NEXT_NEED,))
    waits = {a.id for a in later if need is None or a.day > need.named.day or a.id > need.named.id}
    return tuple(sorted(lines, key=lambda line: line.of in waits))


def _gave(sources: Sources, page_id: str) -> Iterator[Section]:
    ours = [p for p in sources.reviewed if p.expected and p.status != "let-go"]
    elsewhere = {p.id for told in TELLS for p in _promises_of(sources, told)}
    sums = given(ours)
    rows = PromiseRows(ours[::-1], lambda p: _promised(sources, p, tells=p.id not in elsewhere))
    total = f"{sums.gave('I')} {sums.expected_and_came('I')}" if sums.times else ""
    yield Section("What I gave", rows, total)


def _past_my_line(sources: Sources, page_id: str) -> Iterator[Section]:
    newest = next(iter(sources.lines_on(page_id)), None)
    most = minutes_in(newest.text) if newest else None
    if newest is None or most is None:
        return
    since = [p for p in sources.reviewed if p.promised >= newest.day]
    timed = [(p.minutes, p) for p in since if gave(p) and p.minutes is not None]
    if not timed:
        return
    rows = tuple(
        _past(sources, promise, minutes, most)
        for minutes, promise in reversed(timed)
        if minutes > most
    )
    held = f"It held {len(timed) - len(rows)} of {counted(len(timed), 'time')}."
    yield Section("Past my line", rows, f"My line is {counted(most, 'minute')}. {held}")


def _past(sources: Sources, promise: Promise, minutes: int, most: int) -> Row:
    day = promise.reviewed or promise.promised
    whom = [f"@{name}" for name in people(promise.cue)]
    notes = (*whom, f"{counted(minutes - most, 'minute')} over", sources.short(day))
    return Row(capitalized(one_line(promise.action)), promise, day, notes=notes)


def _cant(sources: Sources, page_id: str) -> Iterator[Section]:
    rows = []
    for name, said, answer in referred(sources):
        mention = sources.last_mention[fold(name)]
        notes = (f"last mentioned {sources.short(mention.day)}",)
        rows.append(Row(said, answer, mention.day, notes=notes, person=mention.name))
    rows.sort(key=lambda row: row.day, reverse=True)
    yield Section("Who I send people to", tuple(rows))
    yield Section("How it went", _rows_of(sources, page_id))


def referred(sources: Sources) -> Iterator[tuple[str, str, Answer]]:
    """Yield everyone whom people are sent to, the newest answer first, with what it says."""
    seen = set[str]()
    for answer in _answers_about(sources, SENDS):
        text = sources.with_deeper(answer)
        for name in people(text):
            if fold(name) not in seen:
                seen.add(fold(name))
                said = next((s for s in sentences(text) if name in people(s)), text)
                yield name, gist(said), answer


def _newest_answers(sources: Sources, page_id: str) -> Iterator[Section]:
    ours = {p.id: p.short or p.ask for p in sources.library.prompts if p.page == page_id}
    newest: dict[str, Row] = {}
    for answer in reversed(sources.answers):
        prompt = answer.prompt or ""
        if answer.kind == "answer" and prompt in ours and prompt not in newest:
            day = (sources.short(answer.day),)
            newest[prompt] = Row(gist(answer.text), answer, answer.day, ours[prompt], notes=day)
    yield Section("What I wrote last", tuple(newest.values()))


def _evidence(sources: Sources, page_id: str) -> Iterator[Section]:
    rows = []
    for answer in _answers_about(sources, EVIDENCE):
        text = sources.with_deeper(answer)
        kind = answer.evidence or mark(text)
        notes = (MARKS[kind], sources.short(answer.day))
        theirs = next((s for s in sentences(text) if quoted(s)), "")
        said = gist(theirs if theirs and kind == "their-words" else answer.text)
        rows.append(Row(said, answer, answer.day, notes=notes, evidence=kind))
    yield Section("How I know", tuple(rows), "" if rows else NO_EVIDENCE)


def _what_followed(sources: Sources, page_id: str) -> Iterator[Section]:
    rows = _rows_of(sources, page_id)
    backs = [promise.came_back for promise in rows.promises]
    walked = any(came and all(back.what == "nothing" for back in came) for came in backs)
    yield Section("What followed", rows, WALKED if walked else "")


def _circle(sources: Sources, page_id: str) -> Iterator[Section]:
    gave_to, came_from = _gave_and_came(sources.promises)
    rows = []
    for name, mention in reversed(sources.last_mention.items()):
        helped, came = gave_to.get(name), came_from.get(name)
        facts = (
            ("something came back", came if came != helped else None),
            ("last mentioned", mention.day if mention.day not in (helped, came) else None),
        )
        notes = [f"{what} {sources.short(day)}" for what, day in facts if day]
        if helped:
            also = ", and something came back" if came == helped else ""
            notes.insert(0, f"last helped {sources.short(helped)}{also}")
        if name in sources.partners:
            notes.insert(0, "partner")
        person = mention.name
        rows.append(
            Row(f"@{person}", mention.entry, mention.day, notes=tuple(notes), person=person)
        )
    partners = sum(fold(row.person) in sources.partners for row in rows)
    yield Section("The people I wrote about", tuple(rows), _how_many(partners, len(rows)))


def _how_many(partners: int, people: int) -> str:
    """Return how many are partners, and how many are others."""
    others = people - partners
    if not partners:
        return f"{capitalized(in_words(others))} {'person' if others == 1 else 'people'}."
    more = f", and {in_words(others)} {'other' if others == 1 else 'others'}" if others else ""
    return f"{capitalized(in_words(partners))} {'partner' if partners == 1 else 'partners'}{more}."


def _gave_and_came(promises: Iterable[Promise]) -> tuple[dict[str, date], dict[str, date]]:
    """Return the last day each person was helped, and the last that something came back."""
    gave_to, came_from = dict[str, date](), dict[str, date]()
    for promise in reviewed_promises(promises):
        backs = [back.day for back in promise.came_back if back.what != "nothing"]
        meant = {fold(name) for name in people(f"{promise.cue} {promise.action}")}
        for name in map(fold, promise.people):
            if gave(promise) and promise.reviewed and name in meant:
                gave_to[name] = promise.reviewed
            if backs:
                came_from[name] = max(*backs, came_from.get(name, date.min))
    return gave_to, came_from


def _ladder(sources: Sources, page_id: str) -> Iterator[Section]:
    need = active_need(sources.library, sources.answers, sources.promises)
    if need is None:
        return
    rows = []
    for rung, entry in ((rung, need.rungs.get(rung)) for rung in RUNGS.values()):
        if isinstance(entry, Promise):
            rows.append(replace(_promised(sources, entry), about=REACHED[rung]))
        elif entry:
            day = (sources.short(entry.day),)
            about = REACHED[rung]
            rows.append(Row(gist(entry.text), entry, entry.day, about, notes=day, sign="✓"))
    total = NEXT.get(need.missing, "They keep it. There's room for another.")
    yield Section("How far I've come with it", tuple(rows), total)


def _answers_about(sources: Sources, intents: Iterable[str]) -> list[Answer]:
    """Return the answers to questions with one of these intents, newest first."""
    ids = asked_about(sources.library, intents)
    return [a for a in reversed(sources.answers) if a.kind == "answer" and a.prompt in ids]


def _rows_of(sources: Sources, page_id: str) -> PromiseRows:
    return PromiseRows(_promises_of(sources, page_id), lambda each: _promised(sources, each))


def _promises_of(sources: Sources, page_id: str) -> list[Promise]:
    """Return the reviewed promises of a page's track, newest first; not those of another page."""
    by_id = sources.library.by_id
    tracks = {prompt.track for prompt in sources.library.prompts if prompt.page == page_id}

    def is_ours(promise: Promise) -> bool:
        prompt = by_id.get(promise.prompt or "")
        return promise.track in tracks and (prompt is None or prompt.page in (None, page_id))

    return [promise for promise in reversed(sources.reviewed) if is_ours(promise)]


def _promised(sources: Sources, promise: Promise, *, tells: bool = True) -> Row:
    """Return a reviewed promise with how it went, if it `tells`; ✓ alone says that it was kept.

    That nothing came back yet is left out where the person said how it went.
    """
    day = promise.reviewed or promise.promised
    took = "" if promise.minutes is None else counted(promise.minutes, "minute")
    said = [ended(capitalized(gist(text))) for text in (promise.did, promise.response) if text]
    came = returned_in_words(promise)
    back = f"came back: {came}" if any(b.what != "nothing" for b in promise.came_back) else came
    outcome = "" if promise.status == "kept" else OUTCOMES.get(promise.status, "")
    notes = (outcome, sources.short(day), took, "" if said and back == came else back)
    return Row(
        text=sentence(promise),
        entry=promise,
        day=day,
        said=" ".join(said) if tells else "",
        notes=tuple(note for note in notes if note),
        sign=SIGNS.get(promise.status, "○"),
    )


_DERIVED: Mapping[str, Callable[[Sources, str], Iterator[Section]]] = {
    "what-i-give-first": _gave,
    "where-free-ends": _past_my_line,
    "when-i-cant": _cant,
    "who-i-serve": _newest_answers,
    "my-value": _evidence,
    "my-price": _what_followed,
    "my-circle": _circle,
    "the-job": _newest_answers,
    "how-to-work-with-me": _ladder,
    "both-ways": _newest_answers,
}
"""What each page shows below its lines."""
