"""Then and now: an earlier answer beside the new one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from coach.domain.model import Act, Answer

MANY_WORDS = 10_000
"""More words than this, on both sides together, are not compared: nobody reads the marks."""

Piece = tuple[str, bool]
"""Some of a text, and whether it is a word that is not on the other side."""

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
"""Kana and Han signs: there is no space between words, so each sign stands for itself."""
_PIECES = re.compile(rf"\s+|[{_UNSPACED}]|[^\s{_UNSPACED}]+")


@dataclass(frozen=True)
class Comparison:
    """An answer, an earlier one to the same question, and the acts between the two."""

    now: Answer
    then: Answer
    acts: tuple[Act, ...]


def compared(
    answers: Sequence[Answer], acts: Sequence[Act], now: Answer, *, with_first: bool
) -> Comparison | None:
    """What to lay beside an answer: the last one before it, or `with_first` the first of all.

    None if the question was not answered on an earlier day.
    """
    before = [
        a
        for a in answers
        if a.kind == "answer" and a.prompt == now.prompt and a.day < now.day and not a.deleted
    ]
    if not before:
        return None
    order = sorted(before, key=lambda a: (a.day, a.id))
    then = order[0] if with_first else order[-1]
    between = [a for a in acts if a.said and then.day <= a.said <= now.day and not a.deleted]
    return Comparison(now, then, tuple(sorted(between, key=lambda a: (a.said or "", a.id))))


def marked(then: str, now: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; the words that the other one does not have are marked.

    The words that both have, in the same order, are as many as can be. A comma or a capital is
    no change, nor is another space.
    """
    old, new = _PIECES.findall(then), _PIECES.findall(now)
    if len(old) + len(new) > 2 * MANY_WORDS:
        return [(then, False)], [(now, False)]
    places = [[i for i, piece in enumerate(side) if not piece.isspace()] for side in (old, new)]
    words = [[_folded(side[i]) for i in at] for side, at in zip((old, new), places, strict=True)]
    stay = _common(*words)
    return (
        _pieces(old, {places[0][i] for i, _ in stay}),
        _pieces(new, {places[1][j] for _, j in stay}),
    )


def _folded(word: str) -> str:
    return normalize("NFC", word).casefold().strip(".,;:!?…\"'“”‘’()")


def _pieces(side: Sequence[str], stay: set[int]) -> list[Piece]:
    pieces = [(piece, i not in stay and not piece.isspace()) for i, piece in enumerate(side)]
    return [
        ("".join(p for p, _ in run), changed) for changed, run in groupby(pieces, lambda p: p[1])
    ]


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where the longest series of words stands that both have in the same order.

    The rows of the usual table are kept as the bits of whole numbers (Hyyrö, "Bit-parallel LCS"):
    its time depends on how many words there are and never on which. A bit is 0 where one more
    word of `old` adds one to the series.
    """
    at: dict[str, int] = {}
    for i, word in enumerate(old):
        at[word] = at.get(word, 0) | 1 << i
    every = row = (1 << len(old)) - 1
    rows = []
    for word in new:
        met = row & at.get(word, 0)
        row = ((row + met) | (row - met)) & every
        rows.append(row)
    pairs = []
    i, j = len(old) - 1, len(new) - 1
    while i >= 0 and j >= 0:
        if rows[j] >> i & 1:
            i -= 1
        elif j and not rows[j - 1] >> i & 1:
            j -= 1
        else:
            pairs.append((i, j))
            i, j = i - 1, j - 1
    return pairs
