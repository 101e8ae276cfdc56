"""A review in plain lines, and what follows a moment that never came."""

from datetime import date

import pytest

from coach.practice import Practice
from tests.plain.scripts import REVIEW_SESSION, in_order, saved


def test_a_session_with_a_review(session, practice: Practice, began: None) -> None:
    result = session(*REVIEW_SESSION)
    assert (result.code, result.err) == (0, "")
    assert in_order(
        result.out,
        "You promised",
        "If Bill calls, I'll check his oil.",
        "How did it go?",
        "5 the moment never came",
        "What I did",
        "What they said or did",
        "What came back?",
        "Minutes it took",
        "Promise kept: “If Bill calls, I'll check his oil.”",
        "What you did: “Looked at the oil.”",
        "What they said or did: “He laughed.”",
        "What came back: thanks, paid work.",
        "That came from what you did.",
        "To take that back: /undo",
        "What do you expect back?",
        "You kept your promise.",
    )
    promise, new = practice.journal.promises()
    assert (promise.status, promise.reviewed) == ("kept", date(2026, 12, 1))
    assert (promise.did, promise.response, promise.minutes) == (
        "Looked at the oil.", "He laughed.", 12,
    )  # fmt: skip
    assert [back.what for back in promise.came_back] == ["thanks", "paid"]
    assert (new.cue, new.action, new.status) == ("Ann writes", "answer her", "open")
    assert [kind for kind, _ in saved(practice)][2:] == ["answer"]


@pytest.mark.parametrize(
    ("chosen", "status"),
    [
        ("1", "kept"),
        ("Partly", "partly"),
        ("not this time", "not-this-time"),
        ("let-go", "let-go"),
    ],
)
def test_an_outcome_can_be_chosen_by_number_or_word(
    session, practice: Practice, began: None, chosen: str, status: str
) -> None:
    session("9", "perhaps", chosen, "", "", "", "", "")
    assert [promise.status for promise in practice.journal.promises()] == [status]


def test_what_came_back_is_asked_only_after_kept_or_partly(session, began: None) -> None:
    assert "What came back?" not in session("3", "", "").out


def test_what_came_back_and_minutes_are_asked_again_until_understood(
    session, practice: Practice, began: None
) -> None:
    out = session("1", "", "", "2 99", "thanks, 4", "ten", "-1", "10", "").out
    assert "There are the numbers 1 to 7" in out
    assert out.count("Minutes must be a number") == 2
    (promise,) = practice.journal.promises()
    assert [back.what for back in promise.came_back] == ["thanks", "shared"]
    assert promise.minutes == 10


def test_minutes_that_are_no_number_need_not_be_given(
    session, practice: Practice, began: None
) -> None:
    session("1", "", "", "", "ten", "", "")
    (promise,) = practice.journal.promises()
    assert (promise.status, promise.minutes) == ("kept", None)


def test_minutes_are_asked_only_where_what_is_expected_was_answered(
    session, practice: Practice, clock
) -> None:
    practice.promises.make("Bill calls", "say sixty", track="give-free")
    clock.pass_days(7)
    out = session("1", "", "", "", "").out
    assert "Minutes it took" not in out
    assert "Promise kept" in out


def test_a_review_that_is_skipped_leaves_the_promise_open(
    session, practice: Practice, began: None
) -> None:
    result = session("", "")
    assert result.code == 0
    (promise,) = practice.journal.promises()
    assert (promise.status, promise.moved) == ("open", 0)


def test_words_without_an_outcome_wait_as_a_draft(session, practice: Practice, began: None) -> None:
    (promise,) = practice.journal.promises()
    practice.drafts.save(f"review-{promise.id}", b"did: He was ill.\n")
    result = session("", "", "", "")
    assert result.code == 0
    assert "How did it go?" in result.out
    assert practice.journal.promises()[0].status == "open"
    assert [draft.text for draft in practice.drafts.all()] == ["did: He was ill.\n"]


def test_a_moment_that_never_came_moves_the_promise_a_week(
    session, practice: Practice, began: None
) -> None:
    out = session("5", "").out
    assert in_order(out, "I'll ask you on Friday.")
    assert "What would help?" not in out
    (promise,) = practice.journal.promises()
    assert (promise.due, promise.moved) == (date(2026, 12, 4), 1)


@pytest.fixture
def stuck(session, clock, began: None) -> None:
    """A promise whose moment did not come once, and that is due again."""
    session("5", "")
    clock.pass_days(7)


def test_the_second_time_another_moment_can_be_named(
    session, practice: Practice, stuck: None
) -> None:
    out = session("5", "2", "Bill walks by", "", "").out
    assert in_order(out, "the moment hasn't come", "If Bill walks by, I'll check his oil.")
    (promise,) = practice.journal.promises()
    assert (promise.cue, promise.action, promise.status, promise.moved) == (
        "Bill walks by", "check his oil", "open", 2,
    )  # fmt: skip
    assert practice.drafts.all() == []


def test_the_second_time_it_can_be_made_smaller(session, practice: Practice, stuck: None) -> None:
    out = session("5", "1", "ask about his oil", "", "").out
    assert in_order(out, "What would help?", "I'll check his oil", "If Bill calls")
    (promise,) = practice.journal.promises()
    assert (promise.cue, promise.action) == ("Bill calls", "ask about his oil")


@pytest.mark.parametrize(("way", "status"), [("3", "let-go"), ("4", "open"), ("", "open")])
def test_the_second_time_it_can_be_let_go_or_left(
    session, practice: Practice, stuck: None, way: str, status: str
) -> None:
    assert "What would help?" in session("5", way, "").out
    assert [promise.status for promise in practice.journal.promises()] == [status]


@pytest.mark.parametrize(("line", "back"), [("4", ["thanks", "shared"]), ("", ["thanks"])])
def test_what_was_given_is_asked_about_once_more_after_four_weeks(
    session, practice: Practice, clock, line: str, back: list[str]
) -> None:
    promise = practice.promises.make("Bill calls", "check his oil", expected="nothing")
    practice.promises.review(promise.id, "kept", back=["thanks"])
    clock.pass_days(28)
    out = session(line, "").out
    assert in_order(out, "You kept this 4 weeks ago", "If Bill calls", "What came back from it?")
    assert [b.what for b in practice.journal.promises()[0].came_back] == back


def test_an_outcome_is_taken_back_at_the_next_step_and_reviewed_again(
    session, practice: Practice, began: None
) -> None:
    out = session("3", "A slip.", "/undo", "1", "", "", "", "", "").out
    assert "To take that back: /undo" in out
    assert in_order(out, "How did it go?", "How did it go?", "A slip.")
    (promise,) = practice.journal.promises()
    assert (promise.status, promise.did) == ("kept", "A slip.")


def test_a_second_promise_that_is_due_is_offered_at_the_close(
    session, practice: Practice, began: None
) -> None:
    practice.promises.make("Ann writes", "I answer", due=practice.day())
    out = session("3", "", "", "/review", "1", "", "", "", "", "").out
    assert in_order(out, "Also due: If Ann writes, I'll answer.", "You promised", "Promise kept")
    assert [p.status for p in practice.journal.promises()] == ["not-this-time", "kept"]
