"""`coach session --four`: a walk through the four questions in plain lines."""

import pytest

from coach.practice import Practice
from coach.practice.drafting import WALK
from tests.plain.scripts import in_order, saved

FOUR = [
    "give-free.for-free",
    "partial-help.cannot-fully",
    "filter.filter-out",
    "value.my-value",
]
ANSWERS = [line for n in range(1, 5) for line in (f"Words {n}. And more.", "")]
PROMISE = ["Bill calls", "check his oil", "", ""]
LINES = ["1 3 4", "", "The ones who can wait.", ""]
"""Three pages: the line as it is suggested, one of one's own, and as it is suggested."""
END = ["", ""]


@pytest.fixture
def walk(coach):
    return lambda *lines: coach(
        "session", "--four", stdin="".join(f"{line}\n" for line in lines).encode()
    )


def test_a_first_walk_from_the_first_question_to_the_plan(walk, practice: Practice) -> None:
    result = walk(*ANSWERS, *PROMISE, *LINES, *END)
    assert (result.code, result.err) == (0, "")
    asks = [practice.library.by_id[id].ask for id in FOUR]
    assert in_order(
        result.out,
        *(part for n, ask in enumerate(asks, 1) for part in (f"Question {n} of 4.", ask, "Saved.")),
        "One small promise",
        "If Bill calls, I'll check his oil.",
        "Which pages of your playbook get a line today?",
        "1 What I give first",
        "4 My value",
        "Type numbers with spaces, or press Enter to skip.",
        "Words 1.",
        "press Enter to leave it as it is.",
        "Saved on “What I give first”, “Who I serve” and “My value”.",
        "Your words are saved.",
        "I'll ask you on Friday.",
    )
    assert saved(practice) == [("answer", f"Words {n}. And more.") for n in range(1, 5)]
    lines = {line.page: line.text for line in practice.playbook.lines()}
    assert lines == {
        "what-i-give-first": "Words 1. And more.",
        "who-i-serve": "The ones who can wait.",
        "my-value": "Words 4. And more.",
    }
    assert len(practice.promises.all()) == 1
    assert practice.drafts.all() == []


def test_left_on_the_way_the_next_session_goes_on_with_the_rest(
    walk, coach, practice: Practice
) -> None:
    result = walk(*ANSWERS[:2], "half a", "/leave")
    assert "Draft saved. coach session goes on there." in result.out
    assert coach("today").out.endswith("To go on where you left off: coach session\n")
    again = coach("session", stdin=b"thought\n\n/leave\n")
    assert in_order(again.out, practice.library.by_id[FOUR[1]].ask, "half a", "Question 3 of 4.")
    assert "Bye. coach session goes on there." in again.out
    assert coach("today").out.endswith("To go on with the four questions: coach session\n")
    assert saved(practice) == [("answer", "Words 1. And more."), ("answer", "half a\nthought")]


def test_one_can_be_skipped(walk, practice: Practice) -> None:
    result = walk("", *ANSWERS[2:4], "", "")
    assert in_order(result.out, "Question 2 of 4.", "Question 4 of 4.", "One small promise")
    assert saved(practice) == [("answer", "Words 2. And more.")]


def test_once_all_four_were_answered_today_it_says_so(walk, practice: Practice) -> None:
    for prompt in FOUR:
        practice.entries.answer("Words.", prompt)
    result = walk()
    assert (result.code, result.out.strip()) == (0, "You've answered all four today.")
    assert practice.drafts.all() == []


def test_walked_again_then_and_now_follow_the_four(walk, practice: Practice, clock) -> None:
    for number, prompt in enumerate(FOUR, 1):
        practice.entries.answer(f"First {number}.", prompt)
    clock.pass_days(90)
    out = walk(*ANSWERS, *["I say it now.", ""], *[""] * 6).out.replace("*", "")
    assert in_order(out, "Question 4 of 4.", *(f"First {number}." for number in range(1, 5)))
    changed = [answer for answer in practice.entries.visible() if answer.kind == "changed"]
    assert [(answer.prompt, answer.text) for answer in changed] == [(FOUR[0], "I say it now.")]


def test_a_first_session_says_that_there_is_a_walk(coach, practice: Practice) -> None:
    offer = "For all four questions in about twenty minutes: coach session --four"
    assert offer in coach("session", stdin=b"Words.\n\n/leave\n").out
    assert offer not in coach("session", stdin=b"").out
    assert WALK not in [draft.key for draft in practice.drafts.all()]
