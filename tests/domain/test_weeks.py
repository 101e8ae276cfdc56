"""Weeks, sessions and coverage in figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.dates import week_of
from coach.domain.model import Answer, Choices, CourseWeek, Library, Pause, PlanFrom, Promise
from coach.domain.position import Position
from coach.domain.weeks import (
    Theme,
    Week,
    answers_by_week,
    at_least,
    coverage,
    session_days,
    themes,
    weeks_away,
    weeks_of,
)
from tests.builders import on

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]
Paused = Callable[..., Pause]
Chosen = Callable[..., Choices]

TUESDAY = date(2026, 11, 24)


def test_without_answers_there_is_this_week_and_nothing_in_it() -> None:
    assert weeks_of([], TUESDAY) == [Week("2026-W48")]


def test_a_day_is_one_session_however_much_is_saved_on_it(answered: Answered) -> None:
    answers = [answered(f"a.{n}", day) for n, day in enumerate(["2026-11-23"] * 3 + ["2026-11-24"])]
    assert weeks_of(answers, TUESDAY) == [Week("2026-W48", sessions=2, answers=4)]


def test_every_week_from_the_first_session_on_is_there_over_the_end_of_a_year(
    answered: Answered,
) -> None:
    weeks = weeks_of([answered("a.1", "2026-12-24")], date(2027, 1, 12))
    assert [(w.week, w.sessions) for w in weeks] == [
        ("2026-W52", 1),
        ("2026-W53", 0),
        ("2027-W01", 0),
        ("2027-W02", 0),
    ]
    assert [w.practiced for w in weeks] == [True, False, False, False]


def test_this_week_is_the_last_one_though_a_clock_once_ran_ahead(answered: Answered) -> None:
    weeks = weeks_of([answered("a.1", "2026-12-24"), answered("a.1", "2026-11-23")], TUESDAY)
    assert weeks == [Week("2026-W48", sessions=1, answers=1)]


@pytest.mark.parametrize(
    ("changes", "sessions", "answers"),
    [
        ({}, 1, 1),
        ({"kind": "deeper"}, 1, 0),
        ({"kind": "changed"}, 1, 0),
        ({"kind": "note"}, 0, 0),
        ({"deleted": True}, 1, 1),
        ({"deleted": True, "erased": True, "text": ""}, 1, 1),
    ],
    ids=["answer", "deeper", "changed", "note", "deleted", "erased"],
)
def test_only_an_answer_counts_deleted_or_not_and_a_note_is_no_session(
    answered: Answered, changes: dict[str, object], sessions: int, answers: int
) -> None:
    given = answered("a.1", "2026-11-24", **changes)
    (week,) = weeks_of([given], TUESDAY)
    assert (week.sessions, week.answers, week.practiced) == (sessions, answers, True)
    assert bool(session_days([given])) is bool(sessions)


def test_empty_weeks_are_put_before_the_first_to_fill_a_row() -> None:
    weeks = at_least([Week("2027-W01", sessions=1)], 3)
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
        ("a", 3, 2, 4, TUESDAY),
        ("b", 2, 0, 0, None),
    ]


def test_a_promise_and_its_outcome_are_each_a_session_and_count_though_they_were_deleted(
    promised: Promised,
) -> None:
    promises = [
        promised("2026-11-10", "kept", "2026-11-17"),
        promised("2026-11-10", "partly", "2026-11-18"),
        promised("2026-11-17", "not-this-time", "2026-11-24"),
        promised("2026-11-18", "let-go", "2026-11-23"),
        promised("2026-11-24"),
        promised("2026-11-20", "kept", "2026-11-24", deleted=True),
    ]
    assert weeks_of([], TUESDAY, promises) == [
        Week("2026-W46", sessions=1),
        Week("2026-W47", sessions=3, reviewed=2, kept=1, partly=1),
        Week("2026-W48", sessions=2, reviewed=2, kept=1, let_go=1),
    ]
    days = ("2026-11-10", "2026-11-17", "2026-11-18", "2026-11-20", "2026-11-23", "2026-11-24")
    assert session_days([], promises) == {*map(on, days)}


def test_an_open_promise_counts_nowhere(promised: Promised) -> None:
    promises = [promised("2026-11-10"), promised("2026-11-11", reviewed="2026-11-12")]
    figures = [(w.reviewed, w.kept, w.partly) for w in weeks_of([], TUESDAY, promises)]
    assert figures == [(0, 0, 0)] * 3


def kinds(weeks: list[Week]) -> str:
    return "".join("P" if w.practiced else "-" if w.paused else "m" for w in weeks)


@pytest.mark.parametrize(
    ("practiced", "expected"),
    [
        ("Pmm.", "Pmmm"),
        ("Pmmm.", "Pmm-m"),
        ("Pmmmmmm.", "Pmm----m"),
        ("PmmmPmmmP", "Pmm-Pmm-P"),
        ("PmmmPm.", "Pmm-Pmm"),
        ("Pmommo.", "Pm-m--m"),
        ("Pmomomm.", "Pm-m---m"),
        ("PooooP", "P----P"),
    ],
    ids=[
        "two",
        "three",
        "six",
        "each row anew",
        "one more",
        "a pause between",
        "in a row over a pause",
        "all out",
    ],
)
def test_after_two_missed_weeks_in_a_row_further_ones_count_as_paused(
    answered: Answered, paused: Paused, practiced: str, expected: str
) -> None:
    """`P` practiced, `m` missed, `o` time off, `-` paused; the last one is not over yet."""
    monday = date(2026, 8, 3)
    days = [monday + timedelta(weeks=n) for n in range(len(practiced))]
    answers = [
        answered("a.1", d.isoformat()) for d, s in zip(days, practiced, strict=True) if s == "P"
    ]
    pauses = [paused(week_of(d)) for d, s in zip(days, practiced, strict=True) if s == "o"]
    assert kinds(weeks_of(answers, days[-1], pauses=pauses)) == expected


def test_the_present_week_is_not_missed_before_it_is_over(answered: Answered) -> None:
    *closed, present = weeks_of([answered("a.1", "2026-10-20")], TUESDAY)
    assert [week.paused for week in closed] == [False, False, False, True, True]
    assert not present.paused


def test_a_week_of_time_off_is_paused_though_something_was_saved_in_it(
    answered: Answered, paused: Paused
) -> None:
    out = [paused("2026-W48"), paused("2026-W47", deleted=True)]
    answers = [answered("a.1", "2026-11-17"), answered("a.1", "2026-11-24")]
    assert weeks_of(answers, TUESDAY, pauses=out) == [
        Week("2026-W47", sessions=1, answers=1),
        Week("2026-W48", sessions=1, answers=1, paused=True),
    ]


def test_weeks_for_which_no_session_was_planned_are_not_missed(
    answered: Answered, chosen: Chosen
) -> None:
    choices = chosen(PlanFrom("2026-W45", ("tue",), 2), PlanFrom("2026-W47", (), 0))
    answers = [answered("a.1", "2026-11-03")]
    assert kinds(weeks_of(answers, TUESDAY, choices=choices)) == "Pm--"
    assert weeks_away(weeks_of(answers, TUESDAY, choices=choices), choices=choices) == ["2026-W46"]


def test_weeks_away_are_those_just_past_with_nothing_saved(
    answered: Answered, paused: Paused, promised: Promised
) -> None:
    answers = [answered("a.1", "2026-10-06"), answered("a.2", "2026-10-20")]
    away = ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]
    taken_out = [paused(week) for week in away]
    one = [paused("2026-W45")]
    assert weeks_away(weeks_of(answers, TUESDAY)) == away
    assert weeks_away(weeks_of(answers, TUESDAY, pauses=one), one) == [
        week for week in away if week != "2026-W45"
    ]
    assert weeks_away(weeks_of(answers, TUESDAY, pauses=taken_out), taken_out) == []
    assert weeks_away(weeks_of(answers, TUESDAY, [promised("2026-11-11")])) == ["2026-W47"]


def test_who_saved_something_this_week_is_not_away_any_more(answered: Answered) -> None:
    answers = [answered("a.1", "2026-10-20"), answered("a.2", "2026-11-24")]
    assert weeks_away(weeks_of(answers, TUESDAY)) == []
    assert weeks_away(weeks_of([], TUESDAY)) == []


def test_a_day_late_in_december_may_be_in_the_first_week_of_the_next_year(
    answered: Answered,
) -> None:
    weeks = weeks_of([answered("a.1", "2025-12-30")], date(2026, 1, 5))
    assert [w.week for w in weeks] == ["2026-W01", "2026-W02"]


def test_answers_by_week_are_those_of_one_track(answered: Answered) -> None:
    given = [
        answered("a.1", "2026-11-17"),
        answered("a.2", "2026-11-18"),
        answered("a.1", "2026-11-24", kind="deeper"),
        answered("b.1", "2026-11-24"),
    ]
    assert answers_by_week(given, "a", weeks_of(given, TUESDAY)) == [2, 0]


def test_a_theme_has_its_own_questions_and_those_of_its_track_that_no_week_asks_first(
    library_of: Callable[..., Library], answered: Answered
) -> None:
    course = (
        CourseWeek("a", "first", ("a.1",)),
        CourseWeek("a", "then", ("a.2", "a.1", "a.gone")),
        CourseWeek("gone", "not installed", ("gone.1",)),
        CourseWeek("b", "last", ("b.1", "a.2")),
    )
    library = replace(library_of("", a=4, b=2), course=course)
    answers = [
        answered("a.1", "2026-11-10", deleted=True),
        answered("a.3", "2026-11-17"),
        answered("a.3", "2026-11-24"),
        answered("b.1", "2026-11-24", kind="deeper"),
    ]
    second = Position(2, 4, course[1], before=course[:1])
    assert themes(library, answers, second) == [
        Theme(1, "first", "done", questions=3, met=2),
        Theme(2, "then", "now", questions=3, met=1),
        Theme(4, "last", "ahead", questions=2, met=0),
    ]
    assert {theme.place for theme in themes(library, answers, None)} == {""}
