"""What came back: asked about once more after weeks, and counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.model import CameBack, Promise
from coach.domain.promises import echo, given
from tests.builders import back

REVIEWED = date(2026, 6, 2)
Promised = Callable[..., Promise]


def kept(promised: Promised, **changes: object) -> Promise:
    return promised("2026-05-26", **{"status": "kept", "reviewed": REVIEWED} | changes)


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (0, False), (27, False), (28, True), (41, True), (42, False),
        (83, False), (84, True), (97, True), (98, False), (364, False),
    ],
)  # fmt: skip
def test_a_kept_promise_is_asked_about_after_4_and_12_weeks_and_lapses_after_14_days(
    promised: Promised, days: int, asked: bool
) -> None:
    promise = kept(promised)
    assert echo([promise], REVIEWED + timedelta(days=days)) == (promise if asked else None)


@pytest.mark.parametrize(
    "changes",
    [
        {"track": "circle"}, {"track": None}, {"status": "partly"}, {"status": "not-this-time"},
        {"status": "let-go"}, {"status": "open", "reviewed": None}, {"deleted": True},
        {"reviewed": None},
    ],
    ids=str,
)  # fmt: skip
def test_only_kept_promises_of_giving_are_asked_about(
    promised: Promised, changes: dict[str, object]
) -> None:
    assert echo([kept(promised, **changes)], REVIEWED + timedelta(weeks=4)) is None
    assert echo([kept(promised, track="partial-help")], REVIEWED + timedelta(weeks=4))


@pytest.mark.parametrize(
    ("answered", "asked"),
    [([0], (1, 1)), ([20], (1, 1)), ([28], (0, 1)), ([40], (0, 1)), ([28, 90], (0, 0))],
)
def test_an_echo_that_was_answered_is_not_asked_again(
    promised: Promised, answered: list[int], asked: tuple[int, int]
) -> None:
    back = tuple(CameBack(REVIEWED + timedelta(days=n), "nothing") for n in answered)
    promise = kept(promised, came_back=back)
    days = [REVIEWED + timedelta(days=n) for n in (41, 97)]
    assert tuple(int(echo([promise], day) is not None) for day in days) == asked


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
    fresh = promised(REVIEWED, "kept", today, came_back=back(today, "thanks"))
    assert echo([fresh, promise := kept(promised)], today) == promise


def test_what_was_given_is_counted_with_what_came_back(promised: Promised) -> None:
    nothing = back(REVIEWED, "nothing")
    promises = [
        kept(promised, minutes=20, expected="thanks", came_back=back(REVIEWED, "thanks", "paid")),
        kept(promised, minutes=None, came_back=back(REVIEWED, "nothing", "thanks", "thanks")),
        kept(promised, status="partly", track="partial-help", minutes=5, came_back=nothing),
        kept(promised, came_back=(), expected="nothing"),
        kept(promised, track="value", minutes=3),
        kept(promised, track="value", came_back=back(REVIEWED, "paid")),
        kept(promised, status="not-this-time", minutes=50, expected="paid"),
        kept(promised, status="let-go"),
        kept(promised, deleted=True, minutes=50),
        promised("2026-06-01"),
    ]
    found = given(promises)
    assert (found.times, found.minutes) == (5, 28)
    assert list(found.came_back.items()) == [("nothing", 1), ("thanks", 2), ("paid", 1)]
    assert list(found.expected.items()) == [("nothing", 1), ("thanks", 1)]
    assert str(found) == (
        "You gave 5 times, 28 minutes in all. "
        "What came back: nothing yet 1×, thanks 2×, paid work 1×."
    )


def test_one_gift_is_said_as_one(promised: Promised) -> None:
    nothing = back(REVIEWED, "nothing")
    assert str(given([kept(promised, minutes=1, came_back=nothing)])) == (
        "You gave once, 1 minute in all. What came back: nothing yet 1×."
    )


def test_nobody_is_said_to_have_got_nothing_back_who_did_not_say_so(promised: Promised) -> None:
    assert str(given([kept(promised, minutes=1)])) == "You gave once, 1 minute in all."


def test_before_anything_was_given_there_are_no_figures() -> None:
    assert (given([]).times, given([]).minutes, given([]).came_back) == (0, 0, {})
