"""A kept promise is met with the person's own words."""

import pytest

from coach.domain.model import Promise
from coach.practice import Practice
from coach.practice.steps.kept import Kept
from coach.practice.steps.promise import Review
from coach.practice.steps.step import Values
from tests.practice.steps.conftest import SENTENCE, only


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"outcome": "kept"}, "You said you would, and you did."),
        (
            {"outcome": "kept", "did": "I called.", "back": "nothing"},
            "What you did: “I called.” You said you would, and you did.",
        ),
        (
            {"outcome": "kept", "response": "He laughed.", "back": "thanks paid"},
            "What they said or did: “He laughed.”\nWhat came back: thanks, paid work. "
            "That came from what you did.",
        ),
        (
            {"outcome": "partly", "back": "question"},
            "What came back: a question. That came from what you did.",
        ),
    ],
)
def test_a_kept_promise_is_met_with_the_persons_own_words(
    practice: Practice, promise: Promise, values: Values, text: str
) -> None:
    done = Review(practice, promise).submit(values)
    assert isinstance(done.then, Kept)
    assert SENTENCE in done.then.ask
    assert " ".join(aside.text for aside in done.then.asides) == text
    after = done.then.submit({})
    assert after.undo is not None
    assert isinstance(after.undo(), Review)
    assert only(practice).status == "open"


@pytest.mark.parametrize(
    "values", [{"outcome": "partly", "back": "nothing"}, {"outcome": "not-this-time"}]
)
def test_another_outcome_is_told_and_the_session_goes_on(
    practice: Practice, promise: Promise, values: Values
) -> None:
    done = Review(practice, promise).submit(values)
    assert done.then is None
    assert SENTENCE in done.said
