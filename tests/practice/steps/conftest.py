"""What the tests of steps share: a promise, an answer, and how to read a step."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.domain.model import Answer, Promise
from coach.practice import Practice
from coach.practice.steps.step import Step

Promised = Callable[..., Promise]

TODAY = date(2026, 11, 24)
PROMPT = "give-free.for-free"
SENTENCE = "If Bill calls, I'll check his invoice."


def names(step: Step, **values: str) -> list[str]:
    """What a step asks, by the names of its fields."""
    return [field.name for field in step.fields(values)]


def asides(step: Step) -> dict[str, str]:
    return {aside.name: aside.text for aside in step.asides}


def saved(practice: Practice, promise: Promise) -> Promise:
    """A promise, put in the journal as it is."""
    practice.journal.put([promise])
    return promise


def only(practice: Practice) -> Promise:
    (promise,) = practice.promises.all()
    return promise


@pytest.fixture
def promise(practice: Practice) -> Promise:
    return practice.promises.make(
        "Bill calls", "check his invoice", expected="nothing", track="give-free"
    )


@pytest.fixture
def answer(practice: Practice) -> Answer:
    return practice.entries.answer("It took an hour. Then she left.", PROMPT)
