"""The steps in which one writes, and what a look-back shows beside its question."""

from dataclasses import replace

import pytest

from coach.domain.compare import CHANGED, Comparison
from coach.domain.model import Answer, Deeper
from coach.errors import JournalError, UsageError
from coach.practice import Practice
from coach.practice.steps.step import Aside, Done, Step
from coach.practice.steps.writing import (
    Changed,
    Edit,
    Note,
    OneMore,
    PlaybookLine,
    Reflect,
)
from tests.builders import on
from tests.conftest import FixedClock
from tests.practice.steps.conftest import PROMPT, SENTENCE, Promised, asides, names


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
