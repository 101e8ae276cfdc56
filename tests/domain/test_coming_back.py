"""When a question that was answered before comes back, and from where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import week_of
from coach.domain.model import Answer, Choices, CourseWeek, Library
from tests.domain.asks import asks
from tests.strange import few

MONDAY = date(2026, 11, 23)

Answered = Callable[..., Answer]
LibraryOf = Callable[..., Library]
Chosen = Callable[..., Choices]


def days_ago(*days: int) -> list[date]:
    return [(MONDAY - timedelta(days=n)) for n in days]


def asked(library: Library, answers: list[Answer], day: date, practiced: date | None = None) -> str:
    """What is asked on a day, with a session on another day of its week, unless told otherwise."""
    earlier = practiced or day - timedelta(days=day.weekday())
    prompt = asks(library, answers, day, practiced={earlier}).prompt
    return prompt.id if prompt else "nothing"


@pytest.mark.parametrize(("times", "weeks"), [(1, 4), (2, 12), (3, 52), (4, 52), (7, 52)])
def test_a_question_comes_back_four_twelve_and_fifty_two_weeks_after_its_last_answer(
    library_of: LibraryOf, answered: Answered, times: int, weeks: int
) -> None:
    library = library_of("a", a=1, b=1)
    thursday = MONDAY + timedelta(days=3)
    days = [thursday - timedelta(weeks=n) for n in range(times)]
    answers = [answered("a.1", day) for day in days]
    in_time = MONDAY + timedelta(weeks=weeks, days=1)
    early = in_time - timedelta(days=2)
    assert (asked(library, answers, early), asked(library, answers, in_time)) == ("b.1", "a.1")


def test_two_answers_on_one_day_are_one_time(library_of: LibraryOf, answered: Answered) -> None:
    answers = [answered("a.1", MONDAY), answered("a.1", MONDAY)]
    day = MONDAY + timedelta(weeks=4, days=1)
    assert asked(library_of("a", a=1, b=1), answers, day) == "a.1"


def test_of_those_that_may_come_back_the_least_recently_answered_comes(
    library_of: LibraryOf, answered: Answered
) -> None:
    answers = [answered(f"a.{n}", day) for n, day in enumerate(days_ago(35, 42, 28), 1)]
    library = library_of("a", a=3, b=1)
    coming = asks(library, answers, MONDAY + timedelta(days=1), practiced=days_ago(0))
    assert coming.prompt is not None
    assert coming.prompt.id == "a.2"
    assert coming.why == "Week 1 of 1: focus a. You last answered this 6 weeks ago."


def test_none_comes_back_in_a_weeks_first_session(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a", a=1, b=2)
    answers = [answered("a.1", *days_ago(35))]
    tuesday = MONDAY + timedelta(days=1)
    assert asked(library, answers, tuesday, practiced=MONDAY) == "a.1"
    assert asked(library, answers, tuesday, practiced=MONDAY - timedelta(days=1)) == "b.1"
    assert asked(library, answers, tuesday, practiced=tuesday) == "b.1"


def test_one_at_most_comes_back_in_a_week(library_of: LibraryOf, answered: Answered) -> None:
    library = library_of("a", a=2, b=1)
    answers = [answered("a.1", *days_ago(35)), answered("a.2", *days_ago(34))]
    answers.append(answered("a.1", MONDAY))
    friday = MONDAY + timedelta(days=4)
    assert asked(library, answers, friday) == "b.1"
    assert asked(library, answers, friday + timedelta(weeks=1)) == "a.2"


@pytest.mark.parametrize("course", [True, False])
def test_outside_a_look_back_none_of_another_track_comes_back(
    library_of: LibraryOf, answered: Answered, chosen: Chosen, course: bool
) -> None:
    library = library_of("a", a=1, b=1, c=1)
    answers = [answered("b.1", *days_ago(70)), answered("a.1", *days_ago(7))]
    tuesday = MONDAY + timedelta(days=1)
    coming = asks(library, answers, tuesday, choices=chosen(course=course), practiced=days_ago(0))
    assert coming.prompt is not None
    assert coming.prompt.id == "c.1"


def test_in_a_look_back_its_own_questions_come_first_and_then_any_may_come_back(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("look-back", **{"look-back": 1}, a=3, own=1)
    answers = [answered("a.1", *days_ago(40)), answered("a.2", *days_ago(80))]
    tuesday = MONDAY + timedelta(days=1)
    assert asked(library, answers, tuesday) == "look-back.1"
    answers.append(answered("look-back.1", MONDAY))
    assert asked(library, answers, tuesday) == "a.2"
    assert asked(library, answers, tuesday, practiced=tuesday) == "a.3"


def test_what_the_table_asks_again_is_not_the_one_that_may_come_back_in_a_week(
    library_of: LibraryOf, answered: Answered
) -> None:
    weeks = (CourseWeek("a", "one", ("a.1",)), CourseWeek("b", "two", ("a.1",)))
    library = replace(library_of("a b", a=1, b=1, c=1), course=weeks)
    answers = [answered("b.1", *days_ago(42)), answered("a.1", *days_ago(35))]
    coming = asks(library, answers, MONDAY)
    assert coming.prompt is not None
    assert (coming.prompt.id, coming.position.number) == ("a.1", 2)
    answers.append(answered("a.1", MONDAY))
    assert asked(library, answers, MONDAY + timedelta(days=1)) == "b.1"


def test_a_question_that_looks_back_waits_until_there_is_something_to_show(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("look-back", **{"look-back": 2})
    first, second = library.prompts
    library = replace(library, prompts=(replace(first, shows="ledger"), second))
    coming = asks(library, [], MONDAY, nothing_of={"ledger"})
    assert coming.prompt == second
    assert asks(library, [], MONDAY, nothing_of={"same-promise"}).prompt == library.prompts[0]
    answers = [answered(second.id, *days_ago(7))]
    coming = asks(library, answers, MONDAY, nothing_of={"ledger"})
    assert (coming.prompt, coming.why) == (
        second, "You've met every question. You last answered this 7 days ago.",
    )  # fmt: skip


def test_a_question_retired_since_does_not_come_back(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a", a=2, b=1)
    answers = [answered("a.1", *days_ago(70)), answered("a.2", *days_ago(7))]
    tuesday = MONDAY + timedelta(days=1)
    assert asked(library, answers, tuesday) == "a.1"
    prompts = tuple(replace(p, retired=p.id == "a.1") for p in library.prompts)
    assert asked(replace(library, prompts=prompts), answers, tuesday) == "b.1"


def test_where_every_question_was_met_one_comes_back_in_any_session(
    library_of: LibraryOf, answered: Answered
) -> None:
    """There would be nothing to ask in the first session of any week, nor without the course."""
    library = library_of("a", a=1, b=1)
    answers = [answered("b.1", *days_ago(70)), answered("a.1", *days_ago(7))]
    coming = asks(library, answers, MONDAY, practiced=[])
    assert coming.prompt is not None
    assert coming.prompt.id == "b.1"
    assert coming.why == "You've met every question. You last answered this 10 weeks ago."


def test_where_every_question_was_met_rounds_begin_and_a_persons_own_come_first(
    library_of: LibraryOf, answered: Answered, chosen: Chosen
) -> None:
    library = library_of("a", a=2, own=1)
    answers = [answered("a.1", *days_ago(7)), answered("a.2", *days_ago(14))]
    answers.append(answered("own.1", *days_ago(8)))
    order = []
    for week in range(6):
        day = MONDAY + timedelta(weeks=week)
        coming = asks(library, answers, day, choices=chosen(course=False))
        assert coming.prompt is not None
        order.append(coming.prompt.id)
        answers.append(answered(coming.prompt.id, day))
    assert order == ["own.1", "a.2", "a.1"] * 2


def test_who_passes_over_all_that_is_new_is_asked_what_is_not_and_told_so(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a", a=1, b=1)
    answers = [answered("a.1", *days_ago(70))]
    coming = asks(library, answers, MONDAY, ["b.1"], practiced=[])
    assert coming.prompt is not None
    assert coming.prompt.id == "a.1"
    assert coming.why == "You passed over what is new. You last answered this 10 weeks ago."


@few(15)
@given(st.lists(st.integers(0, 5), min_size=20, max_size=150))
def test_no_comparison_is_early_twice_a_week_or_first_in_it(
    library_of: LibraryOf, answered: Answered, gaps: list[int]
) -> None:
    """As long as there is a question that was never met."""
    library = library_of("a b look-back", a=4, b=3, **{"look-back": 2}, own=200)
    day = MONDAY
    answers: list[Answer] = []
    compared: dict[str, int] = {}
    practiced: set[date] = set()
    for gap in gaps:
        day += timedelta(days=gap)
        coming = asks(library, answers, day, practiced=practiced)
        assert coming.prompt is not None
        before = [a.day for a in answers if a.prompt == coming.prompt.id]
        if before:
            assert any(week_of(d) == week_of(day) for d in practiced - {day})
            assert not compared.get(week_of(day))
            compared[week_of(day)] = 1
            rest = {1: 4, 2: 12}.get(len(before), 52)
            last = max(before) - timedelta(days=max(before).weekday())
            assert last + timedelta(weeks=rest) <= day
            assert coming.position is not None
            assert coming.position.week.track in (coming.prompt.track, "look-back")
        practiced.add(day)
        answers.append(answered(coming.prompt.id, day))
