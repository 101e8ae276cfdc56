"""Making a promise: what it suggests, what it lacks, and its day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

import pytest

from coach.domain.model import Promise, Returned
from coach.practice import Practice
from coach.practice.steps.closing import Close
from coach.practice.steps.new_promise import IF_THEN, LEAVE_ACTION_EMPTY, Expect, NewPromise
from coach.practice.steps.promise import Review
from coach.practice.steps.step import LEAVE_EMPTY, Done, Values
from tests.conftest import FixedClock
from tests.practice.steps.conftest import (
    PROMPT,
    SENTENCE,
    TODAY,
    Promised,
    asides,
    names,
    only,
    saved,
)


def test_a_new_promise_has_two_blanks_and_after_a_not_this_time_its_obstacle(
    practice: Practice, promised: Promised
) -> None:
    assert names(NewPromise(practice)) == ["cue", "action"]
    assert names(NewPromise(practice), obstacle="haste") == [
        "cue", "action", "obstacle", "fallback",
    ]  # fmt: skip
    for n in range(3):
        saved(practice, promised("2026-11-10", "kept", "2026-11-17", id=f"{n + 1:032x}"))
    assert names(NewPromise(practice)) == ["cue", "action"]
    saved(practice, promised("2026-11-10", "not-this-time", "2026-11-18", id=f"{9:032x}"))
    assert names(NewPromise(practice)) == ["cue", "action", "obstacle", "fallback"]


def test_the_answer_stays_in_sight_above_the_promise_that_follows_it(
    practice: Practice, clock: FixedClock
) -> None:
    assert [aside.title for aside in NewPromise(practice).asides] == [""]
    practice.entries.answer("word " * 100, PROMPT)
    above, hint = NewPromise(practice).asides
    assert (above.title, above.open) == ("You answered", True)
    assert hint.text == f"{IF_THEN}\n{LEAVE_ACTION_EMPTY}"
    assert above.text.startswith("word word")
    assert above.text.endswith(" …")
    assert len(above.text) <= 150
    clock.pass_days(1)
    assert len(NewPromise(practice).asides) == 1


def test_the_questions_own_opening_is_taken_once_an_action_is_written(
    practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(cue="someone asks for a job I can't take")
    practice.entries.answer("Words.", PROMPT)
    step = NewPromise(practice)
    cue, _ = step.fields({})
    assert (cue.suggested, cue.empty_hint) == (
        "someone asks for a job I can't take", "Enter: someone asks for a job I can't take",
    )  # fmt: skip
    assert asides(step)["before"] == f"{IF_THEN}\n{LEAVE_ACTION_EMPTY}"
    assert step.initial() == {}
    assert step.completed({"cue": "", "action": " "}) == {"cue": "", "action": " "}
    values = step.completed({"cue": " ", "action": "name who does"})
    assert values == {"cue": cue.suggested, "action": "name who does"}
    assert step.completed({"cue": "Ann calls", "action": "wait"})["cue"] == "Ann calls"
    assert step.lacks(values) is None
    assert step.read_back(values).startswith(
        "If someone asks for a job I can't take, I'll name who does."
    )


def test_where_there_is_no_answer_today_nothing_is_suggested(
    practice: Practice, every_prompt: Callable[..., None], clock: FixedClock
) -> None:
    every_prompt(cue="someone asks", ask_them=True)
    practice.entries.answer("Words.", PROMPT)
    clock.pass_days(1)
    step = NewPromise(practice)
    assert (step.cue.suggested, asides(step)) == ("", {"before": f"{IF_THEN}\n{LEAVE_EMPTY}"})


def test_where_somebody_else_knows_the_answer_it_suggests_asking_them(
    practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(ask_them=True)
    practice.entries.answer("Words.", PROMPT)
    assert asides(NewPromise(practice))["before"] == (
        "They know it best: you could promise to ask them.\nLeave “I'll” empty to skip."
    )


def test_after_a_promise_one_key_says_what_is_expected_back(practice: Practice) -> None:
    done = NewPromise(practice).submit({"cue": "Bill calls", "action": "check his invoice"})
    step = done.then
    assert isinstance(step, Expect)
    assert only(practice).expected is None
    assert (step.heading, step.ask) == (SENTENCE, "What do you expect back?")
    (field,) = step.fields({})
    assert (field.kind, [*field.options]) == ("one", [*get_args(Returned)])
    assert "nothing" in field.options.values()
    assert step.submit({"expected": "nothing"}) == Done("Saved.")
    assert only(practice).expected == "nothing"


def test_one_more_question_can_be_asked_for_at_the_promise_and_at_the_close(
    practice: Practice, promise: Promise
) -> None:
    assert NewPromise(practice).one_more() is None
    answer = practice.entries.answer("It was enough.", PROMPT)
    for step in (NewPromise(practice), Close(practice)):
        assert "deeper" in step.offers
        more = step.one_more()
        assert more
        assert more.answer == answer
    practice.entries.follow(answer.id, "deeper", "One?", "more")
    practice.entries.follow(answer.id, "deeper", "Two?", "more")
    assert "deeper" not in NewPromise(practice).offers | Close(practice).offers


def test_after_a_review_one_more_question_can_be_asked_for_and_no_second(
    practice: Practice, promise: Promise
) -> None:
    Review(practice, promise).submit({"outcome": "kept"})
    answer = practice.entries.answer("It was enough.", PROMPT)
    assert "deeper" in NewPromise(practice).offers
    practice.entries.follow(answer.id, "deeper", "One?", "more")
    assert "deeper" not in NewPromise(practice).offers


def test_beside_an_earlier_answer_no_further_question_is_offered(
    practice: Practice, clock: FixedClock
) -> None:
    practice.entries.answer("Then.", PROMPT)
    clock.pass_days(40)
    practice.entries.answer("Now.", PROMPT)
    assert NewPromise(practice).one_more() is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cue": "", "action": "ring"}, "cue"),
        ({"cue": "Bill calls", "action": ""}, "action"),
        ({"cue": "Bill calls", "action": "try it"}, "action"),
    ],
)
def test_what_a_new_promise_lacks_is_pointed_out_and_not_refused(
    practice: Practice, values: Values, field: str
) -> None:
    step = NewPromise(practice)
    lack = step.lacks(values)
    assert lack is not None
    assert (lack.field, lack.blocks) == (field, False)
    step.submit(values)
    assert practice.promises.open()
    assert step.lacks({"cue": "Bill calls", "action": "ring"}) is None


def test_a_new_promise_is_read_back_with_its_obstacle_and_its_day(practice: Practice) -> None:
    step = NewPromise(practice)
    values = {"cue": "Bill calls", "action": "check his invoice"}
    assert step.read_back(values) == f"{SENTENCE}\n\nI'll ask you on Friday."
    more = values | {"obstacle": "he is in a hurry", "fallback": "ask for two minutes"}
    assert step.read_back(more).split("\n\n") == [
        SENTENCE, "If he is in a hurry, I'll ask for two minutes.", "I'll ask you on Friday.",
    ]  # fmt: skip
    assert step.submit(more).said == "Promised. I'll ask you on Friday."
    made = only(practice)
    assert (made.obstacle, made.fallback, made.due) == (
        "he is in a hurry", "ask for two minutes", date(2026, 11, 27),
    )  # fmt: skip


def test_the_day_of_a_promise_is_moved_between_tomorrow_and_sixty_days_on(
    practice: Practice,
) -> None:
    step = NewPromise(practice)
    assert "due" in step.offers
    assert step.move_due(1) == date(2026, 11, 28)
    assert step.move_due(-10) == TODAY + timedelta(days=1)
    assert step.move_due(1000) == TODAY + timedelta(days=60)
    step.submit({"cue": "a", "action": "b"})
    assert only(practice).due == TODAY + timedelta(days=60)


def test_what_was_not_done_today_is_made_again_by_its_own_words(
    practice: Practice, promise: Promise
) -> None:
    Review(practice, promise).submit({"outcome": "not-this-time"})
    step = NewPromise(practice)
    assert asides(step)["before"] == f"Not this time, and that's fine. Once more? “{SENTENCE}”"
    assert step.offers == {"due", "repeat"}
    values = step.repeat({"action": ""})
    assert (values["cue"], values["action"]) == ("Bill calls", "check his invoice")
    assert step.repeat({"action": "less"})["action"] == "less"
    step.submit(values | {"action": "less"})
    assert practice.promises.open()[0].again_of is None
    practice.entries.delete(practice.promises.open()[0].id)
    step.submit(values)
    again = practice.promises.open()[0]
    assert (again.again_of, again.track) == (promise.id, "give-free")
