"""What is typed in a session, and what is looked for afterward."""

from coach.practice import Practice

FIRST = "give-free.left-without-buying"

FIRST_SESSION = [
    "A phone number.", "And a smile.", "",
    "She runs the bakery and called three times on Monday.", "",
    "Bill calls", "check his oil", "", "1",
    "", "",
]  # fmt: skip
"""An answer, one more question's, a promise from which nothing is expected, and the first close."""

REVIEW_SESSION = [
    "1", "Looked at the oil.", "He laughed.", "2 5", "12",
    "Ten minutes, and Ann from the bakery wrote it all down on Monday for her brother.", "",
    "Ann writes", "answer her", "", "",
    "",
]  # fmt: skip
"""A review, an answer, another promise, and the end."""


def saved(practice: Practice) -> list[tuple[str, str]]:
    return [(answer.kind, answer.text) for answer in practice.journal.answers()]


def words_of(practice: Practice) -> str:
    """Every word that is saved, or in a draft."""
    texts = [answer.text for answer in practice.journal.answers()]
    texts += [promise.words for promise in practice.journal.promises()]
    return "\n".join([*texts, *[draft.text for draft in practice.drafts.all()]])


def in_order(out: str, *parts: str) -> bool:
    """Whether the parts stand in the text, one after the other."""
    folded, place = " ".join(out.split()), 0
    for part in parts:
        place = folded.find(part, place)
        if place < 0:
            raise AssertionError(f"“{part}” does not come in its place:\n{out}")
    return True
