"""How a promise went, and what a practice comes to, in sentences that are worth printing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from coach.domain.dates import full_date, short_date, week_of
from coach.domain.given import gave as has_given
from coach.domain.given import given
from coach.domain.model import Answer, Promise, PromiseStatus, Returned
from coach.domain.promises import (
    DID_LABEL,
    RESPONSE_LABEL,
    ended,
    minutes_in_words,
    obstacle_sentence,
    sentence,
)
from coach.domain.text import by_frequency, capitalized, counted, listed

_DONE: Mapping[str, str] = {
    "kept": "you did it",
    "partly": "you had done some of it",
    "not-this-time": "it was a not this time",
    "let-go": "you let it go",
}
_CAME: Mapping[Returned, str] = {
    "nothing": "nothing",
    "thanks": "thanks",
    "question": "a question",
    "shared": "a recommendation",
    "paid": "paid work",
    "learned": "a lesson",
    "other": "something else",
}
"""What came back, as the subject of a sentence."""


def story(promise: Promise) -> str:
    """Tell a promise and what came of it: *You promised: … On Mon, Nov 16 you did it. She …*.

    What was written in several lines is left out; `longer` has it.
    """
    plan = obstacle_sentence(promise.obstacle, promise.fallback)
    told = [f"You promised: {sentence(promise)}", plan, *_outcome(promise)]
    return " ".join(part for part in told if part)


def longer(promise: Promise) -> Iterator[tuple[str, str]]:
    """Yield what was written of it in several lines, each with its label."""
    for label, text in ((DID_LABEL, promise.did), (RESPONSE_LABEL, promise.response)):
        if text and "\n" in text:
            yield label, text


def _outcome(promise: Promise) -> Iterator[str]:
    made = promise.promised
    if not promise.reviewed:
        yield f"It is open until {short_date(promise.due, made)}."
        return
    done = f"On {short_date(promise.reviewed, made)} {_DONE[promise.status]}"
    did = promise.did and "\n" not in promise.did
    yield f"{done}: “{ended(promise.did or '')}”" if did else f"{done}."
    if promise.response and "\n" not in promise.response:
        yield ended(capitalized(promise.response))
    yield _came_back(promise)
    if promise.minutes is not None:
        yield f"It took {minutes_in_words(promise.minutes)}."


def _came_back(promise: Promise) -> str:
    """Return what was expected and what came, at once and later."""
    later = any(back.what != "nothing" for back in promise.came_back)
    told = [f"You expected {_CAME[promise.expected]}"] if promise.expected else []
    for day, backs in groupby(promise.came_back, key=lambda back: back.day):
        came = listed(_CAME[back.what] for back in backs if back.what != "nothing" or not later)
        if came and day == promise.reviewed:
            told.append(f"{came} came back")
        elif came:
            told.append(f"by {short_date(day, promise.promised)} {came} had come back")
    return f"{capitalized('; '.join(told))}." if told else ""


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
    weeks = counted(len({week_of(day) for day in days}), "week")
    kept = _kept(Counter(promise.status for promise in promises))
    gave = given(promises).gave_and_came if any(map(has_given, promises)) else ""
    facts = (f"{written} in {weeks}." if written else "", kept, gave)
    yield " ".join(fact for fact in facts if fact)
    people = by_frequency(name for entry in (*answers, *promises) for name in entry.people)
    if people:
        most = listed(f"@{name}" for name, _ in people[:3])
        yield f"You wrote about {counted(len(people), 'person', 'people')}, most often {most}."


def _kept(outcomes: Mapping[PromiseStatus, int]) -> str:
    """Return how the promises went: `You kept 14 of 18 promises; 2 partly. 1 is still open.`."""
    reviewed = sum(outcomes.values()) - outcomes.get("open", 0)
    others = (
        (outcomes.get("partly", 0), "partly kept"),
        (outcomes.get("not-this-time", 0), "not this time"),
        (outcomes.get("let-go", 0), "let go"),
        (outcomes.get("open", 0), "still open"),
    )
    kept = outcomes.get("kept", 0)
    head = f"You kept {kept} of {counted(reviewed, 'promise')}" if kept else ""
    rest = listed(f"{count} {name}" for count, name in others if count)
    return f"{'; '.join(part for part in (head, rest) if part)}." if head or rest else ""
