"""What Today brings back: an answer of four or twelve weeks ago, and what came back last."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coach.domain.memory import last_back, remembered, saved_on
from coach.domain.model import Answer
from tests.builders import a_promise, back, on

TODAY = on("2026-11-24")  # in week 48, one of those in which twelve weeks ago comes first
Answered = Callable[..., Answer]


@pytest.mark.parametrize(
    ("days", "weeks"), [(28, 4), (25, 4), (31, 4), (24, None), (32, None), (84, 12), (88, None)]
)
def test_an_answer_of_about_four_or_twelve_weeks_ago_is_brought_back(
    answered: Answered, days: int, weeks: int | None
) -> None:
    answer = answered("give-free.for-free", TODAY - timedelta(days=days))
    found = remembered([answer], TODAY)
    assert (found and (found.answer, found.weeks)) == (weeks and (answer, weeks))


def test_of_several_the_nearest_is_brought_back_and_its_first_answer(answered: Answered) -> None:
    far, near, second = (answered("a.b", TODAY - timedelta(days=d)) for d in (30, 27, 27))
    found = remembered([far, second, near], TODAY)
    assert found
    assert found.answer == near


def test_four_and_twelve_weeks_ago_take_turns(answered: Answered) -> None:
    answers = [answered("a.b", TODAY - timedelta(weeks=w)) for w in (4, 5, 12, 13)]
    turns = [remembered(answers, TODAY + timedelta(weeks=w)) for w in (-1, 0)]
    assert [turn and turn.weeks for turn in turns] == [4, 12]
    month_later = [a for a in answers if a.day > TODAY - timedelta(weeks=10)]
    turn = remembered(month_later, TODAY)
    assert turn
    assert turn.weeks == 4


def test_notes_and_what_was_deleted_are_not_brought_back(answered: Answered) -> None:
    day = TODAY - timedelta(weeks=4)
    notes = [answered(None, day), answered("a.b", day, deleted=True)]
    notes.append(answered("a.b", day, kind="deeper"))
    assert remembered(notes, TODAY) is None


def test_what_came_back_last_is_told_with_its_promise() -> None:
    first = a_promise("2026-10-01", "kept", "2026-10-05", came_back=back("2026-11-02", "paid"))
    came = (*back("2026-10-20", "thanks"), *back("2026-11-20", "nothing"))
    second = a_promise("2026-10-16", "kept", "2026-10-20", came_back=came)
    found = last_back([first, second], TODAY)
    assert found
    assert (found.promise, found.day, found.what) == (first, on("2026-11-02"), ("paid",))


def test_all_that_came_back_that_day_is_told() -> None:
    came = back("2026-11-20", "thanks", "nothing", "shared")
    found = last_back([a_promise("2026-11-17", "kept", "2026-11-20", came_back=came)], TODAY)
    assert found
    assert found.what == ("thanks", "shared")


@pytest.mark.parametrize(
    ("day", "changes"), [("2026-08-31", {}), ("2026-11-25", {}), ("2026-11-20", {"deleted": True})]
)
def test_what_came_back_long_ago_or_from_what_was_deleted_is_not_told(
    day: str, changes: dict[str, bool]
) -> None:
    promise = a_promise("2026-08-01", "kept", "2026-08-05", came_back=back(day, "paid"), **changes)
    assert last_back([promise], TODAY) is None


def test_what_was_saved_on_a_day_is_what_was_reviewed_and_written(answered: Answered) -> None:
    kept = a_promise("2026-11-20", "kept", TODAY)
    others = [a_promise(TODAY), a_promise("2026-11-01", "kept", "2026-11-05")]
    answer, note = answered("a.b", TODAY), answered(None, TODAY)
    gone = answered("a.b", TODAY, deleted=True)
    answers = [answered("a.b", "2026-11-23"), answer, gone, note]
    assert saved_on(TODAY, answers, [*others, kept]) == (kept, answer, note)
