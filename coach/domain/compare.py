"""Then and now: an earlier answer beside the new one."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from unicodedata import normalize as compose

from coach.domain.history import in_order
from coach.domain.model import Answer, Promise
from coach.frozen import frozen

MOST_WORDS = 2_000
"""More words than this on one side are not compared: nobody reads the marks."""
SHARED = 0.5
"""The share of words that two texts have in common, in order, from which on marks show a change.

Texts written apart share about a tenth: nearly every word would be marked.
"""
PHRASE = 3
"""Words in a row that read as something that stayed, where a person compares what they wrote."""
CHANGED = (
    "What changed, and because of what?",
    "What do you see differently now, and what showed you?",
    "What would you no longer say, and what happened in between?",
    "What do you do differently by now, and what led to it?",
    "What stayed the same, what didn't, and why?",
)
"""The question below both answers, in turn."""

Piece = tuple[str, bool]
"""A stretch of a text, and whether it is missing on the other side."""

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
"""Kana and Han: there is no space between words, so each character stands for itself."""
_PIECES = re.compile(rf"\s+|[{_UNSPACED}]|[^\s{_UNSPACED}]+")


@frozen
class Comparison:
    """An answer, an earlier one to the same question, and the promises between the two."""

    now: Answer
    then: Answer
    promises: tuple[Promise, ...]


def compared(
    answers: Sequence[Answer], promises: Sequence[Promise], now: Answer, *, with_first: bool
) -> Comparison | None:
    """Return what stands beside an answer: the last one before it, or `with_first` the first.

    None if the question was not answered on an earlier day.
    """
    before = in_order(
        a
        for a in answers
        if a.kind == "answer" and a.prompt == now.prompt and a.day < now.day and not a.deleted
    )
    if not before:
        return None
    then = before[0] if with_first else before[-1]
    between = [
        (promise.reviewed, promise.id, promise)
        for promise in promises
        if promise.reviewed and then.day <= promise.reviewed <= now.day and not promise.deleted
    ]
    return Comparison(now, then, tuple(p for *_, p in sorted(between, key=lambda each: each[:2])))


def what_changed(answers: Sequence[Answer], now: Answer) -> str:
    """Return the question that goes with an answer beside an earlier one.

    Five wordings take turns, by how many comparisons there were before.
    """
    first: dict[str | None, date] = {}
    before = 0
    for answer in in_order(a for a in answers if a.kind == "answer" and a.id != now.id):
        if (answer.day, answer.id) < (now.day, now.id):
            before += first.setdefault(answer.prompt, answer.day) < answer.day
    return CHANGED[before % len(CHANGED)]


def differences(then: str, now: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts as `marked` does, without marks unless they share most of their words."""
    return marked(then, now, least=SHARED, phrase=PHRASE)


def marked(
    then: str, now: str, *, least: float = 0, phrase: int = 1
) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, with the words that the other side lacks marked.

    A comma, a capital or another space is no change. There are no marks if the texts share less
    than `least`, from 0 to 1. Fewer words than a `phrase` that stay amid a change are marked too.
    """
    sides = [_PIECES.findall(text) for text in (then, now)]
    places = [[i for i, piece in enumerate(side) if not piece.isspace()] for side in sides]
    if max(map(len, places)) > MOST_WORDS:
        return [(then, False)], [(now, False)]
    old, new = ([_folded(side[i]) for i in at] for side, at in zip(sides, places, strict=True))
    matcher = SequenceMatcher(None, old, new)
    if matcher.ratio() < least:
        return [(then, False)], [(now, False)]
    ends = {(0, 0), (len(old), len(new))}
    blocks = [
        block
        for block in matcher.get_matching_blocks()
        if block.size >= phrase or {block[:2], (block.a + block.size, block.b + block.size)} & ends
    ]
    stay_old = {places[0][block.a + n] for block in blocks for n in range(block.size)}
    stay_new = {places[1][block.b + n] for block in blocks for n in range(block.size)}
    return _pieces(sides[0], stay_old), _pieces(sides[1], stay_new)


def _pieces(side: Sequence[str], stay: Collection[int]) -> list[Piece]:
    words = [not piece.isspace() for piece in side]
    changed = [word and i not in stay for i, word in enumerate(words)]
    between = zip([False, *changed], changed, [*changed[1:], False], words, strict=False)
    marks = [is_ or (not word and before and after) for before, is_, after, word in between]
    runs = groupby(zip(side, marks, strict=True), key=lambda piece: piece[1])
    return [("".join(piece for piece, _ in run), mark) for mark, run in runs]


def _folded(word: str) -> str:
    return compose("NFC", word).casefold().strip(".,;:!?…\"'“”‘’()")
