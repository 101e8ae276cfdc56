"""Drafts whose words were saved since go; every other one waits."""

import pytest

from coach.domain.model import Deeper
from coach.practice import Practice
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.promise import Review, Reword
from coach.practice.steps.step import Step, Values
from coach.practice.steps.writing import Edit, Note, OneMore, PlaybookLine, Reflect

PROMPT = "give-free.for-free"


def write(practice: Practice, step: Step, values: Values) -> None:
    """What a step leaves as a draft while it is typed."""
    practice.drafts.save(step.draft_key, step.draft_text(values).encode())


def waiting(practice: Practice) -> list[str]:
    practice.drop_saved_drafts()
    return [draft.key for draft in practice.drafts.all()]


@pytest.fixture
def steps(practice: Practice) -> dict[str, tuple[Step, Values]]:
    """Steps, with what a person wrote in them."""
    answer = practice.entries.answer("It took an hour.", PROMPT)
    promise = practice.promises.make("Bill calls", "check it", expected="nothing")
    text = {"text": "Words.\nAnd more. "}
    return {
        "answer": (Reflect(practice, prompt_id="value.my-value"), text),
        "note": (Note(practice), text),
        "edit": (Edit(practice, answer), text),
        "deeper": (OneMore(practice, answer, Deeper("else", "More?")), text),
        "line": (PlaybookLine(practice, answer, "my-value"), text),
        "promise": (
            NewPromise(practice),
            {"cue": "Ann calls", "action": "wait", "obstacle": "haste", "fallback": "breathe"},
        ),
        "reword": (Reword(practice, promise), {"cue": "Bill calls", "action": "check one line"}),
        "review": (
            Review(practice, promise),
            {
                "outcome": "kept", "did": "I rang", "response": "laughed", "back": "thanks paid",
                "minutes": "15",
            },
        ),
    }  # fmt: skip


KINDS = ["answer", "note", "edit", "deeper", "line", "promise", "reword", "review"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_goes_once_its_words_are_saved_and_not_before(
    practice: Practice, steps: dict[str, tuple[Step, Values]], kind: str
) -> None:
    step, values = steps[kind]
    write(practice, step, values)
    assert waiting(practice) == [step.draft_key]
    step.submit(values)
    assert waiting(practice) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "review"])
def test_a_draft_that_says_something_else_waits(
    practice: Practice, steps: dict[str, tuple[Step, Values]], kind: str
) -> None:
    step, values = steps[kind]
    step.submit(values)
    write(practice, step, {name: f"{text} more" for name, text in values.items()})
    assert waiting(practice) == [step.draft_key]


@pytest.mark.parametrize("kind", ["promise", "reword", "review"])
def test_a_form_is_the_same_in_whatever_order_it_was_filled_in(
    practice: Practice, steps: dict[str, tuple[Step, Values]], kind: str
) -> None:
    step, values = steps[kind]
    step.submit(values)
    write(practice, step, dict(reversed(values.items())))
    before = practice.entries.visible()
    assert waiting(practice) == []
    assert practice.entries.visible() == before


def test_the_words_of_a_review_that_came_too_late_become_a_note(
    practice: Practice, steps: dict[str, tuple[Step, Values]]
) -> None:
    step, values = steps["review"]
    assert isinstance(step, Review)
    practice.promises.review(step.promise.id, "let-go")
    write(practice, step, values)
    assert waiting(practice) == []
    assert practice.entries.visible()[-1].text == (
        "If Bill calls, I'll check it.\nI rang\nlaughed\n"
        "What came back: thanks, paid work.\nMinutes: 15."
    )


def test_where_the_journal_cannot_be_read_every_draft_waits(
    practice: Practice, steps: dict[str, tuple[Step, Values]]
) -> None:
    step, values = steps["answer"]
    write(practice, step, values)
    practice.places.journal.unlink()
    practice.places.journal.mkdir()
    other = Practice(practice.places, clock=practice.clock)
    assert waiting(other) == [step.draft_key]


def test_a_draft_that_is_open_in_a_window_waits_for_it(practice: Practice) -> None:
    draft, _ = practice.open_draft("note")
    draft.write("Words.")
    practice.entries.note("Words.")
    practice.drop_saved_drafts()
    assert draft.read() == "Words."
    draft.close()
    assert waiting(practice) == []
