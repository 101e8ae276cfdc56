"""Each step of a session as data: what it asks, what it lacks, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.compare import CHANGED, Comparison
from coach.domain.model import Answer, CameBack, Deeper, Promise, Returned, Start
from coach.domain.session import NextStep, StepKind
from coach.errors import JournalError, UsageError
from coach.practice import Practice
from coach.practice.drafting import form_text
from coach.practice.steps import open_step
from coach.practice.steps.closing import ChoosePlan, Close, TwelveWeeks
from coach.practice.steps.kept import Kept
from coach.practice.steps.new_promise import IF_THEN, LEAVE_ACTION_EMPTY, Expect, NewPromise
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import LEAVE_EMPTY, Aside, Done, Lack, Step, TextStep, Values
from coach.practice.steps.walk import PageLines, WalkQuestion
from coach.practice.steps.writing import (
    Changed,
    Edit,
    Note,
    OneMore,
    PlaybookLine,
    Reflect,
)
from tests.builders import back, on
from tests.conftest import FixedClock

Promised = Callable[..., Promise]

TODAY = date(2026, 11, 24)
PROMPT = "give-free.for-free"
SENTENCE = "If Bill calls, I'll check his invoice."
OTHER = "two lines\nof words: and a colon"


def names(step: Step, **values: str) -> list[str]:
    """What a step asks, by the names of its fields."""
    return [field.name for field in step.fields(values)]


def asides(step: Step) -> dict[str, str]:
    return {aside.name: aside.text for aside in step.asides}


def saved(practice: Practice, promise: Promise) -> Promise:
    """A promise, put in the journal as it is."""
    practice.journal.put([promise])
    return promise


def only(practice: Practice) -> Promise:
    (promise,) = practice.promises.all()
    return promise


@pytest.fixture
def promise(practice: Practice) -> Promise:
    return practice.promises.make(
        "Bill calls", "check his invoice", expected="nothing", track="give-free"
    )


@pytest.fixture
def answer(practice: Practice) -> Answer:
    return practice.entries.answer("It took an hour. Then she left.", PROMPT)


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


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@given(st.dictionaries(st.sampled_from(["cue", "action", "did", "back"]), LINES))
def test_any_words_come_back_from_the_draft_of_a_form(values: Values) -> None:
    step = Step.__new__(Step)
    written = {name: text for name, text in values.items() if text}
    assert step.draft_values(step.draft_text(values)) == written


# Writing


def test_a_question_is_put_with_its_reason_and_what_was_noted(practice: Practice) -> None:
    practice.entries.note("Ann asked for a price.")
    step = Reflect(practice)
    assert step.prompt is not None
    assert (step.ask, step.opening) == (step.prompt.ask, "Week 1 of 12: giving first.")
    assert [(aside.name, aside.open) for aside in step.asides] == [
        ("why", True), ("note", True), ("example", False),
    ]  # fmt: skip
    assert asides(step)["note"] == "Today you noted: Ann asked for a price."
    assert names(step) == ["text"]
    assert step.offers == {"editor", "another"}


def test_the_why_is_open_only_the_first_time(practice: Practice, answer: Answer) -> None:
    why, *_ = Reflect(practice, prompt_id=PROMPT).asides
    assert (why.name, why.open) == ("why", False)


def test_an_answer_is_saved_with_the_question_it_was_given_to(practice: Practice) -> None:
    step = Reflect(practice, prompt_id=PROMPT)
    assert step.draft_key == f"answer-{PROMPT}"
    assert step.submit({"text": "Words.\n"}) == Done("Saved.")
    (answer,) = practice.entries.visible()
    assert (answer.prompt, answer.ask, answer.text) == (PROMPT, step.ask, "Words.")
    with pytest.raises(UsageError, match="Nothing to save"):
        step.submit({"text": " \n"})


def test_another_question_passes_over_the_first_and_may_be_of_a_track(practice: Practice) -> None:
    first = Reflect(practice)
    second = first.another()
    third = second.another("value")
    assert first.prompt and second.prompt and third.prompt
    assert second.passed_over == (first.prompt.id,)
    assert second.prompt != first.prompt
    assert third.passed_over == (first.prompt.id, second.prompt.id)
    assert (third.prompt.track, third.opening) == ("value", "Your choice: Know your value.")


def test_a_question_of_the_persons_own_choice_is_put_whatever_was_begun(
    practice: Practice,
) -> None:
    practice.drafts.save(f"answer-{PROMPT}", b"half a")
    begun = Reflect(practice)
    assert begun.prompt
    assert (begun.prompt.id, begun.opening) == (PROMPT, "You began this and haven't saved it yet.")
    chosen = Reflect(practice, prompt_id="value.my-value")
    assert chosen.prompt
    assert (chosen.prompt.id, chosen.opening) == ("value.my-value", "You chose this question.")
    other = begun.another()
    assert other.prompt
    assert other.prompt.id != PROMPT


def test_where_there_is_no_question_what_is_written_is_a_note(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Reflect(practice, passed_over=tuple(practice.library.by_id))
    assert step.prompt is None
    assert step.ask.endswith(" What you write here is saved as a note.")
    assert (step.draft_key, step.offers) == ("note", {"editor"})
    assert step.submit({"text": "Words."}) == Done("Saved.", passed=True)
    assert [entry.kind for entry in practice.entries.visible()] == ["note"]


def test_where_the_journal_cannot_be_read_one_can_still_write_and_is_told_why(
    practice: Practice, answer: Answer
) -> None:
    practice.places.journal.unlink()
    practice.places.journal.mkdir()
    step = Reflect(Practice(practice.places, clock=practice.clock))
    assert step.prompt is not None
    assert step.opening == "Can't read the journal: it isn't a file."
    with pytest.raises(JournalError):
        step.submit({"text": "Words."})


def test_one_more_question_stands_below_the_words_it_is_about(
    practice: Practice, clock: FixedClock
) -> None:
    answer = practice.entries.answer("word " * 100, PROMPT)
    step = OneMore(practice, answer, Deeper("short", "What exactly?"))
    assert (step.heading, step.ask) == (answer.ask, "What exactly?")
    (before,) = step.asides
    assert before.text.endswith(" …")
    assert len(before.text) <= 220
    assert step.submit({"text": "This."}) == Done("Saved.")
    deeper = practice.entries.visible()[-1]
    assert (deeper.kind, deeper.of, deeper.ask, deeper.text) == (
        "deeper", answer.id, "What exactly?", "This.",
    )  # fmt: skip
    assert (deeper.prompt, deeper.track) == (PROMPT, "give-free")


def test_an_earlier_answer_is_dated_and_the_promises_between_are_told(
    practice: Practice, clock: FixedClock, answer: Answer, promised: Promised
) -> None:
    then = replace(answer, day=on("2026-10-13"))
    between = (promised("2026-10-20", "kept", "2026-10-27"), promised("2026-10-27"))
    step = Changed(practice, Comparison(answer, then, between))
    assert step.titles == ("Then · Tue, Oct 13 · 6 weeks ago", "Now")
    assert asides(step) == {"more": f"Kept: {SENTENCE}"}
    assert (step.heading, step.ask) == (answer.ask, CHANGED[0])
    step.submit({"text": "I ask first."})
    changed = practice.entries.visible()[-1]
    assert (changed.kind, changed.of, changed.ask) == ("changed", answer.id, CHANGED[0])
    assert Changed(practice, Comparison(answer, then, ())).asides == ()


def test_a_note_is_saved_at_once(practice: Practice) -> None:
    step = Note(practice)
    assert step.submit({"text": "Ann asked."}).said.startswith("Note saved.")
    (note,) = practice.entries.visible()
    assert (note.kind, note.text, note.prompt) == ("note", "Ann asked.", None)


def test_an_edit_begins_with_what_it_says_and_the_earlier_version_stays(
    practice: Practice, answer: Answer
) -> None:
    step = Edit(practice, answer)
    assert step.initial() == {"text": answer.text}
    assert step.ask == answer.ask
    step.submit({"text": "Other words."})
    (changed,) = practice.entries.visible()
    assert (changed.text, changed.revisions[0]["text"]) == ("Other words.", answer.text)
    note = practice.entries.note("A thought.")
    assert Edit(practice, note).ask == "A note"
    line = practice.playbook.add("my-value", "A line.", answer)
    edit = Edit(practice, line)
    assert edit.ask == "My value"
    edit.submit({"text": "A better line."})
    assert [each.text for each in practice.playbook.lines()] == ["A better line."]


def test_a_line_begins_with_the_answers_lesson(practice: Practice) -> None:
    answer = practice.entries.answer("@Priya. It took an hour. She left.", "give-free.for-free")
    step = PlaybookLine(practice, answer, "what-i-give-first")
    assert step.ask == "A line for your page “What I give first”"
    assert step.initial() == {"text": answer.text}
    assert [aside.text for aside in step.asides] == ["What you do for anyone, free."]
    practice.entries.follow(answer.id, "deeper", "And?", "I was late. A look is free for anyone.")
    step = PlaybookLine(practice, answer, "what-i-give-first")
    assert step.initial() == {"text": "A look is free for anyone."}
    assert step.submit({"text": "An hour."}).said == "Saved on your page “What I give first”."
    (line,) = practice.playbook.lines()
    assert (line.page, line.text, line.of) == ("what-i-give-first", "An hour.", answer.id)
    assert [a.text for a in PlaybookLine(practice, None, line.page).asides] == ["An hour."]


def test_the_close_names_the_page_and_explains_it_the_first_time(practice: Practice) -> None:
    practice.entries.answer("@Priya. Next time I'll say ten minutes.", "give-free.free-ends")
    (offer,) = [a for a in Close(practice).asides if "playbook" in a.title]
    assert offer.title == "For “Where free ends” in your playbook"
    assert offer.text == "Next time I'll say ten minutes."
    assert offer.note == (
        "(What is free, up to how many minutes, and the sentence where paid begins.)"
    )
    practice.playbook.add("where-free-ends", "Ten minutes.")
    (offer,) = [a for a in Close(practice).asides if "playbook" in a.title]
    assert (offer.text, offer.note) == ("Next time I'll say ten minutes.", "")


# Promises


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
    assert hint.text == f"{IF_THEN} {LEAVE_ACTION_EMPTY}"
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
    assert asides(step)["before"] == f"{IF_THEN} {LEAVE_ACTION_EMPTY}"
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
    assert (step.cue.suggested, asides(step)) == ("", {"before": f"{IF_THEN} {LEAVE_EMPTY}"})


def test_where_somebody_else_knows_the_answer_it_suggests_asking_them(
    practice: Practice, every_prompt: Callable[..., None]
) -> None:
    every_prompt(ask_them=True)
    practice.entries.answer("Words.", PROMPT)
    assert asides(NewPromise(practice))["before"] == (
        "They know it best: you could promise to ask them. Leave “I'll” empty to skip."
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


# The end


def test_the_close_shows_what_came_back_and_a_persons_own_words(
    practice: Practice, clock: FixedClock, promised: Promised
) -> None:
    practice.entries.note("of yesterday")
    clock.pass_days(1)
    practice.entries.answer("Words.", PROMPT)
    assert Close(practice).ask == "Your words are saved."
    made = practice.promises.make("Bill calls", "check his invoice")
    practice.promises.review(made.id, "kept", response="He laughed")
    step = Close(practice)
    assert step.ask == "You kept your promise."
    said = {aside.title: f"{aside.text} {aside.note}".strip() for aside in step.asides}
    assert said["What came back"] == "“He laughed”"
    assert any(text.startswith("Words.") for text in said.values())
    assert said["You promised"] == f"{SENTENCE} I'll ask you on Friday."
    practice.promises.reopen(made.id)
    practice.promises.review(made.id, "partly", back=["thanks"])
    assert "What came back: thanks." in [aside.text for aside in Close(practice).asides]


def test_the_close_says_when_two_promises_are_open_already(
    practice: Practice, clock: FixedClock
) -> None:
    for cue in ("Bill calls", "Ann calls"):
        practice.promises.make(cue, "check it")
    clock.pass_days(1)
    assert asides(Close(practice))["before"] == (
        "You have two open promises. Review one before adding another."
    )


def test_the_first_close_asks_for_a_plan_and_nothing_takes_the_one_it_suggests(
    practice: Practice,
) -> None:
    step = Close(practice)
    assert names(step) == ["plan", "words"]
    assert step.saves_empty
    assert step.lacks({}) is None
    wrong = step.lacks({"plan": "someday"})
    assert wrong == Lack(
        "“someday” is not a weekday. Write days as in mon,wed,fri.", "plan", blocks=True
    )
    assert step.submit({"plan": " "}) == Done("I'll ask you on Friday.", passed=True)
    assert str(practice.course.plan().plan) == "Tuesday and Friday"
    later = Close(practice)
    assert practice.course.plan().on_the_day is False
    assert names(later) == []
    assert later.submit({}) == Done(passed=True)


def test_the_first_close_asks_if_a_reminder_may_repeat_a_promise(practice: Practice) -> None:
    Close(practice).submit({"plan": "", "words": "yes"})
    assert practice.course.plan().on_the_day is True


def test_a_plan_is_taken_as_it_is_written(practice: Practice) -> None:
    assert Close(practice).submit({"plan": "wed"}).said == "I'll ask you tomorrow."
    assert str(practice.course.plan().plan) == "Wednesday"
    step = ChoosePlan(practice)
    assert step.submit({"plan": "3"}) == Done("From next week on: three sessions a week.")
    assert step.lacks({"plan": "8"}) is not None


def test_the_close_offers_a_line_until_the_page_has_one_of_this_answer(
    practice: Practice, answer: Answer
) -> None:
    step = Close(practice)
    line = step.line()
    assert step.offers == {"line", "deeper", "remind"}
    assert isinstance(line, PlaybookLine)
    line.submit({"text": "My line."})
    after = Close(practice)
    assert (after.offers, after.line()) == ({"deeper", "remind"}, None)


def test_without_an_answer_the_close_offers_no_line(practice: Practice) -> None:
    practice.entries.note("A thought.")
    assert Close(practice).offers == {"remind"}
    assert Close(practice).line() is None


@pytest.mark.parametrize(
    ("way", "said", "ends"),
    [
        ("again", "You're going around again. Week 1 of 12: giving first.", False),
        ("reminders", "The course is off. Questions now come from all tracks.", False),
        (
            "finish",
            "Well done. Nothing is planned anymore; come back whenever you like.",
            True,
        ),
    ],
)
def test_after_twelve_weeks_there_are_three_ways_on(
    practice: Practice, clock: FixedClock, way: str, said: str, ends: bool
) -> None:
    practice.course.start(12)
    practice.entries.answer("Words.", "look-back.stop")
    clock.pass_days(7)
    step = TwelveWeeks(practice)
    (field,) = step.fields({})
    assert way in field.options
    assert step.submit({"way": way}) == Done(said, ends=ends)
    choices = practice.course.choices()
    assert choices is not None
    assert choices.course is (way == "again")
    assert choices.start == (Start("2026-W49", 1) if way == "again" else Start("2026-W48", 12))
    assert [plan.sessions for plan in choices.plan] == ([0] if way == "finish" else [])


def test_who_goes_around_again_late_keeps_the_place_reached_meanwhile(
    practice: Practice, clock: FixedClock
) -> None:
    practice.course.start(12)
    for prompt in ("look-back.stop", PROMPT, "give-free.free-ends", "partial-help.cannot-fully"):
        practice.entries.answer("Words.", prompt)
        clock.pass_days(7)
    step = TwelveWeeks(practice)
    assert step.submit({"way": "again"}).said == (
        "You're going around again. Week 4 of 12: who you serve."
    )
    position = practice.course.position()
    assert position is not None
    assert (position.number, position.rounds) == (4, 0)
    assert step.submit({"way": "again"}).said.endswith("Week 4 of 12: who you serve.")


def test_twelve_weeks_end_with_the_persons_own_lines_and_what_came_back(
    practice: Practice, answer: Answer, promised: Promised
) -> None:
    assert [aside.text for aside in TwelveWeeks(practice).asides] == [
        "Your playbook has no line yet. The close of a session can add one.",
        "You haven't reviewed any free help yet.",
        "No promise reviewed yet. You practiced in your first week.",
    ]
    practice.playbook.add("my-value", "Older.", answer)
    practice.playbook.add("my-value", "I find what is wrong.", answer)
    practice.playbook.add("what-i-give-first", "Five minutes.", answer)
    came = back("2026-11-17", "thanks")
    saved(
        practice,
        promised("2026-11-10", "kept", "2026-11-17", minutes=20, came_back=came, expected="paid"),
    )
    own, gave, kept = TwelveWeeks(practice).asides
    assert own.rows == [
        ("What I give first", "Five minutes."),
        ("My value", "I find what is wrong."),
    ]
    assert own.text == "What I give first: Five minutes.\nMy value: I find what is wrong."
    assert gave.text == (
        "You gave once, 20 minutes in all. You hoped for something once, and it came. "
        "What came back: thanks 1×."
    )
    assert kept.text == "You kept your last promise. You practiced in 3 of the last 3 weeks."
    assert all(aside.text in own.full for aside in (own, gave, kept))


# Met with their own words


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"outcome": "kept"}, "You said you would, and you did."),
        (
            {"outcome": "kept", "did": "I called.", "back": "nothing"},
            "What you did: “I called.” You said you would, and you did.",
        ),
        (
            {"outcome": "kept", "response": "He laughed.", "back": "thanks paid"},
            "What they said or did: “He laughed.”\nWhat came back: thanks, paid work. "
            "That came from what you did.",
        ),
        (
            {"outcome": "partly", "back": "question"},
            "What came back: a question. That came from what you did.",
        ),
    ],
)
def test_a_kept_promise_is_met_with_the_persons_own_words(
    practice: Practice, promise: Promise, values: Values, text: str
) -> None:
    done = Review(practice, promise).submit(values)
    assert isinstance(done.then, Kept)
    assert SENTENCE in done.then.ask
    assert " ".join(aside.text for aside in done.then.asides) == text
    after = done.then.submit({})
    assert after.undo is not None
    assert isinstance(after.undo(), Review)
    assert only(practice).status == "open"


@pytest.mark.parametrize(
    "values", [{"outcome": "partly", "back": "nothing"}, {"outcome": "not-this-time"}]
)
def test_another_outcome_is_told_and_the_session_goes_on(
    practice: Practice, promise: Promise, values: Values
) -> None:
    done = Review(practice, promise).submit(values)
    assert done.then is None
    assert SENTENCE in done.said


# Look back


def about(step: Step) -> Aside:
    (aside,) = (aside for aside in step.asides if aside.name == "about")
    return aside


@pytest.mark.parametrize(
    ("prompt", "says"),
    [
        ("look-back.sign-today", "Your answers aren't four weeks old yet."),
        ("look-back.what-came-back", "You haven't reviewed any free help yet."),
        ("look-back.same-promise", "You haven't made any promise twice yet."),
    ],
)
def test_a_look_back_that_was_chosen_says_plainly_that_there_is_nothing_yet(
    practice: Practice, prompt: str, says: str
) -> None:
    aside = about(Reflect(practice, prompt_id=prompt))
    assert (aside.text, aside.full, aside.open) == (says, "", True)


def test_a_look_back_shows_a_glance_of_what_it_is_about_and_all_of_it_in_full(
    practice: Practice, clock: FixedClock
) -> None:
    long = "I asked Bill, and then I waited. " * 10
    for prompt in (PROMPT, "value.my-value", "serve.the-job", "filter.went-right", "circle.whom"):
        if prompt in practice.library.by_id:
            practice.entries.answer(long, prompt)
    clock.pass_days(28)
    aside = about(Reflect(practice, prompt_id="look-back.sign-today"))
    assert aside.title == "About four weeks ago"
    assert all(len(line) < 170 for line in aside.text.splitlines())
    assert aside.full.count(long.strip()) == len(aside.full.split("\n\n")) >= 4
    page = about(Reflect(practice, prompt_id="look-back.empty-page"))
    assert page.text.splitlines()[0].startswith("What I give first: ")
    assert page.text.splitlines()[-1] == "… and 6 more"


def test_where_the_journal_cannot_be_read_a_look_back_can_still_be_answered(
    practice: Practice,
) -> None:
    practice.places.journal.mkdir(parents=True)
    step = Reflect(practice, prompt_id="look-back.sign-today")
    assert not [aside for aside in step.asides if aside.name == "about"]


def test_a_step_of_one_text_saves_it_and_holds_it_as_it_is(practice: Practice) -> None:
    step = Note(practice)
    assert isinstance(step, TextStep)
    assert step.draft_text({"text": "a: b\n    c"}) == "a: b\n    c"
    assert form_text({"text": "a"}) != step.draft_text({"text": "a"})


def test_the_first_close_offers_reminders_and_one_key_sets_a_time(
    practice: Practice, tmp_path: Path
) -> None:
    step = Close(practice)
    assert "remind" in step.offers
    remind = step.remind()
    (field,) = remind.fields({})
    assert (field.kind, [*field.options]) == ("one", ["07:30", "08:30", "12:30", "17:30"])
    said = remind.submit({"at": "08:30"}).said
    assert said == "I'll remind you from 08:30 on if something is due."
    table = (tmp_path / "tmp" / "crontab").read_bytes()
    assert b"\n30 * * * * " in table
    assert b"remind --at 08:30" in table
    later = Close(practice)
    assert "remind" not in later.offers


def test_reminders_that_cannot_be_set_are_no_reason_to_stay(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    remind = Close(practice).remind()
    monkeypatch.setenv("PATH", str(tmp_path))
    done = remind.submit({"at": "08:30"})
    assert done.passed
    assert "no crontab program" in done.said
    close = Close(practice)
    assert "remind" not in close.offers
    assert any("coach schedule --at" in aside.text for aside in close.asides)
