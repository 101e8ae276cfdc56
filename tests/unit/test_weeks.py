"""Weeks, sittings and coverage in figures."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.domain.model import Answer, Library
from coach.domain.weeks import Week, at_least, coverage, in_sittings, sitting_is_due, weeks_of

Answered = Callable[..., Answer]
TUESDAY = date(2026, 11, 24)


def test_without_answers_there_is_this_week_and_nothing_in_it() -> None:
    assert weeks_of([], TUESDAY) == [Week("2026-W48")]


def test_a_day_is_one_sitting_however_much_is_kept_on_it(answered: Answered) -> None:
    answers = [answered(f"a.{n}", day) for n, day in enumerate(["2026-11-23"] * 3 + ["2026-11-24"])]
    assert weeks_of(answers, TUESDAY) == [Week("2026-W48", sittings=2, answers=4)]


def test_every_week_from_the_first_sitting_on_is_there_over_the_end_of_a_year(
    answered: Answered,
) -> None:
    weeks = weeks_of([answered("a.1", "2026-12-24")], date(2027, 1, 12))
    assert [(w.week, w.sittings) for w in weeks] == [
        ("2026-W52", 1),
        ("2026-W53", 0),
        ("2027-W01", 0),
        ("2027-W02", 0),
    ]
    assert [w.practised for w in weeks] == [True, False, False, False]


def test_this_week_is_the_last_one_though_a_clock_once_ran_ahead(answered: Answered) -> None:
    weeks = weeks_of([answered("a.1", "2026-12-24"), answered("a.1", "2026-11-23")], TUESDAY)
    assert weeks == [Week("2026-W48", sittings=1, answers=1)]


@pytest.mark.parametrize(
    ("changes", "sittings", "answers"),
    [
        ({}, 1, 1),
        ({"kind": "deeper"}, 1, 0),
        ({"kind": "changed"}, 1, 0),
        ({"kind": "note"}, 0, 0),
        ({"deleted": True}, 0, 0),
    ],
    ids=["answer", "deeper", "changed", "note", "deleted"],
)
def test_only_an_answer_counts_and_a_note_is_no_sitting(
    answered: Answered, changes: dict[str, object], sittings: int, answers: int
) -> None:
    given = answered("a.1", "2026-11-24", **changes)
    assert weeks_of([given], TUESDAY) == [Week("2026-W48", sittings=sittings, answers=answers)]
    assert bool(in_sittings([given])) is bool(sittings)


def test_empty_weeks_are_put_before_the_first_to_fill_a_row() -> None:
    weeks = at_least([Week("2027-W01", sittings=1)], 3)
    assert [week.week for week in weeks] == ["2026-W52", "2026-W53", "2027-W01"]
    assert at_least(weeks, 2) == weeks


def test_coverage_counts_questions_once_and_answers_every_time(
    answered: Answered, library_of: Callable[..., Library]
) -> None:
    answers = [
        answered("a.1", "2026-11-24"),
        answered("a.1", "2026-11-20"),
        answered("a.gone", "2026-11-02"),
        answered("a.2", "2026-11-24", kind="deeper"),
        answered("a.3", "2026-11-24", deleted=True),
        answered(None, "2026-11-24"),
    ]
    covered = coverage(library_of("a b", a=3, b=2), answers)
    assert [(c.track, c.prompts, c.covered, c.answers, c.last) for c in covered] == [
        ("a", 3, 1, 3, "2026-11-24"),
        ("b", 2, 0, 0, None),
    ]


@pytest.mark.parametrize(
    ("days", "today", "due"),
    [
        ([], "2026-11-24", True),
        (["2026-11-24"], "2026-11-24", False),
        (["2026-11-23"], "2026-11-24", False),
        (["2026-11-22"], "2026-11-24", True),
        (["2026-11-22"], "2026-11-23", False),
        (["2026-11-23"], "2026-11-25", True),
        (["2026-11-23", "2026-11-25"], "2026-11-28", False),
        (["2026-11-23", "2026-11-25"], "2026-11-30", True),
    ],
)
def test_a_sitting_is_due_under_plan_and_with_none_today_or_yesterday(
    answered: Answered, days: list[str], today: str, due: bool
) -> None:
    answers = [answered("a.1", day) for day in days]
    assert sitting_is_due(answers, date.fromisoformat(today)) is due


def test_a_note_does_not_make_a_sitting_less_due(answered: Answered) -> None:
    assert sitting_is_due([answered(None, "2026-11-24")], TUESDAY)
