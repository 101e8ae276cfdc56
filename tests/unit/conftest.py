"""What the unit tests build answers and libraries from."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest

from coach.domain.dates import week_of
from coach.domain.model import (
    CHOICES_ID,
    Act,
    Answer,
    Choices,
    Library,
    Pause,
    PlanFrom,
    ProgrammeWeek,
    Prompt,
    Start,
    Track,
)


@pytest.fixture(scope="session")
def answered() -> Callable[..., Answer]:
    """Builds an answer to a question on a day; later ones have higher ids."""
    numbers = count(1)

    def build(prompt: str | None, day: str, **changes: object) -> Answer:
        fields = {
            "id": f"{next(numbers):032x}",
            "kind": "answer" if prompt else "note",
            "prompt": prompt,
            "track": prompt.partition(".")[0] if prompt else None,
            "ask": f"What about {prompt}?" if prompt else None,
            "of": None,
            "text": "Some words.",
            "created": f"{day}T10:00:00.000+01:00",
            "updated": f"{day}T10:00:00.000+01:00",
            "day": day,
            "week": week_of(date.fromisoformat(day)),
        }
        return Answer(**(fields | changes))

    return build


@pytest.fixture(scope="session")
def promised() -> Callable[..., Act]:
    """Builds an act promised on a day and due a week later; later ones have higher ids."""
    numbers = count(1)

    def build(day: str, status: str = "open", said: str | None = None, **changes: object) -> Act:
        fields = {
            "id": f"{next(numbers):032x}",
            "cue": "Bill calls",
            "act": "check his invoice",
            "obstacle": None,
            "if_obstacle": None,
            "track": "give-free",
            "prompt": None,
            "of": None,
            "again_of": None,
            "promised": day,
            "due": (date.fromisoformat(day) + timedelta(days=7)).isoformat(),
            "moved": 0,
            "status": status,
            "said": said,
            "did": None,
            "they": None,
            "came_back": (),
            "minutes": None,
            "created": f"{day}T10:00:00.000+01:00",
            "updated": f"{said or day}T10:00:00.000+01:00",
        }
        return Act(**(fields | changes))

    return build


@pytest.fixture(scope="session")
def paused() -> Callable[..., Pause]:
    """Builds a week taken out."""
    numbers = count(1)

    def build(week: str, **changes: object) -> Pause:
        moment = "2026-11-24T10:00:00.000+01:00"
        fields = {"id": f"{next(numbers):032x}", "week": week, "reason": None}
        return Pause(**(fields | {"created": moment, "updated": moment} | changes))

    return build


@pytest.fixture(scope="session")
def chosen() -> Callable[..., Choices]:
    """Builds what a person chose: plans, a start, the course on or off."""

    def build(*plan: PlanFrom, start: Start | None = None, course: bool = True) -> Choices:
        moment = "2026-11-24T10:00:00.000+01:00"
        return Choices(CHOICES_ID, plan, start, course, moment, moment)

    return build


@pytest.fixture(scope="session")
def library_of() -> Callable[..., Library]:
    """Builds a library of tracks with so many questions each, and a programme over tracks."""

    def build(programme: str, **questions: int) -> Library:
        return Library(
            tracks=tuple(Track(name, f"Title of {name}", "About.") for name in questions),
            prompts=tuple(
                Prompt(f"{name}.{number}", name, f"Ask {name} {number}?", "Why.")
                for name, many in questions.items()
                for number in range(1, many + 1)
            ),
            programme=tuple(ProgrammeWeek(name, f"focus {name}") for name in programme.split()),
        )

    return build
