"""How a promise went, and what a practice comes to, in sentences that are worth printing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from coach.domain import promises as rules
from coach.domain.dates import full_date, short_date, short_day, week_of
from coach.domain.given import gave as has_given
from coach.domain.given import given
from coach.domain.model import Answer, Promise, PromiseStatus, Returned
from coach.domain.text import by_frequency, capitalized, counted, in_words, listed

_DONE: Mapping[str, str] = {
    "kept": "you did it",
    "partly": "you kept part of it",
    "not-this-time": "you didn't get to it",
    "let-go": "you let it go",
}
_CAME: Mapping[Returned, str] = {**rules.EXPECTED, "learned": "a lesson"}
"""What came back, as one names it in a sentence."""


def story(promise: Promise) -> str:
    """Tell a promise and what came of it: *You promised: … On Mon, Nov 16 you did it. She …*.

    What was written in several lines is left out; `longer` has it.
    """
    plan = rules.obstacle_sentence(promise.obstacle, promise.fallback)
    told = [f"You promised: {rules.sentence(promise)}", plan, *_outcome(promise)]
    return " ".join(part for part in told if part)


def longer(promise: Promise) -> Iterator[tuple[str, str]]:
    """Yield what was written of it in several lines, each with its label."""
    for label, text in ((rules.DID_LABEL, promise.did), (rules.RESPONSE_LABEL, promise.response)):
        if text and "\n" in text:
            yield label, text


def _outcome(promise: Promise) -> Iterator[str]:
    made = promise.promised
    if not promise.reviewed:
        yield f"Due {short_date(promise.due, made)}."
        return
    done = f"On {short_date(promise.reviewed, made)} {_DONE[promise.status]}"
    did = promise.did and "\n" not in promise.did
    yield f"{done}: “{rules.ended(promise.did or '')}”" if did else f"{done}."
    if promise.response and "\n" not in promise.response:
        yield rules.ended(capitalized(promise.response))
    if has_given(promise) or promise.came_back:
        yield from _came_back(promise)
    if promise.minutes is not None:
        yield f"It took {counted(promise.minutes, 'minute')}."


def _came_back(promise: Promise) -> Iterator[str]:
    """Yield what was expected and what came, at once and later.

    That nothing came is left out where the person said how it went.
    """
    days = {day: [*backs] for day, backs in groupby(promise.came_back, key=lambda back: back.day)}
    at_once = [back.what for back in days.pop(promise.reviewed or promise.promised, ())]
    yield _hoped(promise.expected, [what for what in at_once if what != "nothing"])
    later = [(day, [b.what for b in backs if b.what != "nothing"]) for day, backs in days.items()]
    for day, whats in later:
        if whats:
            brought = listed(_CAME[what] for what in whats)
            yield f"By {short_day(day, promise.promised)} it had brought {brought}."
    told = promise.did or promise.response
    if promise.came_back and not told and all(b.what == "nothing" for b in promise.came_back):
        yield "Nothing came back."


def _hoped(expected: Returned | None, came: Sequence[Returned]) -> str:
    """Return what was expected against what came at once, in one sentence."""
    if expected and expected in came:
        others = _came([what for what in came if what != expected])
        got = {"learned": "you did", "thanks": "they came"}.get(expected, "it came")
        return f"{_hope(expected)}, and {got}{f'; {others}, too' if others else ''}."
    told = "; ".join(part for part in (_hope(expected) if expected else "", _came(came)) if part)
    return f"{capitalized(told)}." if told else ""


def _hope(expected: Returned) -> str:
    if expected == "nothing":
        return "You expected nothing"
    return f"You hoped {'' if expected == 'learned' else 'for '}{rules.EXPECTED[expected]}"


def _came(whats: Sequence[Returned]) -> str:
    """Return what came: `thanks and paid work came back, and you learned something`."""
    things = listed(_CAME[what] for what in whats if what != "learned")
    learned = "you learned something" if "learned" in whats else ""
    return ", and ".join(part for part in (things and f"{things} came back", learned) if part)


def cover(answers: Sequence[Answer], promises: Sequence[Promise]) -> Iterator[str]:
    """Yield what a practice comes to: its time, how much was written, kept and given, and whom."""
    days = {answer.day for answer in answers} | {promise.promised for promise in promises}
    if not days:
        return
    first, last = min(days), max(days)
    yield full_date(first) if first == last else f"{full_date(first)} to {full_date(last)}"
    kinds = Counter(answer.kind for answer in answers)
    many = ((kinds["answer"], "answer"), (kinds["note"], "note"), (len(promises), "promise"))
    written = listed(counted(count, one) for count, one in many if count)
    reviews = {promise.reviewed for promise in promises if promise.reviewed}
    weeks = counted(len({week_of(day) for day in days | reviews}), "week")
    kept = _kept(Counter(promise.status for promise in promises))
    gave = given(promises).gave() if any(map(has_given, promises)) else ""
    facts = (f"{written} in {weeks}." if written else "", kept, gave)
    yield " ".join(fact for fact in facts if fact)
    people = by_frequency(name for entry in (*answers, *promises) for name in entry.people)
    if people:
        most = listed(f"@{name}" for name, _ in people[:3])
        whom = f"{in_words(len(people))} {'person' if len(people) == 1 else 'people'}"
        yield f"You wrote about {whom}, most often {most}."


def _kept(outcomes: Mapping[PromiseStatus, int]) -> str:
    """Return how they went: `You kept 14 of 18 promises and part of two. One is still open.`."""
    reviewed, still = sum(outcomes.values()) - outcomes.get("open", 0), outcomes.get("open", 0)
    kinds: Mapping[PromiseStatus, str] = {
        "kept": f"kept {{}} of {counted(reviewed, 'promise')}",
        "partly": "kept part of {}",
        "not-this-time": "didn't get to {}",
        "let-go": "let {} go",
    }
    went = [
        said.format(outcomes[kind] if kind == "kept" else in_words(outcomes[kind]))
        for kind, said in kinds.items()
        if outcomes.get(kind)
    ]
    facts = [f"You {listed(went)}."] if went else []
    if still:
        facts.append(f"{capitalized(in_words(still))} {'is' if still == 1 else 'are'} still open.")
    return " ".join(facts)
