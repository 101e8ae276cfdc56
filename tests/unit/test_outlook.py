"""The days ahead: what is due on each, as long as nothing more is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import week_of
from coach.domain.model import CHOICES_ID, Choices, Pause, PlanFrom
from coach.domain.outlook import DAYS_AHEAD, outlook
from coach.domain.plan import WEEKDAYS, is_due
from tests.acts import ACT

TUESDAY = date(2026, 11, 24)
PAUSE = Pause(id=f"{2:032x}", week="2026-W49", reason=None, created="", updated="")


def choices(*plans: PlanFrom) -> Choices:
    return Choices(CHOICES_ID, plans, None, True, "", "")


NEAR = st.integers(-10, 70).map(lambda days: (TUESDAY + timedelta(days=days)).isoformat())
WEEKS = st.integers(-2, 9).map(lambda weeks: week_of(TUESDAY + timedelta(weeks=weeks)))
PLANS = st.builds(
    PlanFrom,
    WEEKS,
    st.lists(st.sampled_from(WEEKDAYS), max_size=4, unique=True).map(tuple),
    st.integers(0, 4),
)


@given(
    st.lists(PLANS, max_size=3).map(lambda plans: sorted(plans, key=lambda plan: plan.week)),
    st.sets(NEAR, max_size=6),
    st.lists(NEAR, max_size=3),
    st.sets(WEEKS, max_size=3),
    st.integers(0, DAYS_AHEAD),
)
def test_every_day_ahead_is_as_it_would_be_seen_on_that_day(
    plans: list[PlanFrom], sat: set[str], dues: list[str], paused: set[str], ahead: int
) -> None:
    acts = [replace(ACT, id=f"{n:032x}", due=due) for n, due in enumerate(dues)]
    pauses = [replace(PAUSE, week=week) for week in paused]
    day = TUESDAY + timedelta(days=ahead)
    seen = outlook(choices(*plans), sat, acts, pauses, TUESDAY).on(day)
    assert seen == outlook(choices(*plans), sat, acts, pauses, day).on(day)
    is_out = week_of(day) in paused
    assert ("sitting" in seen) == (is_due(choices(*plans), sat, day) and not is_out)
    up = day.isoformat() in dues
    overdue = any(due < day.isoformat() for due in dues) and "sitting" in seen
    assert ("act" in seen) == ((up or overdue) and not is_out)


def test_an_act_asks_on_its_day_and_afterwards_only_with_a_sitting() -> None:
    days = choices(PlanFrom("2026-W40", ("mon",), 0))
    ahead = outlook(days, [], [ACT], [], TUESDAY)
    seen = [ahead.on(TUESDAY + timedelta(days=n)) for n in range(1, 7)]
    assert seen == [(), ("act",), (), (), (), ("sitting", "act")]
    assert ahead.acts_due(date(2026, 11, 25)) == []
    assert ahead.acts_due(date(2026, 11, 26)) == [ACT]


@pytest.mark.parametrize("change", [{"status": "kept"}, {"status": "let-go"}, {"deleted": True}])
def test_an_act_that_is_not_open_asks_nothing(change: dict[str, object]) -> None:
    days = choices(PlanFrom("2026-W40", ("mon",), 0))
    ahead = outlook(days, [], [replace(ACT, **change)], [], TUESDAY)
    assert not ahead.acts
    assert ahead.on(date(2026, 11, 26)) == ()


def test_a_pause_that_was_taken_back_pauses_nothing() -> None:
    monday = date(2026, 11, 30)
    assert outlook(None, [], [], [PAUSE], TUESDAY).on(monday) == ()
    assert outlook(None, [], [], [replace(PAUSE, deleted=True)], TUESDAY).on(monday) == ("sitting",)
