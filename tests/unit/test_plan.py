"""The plan: when a sitting is due, and when the next one is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.dates import week_of
from coach.domain.model import Choices, PlanFrom
from coach.domain.plan import (
    AT_MOST,
    OFFERED,
    WEEKDAYS,
    Plan,
    is_due,
    next_sitting,
    parse_days,
    plan_in,
    promise_due,
    replanned,
)
from coach.errors import UsageError

MONDAY = date(2026, 11, 23)
Chosen = Callable[..., Choices]


def day(name: str) -> date:
    """A weekday of week 2026-W48; `+tue` is in the next week, `-sun` in the one before."""
    week = {"+": 7, "-": -7}.get(name[0], 0)
    return MONDAY + timedelta(days=week + WEEKDAYS.index(name[-3:]))


def days(names: str) -> set[str]:
    return {day(name).isoformat() for name in names.split()}


@pytest.mark.parametrize(
    ("sat", "today", "due"),
    [
        ("", "mon", True),
        ("tue", "tue", False),
        ("mon", "tue", False),
        ("-sun", "mon", False),
        ("-sun", "tue", True),
        ("mon", "wed", True),
        ("mon wed", "sat", False),
        ("mon wed", "+mon", True),
        ("-tue -fri", "mon", True),
        ("fri", "sun", True),
    ],
)
def test_with_a_number_it_is_due_under_plan_and_with_none_today_or_yesterday(
    sat: str, today: str, due: bool
) -> None:
    assert Plan(sittings=2).is_due(days(sat), day(today)) is due


@pytest.mark.parametrize(
    ("sat", "today", "due"),
    [
        ("", "tue", True),
        ("", "mon", False),
        ("tue", "tue", False),
        ("mon", "tue", True),
        ("mon wed thu", "fri", True),
        ("", "sat", False),
    ],
)
def test_with_days_it_is_due_on_a_planned_day_with_none_yet(
    sat: str, today: str, due: bool
) -> None:
    assert Plan(("tue", "fri")).is_due(days(sat), day(today)) is due


@pytest.mark.parametrize("today", WEEKDAYS)
def test_with_no_sitting_planned_none_is_ever_due(today: str) -> None:
    assert not Plan(sittings=0).is_due(set(), day(today))


def test_who_has_chosen_nothing_means_two_sittings_a_week(chosen: Chosen) -> None:
    for choices in (None, chosen()):
        assert plan_in(choices, "2026-W48") == Plan((), 2)
        assert is_due(choices, set(), day("wed"))
        assert not is_due(choices, days("mon wed"), day("fri"))


def test_the_plan_of_a_week_is_the_last_one_chosen_for_it_or_before(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W47", ("tue",), 2), PlanFrom("2026-W49", (), 3))
    assert [plan_in(choices, f"2026-W{n}") for n in (46, 47, 48, 49, 53)] == [
        Plan(),
        Plan(("tue",), 2),
        Plan(("tue",), 2),
        Plan((), 3),
        Plan((), 3),
    ]
    assert is_due(choices, set(), day("tue"))
    assert not is_due(choices, set(), day("wed"))
    assert is_due(choices, set(), day("+wed"))


@pytest.mark.parametrize("today", ["mon", "sun"])
def test_the_first_plan_holds_at_once_and_a_change_from_the_next_week_on(today: str) -> None:
    first = replanned((), OFFERED, day(today))
    assert first == (PlanFrom("2026-W48", ("tue", "fri"), 2),)
    second = replanned(first, Plan(sittings=3), day(today))
    assert second == (*first, PlanFrom("2026-W49", (), 3))


def test_a_second_change_in_a_week_takes_the_place_of_the_first() -> None:
    plans = replanned(replanned((), OFFERED, MONDAY), Plan(sittings=3), MONDAY)
    assert replanned(plans, Plan(("sat",)), day("sun")) == (
        plans[0],
        PlanFrom("2026-W49", ("sat",), 2),
    )


def test_a_change_at_the_end_of_a_year_holds_from_the_week_after_53() -> None:
    plans = replanned((PlanFrom("2026-W48", (), 2),), OFFERED, date(2027, 1, 2))
    assert [plan.week for plan in plans] == ["2026-W48", "2027-W01"]


@pytest.mark.parametrize(
    ("plan", "sat", "today", "following"),
    [
        (("tue", "fri"), "", "mon", "tue"),
        (("tue", "fri"), "tue", "tue", "fri"),
        (("tue", "fri"), "fri", "fri", "+tue"),
        (("tue",), "tue", "tue", "+tue"),
        ((), "mon", "mon", "wed"),
        ((), "mon wed", "wed", "+mon"),
        ((), "", "sun", "+tue"),
        ((), "fri sun", "sun", "+tue"),
    ],
)
def test_the_next_sitting_is_the_next_day_on_which_one_would_be_due(
    chosen: Chosen, plan: tuple[str, ...], sat: str, today: str, following: str
) -> None:
    choices = chosen(PlanFrom("2026-W40", plan, 2))
    assert next_sitting(choices, days(sat), day(today)) == day(following)


def test_a_change_from_next_week_on_moves_next_weeks_sitting(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W40", ("tue",), 2), PlanFrom("2026-W49", ("mon",), 2))
    assert next_sitting(choices, set(), day("mon")) == day("tue")
    assert next_sitting(choices, set(), day("tue")) == day("+mon")


def test_a_promise_does_not_wait_for_a_sitting_further_away(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W40", (), 0), PlanFrom("2026-W49", ("fri",), 2))
    following = next_sitting(choices, set(), day("mon"))
    assert following == day("+fri")
    assert promise_due(following, day("mon")) == day("+mon")
    assert promise_due(following, day("sun")) == day("+fri")


def test_without_a_planned_sitting_there_is_none_and_a_promise_is_due_in_a_week(
    chosen: Chosen,
) -> None:
    choices = chosen(PlanFrom("2026-W40", (), 0))
    assert next_sitting(choices, set(), day("mon")) is None
    assert promise_due(None, day("mon")) == day("+mon")


def test_a_week_that_is_taken_out_has_no_sitting(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W40", ("tue",), 2))
    assert next_sitting(choices, set(), day("mon"), {"2026-W48"}) == day("+tue")


def test_before_a_plan_is_chosen_the_next_sitting_goes_by_the_one_that_is_offered() -> None:
    assert next_sitting(None, set(), day("mon")) == day("tue")
    assert next_sitting(None, set(), day("tue")) == day("fri")


PLANS = st.builds(
    Plan,
    st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=7).map(tuple),
    st.integers(0, 7),
)


@settings(deadline=None, derandomize=True, database=None)
@given(plan=PLANS, sat=st.sets(st.integers(-14, 0)), today=st.integers(0, 400))
def test_the_next_sitting_is_the_first_due_day_and_a_promise_waits_at_most_seven_days(
    chosen: Chosen, plan: Plan, sat: set[int], today: int
) -> None:
    now = MONDAY + timedelta(days=today)
    kept = {(now + timedelta(days=n)).isoformat() for n in sat}
    choices = chosen(PlanFrom("2026-W01", plan.days, plan.sittings))
    found = next_sitting(choices, kept, now)
    due = promise_due(found, now)
    assert now < due <= now + timedelta(days=AT_MOST)
    if found is None:
        assert not plan.a_week
        return
    assert due == min(found, now + timedelta(days=AT_MOST))
    between = [now + timedelta(days=n) for n in range(1, (found - now).days)]
    assert not any(plan.is_due({*kept, now.isoformat()}, each) for each in between)


@settings(deadline=None, derandomize=True, database=None)
@given(plan=PLANS, first=st.integers(0, 60))
def test_who_sits_whenever_it_is_due_keeps_the_plan_and_no_more(plan: Plan, first: int) -> None:
    monday = MONDAY + timedelta(weeks=first)
    sat: set[str] = set()
    for each in (monday + timedelta(days=n) for n in range(7)):
        if plan.is_due(sat, each):
            sat.add(each.isoformat())
    assert len(sat) == (len(plan.days) if plan.days else min(plan.sittings, 4))
    assert {week_of(date.fromisoformat(each)) for each in sat} <= {week_of(monday)}


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(("tue", "fri")), "Tuesday and Friday"),
        (Plan(("tue",)), "Tuesday"),
        (Plan(("mon", "wed", "sat")), "Monday, Wednesday and Saturday"),
        (Plan(sittings=0), "no sittings a week"),
        (Plan(sittings=1), "one sitting a week"),
        (Plan(sittings=2), "two sittings a week"),
        (Plan(sittings=7), "seven sittings a week"),
    ],
)
def test_a_plan_is_said_in_words(plan: Plan, words: str) -> None:
    assert plan.in_words() == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tue,fri", "tue fri"),
        ("fri, tue", "tue fri"),
        ("Tuesday Friday", "tue fri"),
        ("  TUES\tthurs ", "tue thu"),
        ("wed,wed,Wednesday", "wed"),
        ("sun,mon", "mon sun"),
        ("mon,tue,wed,thu,fri,sat,sun", " ".join(WEEKDAYS)),
    ],
)
def test_days_are_read_as_a_person_names_them(text: str, expected: str) -> None:
    assert parse_days(text) == tuple(expected.split())


@pytest.mark.parametrize(
    "word", ["t", "tu", "tuf", "mondayss", "1", "dienstag", "tue;fri", "-", "日"]
)
def test_a_word_that_is_no_weekday_is_named(word: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_days(f"mon {word}")
    assert refused.value.message == f"“{word}” is not a weekday."
    assert "mon,wed,fri" in refused.value.hint


@pytest.mark.parametrize("text", ["", "  ", ",", " , ,"])
def test_no_day_at_all_is_no_plan(text: str) -> None:
    with pytest.raises(UsageError, match="No weekday"):
        parse_days(text)
