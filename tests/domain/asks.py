"""What the coach asks on a day, for the tests of the course."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from coach.domain.course import Look, Next, what_next, what_next_in
from coach.domain.model import Answer, Library


def asks(
    library: Library,
    answers: Sequence[Answer],
    day: date,
    passed_over: Collection[str] = (),
    **known: Any,
) -> Next:
    """What is asked next; `known` is what else is known, such as `choices`."""
    return what_next(Look(library, answers, day, passed_over, **known))


def asks_in(
    library: Library,
    answers: Sequence[Answer],
    day: date,
    track: str,
    passed_over: Collection[str] = (),
) -> Next:
    """What is asked next from a track that the person chose."""
    return what_next_in(Look(library, answers, day, passed_over), track)
