"""The day of a promise, on which a reminder may repeat its words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.model import Choices, PlanFrom, Promise
from coach.domain.plan import on_the_day

TUESDAY = date(2026, 11, 24)
PLAN = PlanFrom("2026-W40", ("tue", "fri"), 2)
Promised = Callable[..., Promise]
Chosen = Callable[..., Choices]


def days_of(promise: Promise, choices: Choices | None, practiced: set[date]) -> list[int]:
    """The days after Tuesday on which its words are repeated."""
    days = [TUESDAY + timedelta(days=n) for n in range(-3, 30)]
    found = [day for day in days if on_the_day(choices, practiced, [promise], day)]
    return [(day - TUESDAY).days for day in found]


@pytest.mark.parametrize(
    ("due", "days"),
    [(3, [1]), (1, [1]), (2, [2]), (6, [6]), (0, [0]), (20, [20])],
)
def test_it_is_the_day_a_person_named_else_the_one_after_it_was_made(
    promised: Promised, chosen: Chosen, due: int, days: list[int]
) -> None:
    promise = promised(TUESDAY, due=TUESDAY + timedelta(days=due))
    assert days_of(promise, chosen(PLAN), {TUESDAY}) == days


def test_sessions_since_do_not_make_a_day_of_its_own(promised: Promised, chosen: Chosen) -> None:
    plan = chosen(PlanFrom("2026-W40", (), 2))
    promise = promised(TUESDAY, due=TUESDAY + timedelta(days=2))
    since = {TUESDAY + timedelta(days=n) for n in (0, 1, 2, 3)}
    assert days_of(promise, plan, since) == [1]


def test_the_first_promise_is_made_before_there_is_a_plan(
    promised: Promised, chosen: Chosen
) -> None:
    promise = promised(TUESDAY, due=TUESDAY + timedelta(days=3))
    assert days_of(promise, None, {TUESDAY}) == [1]
    assert days_of(promise, chosen(PlanFrom("2026-W48", ("wed",), 1)), {TUESDAY}) == [1]


def test_a_moment_that_never_came_has_the_day_it_was_moved_to(
    promised: Promised, chosen: Chosen
) -> None:
    promise = promised(TUESDAY, due=TUESDAY + timedelta(days=10), moved=1)
    assert days_of(promise, chosen(PLAN), {TUESDAY}) == [10]


def test_a_week_of_time_off_repeats_nothing(promised: Promised, chosen: Chosen) -> None:
    promise = promised(TUESDAY, due=TUESDAY + timedelta(days=2))
    day = promise.due
    assert on_the_day(chosen(PLAN), {TUESDAY}, [promise], day) == [promise]
    assert on_the_day(chosen(PLAN), {TUESDAY}, [promise], day, ["2026-W48"]) == []
    both = [promise, replace(promise, id=f"{9:032x}")]
    assert on_the_day(chosen(PLAN), {TUESDAY}, both, day) == both
