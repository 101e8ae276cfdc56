"""Reviewing a promise, rewording it, and what came back by now."""

from dataclasses import replace

import pytest

from coach.domain.model import CameBack, Promise
from coach.practice import Practice
from coach.practice.steps.kept import Kept
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import Aside, Done, Lack
from tests.builders import back
from tests.practice.steps.conftest import (
    SENTENCE,
    TODAY,
    Promised,
    names,
    only,
    saved,
)


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        ("", ["outcome", "did"]),
        ("kept", ["outcome", "did", "response", "back", "minutes"]),
        ("partly", ["outcome", "did", "response", "back", "minutes"]),
        ("not-this-time", ["outcome", "did"]),
        ("let-go", ["outcome", "did"]),
        ("moved", ["outcome", "did"]),
    ],
)
def test_after_kept_or_partly_a_review_asks_what_came_of_it(
    practice: Practice, promise: Promise, outcome: str, asked: list[str]
) -> None:
    assert names(Review(practice, promise), outcome=outcome) == asked
    without = [name for name in asked if name != "minutes"]
    other = replace(promise, expected=None)
    assert names(Review(practice, other), outcome=outcome) == without


def test_a_review_reads_the_promise_back_with_the_plan_for_its_obstacle(
    practice: Practice, promise: Promise
) -> None:
    step = Review(practice, promise)
    assert (step.heading, step.ask, step.asides) == ("You promised", SENTENCE, ())
    planned = replace(promise, obstacle="he is in a hurry", fallback="ask for two minutes")
    assert Review(practice, planned).asides == (
        Aside("more", "If he is in a hurry, I'll ask for two minutes."),
    )


def test_a_review_needs_an_outcome_and_minutes_that_are_a_number(
    practice: Practice, promise: Promise
) -> None:
    step = Review(practice, promise)
    assert step.lacks({"did": "so"}) == Lack("How did it go? Press 1 to 5.", "outcome", blocks=True)
    wrong = step.lacks({"outcome": "kept", "minutes": "many"})
    assert wrong == Lack("Minutes must be a number, for example 15.", "minutes", blocks=True)
    assert step.lacks({"outcome": "kept", "minutes": " 15 "}) is None
    assert step.lacks({"outcome": "not-this-time"}) is None


def test_a_review_saves_what_was_asked_and_tells_the_outcome(
    practice: Practice, promise: Promise
) -> None:
    values = {
        "outcome": "kept", "did": "I rang", "response": "laughed", "back": "thanks paid",
        "minutes": "15",
    }  # fmt: skip
    done = Review(practice, promise).submit(values)
    assert isinstance(done.then, Kept)
    assert done.then.ask == f"Promise kept: “{SENTENCE}”"
    reviewed = only(practice)
    assert (reviewed.status, reviewed.did, reviewed.response) == ("kept", "I rang", "laughed")
    assert (reviewed.came_back, reviewed.minutes) == (back(TODAY, "thanks", "paid"), 15)


def test_words_stay_when_the_outcome_is_changed_and_what_was_chosen_goes(
    practice: Practice, promise: Promise
) -> None:
    values = {"outcome": "not-this-time", "response": "laughed", "back": "paid", "minutes": "15"}
    Review(practice, promise).submit(values)
    reviewed = only(practice)
    assert (reviewed.response, reviewed.came_back, reviewed.minutes) == ("laughed", (), None)


def test_a_moment_that_never_came_is_asked_about_again_and_words_become_a_note(
    practice: Practice, promise: Promise
) -> None:
    step = Review(practice, promise)
    (outcome, _) = step.fields({"outcome": "moved"})
    assert outcome.label == "How did it go? It stays open, and I'll ask again in a week."
    done = step.submit({"outcome": "moved", "did": "He never rang."})
    assert done == Done("I'll ask you on Fri, Dec 4.")
    assert (only(practice).status, only(practice).moved) == ("open", 1)
    (note,) = practice.entries.visible()
    assert (note.kind, note.text) == ("note", f"{SENTENCE}\nHe never rang.")


def test_a_promise_reviewed_meanwhile_keeps_its_outcome_and_the_words_become_a_note(
    practice: Practice, promise: Promise
) -> None:
    step = Review(practice, promise)
    practice.promises.review(promise.id, "kept")
    for outcome in ("let-go", "moved"):
        done = step.submit({"outcome": outcome, "did": "I rang", "back": "paid"})
        assert done.said == (
            "That promise already has its outcome: kept. Your words are saved as a note."
        )
    assert only(practice).status == "kept"
    texts = {entry.text for entry in practice.entries.visible()}
    assert texts == {f"{SENTENCE}\nI rang\nWhat came back: paid work."}
    assert step.submit({"outcome": "let-go"}).said.endswith("its outcome: kept.")


def stuck(practice: Practice, promise: Promise) -> AnotherWay:
    for _ in range(2):
        done = Review(practice, promise).submit({"outcome": "moved"})
    assert isinstance(done.then, AnotherWay)
    return done.then


@pytest.mark.parametrize(("way", "first"), [("smaller", "action"), ("cue", "cue")])
def test_after_the_second_time_the_promise_may_be_reworded(
    practice: Practice, promise: Promise, way: str, first: str
) -> None:
    step = stuck(practice, promise)
    assert step.heading == SENTENCE
    assert names(step) == ["way"]
    reword = step.submit({"way": way}).then
    assert isinstance(reword, Reword)
    assert (reword.first, reword.promise.moved) == (first, 2)
    assert names(reword) == [first]
    assert reword.draft_values(reword.draft_text({first: "less"})) == {
        "cue": "Bill calls", "action": "check his invoice", first: "less",
    }  # fmt: skip
    reword.submit({first: "less"})
    assert (only(practice).cue, only(practice).action) == (
        ("less", "check his invoice") if first == "cue" else ("Bill calls", "less")
    )


def test_after_the_second_time_the_promise_may_be_let_go_or_left(
    practice: Practice, promise: Promise
) -> None:
    step = stuck(practice, promise)
    assert step.submit({"way": "leave"}) == Done("I'll ask you on Fri, Dec 11.")
    assert step.submit({"way": "let-go"}) == Done(f"Let go: “{SENTENCE}”")
    assert only(practice).status == "let-go"
    again = step.submit({"way": "let-go"})
    assert again.said == "That promise already has its outcome: let go."


def test_a_promise_is_reworded_from_what_it_says_and_its_outcome_stays(
    practice: Practice, promise: Promise
) -> None:
    step = Reword(practice, promise)
    assert (step.heading, step.ask) == ("A promise, open", SENTENCE)
    assert step.initial() == {"cue": "Bill calls", "action": "check his invoice"}
    done = step.submit(step.initial() | {"action": "check one line"})
    assert done == Done("Saved: “If Bill calls, I'll check one line.” I'll ask you on Friday.")
    assert (only(practice).action, only(practice).status) == ("check one line", "open")
    assert only(practice).revisions[0]["action"] == "check his invoice"


def test_what_was_reviewed_is_reworded_too(practice: Practice, promise: Promise) -> None:
    values = {"outcome": "kept", "did": "I rang", "minutes": "15"}
    Review(practice, promise).submit(values)
    step = Reword(practice, only(practice))
    assert step.heading == "A promise, kept"
    assert step.initial() == {
        "cue": "Bill calls", "action": "check his invoice", "did": "I rang", "response": "",
        "minutes": "15",
    }  # fmt: skip
    lack = step.lacks(step.initial() | {"minutes": "long"})
    assert lack is not None and lack.blocks
    done = step.submit(step.initial() | {"minutes": "", "response": "laughed"})
    assert done == Done(f"Saved: “{SENTENCE}”")
    assert (only(practice).minutes, only(practice).response) == (None, "laughed")


def test_what_there_is_of_a_promise_can_be_reworded(practice: Practice, promised: Promised) -> None:
    obstacle = saved(practice, promised(TODAY, obstacle="haste"))
    assert names(Reword(practice, obstacle)) == ["cue", "action", "obstacle", "fallback"]
    other = saved(practice, promised(TODAY, "kept", TODAY, track="value"))
    assert names(Reword(practice, other)) == ["cue", "action", "did", "response"]
    took = saved(practice, promised(TODAY, "kept", TODAY, track="value", minutes=5))
    assert names(Reword(practice, took)) == ["cue", "action", "did", "response", "minutes"]


def test_what_came_back_by_now_is_one_choice(practice: Practice, promised: Promised) -> None:
    promise = saved(practice, promised("2026-10-20", "kept", "2026-10-27"))
    step = Echo(practice, promise)
    assert (step.heading, step.ask) == ("You kept this 4 weeks ago", SENTENCE)
    (field,) = step.fields({})
    assert (field.name, field.kind) == ("back", "one")
    assert step.submit({"back": "paid"}) == Done("Saved.")
    assert only(practice).came_back == (CameBack(TODAY, "paid"),)
