"""Progress: the plain facts, in words that never read like a bad mark."""

import pytest

from coach.domain.model import PromiseStatus
from coach.practice import Practice

K: PromiseStatus = "kept"
P: PromiseStatus = "partly"
N: PromiseStatus = "not-this-time"
L: PromiseStatus = "let-go"


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([], "No promise reviewed yet."),
        ([K], "You kept your last promise."),
        ([K, K], "You kept your last 2 promises."),
        ([K, N, K, P, L, K], "You kept 3 of your last 5 promises, 1 partly, let 1 go."),
        ([P], "You partly kept 1 promise."),
        ([P, N], "You partly kept 1 promise."),
        ([N], "You reviewed 1 promise."),
        ([N, N, L], "You reviewed 2 promises, let 1 go."),
        ([L], "You let 1 promise go."),
    ],
)
def test_what_came_of_the_promises_is_said_as_a_fact(
    practice: Practice, outcomes: list[PromiseStatus], said: str
) -> None:
    for outcome in outcomes:
        promise = practice.promises.make("Bill calls", "I listen")
        practice.promises.review(promise.id, outcome)
    assert practice.progress.report().facts()[0] == said


def test_a_week_with_nothing_but_a_note_is_practiced(practice: Practice) -> None:
    practice.entries.note("Saved on Tuesday.")
    assert practice.progress.report().facts()[1] == "You practiced in your first week."
