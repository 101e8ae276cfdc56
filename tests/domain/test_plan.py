"""The plan: when a session is due, and when the next one is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import WEEKDAYS, week_of
from coach.domain.model import Choices, PlanFrom
from coach.domain.plan import (
    LONGEST_DUE,
    SUGGESTED,
    Plan,
    due_by_default,
    is_due,
    next_session,
    parse_days,
    parse_plan,
    plan_in,
    replanned,
)
from coach.errors import UsageError

MONDAY = date(2026, 11, 23)
Chosen = Callable[..., Choices]


def day(name: str) -> date:
    """A weekday of week 2026-W48; `+tue` is in the next week, `-sun` in the one before."""
    week = {"+": 7, "-": -7}.get(name[0], 0)
    return MONDAY + timedelta(days=week + WEEKDAYS.index(name[-3:]))


def days(names: str) -> set[date]:
    return {day(name) for name in names.split()}


@pytest.mark.parametrize(
    ("practiced", "today", "due"),
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
    practiced: str, today: str, due: bool
) -> None:
    assert Plan(sessions=2).is_due(days(practiced), day(today)) is due


@pytest.mark.parametrize(
    ("practiced", "today", "due"),
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
    practiced: str, today: str, due: bool
) -> None:
    assert Plan(("tue", "fri")).is_due(days(practiced), day(today)) is due


@pytest.mark.parametrize("today", WEEKDAYS)
def test_with_no_session_planned_none_is_ever_due(today: str) -> None:
    assert not Plan(sessions=0).is_due(set(), day(today))


def test_who_has_chosen_nothing_means_two_sessions_a_week(chosen: Chosen) -> None:
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
    first = replanned((), SUGGESTED, day(today))
    assert first == (PlanFrom("2026-W48", ("tue", "fri"), 2),)
    second = replanned(first, Plan(sessions=3), day(today))
    assert second == (*first, PlanFrom("2026-W49", (), 3))


def test_a_second_change_in_a_week_takes_the_place_of_the_first() -> None:
    plans = replanned(replanned((), SUGGESTED, MONDAY), Plan(sessions=3), MONDAY)
    assert replanned(plans, Plan(("sat",)), day("sun")) == (
        plans[0],
        PlanFrom("2026-W49", ("sat",), 2),
    )


def test_a_change_at_the_end_of_a_year_holds_from_the_week_after_53() -> None:
    plans = replanned((PlanFrom("2026-W48", (), 2),), SUGGESTED, date(2027, 1, 2))
    assert [plan.week for plan in plans] == ["2026-W48", "2027-W01"]


@pytest.mark.parametrize(
    ("plan", "practiced", "today", "following"),
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
def test_the_next_session_is_the_next_day_on_which_one_would_be_due(
    chosen: Chosen, plan: tuple[str, ...], practiced: str, today: str, following: str
) -> None:
    choices = chosen(PlanFrom("2026-W40", plan, 2))
    assert next_session(choices, days(practiced), day(today)) == day(following)


def test_a_change_from_next_week_on_moves_next_weeks_session(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W40", ("tue",), 2), PlanFrom("2026-W49", ("mon",), 2))
    assert next_session(choices, set(), day("mon")) == day("tue")
    assert next_session(choices, set(), day("tue")) == day("+mon")


def test_a_promise_does_not_wait_for_a_session_further_away(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W40", (), 0), PlanFrom("2026-W49", ("fri",), 2))
    following = next_session(choices, set(), day("mon"))
    assert following == day("+fri")
    assert due_by_default(following, day("mon")) == day("+mon")
    assert due_by_default(following, day("sun")) == day("+fri")


def test_without_a_planned_session_there_is_none_and_a_promise_is_due_in_a_week(
    chosen: Chosen,
) -> None:
    choices = chosen(PlanFrom("2026-W40", (), 0))
    assert next_session(choices, set(), day("mon")) is None
    assert due_by_default(None, day("mon")) == day("+mon")


def test_a_week_of_time_off_has_no_session(chosen: Chosen) -> None:
    choices = chosen(PlanFrom("2026-W40", ("tue",), 2))
    assert next_session(choices, set(), day("mon"), {"2026-W48"}) == day("+tue")


def test_before_a_plan_is_chosen_the_next_session_goes_by_the_one_that_is_offered() -> None:
    assert next_session(None, set(), day("mon")) == day("tue")
    assert next_session(None, set(), day("tue")) == day("fri")


PLANS = st.builds(
    Plan,
    st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=7).map(tuple),
    st.integers(0, 7),
)


@given(plan=PLANS, practiced=st.sets(st.integers(-14, 0)), today=st.integers(0, 400))
def test_the_next_session_is_the_first_due_day_and_a_promise_waits_at_most_seven_days(
    chosen: Chosen, plan: Plan, practiced: set[int], today: int
) -> None:
    now = MONDAY + timedelta(days=today)
    kept = {now + timedelta(days=n) for n in practiced}
    choices = chosen(PlanFrom("2026-W01", plan.days, plan.sessions))
    found = next_session(choices, kept, now)
    due = due_by_default(found, now)
    assert now < due <= now + LONGEST_DUE
    if found is None:
        assert not plan.per_week
        return
    assert due == min(found, now + LONGEST_DUE)
    between = [now + timedelta(days=n) for n in range(1, (found - now).days)]
    assert not any(plan.is_due({*kept, now}, each) for each in between)


@given(plan=PLANS, first=st.integers(0, 60))
def test_a_session_whenever_it_is_due_makes_the_plan_and_no_more(plan: Plan, first: int) -> None:
    monday = MONDAY + timedelta(weeks=first)
    practiced: set[date] = set()
    for each in (monday + timedelta(days=n) for n in range(7)):
        if plan.is_due(practiced, each):
            practiced.add(each)
    assert len(practiced) == (len(plan.days) if plan.days else min(plan.sessions, 4))
    assert {week_of(each) for each in practiced} <= {week_of(monday)}


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(("tue", "fri")), "Tuesday and Friday"),
        (Plan(("tue",)), "Tuesday"),
        (Plan(("mon", "wed", "sat")), "Monday, Wednesday and Saturday"),
        (Plan(sessions=0), "no sessions a week"),
        (Plan(sessions=1), "one session a week"),
        (Plan(sessions=2), "two sessions a week"),
        (Plan(sessions=7), "seven sessions a week"),
    ],
)
def test_a_plan_is_said_in_words(plan: Plan, words: str) -> None:
    assert str(plan) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tue,fri", "tue fri"),
        ("fri, tue", "tue fri"),
        ("Tuesdays AND Fridays", "tue fri"),
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


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("tue fri", Plan(("tue", "fri"))),
        ("Tuesdays and Fridays", Plan(("tue", "fri"))),
        ("every mon", Plan(("mon",))),
        ("on Fridays", Plan(("fri",))),
        ("2", Plan(sessions=2)),
        ("0", Plan(sessions=0)),
        ("7", Plan(sessions=7)),
        ("two sessions a week", Plan(sessions=2)),
        ("once a week", Plan(sessions=1)),
        ("3 times per week", Plan(sessions=3)),
        ("twice", Plan(sessions=2)),
    ],
)
def test_a_plan_is_read_as_a_person_names_it(text: str, plan: Plan) -> None:
    assert parse_plan(text) == plan


@pytest.mark.parametrize("plan", [SUGGESTED, Plan(("mon",)), Plan(sessions=0), Plan(sessions=7)])
def test_a_plan_in_words_is_read_as_the_same_plan(plan: Plan) -> None:
    assert parse_plan(str(plan)) == plan


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("8", "A week has seven days."),
        ("99", "A week has seven days."),
        ("tue someday", "“someday” is not a weekday."),
        ("", "No weekday is named."),
        ("a week", "No weekday is named."),
        ("2 3", "“2” is not a weekday."),
    ],
)
def test_what_is_no_plan_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_plan(text)
    assert refused.value.message == message
