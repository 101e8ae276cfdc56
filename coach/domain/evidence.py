"""What shows a person's value: their words, a number, or one's own claim; and whose minutes."""

import re
from collections.abc import Mapping

from coach.domain.model import Evidence
from coach.domain.text import words

MARKS: Mapping[Evidence, str] = {
    "their-words": "their words",
    "number": "a number",
    "own-claim": "my own claim",
}
"""The kinds of evidence, the strongest first, and how a person reads them."""


_QUOTED = re.compile(
    r"“(?P<a>[^”]+)”|\"(?P<b>[^\"]+)\"|«(?P<c>[^»]+)»|„(?P<d>[^“”]+)[“”]"
    r"|(?<![\w'’])['‘](?P<e>\w(?:[^'’]|['’](?=\w))+)['’](?!\w)"
)
_I_SAID = re.compile(
    r"\b(?:I|my)\b[^.!?“\"«„]*\b(?:said|say|told|tell|wrote|write|asked|ask|answered|sentence|sign)"
    r"\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?![\w:/]|[.,]\d)")
_YEAR = re.compile(r"(19|20)\d\d")
_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_SPELLED = {word: number for number, word in enumerate(_TO_TWENTY.split(), 1)}
_SPELLED |= {"thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}
_COUNTS = {*_SPELLED, "hundred", "thousand", "twice", "dozen", "half"} - {"one"}

_MONEY = "[$€£¥]|(?:dollars?|euros?|pounds?|bucks|usd|eur|gbp|chf)\\b"
_NUMBER = re.compile(
    rf"(?P<before>[$€£¥]\s*)?(?<![\w.,:])(?P<number>\d+)(?![\w:]|[.,]\d)(?P<after>\s*(?:{_MONEY}|%))?",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"[\s-]*(?:minutes?|mins?)\b", re.IGNORECASE)
_SPELLED_MINUTES = re.compile(
    rf"\b({'|'.join(sorted(_SPELLED, key=len, reverse=True))})(?=[\s-]+min(?:ute)?s?\b)",
    re.IGNORECASE,
)


def mark(text: str) -> Evidence:
    """Return which kind of evidence a text gives: what it quotes of others goes before numbers."""
    if quoted(text):
        return "their-words"
    digits = any(not _YEAR.fullmatch(found[0]) for found in _DIGITS.finditer(text))
    counts = not _COUNTS.isdisjoint(word.casefold() for word in words(text))
    return "number" if digits or counts else "own-claim"


def quoted(text: str) -> str:
    """Return the words of others that a text quotes, the longest quotation; empty if none."""
    quotations = ((next(filter(None, q.groups())), q.start()) for q in _QUOTED.finditer(text))
    theirs = (
        said
        for said, start in quotations
        if len(said.split()) > 1 and not _I_SAID.search(text[:start])
    )
    return max(theirs, key=len, default="")


def minutes_in(line: str) -> int | None:
    """Return the number of minutes that a line draws; None if it holds no single plain number.

    Prices are no plain numbers. With two numbers nobody can say which one is the line.
    """
    spelled = _SPELLED_MINUTES.sub(lambda found: str(_SPELLED[found[0].lower()]), line)
    plain = [n for n in _NUMBER.finditer(spelled) if not n["before"] and not n["after"]]
    if len(plain) != 1 or not _MINUTES.match(spelled, plain[0].end("number")):
        return None
    return int(plain[0]["number"])
