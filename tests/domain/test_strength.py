"""Practice strength: the check figures, and which weeks count."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from coach.domain.dates import weeks_between
from coach.domain.strength import curve, strength
from coach.domain.weeks import Week

KEPT = Week("2026-W01", sessions=2, answers=2, reviewed=1, kept=1)
NOT_KEPT = Week("2026-W01", sessions=2, answers=2, reviewed=1)
PARTLY = Week("2026-W01", sessions=2, answers=2, reviewed=1, partly=1)
LET_GO = Week("2026-W01", sessions=2, let_go=1)
MISSED = Week("2026-W01")
PAUSED = Week("2026-W01", paused=True)
NO_OUTCOME = Week("2026-W01", sessions=2, answers=2)


def values(weeks: Sequence[Week]) -> list[int | None]:
    """The strength after each week."""
    return [strength(weeks[:n]).value for n in range(1, len(weeks) + 1)]


@pytest.mark.parametrize("weeks", [4, 8, 12])
def test_all_kept_is_a_hundred(weeks: int) -> None:
    assert strength([KEPT] * weeks).value == 100


def test_one_week_not_kept_is_a_dent_and_not_a_fall() -> None:
    assert values([KEPT] * 12 + [NOT_KEPT] + [KEPT] * 3)[12:] == [82, 85, 88, 90]


def test_every_other_week_kept_stays_about_half() -> None:
    swings = [value or 0 for value in values([KEPT, NOT_KEPT] * 30)[30:]]
    assert (min(swings), max(swings)) == (46, 54)


def test_partly_is_half() -> None:
    assert strength([PARTLY] * 8).value == 50


def test_three_of_five_promises_kept_in_five_weeks_are_about_that() -> None:
    assert strength([KEPT, NOT_KEPT, KEPT, NOT_KEPT, KEPT]).value == 61


@pytest.mark.parametrize("week", [NO_OUTCOME, MISSED, PAUSED, LET_GO])
def test_a_week_without_a_review_gives_and_takes_nothing(week: Week) -> None:
    weeks = [KEPT, NOT_KEPT, KEPT, KEPT, PARTLY]
    for place in range(len(weeks) + 1):
        assert strength([*weeks[:place], week, *weeks[place:]]).value == strength(weeks).value


def test_a_kept_week_never_lowers_it() -> None:
    weeks = [KEPT, NOT_KEPT, PARTLY, NOT_KEPT, KEPT, NOT_KEPT]
    before = strength(weeks).value
    assert before is not None
    assert (strength([*weeks, KEPT]).value or 0) > before


@pytest.mark.parametrize("other", [NO_OUTCOME, PAUSED, LET_GO])
def test_there_is_no_number_before_four_weeks_with_a_review(other: Week) -> None:
    assert values([other, KEPT, KEPT, other, KEPT]) == [None] * 5
    assert strength([KEPT] * 3).reason == ("A number comes after 1 more week with a review.")
    assert strength([]).reason == "A number comes after 4 more weeks with a review."


def named(*weeks: Week) -> list[Week]:
    """These weeks as week 50 of 2026 and on into the next year."""
    names = weeks_between("2026-W50", "2027-W20")
    return [replace(week, week=name) for name, week in zip(names, weeks, strict=False)]


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ([], "4 of your last 4 promises kept; recent weeks count most."),
        ([NOT_KEPT], "4 of your last 5 promises kept; recent weeks count most."),
        (
            [PAUSED],
            "4 of your last 4 promises kept; recent weeks count most; Jan 4–10 time off.",
        ),
        (
            [PAUSED, PAUSED],
            "4 of your last 4 promises kept; recent weeks count most; 2 weeks time off.",
        ),
        ([NOT_KEPT] * 12, "Recent weeks count most."),
    ],
)
def test_the_number_never_stands_without_its_reason(last: list[Week], reason: str) -> None:
    assert strength(named(*[KEPT] * 4, *last)).reason == reason


def test_what_was_kept_in_part_is_said_where_nothing_was_kept_whole() -> None:
    weeks = named(*[PARTLY] * 4)
    assert strength(weeks).reason == "4 promises partly kept; recent weeks count most."


def test_the_open_week_counts_in_the_reason_alone() -> None:
    closed, current = named(*[KEPT] * 4), replace(NOT_KEPT, week="2027-W01")
    assert strength(closed, current).value == 100
    assert strength(closed, current).reason.startswith("4 of your last 5 promises kept;")


def test_the_curve_has_a_point_for_every_closed_week_from_the_first_number_on() -> None:
    weeks = named(KEPT, KEPT, NO_OUTCOME, KEPT, KEPT, MISSED, NOT_KEPT, KEPT)
    points = curve(weeks)
    assert [week for week, _ in points] == [week.week for week in weeks[4:]]
    assert [value for _, value in points] == [
        strength(weeks[:n]).value for n in range(5, len(weeks) + 1)
    ]
    assert points[0][1] == points[1][1] == 100
    assert curve(weeks[:4]) == []
