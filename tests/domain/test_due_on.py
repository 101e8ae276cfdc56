"""What a day asks of the person: a session by the plan, the review of a promise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import WEEKDAYS, week_of
from coach.domain.model import Choices, Pause, PlanFrom, Promise
from coach.domain.plan import due_on, is_due
from coach.domain.promises import open_promises
from tests.promises import PROMISE

TUESDAY = date(2026, 11, 24)
MONDAYS = PlanFrom("2026-W40", ("mon",), 0)

NEAR = st.integers(-10, 70).map(lambda days: TUESDAY + timedelta(days=days))
WEEKS = st.integers(-2, 9).map(lambda weeks: week_of(TUESDAY + timedelta(weeks=weeks)))
PLANS = st.builds(
    PlanFrom,
    WEEKS,
    st.lists(st.sampled_from(WEEKDAYS), max_size=4, unique=True).map(tuple),
    st.integers(0, 4),
)


@given(
    plans=st.lists(PLANS, max_size=3).map(lambda plans: sorted(plans, key=lambda p: p.week)),
    practiced=st.sets(NEAR, max_size=6),
    dues=st.lists(NEAR, max_size=3),
    weeks=st.sets(WEEKS, max_size=3),
    day=NEAR,
)
def test_it_asks_for_what_the_plan_and_the_promises_say_unless_it_is_time_off(
    chosen: Callable[..., Choices], paused: Callable[..., Pause], plans: list[PlanFrom],
    practiced: set[date], dues: list[date], weeks: set[str], day: date,
) -> None:  # fmt: skip
    promises = [replace(PROMISE, id=f"{n:032x}", due=due) for n, due in enumerate(dues)]
    asked = due_on(chosen(*plans), practiced, promises, map(paused, weeks), day)
    is_off = week_of(day) in weeks
    assert ("session" in asked) == (is_due(chosen(*plans), practiced, day) and not is_off)
    overdue = any(due < day for due in dues) and "session" in asked
    assert ("promise" in asked) == ((day in dues or overdue) and not is_off)


def test_a_promise_asks_on_its_day_and_afterward_only_with_a_session(
    chosen: Callable[..., Choices],
) -> None:
    days = [TUESDAY + timedelta(days=n) for n in range(1, 7)]
    asked = [due_on(chosen(MONDAYS), set(), [PROMISE], [], day) for day in days]
    assert asked == [(), ("promise",), (), (), (), ("session", "promise")]


@pytest.mark.parametrize("change", [{"status": "kept"}, {"status": "let-go"}, {"deleted": True}])
def test_a_promise_that_is_not_open_asks_nothing(
    chosen: Callable[..., Choices], change: dict[str, object]
) -> None:
    closed: Promise = replace(PROMISE, **change)
    assert due_on(chosen(MONDAYS), set(), open_promises([closed]), [], PROMISE.due) == ()


def test_a_week_that_was_resumed_is_no_time_off(paused: Callable[..., Pause]) -> None:
    monday, off = date(2026, 11, 30), paused("2026-W49")
    assert due_on(None, set(), [], [off], monday) == ()
    assert due_on(None, set(), [], [replace(off, deleted=True)], monday) == ("session",)
