"""Where a sitting stands: each step in its order, each to be skipped, none asked twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from coach.domain.acts import with_outcome
from coach.domain.model import Act, Answer
from coach.domain.sitting import Stage
from tests.unit.table import DAY, DEEPER, TODAY, Table

Answered = Callable[..., Answer]
Promised = Callable[..., Act]


@pytest.fixture
def full(answered: Answered, promised: Promised) -> Table:
    """An act to review and one to echo."""
    due = promised("2026-11-10")
    echo = promised("2026-10-20", "kept", "2026-10-27")
    return Table(acts=[echo, due])


def test_a_first_sitting_reflects_goes_deeper_commits_and_closes(
    answered: Answered, promised: Promised
) -> None:
    table = Table()
    assert table.step() == "reflect"
    answer = answered("a.1", DAY, text="Some words.")
    table.answers = [answer]
    found = table.stands()
    assert found == Stage("deeper", answer=answer, deeper=DEEPER[0])
    table.answers.append(
        answered("a.1", DAY, kind="deeper", of=answer.id, ask="What exactly?", text="It took an "
        "hour and I was there with what I had on me to do that for them as they would have it.")
    )  # fmt: skip
    assert table.step() == "deeper"
    table.answers.append(answered("a.1", DAY, kind="deeper", of=answer.id, ask="How many?"))
    assert table.stands() == Stage("commit", answer=answer)
    table.acts = [promised(DAY)]
    assert table.stands() == Stage("close", answer=answer)
    table.skip()
    assert table.stands() is None


def test_every_step_comes_in_its_order_and_can_be_skipped(full: Table) -> None:
    full.closed = True
    assert full.skipping_all() == ["twelve-weeks", "review", "echo", "reflect"]


def test_after_an_outcome_all_the_others_still_come(full: Table, answered: Answered) -> None:
    full.change(full.acts[1], **with_outcome("kept", TODAY))
    assert full.skipping_all() == ["echo", "reflect", "commit", "close"]
    full.skipped = set()
    full.answers = [answered("a.1", DAY)]
    assert full.skipping_all() == ["echo", "deeper", "commit", "close"]


def test_each_step_is_about_one_thing(full: Table) -> None:
    review = full.stands()
    assert review == Stage("review", act=full.acts[1])
    full.skip()
    assert full.stands() == Stage("echo", act=full.acts[0])


@pytest.mark.parametrize(("due", "step"), [(0, "review"), (-30, "review"), (1, "reflect")])
def test_a_promise_is_asked_about_when_it_is_due(promised: Promised, due: int, step: str) -> None:
    act = promised("2026-10-01", due=(TODAY + timedelta(days=due)).isoformat())
    assert Table(acts=[act]).step() == step


def test_of_two_that_are_due_one_is_asked_about(promised: Promised) -> None:
    later, first = promised("2026-11-12"), promised("2026-11-10")
    table = Table(acts=[later, first])
    assert table.stands() == Stage("review", act=first)
    table.skip()
    assert table.step() == "reflect"
    table.skipped = set()
    table.change(first, **with_outcome("kept", TODAY))
    assert table.step() == "reflect"


def test_to_say_an_outcome_early_is_a_review_too(promised: Promised, answered: Answered) -> None:
    early = promised("2026-11-20", "kept", DAY)
    table = Table(acts=[promised("2026-11-10"), early])
    assert table.step() == "reflect"
    deleted = replace(early, deleted=True)
    assert Table(acts=[promised("2026-11-10"), deleted]).step() == "review"


def test_after_a_review_one_deeper_question_is_enough(
    answered: Answered, promised: Promised
) -> None:
    answer = answered("a.1", DAY, text="Short.")
    further = answered("a.1", DAY, kind="deeper", of=answer.id, ask="What exactly?", text="Hm.")
    done = [promised("2026-11-10", "kept", DAY)]
    assert Table([answer], done).step() == "deeper"
    assert Table([answer, further], done).step() == "commit"


def test_where_there_is_an_earlier_answer_one_question_takes_the_place_of_the_deeper_ones(
    answered: Answered,
) -> None:
    then, now = answered("a.1", "2026-10-20"), answered("a.1", DAY, text="Short.")
    table = Table([then, now])
    found = table.stands()
    assert found is not None
    assert (found.step, found.answer, found.deeper) == ("changed", now, None)
    assert found.comparison is not None
    assert found.comparison.then == then
    table.answers.append(answered("a.1", DAY, kind="changed", of=now.id))
    assert table.step() == "commit"


@pytest.mark.parametrize(
    ("prompt", "with_first", "then"),
    [("a.essay", True, 0), ("a.essay", False, 1), ("a.1", True, 1), ("a.gone", True, 1)],
)
def test_in_a_look_back_an_essays_question_stands_beside_its_first_answer(
    answered: Answered, prompt: str, with_first: bool, then: int
) -> None:
    before = [answered(prompt, day) for day in ("2026-08-20", "2026-10-20")]
    table = Table([*before, answered(prompt, DAY)], with_first=with_first)
    found = table.stands()
    assert found is not None
    assert found.comparison is not None
    assert found.comparison.then == before[then]


def test_with_two_promises_open_there_is_no_commit(answered: Answered, promised: Promised) -> None:
    acts = [promised("2026-11-20"), promised("2026-11-21")]
    table = Table([answered("a.plain", DAY)], acts)
    assert table.step() == "close"
    table.acts = [acts[0], replace(acts[1], deleted=True)]
    assert table.step() == "commit"


@pytest.mark.parametrize("more", [1, 2, 3])
def test_further_answers_of_the_day_bring_no_second_commit(
    answered: Answered, promised: Promised, more: int
) -> None:
    table = Table([answered("a.plain", DAY)], [promised(DAY)])
    table.answers += [answered("a.plain", DAY) for _ in range(more)]
    assert table.step() == "close"
    passed = Table([answered("a.plain", DAY)], skipped={"commit"})
    passed.answers += [answered("a.plain", DAY) for _ in range(more)]
    assert passed.step() == "close"


def test_a_promise_that_was_made_today_and_let_go_was_still_the_promise_of_today(
    answered: Answered, promised: Promised
) -> None:
    assert Table([answered("a.plain", DAY)], [promised(DAY, "let-go", DAY)]).step() == "close"
    hidden = promised(DAY, deleted=True)
    assert Table([answered("a.plain", DAY)], [hidden]).step() == "commit"


def test_the_coach_asks_for_three_texts_and_no_more(answered: Answered) -> None:
    first, second = answered("a.1", DAY), answered("a.1", DAY, text="Short.")
    table = Table([first, second])
    found = table.stands()
    assert found is not None
    assert (found.step, found.answer) == ("deeper", second)
    third = answered("a.1", DAY, text="Short.")
    table.answers.append(third)
    assert table.step() == "commit"


def test_a_note_is_no_text_of_the_sitting_and_no_answer(answered: Answered) -> None:
    notes = [answered(None, DAY) for _ in range(3)]
    assert Table(notes).step() == "reflect"
    assert Table([*notes, answered("a.1", DAY, text="Short.")]).step() == "deeper"


def test_what_was_kept_yesterday_belongs_to_yesterday(
    answered: Answered, promised: Promised
) -> None:
    table = Table([answered("a.1", "2026-11-23")], [promised("2026-11-23")])
    assert table.step() == "reflect"


def test_where_nothing_was_kept_there_is_nothing_to_close(full: Table) -> None:
    assert "close" not in full.skipping_all()
