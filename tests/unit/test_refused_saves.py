"""Promises and what follows answers where they cannot be saved: no word is lost."""

from collections.abc import Callable

import pytest

from coach.domain.model import Act
from coach.errors import CoachError, SaveError
from coach.practice import Practice, form_fields


@pytest.fixture
def act(practice: Practice) -> Act:
    return practice.promise("Bill calls", "check his invoice", track="give-free")


@pytest.fixture
def damage(practice: Practice) -> Callable[[], None]:
    """Makes a journal that must not be written."""
    return lambda: practice.places.journal.write_bytes(b"{")


@pytest.mark.parametrize(
    ("do", "key", "words"),
    [
        (
            lambda p, act: p.promise("Anna calls", "wait", obstacle="haste", if_obstacle="breathe"),
            "commit",
            {"cue": "Anna calls", "act": "wait", "obstacle": "haste", "if_obstacle": "breathe"},
        ),
        (
            lambda p, act: p.say_outcome(act.id, "kept", did="one\ntwo", they="three: four"),
            "review-{}",
            {"did": "one\ntwo", "they": "three: four"},
        ),
        (
            lambda p, act: p.edit_act(act.id, {"cue": "new cue", "act": "new act"}),
            "edit-{}",
            {"cue": "new cue", "act": "new act"},
        ),
    ],
    ids=["promise", "outcome", "edit"],
)
def test_words_that_cannot_be_saved_are_a_draft_and_it_says_where(
    practice: Practice,
    act: Act,
    damage: Callable[[], None],
    do: Callable[[Practice, Act], Act],
    key: str,
    words: dict[str, str],
) -> None:
    damage()
    with pytest.raises(SaveError) as refused:
        do(practice, act)
    (draft,) = practice.drafts.all()
    assert draft.key == key.format(act.id)
    assert form_fields(draft.text).items() >= words.items()
    assert f"{draft.path}" in refused.value.hint
    said = refused.value.message + refused.value.hint
    assert not any(text in said for text in words.values())


def test_the_words_of_a_caller_who_has_a_draft_are_not_left_twice(
    practice: Practice, act: Act, damage: Callable[[], None]
) -> None:
    damage()
    for do in (
        lambda: practice.promise("a", "b", leave_draft=False),
        lambda: practice.say_outcome(act.id, "kept", did="a", leave_draft=False),
        lambda: practice.follow("0" * 32, "deeper", "Ask?", "a", leave_draft=False),
    ):
        with pytest.raises(SaveError):
            do()
    assert practice.drafts.all() == []


def test_what_follows_an_answer_that_was_erased_meanwhile_is_a_draft(practice: Practice) -> None:
    answer = practice.answer("words", "give-free.for-free")
    practice.journal.erase([answer.id])
    with pytest.raises(SaveError, match="not in the journal any more") as refused:
        practice.follow(answer.id, "deeper", "More?", "my words")
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (f"deeper-{answer.id}", "my words")
    assert f"{draft.path}" in refused.value.hint


def test_an_act_that_was_erased_meanwhile_is_told_and_no_failure(
    practice: Practice, act: Act
) -> None:
    practice.journal.erase([act.id])
    for do in (practice.again, practice.moment_never_came):
        with pytest.raises(CoachError, match="not in the journal any more"):
            do(act.id)
