"""Practice strength: the check figures, and what counts as a week."""

import pytest

from coach.domain.strength import strength
from coach.domain.weeks import Week

KEPT = Week("2026-W01", sittings=2, answers=2, said=1, kept=1)
NOT_KEPT = Week("2026-W01", sittings=2, answers=2, said=1)
PARTLY = Week("2026-W01", sittings=2, answers=2, said=1, partly=1)
MISSED = Week("2026-W01")
PAUSED = Week("2026-W01", paused=True)
NO_OUTCOME = Week("2026-W01", sittings=2, answers=2)


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


@pytest.mark.parametrize("more", [1, 2, 30])
def test_from_the_third_missed_week_in_a_row_on_none_counts(more: int) -> None:
    two = strength([KEPT] * 4 + [MISSED] * 2).value
    assert strength([KEPT] * 4 + [MISSED] * (2 + more)).value == two
    assert two < strength([KEPT] * 4 + [MISSED]).value


def test_missed_weeks_count_again_after_a_practised_one() -> None:
    away = [KEPT] * 4 + [MISSED] * 3 + [KEPT]
    once, twice = [*away, MISSED], [*away, MISSED, MISSED]
    assert strength(twice).value < strength(once).value


def test_paused_weeks_are_as_if_they_had_not_been() -> None:
    course = [KEPT, NOT_KEPT, KEPT, NO_OUTCOME, MISSED, KEPT]
    paused = [week for pair in zip([PAUSED] * 6, course, strict=True) for week in pair]
    assert strength(paused) == strength(course)


def test_a_paused_week_does_not_break_a_row_of_missed_ones() -> None:
    assert (
        strength([KEPT] * 4 + [MISSED, PAUSED, MISSED, PAUSED, MISSED]).value
        == strength([KEPT] * 4 + [MISSED] * 2).value
    )


def test_paused_weeks_are_not_counted_toward_the_four() -> None:
    assert strength([KEPT] * 3 + [PAUSED] * 5).value is None


def test_partly_is_half() -> None:
    assert strength([PARTLY] * 8).value == round(75 / 2)


@pytest.mark.parametrize(("sittings", "value"), [(1, 25), (2, 50), (5, 50)])
def test_a_practised_week_without_an_outcome_is_worth_half_its_sittings_at_most_one(
    sittings: int, value: int
) -> None:
    assert strength([Week("2026-W01", sittings=sittings)] * 4).value == value


def test_a_week_is_worth_the_better_of_its_own_share_and_that_with_the_week_before() -> None:
    memory = 0.5**0.25
    value = 0.0
    for worth in (1, 0.5, 0, 0.75):  # own 1; both ½; own 0, both 0; own ¾ (both ⅗)
        value = value * memory + worth * (1 - memory)
    weeks = [KEPT, NOT_KEPT, NOT_KEPT, Week("2026-W04", sittings=1, said=4, kept=3)]
    assert strength(weeks).value == round(100 * value)


def test_the_counted_week_before_is_the_one_before_a_pause() -> None:
    assert strength([KEPT] * 4 + [PAUSED, NOT_KEPT]).value == strength([KEPT] * 4 + [MISSED]).value


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (PAUSED, "Last week was paused."),
        (Week("2026-W05", sittings=1, said=2, kept=1), "1 of 2 promises kept last week."),
        (Week("2026-W05", sittings=1), "1 sitting last week."),
        (Week("2026-W05", sittings=3), "3 sittings last week."),
        (MISSED, "No sitting last week."),
    ],
)
def test_the_number_never_stands_without_its_reason(last: Week, reason: str) -> None:
    assert strength([KEPT] * 4 + [last]).reason == reason
