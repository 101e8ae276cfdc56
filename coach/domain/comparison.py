"""Then and now: an earlier answer beside the new one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coach.domain.model import Act, Answer

MANY_WORDS = 3000
"""More words than this, on both sides together, are not compared: it would take seconds."""

Piece = tuple[str, bool]
"""Some of a text, and whether its words are not on the other side."""

_PIECES = re.compile(r"\s+|[^\s]+")


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
    """Both texts in pieces; the words that the other one does not have are marked."""
    old, new = _PIECES.findall(then), _PIECES.findall(now)
    if len(old) + len(new) > 2 * MANY_WORDS:
        return [(then, False)], [(now, False)]
    matcher = SequenceMatcher(None, _folded(old), _folded(new), autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        left += _piece(old[a:b], changed=tag != "equal")
        right += _piece(new[c:d], changed=tag != "equal")
    return left, right


def _folded(pieces: Sequence[str]) -> list[str]:
    """Pieces for comparing: a comma or a capital is no change, nor is another space."""
    return [" " if piece.isspace() else piece.casefold().strip(".,;:!?…") for piece in pieces]


def _piece(pieces: Sequence[str], *, changed: bool) -> list[Piece]:
    text = "".join(pieces)
    return [(text, changed and not text.isspace())] if text else []
