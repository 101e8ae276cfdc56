"""Which sentence of an answer carries its lesson, and how an answer is cut down for a page.

The rules know how English says a lesson; in another language the whole answer is the lesson.
"""

import re

from coach.domain.text import cells, one_line

LONG = 240
"""Characters of an answer that stand on a page before it is cut down."""

_ENDS = re.compile(
    r"""[.!?…‽。！？]+["'”’»)\]]*(?=\s)|[。！？](?=\S)|\n\s*\n|\n(?=[ \t]*(?:[-*•#>]|\d+[.)])\s)"""
)
_NO_END = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|e\.g|i\.e|approx|[a-z])\.$", re.IGNORECASE)
_FRAGMENT = 2
"""Words below which what ends like a sentence joins the one beside it, such as `@Priya.`"""
_BEFORE = re.compile(r"""^[^\s“"«]+[.!?…]+\s+(?=\S)""")
"""Such a fragment where it begins a sentence."""
_SAYS = re.compile(
    r"\b(next time|from now on|i should(?:'ve| have)?|i could have|i would have|i'd rather|i'll|"
    r"i will|i won't|i always|i never|i only|i no longer|instead|what i can|so now|"
    r"it (?:starts|costs|ends)|is free|are free|for free|i say|my sentence|in one sentence)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]?\s+[–—]\s|[,;:]\s|[、，；：]")
_SPOKEN = re.compile(r"[“\"«„][^”\"»“]{12,}[”\"»“]")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each on one line.

    A quotation stays whole, and a fragment such as `@Priya.` stays with the sentence after it.
    """
    found: list[str] = []
    begin = 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        part = text[begin:end]
        if end < len(text) and (_in_quotation(part) or _NO_END.search(part)):
            continue
        begin = end
        if said := one_line(part):
            if found and len(found[-1].split()) < _FRAGMENT:
                said = f"{found.pop()} {said}"
            found.append(said)
    if len(found) > 1 and len(found[-1].split()) < _FRAGMENT:
        found[-2:] = [" ".join(found[-2:])]
    return found


def _in_quotation(text: str) -> bool:
    """Return whether a quotation that begins in the text is still open at its end."""
    straight = text.count('"') % 2
    return bool(straight or text.count("“") > text.count("”") or text.count("«") > text.count("»"))


def lesson(text: str) -> str:
    """Return the sentence that says what a person does from now on, or what they say to others.

    Where several do, the one that says most of it, the later before the earlier; where none
    does, the whole text, to be cut down by the person.
    """
    found = sentences(text)
    best = max(reversed(found), key=_weight, default="")
    return _BEFORE.sub("", best) if len(found) == 1 or _weight(best) else text.strip()


def _weight(sentence: str) -> int:
    said = {match[0].lower() for match in _SAYS.finditer(sentence.replace("’", "'"))}
    return len(said) + 2 * bool(_SPOKEN.search(sentence))


def gist(text: str) -> str:
    """Return a text as it stands on a page: whole if it is short, else cut between sentences.

    The lesson is what stays of a long one; without one, its first sentences.
    """
    whole = one_line(text)
    if len(whole) <= LONG:
        return whole
    said = lesson(text)
    return one_line(said) if len(said) <= LONG else excerpt(text, LONG)


def excerpt(text: str, room: int) -> str:
    """Return how a text begins, in so many columns: whole, or cut where one takes a breath.

    That is after a sentence, else after a clause of half the room at least, else between words.
    """
    whole = one_line(text)
    if cells(whole) <= room:
        return whole
    kept = ""
    for sentence in sentences(text):
        if cells(f"{kept} {sentence}") >= room:
            break
        kept = f"{kept} {sentence}".strip()
    return f"{kept or _clauses(whole, room)} …"


def _clauses(line: str, room: int) -> str:
    """Return the beginning of a long sentence, up to the end of a clause or of a word."""
    most = min(len(line), 4 * room)  # marks that take no column aside
    end = next(n for n in range(most, 0, -1) if cells(line[:n]) < room)
    clauses = [match.start() for match in _CLAUSE.finditer(line, end // 2, end)]
    return line[: clauses[-1]] if clauses else line[:end].rsplit(" ", 1)[0]
