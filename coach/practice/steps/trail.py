"""Where a step stands among the parts of a session, for the line on top of it."""

from coach.domain.dates import short_date
from coach.domain.given import echo
from coach.domain.position import Position
from coach.domain.promises import next_due
from coach.domain.session import Day
from coach.frozen import frozen
from coach.practice.steps.closing import ChoosePlan, Close, RemindMe, TwelveWeeks
from coach.practice.steps.kept import Kept
from coach.practice.steps.new_promise import Expect, NewPromise
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import Step
from coach.practice.steps.walk import PageLines
from coach.practice.steps.writing import Changed, Edit, Note, OneMore, PlaybookLine, Reflect

REVIEW, REFLECT, PROMISE, CLOSE = "Review", "Reflect", "Promise", "Close"
FOUR, PLAYBOOK = "Four questions", "Playbook"
PARTS: dict[type[Step], str] = {
    TwelveWeeks: "Twelve weeks",
    **dict.fromkeys((Review, Kept, AnotherWay, Reword, Echo), REVIEW),
    **dict.fromkeys((Reflect, OneMore, Changed), REFLECT),
    **dict.fromkeys((NewPromise, Expect), PROMISE),
    **dict.fromkeys((PageLines, PlaybookLine), PLAYBOOK),
    Close: CLOSE,
    Note: "Note",
    Edit: "Edit",
    **dict.fromkeys((ChoosePlan, RemindMe), "Plan"),
}
"""The part of a session that a step belongs to, and what one by itself is called."""


@frozen
class Trail:
    """The parts of a session by name, the place of the one it is now, and what goes with it."""

    parts: tuple[str, ...]
    now: int = 0
    about: str = ""
    """The week of the course, or the day a promise was made on."""


def alone(step: Step) -> Trail:
    """Return the trail of a step taken by itself."""
    return Trail((_part(step),))


def trail(step: Step, day: Day, position: Position | None) -> Trail:
    """Return where a step stands in the session of a day.

    A review is a part of it only where there is a promise to ask about.
    """
    part, about = _part(step), ""
    asks = day.asked_about or next_due(day.promises, day.today) or echo(day.promises, day.today)
    if day.walks:
        parts = [FOUR, PROMISE, PLAYBOOK, CLOSE]
        part = FOUR if part == REFLECT else part
    else:
        parts = [REVIEW] * bool(asks) + [REFLECT, PROMISE, CLOSE]
    if part not in parts:
        parts.insert(0, part)
    if position and not isinstance(step, TwelveWeeks):
        about = f"Week {position.number} of {position.of}"
    if isinstance(step, Review):
        about = f"made on {short_date(step.promise.promised, day.today)}"
    return Trail(tuple(parts), parts.index(part), about)


def _part(step: Step) -> str:
    return next(PARTS[kind] for kind in type(step).__mro__ if kind in PARTS)
