"""What tests build the model from; days are written as `2026-11-24`."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest

from coach.domain.dates import week_of
from coach.domain.model import (
    CHOICES_ID,
    Answer,
    CameBack,
    Choices,
    CourseWeek,
    Library,
    Line,
    Pause,
    PlanFrom,
    Promise,
    Prompt,
    Returned,
    Start,
    Track,
)

MOMENT = "2026-11-24T10:00:00.000+01:00"


def on(day: str | date) -> date:
    """The day that is written so."""
    return day if isinstance(day, date) else date.fromisoformat(day)


def back(day: str | date, *whats: Returned) -> tuple[CameBack, ...]:
    """What came back on a day."""
    return tuple(CameBack(on(day), what) for what in whats)


@pytest.fixture(scope="session")
def answered() -> Callable[..., Answer]:
    """Builds an answer to a question on a day; later ones have higher ids."""
    numbers = count(1)

    def build(prompt: str | None, day: str | date, **changes: object) -> Answer:
        day = on(day)
        fields: dict[str, object] = {
            "id": f"{next(numbers):032x}",
            "kind": "answer" if prompt else "note",
            "prompt": prompt,
            "track": prompt.partition(".")[0] if prompt else None,
            "ask": f"What about {prompt}?" if prompt else None,
            "of": None,
            "text": "Some words.",
            "evidence": None,
            "created": f"{day}T10:00:00.000+01:00",
            "updated": f"{day}T10:00:00.000+01:00",
            "day": day,
            "week": week_of(day),
        }
        return Answer(**(fields | changes))  # type: ignore[arg-type]

    return build


def a_promise(
    day: str | date, status: str = "open", reviewed: object = None, **changes: object
) -> Promise:
    """A promise made on a day and due a week later."""
    day = on(day)
    fields: dict[str, object] = {
        "id": f"{1:032x}",
        "cue": "Bill calls",
        "action": "check his invoice",
        "obstacle": None,
        "fallback": None,
        "track": "give-free",
        "prompt": None,
        "of": None,
        "again_of": None,
        "promised": day,
        "due": day + timedelta(days=7),
        "moved": 0,
        "status": status,
        "reviewed": reviewed,
        "did": None,
        "response": None,
        "expected": None,
        "came_back": (),
        "minutes": None,
        "created": f"{day}T10:00:00.000+01:00",
        "updated": f"{reviewed or day}T10:00:00.000+01:00",
    } | changes
    for name in ("due", "reviewed"):
        if isinstance(written := fields[name], str):
            fields[name] = on(written)
    return Promise(**fields)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def promised() -> Callable[..., Promise]:
    """Builds promises with `a_promise`; later ones have higher ids."""
    numbers = count(1)
    return lambda *args, **changes: a_promise(*args, **{"id": f"{next(numbers):032x}"} | changes)


@pytest.fixture(scope="session")
def paused() -> Callable[..., Pause]:
    """Builds a week of time off."""
    numbers = count(1)

    def build(week: str, **changes: object) -> Pause:
        fields: dict[str, object] = {"id": f"{next(numbers):032x}", "week": week, "reason": None}
        return Pause(**(fields | {"created": MOMENT, "updated": MOMENT} | changes))  # type: ignore[arg-type]

    return build


@pytest.fixture(scope="session")
def lined() -> Callable[..., Line]:
    """Builds a line of the playbook."""
    numbers = count(1)

    def build(page: str, day: str | date, **changes: object) -> Line:
        fields: dict[str, object] = {"id": f"{next(numbers):032x}", "page": page, "of": None}
        fields |= {"text": "My line.", "day": on(day), "created": MOMENT, "updated": MOMENT}
        return Line(**(fields | changes))  # type: ignore[arg-type]

    return build


@pytest.fixture(scope="session")
def chosen() -> Callable[..., Choices]:
    """Builds what a person chose: plans, a start, the course on or off."""

    def build(*plan: PlanFrom, start: Start | None = None, course: bool = True) -> Choices:
        return Choices(CHOICES_ID, plan, start, course, (), False, MOMENT, MOMENT)

    return build


@pytest.fixture(scope="session")
def library_of() -> Callable[..., Library]:
    """Builds a library of tracks with so many questions each, and a course over tracks."""

    def build(course: str, **questions: int) -> Library:
        return Library(
            tracks=tuple(Track(name, f"Title of {name}", "About.") for name in questions),
            prompts=tuple(
                Prompt(f"{name}.{number}", name, f"Ask {name} {number}?", "Why.")
                for name, many in questions.items()
                for number in range(1, many + 1)
            ),
            course=tuple(CourseWeek(name, f"focus {name}") for name in course.split()),
        )

    return build
