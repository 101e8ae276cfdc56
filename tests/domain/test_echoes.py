"""What came back: asked about once more after weeks, and counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from coach.domain.given import echo, given
from coach.domain.model import Promise, Returned
from tests.builders import back

REVIEWED = date(2026, 6, 2)
Promised = Callable[..., Promise]


def kept(promised: Promised, **changes: object) -> Promise:
    """A kept promise from which nothing was expected."""
    fields = {"status": "kept", "reviewed": REVIEWED, "expected": "nothing"}
    return promised("2026-05-26", **fields | changes)


@pytest.mark.parametrize(
    ("days", "asked"),
    [(0, False), (27, False), (28, True), (41, True), (42, False), (84, False), (364, False)],
)
def test_a_kept_promise_is_asked_about_once_after_4_weeks_and_lapses_after_14_days(
    promised: Promised, days: int, asked: bool
) -> None:
    promise = kept(promised)
    assert echo([promise], REVIEWED + timedelta(days=days)) == (promise if asked else None)


@pytest.mark.parametrize(
    "changes",
    [
        {"expected": None}, {"status": "partly"}, {"status": "not-this-time"},
        {"status": "let-go"}, {"status": "open", "reviewed": None}, {"deleted": True},
        {"reviewed": None},
    ],
    ids=str,
)  # fmt: skip
def test_only_kept_promises_are_asked_about_whose_return_was_thought_of(
    promised: Promised, changes: dict[str, object]
) -> None:
    assert echo([kept(promised, **changes)], REVIEWED + timedelta(weeks=4)) is None
    for what in get_args(Returned):
        promise = kept(promised, expected=what, track=None)
        assert echo([promise], REVIEWED + timedelta(weeks=4)) == promise


@pytest.mark.parametrize(("answered", "asked"), [(0, True), (20, True), (28, False), (40, False)])
def test_an_echo_that_was_answered_is_not_asked_again(
    promised: Promised, answered: int, asked: bool
) -> None:
    promise = kept(promised, came_back=back(REVIEWED + timedelta(days=answered), "nothing"))
    assert (echo([promise], REVIEWED + timedelta(days=41)) is not None) is asked


def test_one_at_most_is_asked_about_on_a_day_the_one_that_has_waited_longest_first(
    promised: Promised,
) -> None:
    first = kept(promised)
    second = replace(kept(promised), reviewed=REVIEWED + timedelta(days=1))
    today = REVIEWED + timedelta(weeks=4, days=2)
    assert echo([second, first], today) == first
    told = replace(first, came_back=back(today, "paid"))
    assert echo([second, told], today) is None
    assert echo([second, told], today + timedelta(days=1)) == second


def test_what_came_back_with_todays_outcome_is_no_echo(promised: Promised) -> None:
    today = REVIEWED + timedelta(weeks=4)
    fresh = promised(REVIEWED, "kept", today, expected="paid", came_back=back(today, "thanks"))
    assert echo([fresh, promise := kept(promised)], today) == promise


def test_what_was_given_is_counted_with_what_was_expected_and_what_came(
    promised: Promised,
) -> None:
    promises = [
        kept(promised, minutes=20, expected="thanks", came_back=back(REVIEWED, "thanks", "paid")),
        kept(promised, minutes=None, came_back=back(REVIEWED, "nothing", "thanks", "thanks")),
        kept(promised, status="partly", minutes=5, came_back=back(REVIEWED, "nothing")),
        kept(promised, came_back=()),
        kept(promised, track="value", minutes=3, came_back=back(REVIEWED, "paid")),
        kept(promised, expected=None, minutes=50, came_back=back(REVIEWED, "paid")),
        kept(promised, status="not-this-time", minutes=50, expected="paid"),
        kept(promised, status="let-go"),
        kept(promised, deleted=True, minutes=50),
        promised("2026-06-01", expected="nothing"),
    ]
    found = given(promises)
    assert (found.times, found.minutes) == (5, 28)
    assert list(found.came_back.items()) == [("nothing", 1), ("thanks", 2), ("paid", 2)]
    assert list(found.expected.items()) == [("nothing", 4), ("thanks", 1)]
    assert found.expected_and_came() == (
        "You expected nothing four times, and two of those times something came back. "
        "You hoped for something once, and it came."
    )
    assert str(found) == (
        f"You gave five times, 28 minutes in all. {found.expected_and_came()} "
        "What came back: nothing yet 1×, thanks 2×, paid work 2×."
    )


@pytest.mark.parametrize(
    ("nothing", "came", "said"),
    [
        (6, 4, "You expected nothing six times, and four of those times something came back."),
        (13, 1, "You expected nothing 13 times, and once something came back."),
        (2, 2, "You expected nothing twice, and each time something came back."),
        (1, 1, "You expected nothing once, and something came back."),
        (3, 0, "You expected nothing three times."),
    ],
)
def test_what_was_expected_stands_against_what_came(
    promised: Promised, nothing: int, came: int, said: str
) -> None:
    repaid = [kept(promised, came_back=back(REVIEWED, "shared")) for _ in range(came)]
    others = [kept(promised, came_back=back(REVIEWED, "nothing")) for _ in range(nothing - came)]
    assert given([*repaid, *others]).expected_and_came() == said


def test_nobody_is_said_to_have_got_nothing_back_who_did_not_say_so(promised: Promised) -> None:
    assert str(given([kept(promised, minutes=1)])) == (
        "You gave once, 1 minute in all. You expected nothing once."
    )
    assert str(given([kept(promised, came_back=back(REVIEWED, "nothing"))])) == (
        "You gave once. You expected nothing once. What came back: nothing yet 1×."
    )


def test_before_anything_was_given_there_are_no_figures() -> None:
    assert (given([]).times, given([]).minutes, given([]).came_back) == (0, 0, {})
