"""A year of practice through the steps of its sessions keeps every promise of the practice."""

from collections import Counter
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from coach.domain.course import COMES_BACK_AFTER
from coach.domain.dates import monday_of
from coach.practice.steps.closing import TwelveWeeks
from coach.practice.steps.writing import Changed, OneMore
from tests.practice.year import (
    DO,
    FIRST_MONDAY,
    MISSED,
    PAUSED,
    WEEKS,
    Account,
    Asked,
    clock_at,
    iso,
    lived,
    place,
    plain_strength,
    shares_of_weeks,
)

pytestmark = pytest.mark.faults  # for its length
SEED = 2026


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Account:
    return lived(tmp_path_factory.mktemp("year") / "home", SEED)


def earlier(year: Account, asked: Asked) -> list[Asked]:
    prompt = asked.answer.prompt
    return [a for a in year.asked if a.answer.prompt == prompt and a.day < asked.day]


def left(year: Account, asked: Asked) -> list[Asked]:
    """The earlier ones that were not deleted by then."""
    return [a for a in earlier(year, asked) if not a.deleted or a.deleted >= asked.day]


def monday_after(week: int) -> date:
    return FIRST_MONDAY + timedelta(weeks=week)


def test_the_year_was_lived_as_it_was_meant(year: Account) -> None:
    practiced = Counter(iso(day) for day in year.practiced)
    expected = {iso(monday_after(n)) for n in range(WEEKS) if n not in MISSED | PAUSED}
    assert practiced.keys() == expected
    assert set(practiced.values()) == {3}
    assert year.off == {iso(monday_after(n)) for n in PAUSED}
    assert {step for steps in year.steps.values() for step in steps} == DO.keys()


def test_the_course_comes_in_order_and_goes_round_again(year: Account) -> None:
    numbers = [number for number, _ in groupby(number for _, number in year.places)]
    assert numbers == [n % 12 + 1 for n in range(len(numbers))]
    assert len(numbers) > 24
    for _, of_week in groupby(year.places, key=lambda pair: iso(pair[0])):
        assert len({number for _, number in of_week}) == 1


def test_it_moves_on_after_a_week_in_which_its_track_or_its_row_was_answered_and_else_waits(
    year: Account,
) -> None:
    course = year.practice.library.course
    answered = {(iso(asked.day), asked.answer.track) for asked in year.asked}
    answered |= {(iso(asked.day), asked.answer.prompt) for asked in year.asked}
    waited = 0
    for (before, was), (after, now) in pairwise(year.places):
        if iso(before) == iso(after):
            continue
        row = course[was - 1]
        moves = any((iso(before), name) in answered for name in (row.track, *row.first))
        assert now == (was % 12 + 1 if moves else was)
        waited += (after - before).days > 7
    assert waited == 5


def test_after_week_twelve_its_end_is_shown_until_the_person_chooses(year: Account) -> None:
    ends = [after for (_, was), (after, now) in pairwise(year.places) if (was, now) == (12, 1)]
    assert year.chose == ends
    assert len(ends) >= 2
    shown = [day for day, steps in year.steps.items() if TwelveWeeks in steps]
    assert shown == ends


def test_no_question_comes_twice_in_a_week(year: Account) -> None:
    asked = Counter((iso(a.day), a.answer.prompt) for a in year.asked)
    assert set(asked.values()) == {1}


def test_what_is_new_is_of_the_weeks_track_as_long_as_there_is_any(year: Account) -> None:
    met: set[str | None] = set()
    for asked in year.asked:
        position = asked.position
        assert position is not None
        track = position.week.track
        new = {p.id for p in year.practice.library.of_track(track)} - met
        if not earlier(year, asked) and not asked.passed_over and new:
            assert asked.answer.track == track
        met.add(asked.answer.prompt)


def test_the_questions_of_the_essays_come_in_their_tracks_first_week(year: Account) -> None:
    library = year.practice.library
    for prompt in library.prompts:
        if prompt.essay_question:
            first = next(a for a in year.asked if a.answer.prompt == prompt.id)
            number = [week.track for week in library.course].index(prompt.track) + 1
            assert first.position is not None
            assert first.position.number in (number, number + 1)
            assert first.position.week.track == prompt.track


def of_the_table(asked: Asked) -> bool:
    """Whether the week's row of the course names the question."""
    return bool(asked.position and asked.answer.prompt in asked.position.week.first)


def test_a_question_comes_back_only_when_it_may(year: Account) -> None:
    """Once every question was met there is nothing else to ask, in any session."""
    back = [asked for asked in year.asked if earlier(year, asked)]
    for asked in back:
        before = earlier(year, asked)
        rest = COMES_BACK_AFTER[min(len(before), 3) - 1]
        if asked.nothing_new:
            continue
        rested = monday_of(iso(asked.day)) - monday_of(iso(before[-1].day))
        assert rested >= timedelta(weeks=rest if not of_the_table(asked) else 4)
        if not of_the_table(asked):
            assert not asked.first_of_week
            assert asked.position is not None
            assert asked.position.week.track in (asked.answer.track, "look-back")
            assert "You last answered this" in asked.why
    by_rule = Counter(
        iso(asked.day) for asked in back if not (asked.nothing_new or of_the_table(asked))
    )
    assert set(by_rule.values()) <= {1}


def test_an_earlier_answer_lies_beside_every_answer_that_has_one_left(year: Account) -> None:
    asked = {a.answer.id: a for a in year.asked}
    essays = {p.id for p in year.practice.library.prompts if p.essay_question}
    shown = 0
    for comparison, position in year.compared:
        assert position is not None
        before = left(year, asked[comparison.now.id])
        first = comparison.now.prompt in essays
        assert comparison.then == before[0 if first else -1].answer
        shown += first
    back = {a.answer.id for a in year.asked if left(year, a)}
    assert {comparison.now.id for comparison, _ in year.compared} == back
    assert shown
    assert any(len(left(year, a)) < len(earlier(year, a)) for a in year.asked)


def test_a_session_keeps_to_its_budget(year: Account) -> None:
    order = [*DO]
    reviewed = {day for day, _ in year.outcomes}
    for day, steps in year.steps.items():
        assert steps == sorted(steps, key=order.index)
        counts = Counter(steps)
        assert counts[OneMore] <= (1 if day in reviewed else 2)
        assert all(counts[step] <= 1 for step in order if step is not OneMore)
        assert not (counts[OneMore] and counts[Changed])
    assert max(year.texts.values()) == 3


def test_two_promises_are_open_at_most(year: Account) -> None:
    assert year.most_open == 2


def test_the_strength_is_what_a_plain_reckoning_gives_on_every_monday(year: Account) -> None:
    begin = min(year.practiced)
    expected = {
        monday: plain_strength(shares_of_weeks(year.outcomes, begin, monday))
        for monday in year.strengths
    }
    assert year.strengths == expected
    assert len({*expected.values()}) > 10


def test_the_check_figures_of_the_practice(tmp_path: Path) -> None:
    """One promise a week, all kept but the one of week 13."""
    clock = clock_at(FIRST_MONDAY)
    practice = place(clock, tmp_path / "home")
    shown = {}
    for week in range(1, 17):
        practice.entries.answer("Some words.")
        promise = practice.promises.make("Bill calls", "check his invoice")
        clock.pass_days(2)
        practice.promises.review(promise.id, "kept" if week != 13 else "not-this-time")
        clock.pass_days(5)
        shown[week] = practice.progress.report().strength.value
    assert [shown[n] for n in (1, 2, 3)] == [None] * 3
    assert [shown[n] for n in (4, 8, 12)] == [100, 100, 100]
    assert [shown[n] for n in (13, 14, 15, 16)] == [82, 85, 88, 90]


@pytest.mark.parametrize("sessions", [1, 2, 3, 5])
def test_at_any_plan_no_week_is_without_a_question_and_none_asks_one_twice(
    tmp_path: Path, sessions: int
) -> None:
    year = lived(tmp_path / "home", SEED, sessions)
    asked = [(iso(each.day), each.answer.prompt) for each in year.asked]
    weeks = [iso(monday_after(n)) for n in range(WEEKS) if n not in MISSED | PAUSED]
    assert {*dict(asked)} == {*weeks}
    assert len({*asked}) == len(asked) == sessions * len(weeks)
    quarters = [0] * 4
    for comparison, _ in year.compared:
        quarters[min((comparison.now.day - FIRST_MONDAY).days // 91, 3)] += 1
    assert any(each.nothing_new for each in year.asked) == (sessions == 5)  # all were met
    assert sum(quarters) >= 4
    assert all(quarters[1:])
