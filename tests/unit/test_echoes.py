"""What came back: asked about once more after weeks, and counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.acts import echo, given
from coach.domain.model import Act, CameBack

SAID = date(2026, 6, 2)
Promised = Callable[..., Act]


def kept(promised: Promised, **changes: object) -> Act:
    return promised("2026-05-26", **{"status": "kept", "said": SAID.isoformat()} | changes)


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (0, False), (27, False), (28, True), (41, True), (42, False),
        (83, False), (84, True), (97, True), (98, False), (364, False),
    ],
)  # fmt: skip
def test_a_kept_act_is_asked_about_after_4_and_12_weeks_and_lapses_after_14_days(
    promised: Promised, days: int, asked: bool
) -> None:
    act = kept(promised)
    assert echo([act], SAID + timedelta(days=days)) == (act if asked else None)


@pytest.mark.parametrize(
    "changes",
    [
        {"track": "circle"}, {"track": None}, {"status": "partly"}, {"status": "not-yet"},
        {"status": "let-go"}, {"status": "open", "said": None}, {"deleted": True},
        {"said": None},
    ],
    ids=str,
)  # fmt: skip
def test_only_kept_acts_of_giving_are_asked_about(
    promised: Promised, changes: dict[str, object]
) -> None:
    assert echo([kept(promised, **changes)], SAID + timedelta(weeks=4)) is None
    assert echo([kept(promised, track="partial-help")], SAID + timedelta(weeks=4))


@pytest.mark.parametrize(
    ("answered", "asked"),
    [([0], (1, 1)), ([20], (1, 1)), ([28], (0, 1)), ([40], (0, 1)), ([28, 90], (0, 0))],
)
def test_an_echo_that_was_answered_is_not_asked_again(
    promised: Promised, answered: list[int], asked: tuple[int, int]
) -> None:
    back = tuple(CameBack((SAID + timedelta(days=n)).isoformat(), "nothing") for n in answered)
    act = kept(promised, came_back=back)
    days = [SAID + timedelta(days=n) for n in (41, 97)]
    assert tuple(int(echo([act], day) is not None) for day in days) == asked


def test_one_at_most_is_asked_about_on_a_day_the_one_that_has_waited_longest_first(
    promised: Promised,
) -> None:
    first = kept(promised)
    second = replace(kept(promised), said=(SAID + timedelta(days=1)).isoformat())
    today = SAID + timedelta(weeks=4, days=2)
    assert echo([second, first], today) == first
    told = replace(first, came_back=(CameBack(today.isoformat(), "paid"),))
    assert echo([second, told], today) is None
    assert echo([second, told], today + timedelta(days=1)) == second


def test_what_came_back_with_todays_outcome_is_no_echo(promised: Promised) -> None:
    today = SAID + timedelta(weeks=4)
    back = (CameBack(today.isoformat(), "thanks"),)
    fresh = promised(SAID.isoformat(), "kept", today.isoformat(), came_back=back)
    assert echo([fresh, act := kept(promised)], today) == act


def test_what_was_given_is_counted_with_what_came_back(promised: Promised) -> None:
    def back(*whats: str) -> tuple[CameBack, ...]:
        return tuple(CameBack("2026-06-02", what) for what in whats)

    acts = [
        kept(promised, minutes=20, came_back=back("thanks", "paid")),
        kept(promised, minutes=None, came_back=back("nothing", "thanks", "thanks")),
        kept(promised, status="partly", track="partial-help", minutes=5, came_back=back("nothing")),
        kept(promised, came_back=()),
        kept(promised, track="value", minutes=3),
        kept(promised, track="value", came_back=back("paid")),
        kept(promised, status="not-yet", minutes=50),
        kept(promised, status="let-go"),
        kept(promised, deleted=True, minutes=50),
        promised("2026-06-01"),
    ]
    found = given(acts)
    assert (found.times, found.minutes) == (5, 28)
    assert list(found.came_back.items()) == [("nothing", 3), ("thanks", 2), ("paid", 1)]


def test_before_anything_was_given_there_are_no_figures() -> None:
    assert (given([]).times, given([]).minutes, given([]).came_back) == (0, 0, {})
