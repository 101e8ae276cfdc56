"""Promises: how they read, what their outcomes are, and what is asked when."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal

from coach.domain.dates import on_day
from coach.domain.model import CameBack, Promise, PromiseStatus, Returned
from coach.domain.text import counted

Outcome = Literal["kept", "partly", "not-this-time", "let-go", "moved"]

MOVED: Final = "moved"
"""The moment never came: no outcome, the promise stays open."""
OUTCOMES: dict[str, str] = {
    "kept": "kept",
    "partly": "partly",
    "not-this-time": "not this time",
    "let-go": "let go",
}
"""The outcomes that close a promise, and how a person reads them."""
REVIEWS: dict[str, str] = {**OUTCOMES, MOVED: "the moment never came"}
"""Everything a review can be answered with, and how a person reads it."""
RETURNED: Mapping[Returned, str] = {
    "nothing": "nothing yet",
    "thanks": "thanks",
    "question": "a question",
    "shared": "recommended me",
    "paid": "paid work",
    "learned": "I learned something",
    "other": "something else",
}
"""What may come back from a promise, and how a person reads it."""

EXPECTED: Mapping[Returned, str] = {
    **RETURNED,
    "nothing": "nothing",
    "shared": "a recommendation",
    "learned": "to learn something",
}
"""What may be expected back from a promise, and how a person reads it."""

MOST_OPEN = 2
"""Open promises at once; one whose moment never came does not count."""
STUCK_AFTER = 2
"""How often the moment may not come before another way is offered."""
MOST_MINUTES = 99_999

DID_LABEL = "What I did"
RESPONSE_LABEL = "What they said or did"
ENOUGH = "You have two open promises. Review one before adding another."

# Compiled when the first promise is read: together they take 7 ms, and few commands read one.
_LEADS = r"(?i)(if|when|whenever|once|after|before|as soon as|(each|every|next|the next) time)\b"
_NO_NAME = (
    r"(?i)(a|an|another|any|anyone|at|he|in|it|my|next|on|one|our|she|some|somebody|someone|the|"
    r"their|they|this|today|tomorrow|we)\b"
)
_ENDED = r"""[.!?…‽。！？؟][\s"'”’»›“)\]}*_]*$"""
_THEN = r"(?i)[\s.,;]*\bthen$"
_I_WILL = r"(?i)(then\b,?\s*)?(i\s+will\s+|i['’]ll\s+|i\s+)?"
_VAGUE = r"(?i)(try|be|become|think|consider|remember|improve|want|hope)\b"


def if_then(cue: str, action: str) -> str:
    """Return a promise as one sentence, such as *If Bill calls, I'll check his oil*.

    What a person wrote of the frame themselves (*if*, *when*, *then I'll*) is not said twice.
    """
    cue, action = re.sub(_THEN, "", _bare(cue)).rstrip(" !?"), _without_i_will(action)
    if action[1:2].islower():
        action = action[:1].lower() + action[1:]  # after "I'll" no sentence begins; "SMS" stays
    action = ended(action) if action else "…"
    if not cue:
        return f"I'll {action}"
    if re.match(_LEADS, cue):
        opening = cue[:1].upper() + cue[1:]
    else:
        opening = "If " + (cue[:1].lower() + cue[1:] if re.match(_NO_NAME, cue) else cue)
    return f"{opening}, I'll {action}"


def ended(text: str) -> str:
    """Return a sentence with a period, unless it ends on its own: `Who “asks?”`."""
    return text if re.search(_ENDED, text) else f"{text}."


def _bare(text: str) -> str:
    """Return a part of a sentence on one line, without the period at its end."""
    return " ".join(text.split()).rstrip(" .,;")


def _without_i_will(action: str) -> str:
    return re.sub(_I_WILL, "", _bare(action), count=1)


def sentence(promise: Promise) -> str:
    """Return a promise as one sentence."""
    return if_then(promise.cue, promise.action)


def obstacle_sentence(obstacle: str | None, fallback: str | None) -> str:
    """Return the plan for an obstacle as one sentence; empty if none is named."""
    if obstacle and fallback:
        return if_then(obstacle, fallback)
    return f"In the way: {ended(_bare(obstacle))}" if obstacle else ""


def lacking(cue: str, action: str) -> str:
    """Return what a promise lacks, as one question to the person; empty if nothing.

    It is only pointed out; nothing is refused. How an action begins is judged in English alone.
    """
    if not cue.strip():
        return "When will you know it's time? Name a person, a day or an event."
    if not action.strip():
        return "And then, what will you do?"
    if re.match(_VAGUE, _without_i_will(action)):
        return "What would somebody see you do?"
    return ""


def will_ask(due: date, today: date) -> str:
    """Return when a promise is asked about: `I'll ask you on Tuesday.`."""
    return f"I'll ask you {on_day(max(due, today), today)}."


def outcome_message(promise: Promise) -> str:
    """Return what to say once an outcome is saved, with the whole promise."""
    said = {
        "kept": "Promise kept",
        "partly": "Partly kept, and that counts",
        "not-this-time": "Not this time, and that's fine",
        "let-go": "Let go",
    }
    return f"{said[promise.status]}: “{sentence(promise)}”"


def returned_in_words(promise: Promise) -> str:
    """Return what came back, each once: `thanks, paid work`; empty if nothing was reported."""
    came = dict.fromkeys(back.what for back in promise.came_back)
    return ", ".join(RETURNED[what] for what in came if what != "nothing" or len(came) == 1)


def facts(promise: Promise) -> Iterator[tuple[str, str]]:
    """Yield what is known of a promise beside its words, each with its label; nothing empty."""
    took = "" if promise.minutes is None else counted(promise.minutes, "minute")
    told = (
        ("Expected back", EXPECTED[promise.expected] if promise.expected else ""),
        (DID_LABEL, promise.did),
        (RESPONSE_LABEL, promise.response),
        ("What came back", returned_in_words(promise)),
        ("It took", took),
    )
    return ((label, text) for label, text in told if text)


def parse_minutes(text: str) -> int | None:
    """Return the minutes a person wrote, None if they wrote none.

    Raises:
        ValueError: if it is not a number of minutes.
    """
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > MOST_MINUTES:
        raise ValueError(text)
    return int(text)


def asks_minutes(promise: Promise) -> bool:
    """Return whether a review asks for the minutes: only if what is expected back was answered."""
    return promise.expected is not None


def next_due(promises: Iterable[Promise], today: date) -> Promise | None:
    """Return the open promise to review today, the one due first; None if none is due."""
    return next((p for p in open_promises(promises) if p.due <= today), None)


def visible(promises: Iterable[Promise]) -> list[Promise]:
    """Return the promises that are not deleted."""
    return [promise for promise in promises if not promise.deleted]


def open_promises(promises: Iterable[Promise]) -> list[Promise]:
    """Return the promises without an outcome, the one due first before the others."""
    still = visible(promise for promise in promises if promise.status == "open")
    return sorted(still, key=lambda promise: (promise.due, promise.id))


def has_room(promises: Iterable[Promise]) -> bool:
    """Return whether one more promise can be made: the one rule that every part of coach asks."""
    return sum(not promise.moved for promise in open_promises(promises)) < MOST_OPEN


def reviewed_promises(promises: Iterable[Promise]) -> list[Promise]:
    """Return the promises with an outcome, the one reviewed last at the end."""
    closed = [(promise.reviewed, promise) for promise in visible(promises) if promise.reviewed]
    return [promise for _, promise in sorted(closed, key=lambda pair: (pair[0], pair[1].updated))]


def to_repeat(promises: Iterable[Promise], today: date) -> Promise | None:
    """Return the promise reviewed today as *not this time*, to be made once more if one likes."""
    found = [p for p in promises if p.status == "not-this-time" and p.reviewed == today]
    return found[-1] if found else None


def asks_obstacle(promises: Iterable[Promise]) -> bool:
    """Return whether a new promise is asked what could get in its way: after a *not this time*."""
    reviewed = reviewed_promises(promises)
    return bool(reviewed) and reviewed[-1].status == "not-this-time"


def with_outcome(
    status: PromiseStatus,
    day: date,
    *,
    did: str = "",
    response: str = "",
    back: Sequence[Returned] = (),
    minutes: int | None = None,
) -> dict[str, Any]:
    """Return the fields that an outcome changes which is reviewed on a day."""
    return {
        "status": status,
        "reviewed": day,
        "did": did or None,
        "response": response or None,
        "came_back": tuple(CameBack(day, what) for what in dict.fromkeys(back)),
        "minutes": minutes,
    }


def without_outcome() -> dict[str, Any]:
    """Return the fields of a new promise, and of one whose outcome is taken back."""
    return with_outcome("open", date.min) | {"reviewed": None}


def moved_on(promise: Promise, today: date) -> dict[str, Any]:
    """Return the fields that change when the moment never came: due a week on, after today."""
    due = promise.due + timedelta(weeks=1)
    while due <= today:
        due += timedelta(weeks=1)
    return {"due": due, "moved": promise.moved + 1}


def moved_at(promise: Promise) -> str | None:
    """Return the time at which its moment last did not come; None if that never was."""
    if not promise.moved:
        return None
    versions = [*promise.revisions, {"moved": promise.moved, "updated": promise.updated}]
    return str(next(v["updated"] for v in versions if v["moved"] == promise.moved))


def is_stuck(promise: Promise) -> bool:
    """Return whether the moment failed to come so often that another way is offered."""
    return promise.status == "open" and promise.moved >= STUCK_AFTER
