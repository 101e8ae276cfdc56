"""Promises and what follows answers where they cannot be saved: no word is lost."""

from collections.abc import Callable

import pytest

from coach.domain.model import Promise
from coach.domain.records import ANSWERS
from coach.errors import CoachError, SaveError
from coach.practice import Practice, erasing
from coach.practice.drafting import form_values


@pytest.fixture
def promise(practice: Practice) -> Promise:
    return practice.promises.make("Bill calls", "check his invoice", track="give-free")


@pytest.fixture
def damage(practice: Practice) -> Callable[[], object]:
    """Makes a journal that must not be written."""
    return lambda: practice.places.journal.write_bytes(b"{")


AN_ANSWER = ANSWERS.of(
    dict.fromkeys(ANSWERS.fields)
    | {"id": "0" * 32, "kind": "note", "day": "2026-11-24", "week": "2026-W48", "revisions": []}
)


@pytest.mark.parametrize(
    ("do", "key", "words"),
    [
        (
            lambda p, promise: p.promises.make(
                "Anna calls", "wait", obstacle="haste", fallback="breathe"
            ),
            "promise",
            {"cue": "Anna calls", "action": "wait", "obstacle": "haste", "fallback": "breathe"},
        ),
        (
            lambda p, promise: p.promises.review(
                promise.id, "kept", did="one\ntwo", response="three: four"
            ),
            "review-{}",
            {"did": "one\ntwo", "response": "three: four"},
        ),
        (
            lambda p, promise: p.entries.answer("half\na word", "give-free.for-free"),
            "answer-give-free.for-free",
            "half\na word",
        ),
        (
            lambda p, promise: p.entries.answer("half"),
            "answer-give-free.left-without-buying",
            "half",
        ),
        (lambda p, promise: p.entries.note("half a word"), "note", "half a word"),
        (lambda p, promise: p.entries.edit("0" * 32, "half a"), f"edit-{'0' * 32}", "half a"),
        (
            lambda p, promise: p.entries.follow("0" * 32, "deeper", "Ask?", "half a"),
            f"deeper-{'0' * 32}",
            "half a",
        ),
        (
            lambda p, promise: p.playbook.add("my-value", "half a", of=AN_ANSWER),
            f"line-{'0' * 32}",
            "half a",
        ),
        (
            lambda p, promise: p.promises.edit(promise.id, {"cue": "new cue", "action": "new act"}),
            "edit-{}",
            {"cue": "new cue", "action": "new act"},
        ),
    ],
    ids=["promise", "outcome", "answer", "next answer", "note", "edit", "deeper", "line", "reword"],
)
def test_words_that_cannot_be_saved_are_a_draft_and_it_says_where(
    practice: Practice,
    promise: Promise,
    damage: Callable[[], object],
    do: Callable[[Practice, Promise], object],
    key: str,
    words: dict[str, str] | str,
) -> None:
    damage()
    with pytest.raises(SaveError) as refused:
        do(practice, promise)
    (draft,) = practice.drafts.all()
    assert draft.key == key.format(promise.id)
    if isinstance(words, str):
        assert draft.text == words
    else:
        assert form_values(draft.text).items() >= words.items()
    assert f"{draft.path}" in refused.value.hint
    said = refused.value.message + refused.value.hint
    texts = [words] if isinstance(words, str) else words.values()
    assert not any(text in said for text in texts)


def test_the_words_of_a_caller_who_has_a_draft_are_not_left_twice(
    practice: Practice, promise: Promise, damage: Callable[[], object]
) -> None:
    damage()
    for do in (
        lambda: practice.promises.make("a", "b", leave_draft=False),
        lambda: practice.promises.review(promise.id, "kept", did="a", leave_draft=False),
        lambda: practice.entries.follow("0" * 32, "deeper", "Ask?", "a", leave_draft=False),
    ):
        with pytest.raises(SaveError):
            do()
    assert practice.drafts.all() == []


def test_what_follows_an_answer_that_was_erased_meanwhile_is_a_draft(practice: Practice) -> None:
    answer = practice.entries.answer("words", "give-free.for-free")
    erasing.erase(practice.work, [answer.id])
    with pytest.raises(SaveError, match="no longer in the journal") as refused:
        practice.entries.follow(answer.id, "deeper", "More?", "my words")
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (f"deeper-{answer.id}", "my words")
    assert f"{draft.path}" in refused.value.hint


def test_a_promise_that_was_erased_meanwhile_is_told_and_no_failure(
    practice: Practice, promise: Promise
) -> None:
    erasing.erase(practice.work, [promise.id])
    for do in (practice.promises.again, practice.promises.move):
        with pytest.raises(CoachError, match="no longer in the journal"):
            do(promise.id)


@pytest.mark.parametrize("undone", [False, True])
def test_no_word_gets_into_the_marker_of_what_was_erased(
    practice: Practice, promise: Promise, undone: bool
) -> None:
    answer = practice.entries.answer("words", "give-free.for-free")
    erasing.erase(practice.work, [answer.id, promise.id])
    for do in (
        lambda: practice.entries.edit(answer.id, "new words"),
        lambda: practice.entries.delete(answer.id, undo=undone),
        lambda: practice.promises.edit(promise.id, {"cue": "new words"}),
        lambda: practice.promises.review(promise.id, "kept", did="new words"),
        lambda: practice.promises.add_echo(promise.id, "paid"),
    ):
        with pytest.raises(SaveError, match="isn't in the journal anymore"):
            do()
    assert "words" not in practice.places.journal.read_text()
    assert practice.entries.visible() == practice.promises.all() == []
