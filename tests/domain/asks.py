"""What the coach asks on a day, for the tests of the course."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from coach.domain.course import Look, Next, what_next, what_next_in
from coach.domain.model import Answer, Choices, Library
from coach.domain.position import position_on


def asks(
    library: Library,
    answers: Sequence[Answer],
    day: date,
    passed_over: Collection[str] = (),
    choices: Choices | None = None,
    **known: Any,
) -> Next:
    """What is asked next; `known` is what else is known, such as the days of practice."""
    position = position_on(library, answers, day, choices)
    return what_next(Look(library, answers, day, passed_over, position=position, **known))


def asks_in(
    library: Library,
    answers: Sequence[Answer],
    day: date,
    track: str,
    passed_over: Collection[str] = (),
) -> Next:
    """What is asked next from a track that the person chose."""
    position = position_on(library, answers, day)
    return what_next_in(Look(library, answers, day, passed_over, position=position), track)
