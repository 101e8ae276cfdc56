"""The ladder of a need: how far one thing that a person asks of others has come.

Exactly one need is active. The next one begins only once this one was said at a first meeting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date

from coach.domain.model import Answer, Library, Promise
from coach.frozen import frozen

NAMED, NEXT_NEED = "first-need", "second-need"
"""What the questions are there for that name a need, and the one after it."""
SAID = "said at the first meeting"
RUNGS: Mapping[str, str] = {
    NAMED: "named",
    "good-for-them": "good for both",
    "in-writing": "in writing",
    "first-meeting": SAID,
    "gentle-reminder": "reminded",
    "what-changed": "kept",
}
"""The rungs in order, by what their questions are there to ask about."""
DONE = ("first-meeting", "gentle-reminder")
"""Rungs that take a promise kept: to have the words ready isn't to have said them."""


@frozen
class Need:
    """One need, and what shows how far it has come."""

    named: Answer
    rungs: Mapping[str, Answer | Promise] = field(default_factory=dict)
    """What reached each rung, by the rung's name; those not reached are left out."""
    number: int = 1

    @property
    def missing(self) -> str:
        """The first rung not reached; empty if it is kept all the way."""
        return next((name for name in RUNGS.values() if name not in self.rungs), "")


def active_need(
    library: Library, answers: Iterable[Answer], promises: Iterable[Promise]
) -> Need | None:
    """Return the one need that is active; None before the first is named.

    `answers` are in order. What names the next need while this one isn't said yet waits.
    """
    about = asked_about(library, (*RUNGS, NEXT_NEED))
    events = sorted(_events(about, answers, promises), key=lambda event: event[:3])
    need: Need | None = None
    for *_, rung, entry in events:
        if isinstance(entry, Answer) and rung == NEXT_NEED:
            if need and SAID in need.rungs:
                need = Need(entry, {RUNGS[NAMED]: entry}, need.number + 1)
        elif rung == NAMED and isinstance(entry, Answer):
            need = replace(need, named=entry) if need else Need(entry)
        if need and rung != NEXT_NEED:
            need = replace(need, rungs={**need.rungs, RUNGS[rung]: entry})
    return need


def asked_about(library: Library, intents: Iterable[str]) -> dict[str, str]:
    """Return the first of these intents that each question is there for, by the question's id."""
    wanted = [*intents]
    found = ((p.id, next((i for i in wanted if i in p.intents), "")) for p in library.prompts)
    return {prompt_id: intent for prompt_id, intent in found if intent}


Event = tuple[date, bool, str, str, Answer | Promise]
"""Its day, that it came after a review, its id, the rung and the entry: as a session goes."""


def _events(
    about: Mapping[str, str], answers: Iterable[Answer], promises: Iterable[Promise]
) -> Iterable[Event]:
    for answer in answers:
        rung = about.get(answer.prompt or "")
        if answer.kind == "answer" and rung and rung not in DONE:
            yield answer.day, True, answer.id, rung, answer
    for promise in promises:
        rung = about.get(promise.prompt or "")
        kept = promise.status in ("kept", "partly") and promise.reviewed
        if rung and kept and rung not in (NAMED, NEXT_NEED) and promise.reviewed:
            yield promise.reviewed, False, promise.id, rung, promise
