"""Where the course stands by what a person chose: its start, off, once more round."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.dates import week_of
from coach.domain.model import Answer, Choices, CourseWeek, Library, Start
from coach.domain.position import position_on, round_on
from tests.domain.asks import asks

MONDAY = date(2026, 11, 23)

Answered = Callable[..., Answer]
LibraryOf = Callable[..., Library]
Chosen = Callable[..., Choices]


def on(week: int, weekday: int = 0) -> date:
    """A day so many weeks after the first one; week 5 is 2026-W53, week 6 is 2027-W01."""
    return MONDAY + timedelta(weeks=week, days=weekday)


def test_with_the_course_off_questions_come_from_all_tracks_in_order(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library, off = library_of("b a", a=1, b=1, own=1), chosen(course=False)
    answers: list[Answer] = []
    for expected in ("a.1", "b.1", "own.1"):
        coming = asks(library, answers, MONDAY, choices=off)
        assert coming.position is None
        assert coming.prompt is not None
        assert coming.prompt.id == expected
        assert coming.why.startswith("A question you haven't answered yet: Title of ")
        answers.append(answered(expected, MONDAY))


def test_a_start_that_is_to_come_is_waited_for(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library = library_of("a b", a=1, b=1)
    choices = chosen(start=Start(week_of(on(2)), 1))
    answers = [answered("a.1", on(0))]
    assert position_on(library, answers, on(1, 6), choices) is None
    position = position_on(library, answers, on(2), choices)
    assert position is not None
    assert position.number == 1


def test_from_a_chosen_start_on_earlier_answers_do_not_move_it(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library = library_of("a b c", a=1, b=1, c=1)
    choices = chosen(start=Start(week_of(on(3)), 2))
    answers = [answered(f"{track}.1", on(n)) for n, track in enumerate("abc")]
    numbers = []
    for week in range(3, 8):
        position = position_on(library, answers, on(week), choices)
        assert position is not None
        numbers.append((position.number, position.rounds))
        if week != 4:  # a week without an answer waits
            answers.append(answered(f"{position.week.track}.1", on(week)))
    assert numbers == [(2, 0), (3, 0), (3, 0), (1, 1), (2, 1)]


def test_a_start_at_a_week_that_is_not_installed_is_at_the_next_one(
    library_of: LibraryOf, chosen: Chosen
) -> None:
    library = library_of("a gone b", a=1, b=1)
    position = position_on(library, [], MONDAY, chosen(start=Start(week_of(MONDAY), 2)))
    assert position is not None
    assert position.week.track == "b"


def test_it_says_how_often_the_last_week_has_closed_until_the_person_chooses(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library = library_of("a b", a=1, b=1)
    answers = [answered(f"{'ab'[n % 2]}.1", on(n)) for n in range(5)]
    rounds = [position_on(library, answers[:n], on(n)) for n in range(6)]
    assert [p and (p.number, p.rounds) for p in rounds] == [
        (1, 0), (2, 0), (1, 1), (2, 1), (1, 2), (2, 2),
    ]  # fmt: skip
    again = position_on(library, answers[:2], on(2), chosen(start=Start(week_of(on(2)), 1)))
    assert again is not None
    assert (again.number, again.rounds) == (1, 0)


def test_the_round_is_counted_over_all_that_were_chosen(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library = library_of("a b", a=1, b=1)
    answers = [answered(f"{'ab'[n % 2]}.1", on(n)) for n in range(5)]

    def rounds(weeks: int, choices: Choices | None = None) -> int:
        known, today = answers[:weeks], on(weeks)
        return round_on(position_on(library, known, today, choices), library, known, today, choices)

    assert [rounds(n) for n in range(6)] == [1, 1, 2, 2, 3, 3]
    again = chosen(start=Start(week_of(on(2)), 1))
    assert [rounds(n, again) for n in (2, 3, 4)] == [2, 2, 3]
    assert rounds(2, chosen(start=Start(week_of(on(2)), 2))) == 1


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("number", [1, 2])
def test_a_start_chosen_late_in_a_week_keeps_its_week_through_the_next_one(
    library_of: LibraryOf, answered: Answered, chosen: Chosen, weekday: int, number: int
) -> None:
    library = library_of("a b c", a=1, b=1, c=1)
    choices = chosen(start=Start(week_of(on(5)), number))
    answers = [answered(f"{'ab'[number - 1]}.1", on(5, weekday))]
    positions = [position_on(library, answers, on(week), choices) for week in (6, 7)]
    late = weekday >= 4
    assert [p and p.number for p in positions] == [number + (not late), number + 1]


def test_who_practices_anyway_keeps_no_week_twice_by_starting_it_on_a_friday(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library = library_of("a b c", a=1, b=1, c=1)
    answers = [answered("c.1", on(4, 4)), answered("a.1", on(5, 4))]
    position = position_on(library, answers, on(6), chosen(start=Start(week_of(on(5)), 1)))
    assert position is not None
    assert position.number == 2


def test_an_essay_question_answered_before_the_start_was_not_missed(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    weeks = (CourseWeek("a", "one", ("a.2",)), CourseWeek("b", "two"))
    library = replace(library_of("a b", a=2, b=1), course=weeks)
    prompts = tuple(replace(p, essay_question=p.id == "a.2") for p in library.prompts)
    choices = chosen(start=Start(week_of(on(0)), 1))
    answers = [answered("a.2", on(-1)), answered("a.1", on(0)), answered("a.2", on(1))]
    position = position_on(replace(library, prompts=prompts), answers, on(2), choices)
    assert position is not None
    assert position.number == 2


def test_a_course_goes_on_over_the_end_of_a_year_with_53_weeks(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b c", a=1, b=1, c=1)
    sunday = date(2027, 1, 3)
    assert (week_of(sunday), week_of(on(6))) == ("2026-W53", "2027-W01")
    answers = [answered("a.1", "2026-12-29"), answered("b.1", "2027-01-05")]
    positions = [position_on(library, answers, d) for d in (sunday, on(6), on(7))]
    assert [p and p.number for p in positions] == [1, 2, 3]


def test_an_answer_to_a_question_retired_since_still_moves_it(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b", a=2, b=1)
    prompts = tuple(replace(p, retired=p.id == "a.1") for p in library.prompts)
    position = position_on(
        replace(library, prompts=prompts), [answered("a.1", "2026-11-24")], on(1)
    )
    assert position is not None
    assert position.number == 2


def test_a_track_of_the_persons_own_is_asked_from_last_and_moves_nothing(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b", a=1, b=1, own=1)
    answers = [answered("own.1", MONDAY)]
    position = position_on(library, answers, on(1))
    assert position is not None
    assert position.number == 1
    order = []
    answers = []
    for _ in range(3):
        prompt = asks(library, answers, MONDAY).prompt
        assert prompt is not None
        order.append(prompt.id)
        answers.append(answered(prompt.id, MONDAY))
    assert order == ["a.1", "b.1", "own.1"]
