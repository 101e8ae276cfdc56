"""Acts: small promises, what came of them, and what came back."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

from coach.domain.model import Act, ActStatus, CameBack, CameBackWhat

GIVING = ("give-free", "partial-help")
"""Tracks whose acts give something away: their minutes and echoes are asked for."""

AT_MOST_OPEN = 2
OBSTACLE_FROM = 3
"""From this act on, a person is asked what could get in its way."""
STUCK_AFTER = 2
"""How often the moment may not come before another way is offered."""

ECHO_WEEKS = (4, 12)
"""Weeks after its outcome at which a kept act is asked about once more."""
ECHO_LAPSES = timedelta(days=14)

OUTCOMES: dict[ActStatus, str] = {
    "kept": "kept",
    "partly": "partly",
    "not-yet": "not yet",
    "let-go": "let go",
}
"""Final outcomes, and how a person reads them."""
MOVED: Final = "moved"
"""The moment never came: not final, the promise stays open."""
CAME_OF_IT: dict[ActStatus | Literal["moved"], str] = {
    **dict(OUTCOMES.items()),
    MOVED: "the moment never came",
}
"""All that a review can be answered with, and how a person reads it."""

WHAT_CAME_BACK: dict[CameBackWhat, str] = {
    "nothing": "nothing yet",
    "thanks": "thanks",
    "question": "a question",
    "shared": "shared or recommended me",
    "paid": "paid work",
    "learnt": "I learnt something",
    "other": "something else",
}
"""What may come back from an act, and how a person reads it."""

_LEADS = re.compile(
    r"(if|when|whenever|once|after|before|as soon as|(each|every|next|the next) time)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(a|an|another|any|anyone|at|he|in|it|my|next|on|one|our|she|some|somebody|someone|the|their|"
    r"they|this|today|tomorrow|we)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"[\s.,;]*\bthen$", re.IGNORECASE)
_I_WILL = re.compile(r"(then\b,?\s*)?(i\s+will\s+|i['’]ll\s+|i\s+)?", re.IGNORECASE)
_VAGUE = re.compile(r"(try|be|become|think|consider|remember|improve|want|hope)\b", re.IGNORECASE)


def if_then(cue: str, act: str) -> str:
    """The plan as one sentence, such as *If Bill calls on Monday, then I check his invoice*.

    What a person wrote of the frame themselves (*if*, *when*, *then I*) is not said twice.
    """
    cue, act = _THEN.sub("", _bare(cue)), _without_i_will(act)
    if act[1:2].islower():
        act = act[:1].lower() + act[1:]  # after "I" no sentence begins; "SMS" stays
    if not cue:
        return f"I {act}."
    if _LEADS.match(cue):
        opening = cue[:1].upper() + cue[1:]
    else:
        opening = "If " + (cue[:1].lower() + cue[1:] if _NO_NAME.match(cue) else cue)
    return f"{opening}, then I {act}." if act else f"{opening}, then I …"


def _bare(text: str) -> str:
    """A part of a sentence, on one line and without the stop at its end."""
    return " ".join(text.split()).rstrip(" .,;")


def _without_i_will(act: str) -> str:
    return _I_WILL.sub("", _bare(act), count=1)


def sentence(act: Act) -> str:
    """An act's plan as one sentence."""
    return if_then(act.cue, act.act)


def obstacle_sentence(act: Act) -> str:
    """What an act does about its obstacle, as one sentence; empty if none was named."""
    return obstacle_in_words(act.obstacle, act.if_obstacle)


def obstacle_in_words(obstacle: str | None, if_obstacle: str | None) -> str:
    """What is done about an obstacle, as one sentence; empty if none is named."""
    if obstacle and if_obstacle:
        return if_then(obstacle, if_obstacle)
    return f"In the way: {obstacle}." if obstacle else ""


def back_in_words(act: Act) -> str:
    """What came back from an act, each once: `thanks, paid work`; empty if nothing was said."""
    came = dict.fromkeys(back.what for back in act.came_back)
    return ", ".join(WHAT_CAME_BACK[what] for what in came if what != "nothing" or len(came) == 1)


def minutes_in_words(minutes: int) -> str:
    """How long something took: `1 minute`."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def missing(cue: str, act: str) -> str:
    """What a plan lacks, as one question to the person; empty if nothing does.

    It only points it out; nothing is refused. It can judge how an act begins in English alone.
    """
    if not cue.strip():
        return "When will you know that it is time? A person, a day or an event."
    if not act.strip():
        return "And then, what do you do?"
    if _VAGUE.match(_without_i_will(act)):
        return "What would somebody see you do?"
    return ""


def open_acts(acts: Iterable[Act]) -> list[Act]:
    """The promises without an outcome, the one due first before the others."""
    still = [act for act in acts if act.status == "open" and not act.deleted]
    return sorted(still, key=lambda act: (act.due, act.id))


def told_acts(acts: Iterable[Act]) -> list[Act]:
    """The promises with an outcome, the one told of last at the end."""
    told = [act for act in acts if act.said and not act.deleted]
    return sorted(told, key=lambda act: (act.said or "", act.updated))


def not_yet_today(acts: Iterable[Act], today: date) -> Act | None:
    """The promise of which *not yet* was said today, to be promised once more if one likes."""
    said = [a for a in acts if a.status == "not-yet" and a.said == today.isoformat()]
    return said[-1] if said else None


def offers_obstacle(acts: Iterable[Act]) -> bool:
    """Whether a new act is asked what could get in its way.

    From the third act on, or if the last outcome was *not yet* (practice, "Commit").
    """
    there = [act for act in acts if not act.deleted]
    told = told_acts(there)
    return len(there) >= OBSTACLE_FROM - 1 or bool(told and told[-1].status == "not-yet")


def with_outcome(
    status: ActStatus,
    today: date,
    *,
    did: str | None = None,
    they: str | None = None,
    back: Sequence[CameBackWhat] = (),
    minutes: int | None = None,
) -> dict[str, Any]:
    """The fields that an outcome said today changes; outcomes are final."""
    day = today.isoformat()
    return {
        "status": status,
        "said": day,
        "did": did,
        "they": they,
        "came_back": tuple(CameBack(day, what) for what in dict.fromkeys(back)),
        "minutes": minutes,
    }


def moved_on(act: Act, today: date) -> dict[str, Any]:
    """The fields that change when the moment never came: due a week on, and still to come."""
    due = date.fromisoformat(act.due) + timedelta(weeks=1)
    while due <= today:
        due += timedelta(weeks=1)
    return {"due": due.isoformat(), "moved": act.moved + 1}


def moved_at(act: Act) -> str | None:
    """The moment at which its moment last did not come; None if that never was."""
    if not act.moved:
        return None
    versions = [*act.revisions, {"moved": act.moved, "updated": act.updated}]
    return str(next(v["updated"] for v in versions if v["moved"] == act.moved))


def stuck(act: Act) -> bool:
    """Whether the moment did not come so often that another way is offered."""
    return act.status == "open" and act.moved >= STUCK_AFTER


def echo(acts: Iterable[Act], today: date) -> Act | None:
    """The kept act to ask once more what came back from it; at most one on a day.

    Acts of free value and of partial help, 4 and 12 weeks after their outcome; what is not
    answered within 14 days lapses (practice, "Echoes").
    """
    kept = [
        a for a in acts if a.status == "kept" and a.said and a.track in GIVING and not a.deleted
    ]
    if any(b.day == today.isoformat() != a.said for a in kept for b in a.came_back):
        return None
    waiting = [(begins, a) for a in kept if (begins := _echo_begins(a, today))]
    return min(waiting, key=lambda pair: (pair[0], pair[1].id))[1] if waiting else None


def _echo_begins(act: Act, today: date) -> date | None:
    """The first day of the echo that is open today and not answered."""
    for weeks in ECHO_WEEKS:
        begins = date.fromisoformat(act.said or "") + timedelta(weeks=weeks)
        answered = any(back.day >= begins.isoformat() for back in act.came_back)
        if begins <= today < begins + ECHO_LAPSES and not answered:
            return begins
    return None


@dataclass(frozen=True)
class Given:
    """What was given, and what came back.

    It counts acts kept or partly kept of the giving tracks, and others that took minutes.
    """

    times: int
    minutes: int
    came_back: dict[CameBackWhat, int]
    """Acts from which each came back; `nothing` counts those from which nothing did yet."""

    def in_words(self) -> str:
        """What was given: `Given 4 times, 55 minutes.`."""
        times = "once" if self.times == 1 else f"{self.times} times"
        return f"Given {times}, {minutes_in_words(self.minutes)}."

    def back_in_words(self) -> str:
        """What came back, with how often: `thanks 2×, nothing yet 1×`."""
        return ", ".join(f"{WHAT_CAME_BACK[what]} {n}×" for what, n in self.came_back.items())


def given(acts: Iterable[Act]) -> Given:
    """What was given for free, and what came back."""
    done = [
        a
        for a in acts
        if a.status in ("kept", "partly")
        and not a.deleted
        and (a.track in GIVING or a.minutes is not None)
    ]
    back: Counter[CameBackWhat] = Counter()
    for act in done:
        back.update({b.what for b in act.came_back} - {"nothing"} or {"nothing"})
    return Given(
        times=len(done),
        minutes=sum(act.minutes or 0 for act in done),
        came_back={what: back[what] for what in WHAT_CAME_BACK if back[what]},
    )
