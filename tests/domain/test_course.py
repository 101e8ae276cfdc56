"""What comes next, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dates import week_of
from coach.domain.model import Answer, Choices, CourseWeek, Library, Start
from coach.domain.position import position_on
from coach.packs.library import load
from tests.domain.asks import asks, asks_in
from tests.packs.test_words import WEEKS
from tests.strange import few

MONDAY = date(2026, 11, 23)
SHIPPED = load()

Answered = Callable[..., Answer]
LibraryOf = Callable[..., Library]


def after(weeks: float) -> date:
    return MONDAY + timedelta(days=round(weeks * 7))


def test_without_answers_it_is_week_one(library_of: LibraryOf) -> None:
    position = position_on(library_of("a b", a=1, b=1), [], MONDAY)
    assert position is not None
    assert (position.number, position.of, position.week.track) == (1, 2, "a")


def test_twelve_weeks_come_in_order_with_one_answer_a_week_and_then_round_again(
    answered: Answered,
) -> None:
    answers: list[Answer] = []
    seen = []
    for week in range(25):
        coming = asks(SHIPPED, answers, after(week))
        assert coming.prompt is not None and coming.position is not None
        seen.append((coming.position.number, coming.position.week.track))
        answers.append(answered(coming.prompt.id, after(week)))
    assert seen == [*enumerate(WEEKS, 1), *enumerate(WEEKS, 1), (1, WEEKS[0])]


@pytest.mark.parametrize("missed", [1, 2, 30])
def test_a_missed_week_waits(library_of: LibraryOf, answered: Answered, missed: int) -> None:
    library = library_of("a b c", a=3, b=3, c=3)
    answers = [answered("a.1", MONDAY)]
    for week in range(1, 2 + missed):
        assert position_on(library, answers, after(week)).number == 2


def test_it_moves_on_with_the_next_iso_week_and_not_within_the_week(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b", a=3, b=3)
    answers = [answered("a.1", MONDAY), answered("b.1", MONDAY)]
    assert position_on(library, answers, MONDAY + timedelta(days=6)).number == 1
    assert position_on(library, answers, MONDAY + timedelta(days=7)).number == 2


@pytest.mark.parametrize(
    "changes",
    [{"kind": "deeper"}, {"kind": "changed"}, {"kind": "note"}],
    ids=["deeper", "changed", "note"],
)
def test_only_an_answer_moves_the_course_on(
    library_of: LibraryOf, answered: Answered, changes: dict[str, object]
) -> None:
    library = library_of("a b", a=3, b=3)
    answers = [answered("a.1", MONDAY, **changes)]
    assert position_on(library, answers, after(1)).number == 1


@pytest.mark.parametrize("gone", [{"deleted": True}, {"deleted": True, "erased": True}])
def test_deleting_an_answer_takes_its_words_and_never_moves_the_course(
    library_of: LibraryOf, answered: Answered, gone: dict[str, object]
) -> None:
    library = library_of("a b", a=1, b=1)
    answers = [answered("a.1", MONDAY, **gone)]
    assert position_on(library, answers, after(1)).number == 2
    assert asks(library, answers, MONDAY).prompt.id == "b.1"


def test_an_answer_from_another_track_does_not_move_the_course(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b", a=3, b=3)
    assert position_on(library, [answered("b.1", MONDAY)], after(1)).number == 1


@pytest.mark.parametrize("weekday", range(7))
def test_a_course_begun_from_friday_on_keeps_week_one_through_the_next_week(
    library_of: LibraryOf, answered: Answered, weekday: int
) -> None:
    library = library_of("a b c", a=3, b=3, c=3)
    answers = [answered("a.1", (MONDAY + timedelta(days=weekday)))]
    late = weekday >= 4
    assert position_on(library, answers, after(1)).number == (1 if late else 2)
    assert position_on(library, answers, after(2)).number == 2


def independent_model(weekday: int, weeks: list[set[str]], course: list[str]) -> int:
    """Where the course stands after these weeks, told as a person would play it by hand."""
    place, carried = 0, set()
    for number, tracks in enumerate(weeks):
        if number == 0 and weekday in (4, 5, 6):
            carried = tracks
            continue
        if course[place] in tracks | carried:
            place = (place + 1) % len(course)
        carried = set()
    return place + 1


@few(40)
@given(
    weekday=st.integers(0, 6),
    first=st.sets(st.sampled_from("abcd"), min_size=1),
    later=st.lists(st.sets(st.sampled_from("abcd")), max_size=14),
)
def test_the_course_moves_as_if_it_were_played_by_hand(
    library_of: LibraryOf, answered: Answered, weekday: int, first: set[str], later: list[set[str]]
) -> None:
    course = list("aabcbd")
    library = library_of(" ".join(course), a=1, b=1, c=1, d=1)
    weeks = [first, *later]
    answers = [
        answered(f"{track}.1", (MONDAY + timedelta(weeks=n, days=weekday)))
        for n, tracks in enumerate(weeks)
        for track in tracks
    ]
    position = position_on(library, answers, after(len(weeks)))
    assert position.number == independent_model(weekday, weeks, course)
    assert position.week.track == course[position.number - 1]


def test_a_week_whose_track_is_not_installed_is_passed_over(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("gone a gone b", a=2, b=2)
    answers: list[Answer] = []
    numbers = []
    for week, prompt in enumerate(["a.1", "b.1", "a.2"]):
        numbers.append(position_on(library, answers, after(week)).number)
        answers.append(answered(prompt, after(week)))
    assert numbers == [2, 4, 2]


def test_a_track_whose_questions_are_all_retired_is_passed_over(library_of: LibraryOf) -> None:
    library = library_of("a b", a=1, b=1)
    retired, stays = library.prompts
    library = replace(library, prompts=(replace(retired, retired=True), stays))
    assert position_on(library, [], MONDAY).week.track == "b"


def test_without_any_track_of_the_course_there_is_no_position_and_still_a_question(
    library_of: LibraryOf,
) -> None:
    library = library_of("gone", own=1)
    coming = asks(library, [], MONDAY)
    assert coming.position is None
    assert coming.prompt.id == "own.1"


def test_unanswered_questions_come_first_and_in_the_weeks_order(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = replace(library_of("a", a=4), course=(CourseWeek("a", "giving", ("a.3", "a.1")),))
    answers: list[Answer] = []
    order = []
    for day in range(4):
        prompt = asks(library, answers, MONDAY + timedelta(days=day)).prompt
        order.append(prompt.id)
        answers.append(answered(prompt.id, (MONDAY + timedelta(days=day))))
    assert order == ["a.3", "a.1", "a.2", "a.4"]


def test_retired_questions_are_not_asked(library_of: LibraryOf) -> None:
    library = library_of("a", a=2)
    first, second = library.prompts
    library = replace(library, prompts=(replace(first, retired=True), second))
    assert asks(library, [], MONDAY).prompt == second
    assert asks_in(library, [], MONDAY, "a").prompt == second


@few(20)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_the_same_question_never_comes_twice_in_an_iso_week(
    library_of: LibraryOf, answered: Answered, gaps: list[int]
) -> None:
    library = library_of("a b", a=2, b=2, c=1)
    answers: list[Answer] = []
    day, asked = MONDAY, set()
    for gap in gaps:
        day += timedelta(days=gap)
        if prompt := asks(library, answers, day).prompt:
            assert (day.isocalendar()[:2], prompt.id) not in asked
            asked.add((day.isocalendar()[:2], prompt.id))
            answers.append(answered(prompt.id, day))


def test_when_all_is_answered_this_week_nothing_is_asked(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a", a=2)
    answers = [answered(f"a.{n}", MONDAY) for n in (1, 2)]
    coming = asks(library, answers, MONDAY + timedelta(days=6))
    assert coming.prompt is None
    assert coming.why == "You've met every question this week. What's on your mind?"


def test_a_question_passed_over_is_not_asked_and_the_next_one_is(library_of: LibraryOf) -> None:
    library = library_of("a b", a=2, b=1)
    assert asks(library, [], MONDAY, ["a.1"]).prompt.id == "a.2"
    assert asks(library, [], MONDAY, ["a.1", "a.2"]).prompt.id == "b.1"
    assert asks(library, [], MONDAY, ["a.1", "a.2", "b.1"]).prompt is None


def test_a_chosen_track_is_asked_from_and_the_course_stays(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b", a=1, b=3)
    answers = [answered("b.1", MONDAY)]
    coming = asks_in(library, answers, MONDAY, "b", ["b.2"])
    assert (coming.prompt.id, coming.why, coming.position.number) == (
        "b.3",
        "Your choice: Title of b.",
        1,
    )


def test_a_chosen_track_may_ask_what_is_not_due_and_says_when_it_was_answered(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a b", a=1, b=2)
    answers = [
        answered("b.1", (MONDAY - timedelta(days=9))),
        answered("b.2", (MONDAY - timedelta(days=10))),
    ]
    coming = asks_in(library, answers, MONDAY, "b")
    assert coming.prompt.id == "b.2"
    assert coming.why == "Your choice: Title of b. You last answered this 10 days ago."


def test_a_chosen_track_with_nothing_left_this_week_says_so(
    library_of: LibraryOf, answered: Answered
) -> None:
    library = library_of("a", a=1)
    coming = asks_in(library, [answered("a.1", MONDAY)], MONDAY, "a")
    assert (coming.prompt, coming.why) == (
        None,
        "You've answered every question of this track this week.",
    )


def test_the_reason_is_one_plain_line(library_of: LibraryOf, answered: Answered) -> None:
    library = library_of("a b", a=1, b=1, c=1)
    first = answered("a.1", MONDAY)
    assert asks(library, [], MONDAY).why == "Week 1 of 2: focus a."
    assert asks(library, [first], MONDAY).why == (
        "A question you haven't answered yet, from another track: Title of b."
    )


@pytest.mark.parametrize("passed_over", [[], ["b.1"]])
def test_where_nothing_is_asked_the_reason_says_so(
    library_of: LibraryOf, answered: Answered, passed_over: list[str]
) -> None:
    library = library_of("a", a=1, b=1) if passed_over else library_of("a", a=1)
    coming = asks(library, [answered("a.1", MONDAY)], MONDAY, passed_over)
    assert (coming.prompt, coming.why) == (
        None,
        "You've met every question this week. What's on your mind?",
    )


def test_a_question_waits_until_those_it_comes_after_were_answered(
    answered: Answered, library_of: LibraryOf
) -> None:
    library = library_of("a", a=2)
    first, second = library.prompts
    library = replace(library, prompts=(replace(first, after=(second.id,)), second))
    assert asks(library, [], MONDAY).prompt == second
    answers = [answered(second.id, after(-1))]
    assert asks(library, answers, MONDAY).prompt == library.prompts[0]
    retired = replace(library, prompts=(library.prompts[0], replace(second, retired=True)))
    assert asks(retired, [], MONDAY).prompt == library.prompts[0]


def test_the_table_asks_first_and_again_what_an_earlier_week_asked(
    answered: Answered, library_of: LibraryOf
) -> None:
    weeks = (
        CourseWeek("a", "one", ("a.2",)),
        CourseWeek("b", "two"),
        CourseWeek("b", "three"),
        CourseWeek("c", "four"),
        CourseWeek("c", "five", ("c.3", "a.2")),
    )
    library = replace(library_of("a b c", a=3, b=4, c=4), course=weeks)
    answers: list[Answer] = []
    seen = []
    for week in range(5):
        for day in (0, 3):
            at = after(week) + timedelta(days=day)
            coming = asks(library, answers, at)
            seen.append(coming.prompt.id)
            answers.append(answered(coming.prompt.id, at))
    assert seen == ["a.2", "a.1", "b.1", "b.2", "b.3", "b.4", "c.1", "c.2", "c.3", "a.2"]
    assert coming.why == "Week 5 of 5: five. You last answered this 4 weeks ago."


def test_what_a_later_week_asks_comes_last_of_what_is_new(
    answered: Answered, library_of: LibraryOf
) -> None:
    weeks = (CourseWeek("a", "one"), CourseWeek("b", "two", ("b.1",)), CourseWeek("b", "three"))
    library = replace(library_of("a b", a=1, b=2), course=weeks)
    answers: list[Answer] = []
    for expected in ("a.1", "b.2", "b.1"):
        assert asks(library, answers, MONDAY).prompt.id == expected
        answers.append(answered(expected, MONDAY))


@pytest.mark.parametrize(("weeks_ago", "expected"), [(3, "c.1"), (4, "a.1")])
def test_who_starts_later_is_asked_again_what_was_answered_before_at_least_four_weeks_ago(
    answered: Answered,
    library_of: LibraryOf,
    chosen: Callable[..., Choices],
    weeks_ago: int,
    expected: str,
) -> None:
    """Such as by the walk through the four questions."""
    weeks = (CourseWeek("a", "one", ("a.1",)), CourseWeek("c", "two", ("a.1",)))
    library = replace(library_of("a c", a=1, c=1), course=weeks)
    choices = chosen(start=Start(week_of(MONDAY), 2))
    answers = [answered("a.1", after(-weeks_ago))]
    assert asks(library, answers, MONDAY, choices=choices).prompt.id == expected
    assert asks(library, [], MONDAY, choices=choices).prompt.id == "a.1"


def test_an_again_that_was_missed_is_dropped(answered: Answered, library_of: LibraryOf) -> None:
    weeks = (
        CourseWeek("a", "one", ("a.1",)),
        CourseWeek("b", "two", ("b.1", "a.1")),
        CourseWeek("c", "three"),
    )
    library = essay(replace(library_of("a b c", a=1, b=1, c=2), course=weeks), "a.1")
    answers = [answered("a.1", after(-5)), answered("b.1", MONDAY)]
    coming = asks(library, answers, after(1))
    assert (coming.prompt.id, coming.position.number) == ("c.1", 3)


def essay(library: Library, name: str) -> Library:
    """The library, where this is an essay question."""
    prompts = tuple(replace(p, essay_question=p.id == name) for p in library.prompts)
    return replace(library, prompts=prompts)


def test_an_essay_question_asked_in_vain_opens_each_week_and_counts_as_of_it(
    answered: Answered, library_of: LibraryOf
) -> None:
    weeks = (CourseWeek("a", "one", ("a.1", "a.2")), *(CourseWeek(t, t) for t in "bc"))
    library = essay(replace(library_of("a b c", a=2, b=3, c=3), course=weeks), "a.2")
    answers = [answered("a.1", MONDAY), answered("b.1", after(1))]
    coming = asks(library, answers[:1], after(1))
    assert (coming.prompt.id, coming.position.number) == ("a.2", 2)
    coming = asks(library, answers, after(2))
    assert (coming.prompt.id, coming.position.number) == ("a.2", 3)
    answers.append(answered("a.2", after(2)))
    assert position_on(library, answers, after(3)).rounds == 1
