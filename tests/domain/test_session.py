"""Where a session stands: each step in its order, each to be skipped, none asked twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from coach.domain.model import Answer, Promise
from coach.domain.promises import moved_on, with_outcome
from coach.domain.records import PROMISES
from coach.domain.session import NextStep, deepening
from tests.domain.table import DEEPER, TODAY, Table

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]


@pytest.fixture
def full(answered: Answered, promised: Promised) -> Table:
    """A promise to review and one to echo."""
    due = promised("2026-11-10")
    echo = promised("2026-10-20", "kept", "2026-10-27", expected="nothing")
    return Table(promises=[echo, due])


def test_a_first_session_reflects_goes_deeper_promises_and_closes(
    answered: Answered, promised: Promised
) -> None:
    table = Table()
    assert table.step() == "reflect"
    answer = answered("a.1", TODAY, text="Some words.")
    table.answers = [answer]
    found = table.stands()
    assert found == NextStep("deeper", answer=answer, deeper=DEEPER[0])
    table.answers.append(answered("a.1", TODAY, kind="deeper", of=answer.id, ask="What exactly?"))
    assert table.stands() == NextStep("promise", answer=answer)
    table.promises = [promised(TODAY)]
    assert table.stands() == NextStep("close", answer=answer)
    table.skip()
    assert table.stands() is None


def test_every_step_comes_in_its_order_and_can_be_skipped(full: Table) -> None:
    full.finished = True
    assert full.skipping_all() == ["twelve-weeks", "review", "echo", "reflect"]


def test_after_an_outcome_all_the_others_still_come(full: Table, answered: Answered) -> None:
    full.change(full.promises[1], **with_outcome("kept", TODAY))
    assert full.skipping_all() == ["echo", "reflect", "promise", "close"]
    full.skipped = set()
    full.answers = [answered("a.1", TODAY)]
    assert full.skipping_all() == ["echo", "promise", "close"]


def test_each_step_is_about_one_thing(full: Table) -> None:
    review = full.stands()
    assert review == NextStep("review", promise=full.promises[1])
    full.skip()
    assert full.stands() == NextStep("echo", promise=full.promises[0])


@pytest.mark.parametrize(("due", "step"), [(0, "review"), (-30, "review"), (1, "reflect")])
def test_a_promise_is_asked_about_when_it_is_due(promised: Promised, due: int, step: str) -> None:
    promise = promised("2026-10-01", due=TODAY + timedelta(days=due))
    assert Table(promises=[promise]).step() == step


def test_of_two_that_are_due_one_is_asked_about(promised: Promised) -> None:
    later, first = promised("2026-11-12"), promised("2026-11-10")
    table = Table(promises=[later, first])
    assert table.stands() == NextStep("review", promise=first)
    table.skip()
    assert table.step() == "reflect"
    table.skipped = set()
    table.change(first, **with_outcome("kept", TODAY))
    assert table.step() == "reflect"


def test_an_outcome_reviewed_early_is_a_review_too(promised: Promised, answered: Answered) -> None:
    early = promised("2026-11-20", "kept", TODAY)
    table = Table(promises=[promised("2026-11-10"), early])
    assert table.step() == "reflect"
    deleted = replace(early, deleted=True)
    assert Table(promises=[promised("2026-11-10"), deleted]).step() == "review"


def test_after_a_review_or_a_moment_that_never_came_no_deeper_question_comes_by_itself(
    answered: Answered, promised: Promised
) -> None:
    answer = answered("a.1", TODAY, text="Short.")
    assert Table([answer]).step() == "deeper"
    assert Table([answer], [promised("2026-11-10", "kept", TODAY)]).step() == "promise"
    moved = moved_today(promised("2026-11-10"), "2026-11-24T10:00:00.000+01:00")
    assert Table([answer], [moved]).step() == "promise"


@pytest.mark.parametrize(("reviewed", "most"), [(False, 2), (True, 1)])
def test_one_more_deeper_question_can_be_asked_for(
    answered: Answered, promised: Promised, reviewed: bool, most: int
) -> None:
    answer = answered("a.1", TODAY, text="Short.")
    done = [promised("2026-11-10", "kept", TODAY)] if reviewed else []
    table = Table([answer], done)
    for number in range(most):
        found = deepening(table.day(), answer)
        assert found == NextStep("deeper", answer=answer, deeper=DEEPER[number])
        asked = DEEPER[number].ask
        table.answers.append(
            answered("a.1", TODAY, kind="deeper", of=answer.id, ask=asked, text="It was there.")
        )
    assert deepening(table.day(), answer) is None


def test_where_there_is_an_earlier_answer_one_question_takes_the_place_of_the_deeper_ones(
    answered: Answered,
) -> None:
    then, now = answered("a.1", "2026-10-20"), answered("a.1", TODAY, text="Short.")
    table = Table([then, now])
    found = table.stands()
    assert found is not None
    assert (found.kind, found.answer, found.deeper) == ("changed", now, None)
    assert found.comparison is not None
    assert found.comparison.then == then
    table.answers.append(answered("a.1", TODAY, kind="changed", of=now.id))
    assert table.step() == "promise"


@pytest.mark.parametrize(("prompt", "then"), [("a.essay", 0), ("a.1", 1), ("a.gone", 1)])
def test_an_essays_question_stands_beside_its_first_answer_of_all(
    answered: Answered, prompt: str, then: int
) -> None:
    before = [answered(prompt, day) for day in ("2026-08-20", "2026-10-20")]
    table = Table([*before, answered(prompt, TODAY)])
    found = table.stands()
    assert found is not None
    assert found.comparison is not None
    assert found.comparison.then == before[then]


def test_with_two_promises_open_no_third_is_asked_for(
    answered: Answered, promised: Promised
) -> None:
    promises = [promised("2026-11-20"), promised("2026-11-21")]
    table = Table([answered("a.plain", TODAY)], promises)
    assert table.step() == "close"
    table.promises = [promises[0], replace(promises[1], deleted=True)]
    assert table.step() == "promise"
    table.promises = [promises[0], replace(promises[1], moved=1)]
    assert table.step() == "promise"


@pytest.mark.parametrize("more", [1, 2, 3])
def test_further_answers_of_the_day_bring_no_second_promise_step(
    answered: Answered, promised: Promised, more: int
) -> None:
    table = Table([answered("a.plain", TODAY)], [promised(TODAY)])
    table.answers += [answered("a.plain", TODAY) for _ in range(more)]
    assert table.step() == "close"
    passed = Table([answered("a.plain", TODAY)], skipped={"promise"})
    passed.answers += [answered("a.plain", TODAY) for _ in range(more)]
    assert passed.step() == "close"


def test_a_promise_that_was_made_today_and_let_go_was_still_the_promise_of_today(
    answered: Answered, promised: Promised
) -> None:
    assert Table([answered("a.plain", TODAY)], [promised(TODAY, "let-go", TODAY)]).step() == "close"
    hidden = promised(TODAY, deleted=True)
    assert Table([answered("a.plain", TODAY)], [hidden]).step() == "promise"


def test_the_coach_asks_for_three_texts_and_no_more(answered: Answered) -> None:
    first, second = answered("a.1", TODAY), answered("a.1", TODAY, text="Short.")
    table = Table([first, second])
    found = table.stands()
    assert found is not None
    assert (found.kind, found.answer) == ("deeper", second)
    third = answered("a.1", TODAY, text="Short.")
    table.answers.append(third)
    assert table.step() == "promise"


def test_a_note_is_no_text_of_the_session_and_no_answer(answered: Answered) -> None:
    notes = [answered(None, TODAY) for _ in range(3)]
    assert Table(notes).step() == "reflect"
    assert Table([*notes, answered("a.1", TODAY, text="Short.")]).step() == "deeper"


def test_what_was_saved_yesterday_belongs_to_yesterday(
    answered: Answered, promised: Promised
) -> None:
    table = Table([answered("a.1", "2026-11-23")], [promised("2026-11-23")])
    assert table.step() == "reflect"


def test_where_nothing_was_saved_there_is_nothing_to_close(full: Table) -> None:
    assert "close" not in full.skipping_all()


def moved_today(promise: Promise, at: str) -> Promise:
    return PROMISES.changed(promise, at, **moved_on(promise, TODAY))


@pytest.mark.parametrize(
    ("at", "step"),
    [
        ("2026-11-24T03:59:00.000+01:00", "review"),
        ("2026-11-24T04:00:00.000+01:00", "reflect"),
        ("2026-11-25T03:59:00.000+01:00", "reflect"),
    ],
)
def test_a_promise_whose_moment_never_came_is_the_one_asked_about_today(
    promised: Promised, at: str, step: str
) -> None:
    moved, other = promised("2026-11-10"), promised("2026-11-12")
    assert Table(promises=[moved_today(moved, at), other]).step() == step


def test_once_a_plan_is_chosen_there_is_no_close_to_go_on_with(
    answered: Answered, promised: Promised
) -> None:
    table = Table([answered("a.plain", TODAY)], [promised(TODAY)])
    assert table.stands(closing=False) is None
    assert table.step() == "close"


def test_a_promise_settles_what_was_answered_before_it(
    answered: Answered, promised: Promised
) -> None:
    answer = answered("a.1", TODAY, text="Short.")
    table = Table([answer], [promised(TODAY, id=f"{10**9:032x}")])
    assert table.step() == "close"
    table.answers.append(answered("a.1", TODAY, text="Short.", id=f"{10**9 + 1:032x}"))
    assert table.step() == "deeper"
