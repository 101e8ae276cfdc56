"""Then and now: which answer lies beside the new one, and which words are marked."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain.compare import (
    CHANGED,
    MOST_WORDS,
    SHARED,
    Piece,
    compared,
    differences,
    marked,
    what_changed,
)
from coach.domain.model import Answer, Promise

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]

SOME_WORDS = ["one", "two", "Two", "two,", "three.", "and", "the", "客", "客様", "it's"]
WORDS = st.lists(st.sampled_from(SOME_WORDS), max_size=25)
TEXTS = st.one_of(st.text(), WORDS.map(" ".join), WORDS.map("\n ".join))


def words(pieces: list[Piece], changed: bool) -> list[str]:
    return [word for text, mark in pieces if mark is changed for word in text.split()]


def marks(then: str, now: str) -> tuple[list[str], list[str]]:
    left, right = marked(then, now)
    return words(left, changed=True), words(right, changed=True)


def test_the_last_answer_before_the_new_one_lies_beside_it_or_the_first_of_all(
    answered: Answered,
) -> None:
    first, second = answered("a.1", "2026-10-01"), answered("a.1", "2026-10-20")
    others = [
        answered("a.2", "2026-11-01"),
        answered("a.1", "2026-11-02", kind="deeper"),
        answered("a.1", "2026-11-03", deleted=True),
        answered("a.1", "2026-12-01"),
        answered("a.1", "2026-11-24"),
    ]
    now = answered("a.1", "2026-11-24")
    answers = [now, second, *others, first]
    last = compared(answers, [], now, with_first=False)
    assert last is not None
    assert (last.now, last.then) == (now, second)
    earliest = compared(answers, [], now, with_first=True)
    assert earliest is not None
    assert earliest.then == first


def test_of_two_answers_on_a_day_the_later_one_is_the_last_and_the_earlier_the_first(
    answered: Answered,
) -> None:
    one, two, now = (answered("a.1", day) for day in ["2026-10-01"] * 2 + ["2026-11-24"])
    found = [compared([two, now, one], [], now, with_first=first) for first in (False, True)]
    assert [c and c.then for c in found] == [two, one]


def test_an_answer_of_the_same_day_is_nothing_to_compare_with(answered: Answered) -> None:
    earlier, now = answered("a.1", "2026-11-24"), answered("a.1", "2026-11-24")
    assert compared([earlier, now], [], now, with_first=False) is None


def test_the_promises_between_the_two_lie_beside_them_in_the_order_they_were_reviewed(
    answered: Answered, promised: Promised
) -> None:
    then, now = answered("a.1", "2026-10-20"), answered("a.1", "2026-11-24")
    late = promised("2026-10-01", "kept", "2026-11-24")
    soon = promised("2026-10-21", "not-this-time", "2026-10-20")
    promises = [
        late,
        promised("2026-10-01", "kept", "2026-10-19"),
        promised("2026-10-01", "kept", "2026-11-25"),
        promised("2026-10-21"),
        promised("2026-10-21", "kept", "2026-11-01", deleted=True),
        soon,
    ]
    found = compared([then, now], promises, now, with_first=False)
    assert found is not None
    assert found.promises == (soon, late)


@given(TEXTS, TEXTS)
@example("", "")
@example("  \n", "a")
def test_joined_the_pieces_give_back_both_texts(then: str, now: str) -> None:
    left, right = marked(then, now)
    assert "".join(text for text, _ in left) == then
    assert "".join(text for text, _ in right) == now


@given(TEXTS)
def test_a_same_text_has_no_marks(text: str) -> None:
    assert marks(text, text) == ([], [])


@given(TEXTS, TEXTS)
def test_only_words_are_marked_and_never_the_space_about_them(then: str, now: str) -> None:
    for pieces in marked(then, now):
        assert not any(mark and text != text.strip() for text, mark in pieces)


@given(WORDS, WORDS)
def test_words_without_a_mark_are_the_same_on_both_sides_in_the_same_order(
    then: list[str], now: list[str]
) -> None:
    left, right = marked(" ".join(then), " ".join(now))
    stay = [
        [w.casefold().strip(".,") for w in words(side, changed=False)] for side in (left, right)
    ]
    assert "".join(stay[0]) == "".join(stay[1])


@pytest.mark.parametrize(
    ("then", "now", "old", "new"),
    [
        ("I told Bill no.", "I told Ann no.", "Bill", "Ann"),
        ("I told Bill, on Monday", "i  told bill\non monday!", "", ""),
        ("He said “fine”.", "He said fine", "", ""),
        ("Zdravko in \u017deljka", "zdravko in Z\u030celjka", "", ""),
        ("a b", "a b c", "", "c"),
        ("a b c", "c", "a b", ""),
        ("", "new words", "", "new words"),
        ("gone", "", "gone", ""),
        ("彼は来た。", "彼女は来た。", "", "女"),
    ],
)
def test_the_words_that_the_other_does_not_have_are_marked(
    then: str, now: str, old: str, new: str
) -> None:
    assert marks(then, now) == (old.split(), new.split())


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("word " * 100_000, "other " * 100_000),
        ("a " * (MOST_WORDS + 1), "b b"),
        ("b b", "a " * (MOST_WORDS + 1)),
    ],
    ids=["both", "then", "now"],
)
def test_very_long_texts_are_shown_without_marks(then: str, now: str) -> None:
    assert marked(then, now) == ([(then, False)], [(now, False)])


def test_up_to_the_limit_words_are_compared() -> None:
    same = "a " * (MOST_WORDS - 1)
    assert marks(f"{same}old", f"{same}new") == (["old"], ["new"])


def test_the_same_word_again_and_again_is_compared_in_no_time() -> None:
    """A comparison of every pair of equal words would not come to an end here."""
    old, new = marks("a " * MOST_WORDS, "a b " * (MOST_WORDS // 2))
    assert "b" not in old
    assert new.count("b") == MOST_WORDS // 2


@pytest.mark.parametrize(
    ("then", "now", "differs"),
    [
        ("I told Bill no.", "I told Ann no.", True),
        ("a b c d", "a b x y", True),
        ("a b c d", "a x y z", False),
        ("I said sixty, and he left.", "Nobody asked me about it.", False),
        ("the same", "the same", False),
        ("", "new", False),
    ],
)
def test_what_differs_is_marked_only_where_the_texts_share_most_of_their_words(
    then: str, now: str, differs: bool
) -> None:
    left, right = differences(then, now)
    assert any(mark for _, mark in left + right) is differs
    assert ("".join(text for text, _ in left), "".join(text for text, _ in right)) == (then, now)


def test_half_of_the_words_are_most_of_them() -> None:
    assert SHARED == 0.5


def test_five_wordings_of_what_changed_take_turns(answered: Answered) -> None:
    """Also where an answer was deleted since, or what changed was not told."""
    answers = [answered("a.1", "2026-01-05"), answered("b.1", "2026-01-05", deleted=True)]
    days = [f"2026-0{month}-10" for month in range(2, 9)]
    asked = []
    for number, day in enumerate(days):
        now = answered("ab"[number % 2] + ".1", day)
        asked.append(what_changed([*answers, now], now))
        answers += [now, answered(None, day), answered("a.1", day, kind="deeper")]
    assert asked == [*CHANGED, *CHANGED[:2]]
    assert len({*CHANGED}) == 5


def test_the_wording_is_the_same_when_the_step_is_opened_again(answered: Answered) -> None:
    first, now = answered("a.1", "2026-01-05"), answered("a.1", "2026-02-10")
    told = answered("a.1", "2026-02-10", kind="changed", of=now.id)
    later = answered("a.1", "2026-03-10")
    assert what_changed([first, now, told, later], now) == CHANGED[0]
    assert what_changed([first, now, told, later], later) == CHANGED[1]


def test_what_changed_is_marked_in_phrases_not_in_words() -> None:
    then = "I told @bill to measure it, five minutes on the phone. He left with a number."
    now = "I told @bill to measure it, two minutes, and sent him the number."
    sides = differences(then, now)
    phrases = [[text for text, changed in side if changed] for side in sides]
    assert phrases == [
        ["five minutes on the phone. He left with a"],
        ["two minutes, and sent him the"],
    ]
    assert ["".join(text for text, _ in side) for side in sides] == [then, now]
