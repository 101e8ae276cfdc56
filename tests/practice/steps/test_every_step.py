"""What every step has: a draft of its own, and words that come back from it."""

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.compare import Comparison
from coach.domain.model import Answer, Deeper, Promise
from coach.domain.session import NextStep, StepKind
from coach.practice import Practice
from coach.practice.drafting import form_text
from coach.practice.steps import open_step
from coach.practice.steps.closing import ChoosePlan, Close, TwelveWeeks
from coach.practice.steps.new_promise import Expect, NewPromise
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import Step, TextStep, Values
from coach.practice.steps.walk import PageLines, WalkQuestion
from coach.practice.steps.writing import (
    Changed,
    Edit,
    Note,
    OneMore,
    PlaybookLine,
    Reflect,
)
from tests.builders import on

OTHER = "two lines\nof words: and a colon"
LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


def every_step(practice: Practice, promise: Promise, answer: Answer) -> list[Step]:
    line = practice.playbook.add("my-value", "A line.", answer)
    return [
        Reflect(practice),
        OneMore(practice, answer, Deeper("else", "More?")),
        Changed(practice, Comparison(answer, replace(answer, day=on("2026-10-20")), ())),
        Note(practice),
        Edit(practice, answer),
        Edit(practice, line),
        PlaybookLine(practice, answer, "my-value"),
        WalkQuestion(practice, practice.walk.questions[0]),
        PageLines(practice, [answer]),
        Review(practice, promise),
        AnotherWay(practice, promise),
        Reword(practice, promise),
        Echo(practice, promise),
        Expect(practice, promise),
        NewPromise(practice),
        Close(practice),
        ChoosePlan(practice),
        TwelveWeeks(practice),
    ]


def test_every_kind_of_step_can_be_opened_and_is_skipped_by_the_sessions_own_key(
    practice: Practice, promise: Promise, answer: Answer
) -> None:
    about: dict[StepKind, NextStep] = {
        "review": NextStep("review", promise=promise),
        "reword": NextStep("reword", promise=promise),
        "echo": NextStep("echo", promise=promise),
        "deeper": NextStep("deeper", answer=answer, deeper=Deeper("else", "More?")),
        "changed": NextStep("changed", answer=answer, comparison=Comparison(answer, answer, ())),
        "line": NextStep("line", answer=answer),
        "walk": NextStep("walk", prompt=practice.walk.questions[0]),
        "lines": NextStep("lines", answers=(answer,)),
    }
    for kind in get_args(StepKind):
        found = about.get(kind, NextStep(kind))
        step = open_step(practice, found)
        assert step.key == found.key
        assert step.ask
        assert step.fields(step.initial())


def test_every_step_has_a_draft_of_its_own_but_those_that_take_a_single_key(
    practice: Practice, promise: Promise, answer: Answer
) -> None:
    steps = every_step(practice, promise, answer)
    assert [step for step in steps if not step.draft_key] == [
        step for step in steps if isinstance(step, AnotherWay | Expect)
    ]
    keys = [
        step.draft_key for step in steps if not isinstance(step, ChoosePlan | AnotherWay | Expect)
    ]
    assert len({*keys}) == len(keys)


def test_what_a_step_holds_comes_back_from_its_draft(
    practice: Practice, promise: Promise, answer: Answer
) -> None:
    for step in every_step(practice, promise, answer):
        fields = {field.name: OTHER for field in step.fields({"outcome": "kept"})}
        assert step.draft_values(step.draft_text(fields)) == fields
        some = {name: text for name, text in fields.items() if name != "did"}
        assert step.draft_values(step.draft_text(some | {"did": ""})) == some
        assert step.draft_values("") == {}


@given(st.dictionaries(st.sampled_from(["cue", "action", "did", "back"]), LINES))
def test_any_words_come_back_from_the_draft_of_a_form(values: Values) -> None:
    step = Step.__new__(Step)
    written = {name: text for name, text in values.items() if text}
    assert step.draft_values(step.draft_text(values)) == written


def test_a_step_of_one_text_saves_it_and_holds_it_as_it_is(practice: Practice) -> None:
    step = Note(practice)
    assert isinstance(step, TextStep)
    assert step.draft_text({"text": "a: b\n    c"}) == "a: b\n    c"
    assert form_text({"text": "a"}) != step.draft_text({"text": "a"})
