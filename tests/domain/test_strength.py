"""Practice strength: the check figures, and what counts as a week."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.dates import weeks_between
from coach.domain.model import Answer, Promise
from coach.domain.strength import strength
from coach.domain.weeks import Week, weeks_of

KEPT = Week("2026-W01", sessions=2, answers=2, reviewed=1, kept=1)
NOT_KEPT = Week("2026-W01", sessions=2, answers=2, reviewed=1)
PARTLY = Week("2026-W01", sessions=2, answers=2, reviewed=1, partly=1)
MISSED = Week("2026-W01")
PAUSED = Week("2026-W01", paused=True)
NO_OUTCOME = Week("2026-W01", sessions=2, answers=2)


@pytest.mark.parametrize(("weeks", "value"), [(4, 50), (8, 75), (12, 88)])
def test_all_kept_gives_the_check_figures(weeks: int, value: int) -> None:
    assert strength([KEPT] * weeks).value == value


@pytest.mark.parametrize(("weeks", "value"), [(13, 82), (14, 84), (15, 87), (16, 89)])
def test_one_week_not_kept_is_a_dent_and_not_a_fall(weeks: int, value: int) -> None:
    course = [KEPT] * 12 + [NOT_KEPT] + [KEPT] * 3
    assert strength(course[:weeks]).value == value


@pytest.mark.parametrize(
    ("weeks", "reason"),
    [
        (0, "A number comes after 4 more weeks."),
        (1, "A number comes after 3 more weeks."),
        (3, "A number comes after 1 more week."),
    ],
)
def test_there_is_no_number_before_four_counted_weeks(weeks: int, reason: str) -> None:
    shown = strength([KEPT] * weeks)
    assert (shown.value, shown.reason) == (None, reason)


def test_a_missed_week_is_one_promise_and_none_kept() -> None:
    assert strength([KEPT] * 4 + [MISSED]).value == strength([KEPT] * 4 + [NOT_KEPT]).value


def test_paused_weeks_are_as_if_they_had_not_been() -> None:
    course = [KEPT, NOT_KEPT, KEPT, NO_OUTCOME, MISSED, KEPT]
    paused = [week for pair in zip([PAUSED] * 6, course, strict=True) for week in pair]
    assert strength(paused) == strength(course)


def test_paused_weeks_are_not_counted_toward_the_four() -> None:
    assert strength([KEPT] * 3 + [PAUSED] * 5).value is None


def test_partly_is_half() -> None:
    assert strength([PARTLY] * 8).value == round(75 / 2)


@pytest.mark.parametrize(("sessions", "value"), [(1, 25), (2, 50), (5, 50)])
def test_a_practiced_week_without_an_outcome_is_worth_half_its_sessions_at_most_one(
    sessions: int, value: int
) -> None:
    assert strength([Week("2026-W01", sessions=sessions)] * 4).value == value


def test_a_week_is_worth_the_better_of_its_own_share_and_that_with_the_week_before() -> None:
    memory = 0.5**0.25
    value = 0.0
    for worth in (1, 0.5, 0, 0.75):  # own 1; both ½; own 0, both 0; own ¾ (both ⅗)
        value = value * memory + worth * (1 - memory)
    weeks = [KEPT, NOT_KEPT, NOT_KEPT, Week("2026-W04", sessions=1, reviewed=4, kept=3)]
    assert strength(weeks).value == round(100 * value)


def test_the_counted_week_before_is_the_one_before_a_pause() -> None:
    assert strength([KEPT] * 4 + [PAUSED, NOT_KEPT]).value == strength([KEPT] * 4 + [MISSED]).value


def named(*weeks: Week) -> list[Week]:
    """The weeks as weeks 50, 51, 52, 53 of 2026 and on into the next year."""
    names = weeks_between("2026-W50", "2027-W20")
    return [replace(week, week=name) for name, week in zip(names, weeks, strict=False)]


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ([Week("", sessions=1, reviewed=2, kept=1)], "1 of 2 promises kept last week."),
        ([Week("", sessions=1, reviewed=1, kept=1)], "1 of 1 promise kept last week."),
        (
            [Week("", sessions=1, reviewed=4, kept=2, partly=1)],
            "2 of 4 promises kept, 1 partly kept last week.",
        ),
        ([Week("", sessions=1)], "1 session last week."),
        ([Week("", sessions=3)], "3 sessions last week."),
        ([MISSED], "No session last week."),
        ([NOT_KEPT, PAUSED], "No promise kept in the week of Jan 4–10; Jan 11–17 time off."),
        ([Week("", sessions=1, reviewed=2, partly=2)], "2 partly kept last week."),
        (
            [NOT_KEPT, PAUSED, PAUSED],
            "No promise kept in the week of Jan 4–10; time off since then.",
        ),
        ([PAUSED, NOT_KEPT], "No promise kept last week."),
    ],
)
def test_the_number_never_stands_without_its_reason(last: list[Week], reason: str) -> None:
    assert strength(named(*[KEPT] * 4, *last)).reason == reason


def test_an_absence_counts_as_two_missed_weeks_and_no_more(
    answered: Callable[..., Answer], promised: Callable[..., Promise]
) -> None:
    """Twelve weeks of kept promises, then nothing for any time."""
    monday = date(2026, 8, 3)
    answers, promises = [], []
    for n in range(12):
        day = (monday + timedelta(weeks=n)).isoformat()
        answers.append(answered("a.1", day))
        promises.append(promised(day, "kept", day))

    def after(weeks: int) -> int | None:
        closed = weeks_of(answers, monday + timedelta(weeks=12 + weeks), promises)[:-1]
        return strength(closed).value

    values = [after(weeks) for weeks in (0, 1, 2, 3, 4, 30)]
    assert values == [88, 82, 69, 69, 69, 69]
