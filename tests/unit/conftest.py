"""What the unit tests build answers and libraries from."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from coach.domain.dates import week_of
from coach.domain.model import Answer, Library, ProgrammeWeek, Prompt, Track


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
