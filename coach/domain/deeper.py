"""One more question after an answer, chosen by what the answer lacks.

A rule that cannot judge a text, because it is in another language or script, stays silent.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

from coach.domain.model import Deeper, DeeperWhen, Prompt
from coach.domain.text import people, words

MOST = 2
"""Questions that follow an answer."""
MOST_AFTER_REVIEW = 1
"""Questions that follow an answer in a session that began with a review: three texts are enough."""
SHORT = 15
"""Words below which an answer is short."""
ENOUGH_TO_TELL = 4
"""Words below which the language of a text is unknown."""
ENGLISH_ALONE = 1 / 16
"""A text is English from this share of words that no other language has."""
COMMON = 1 / 4
"""… and from this share of common words."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENGLISH = _set(
    "about after and could didn't don't from get got her him his how i'd i'll i'm i've it it's our "
    "she that that's the their them then there these they this those what when where which who "
    "with would you your"
)
"""Common words that are English alone."""
_COMMON = _ENGLISH | _set(
    "a all an are as at be been but by can did do for had has have he i if in is me my no not of "
    "on one or out so some to up was we were will"
)
"""Common words; French has some of the latter, Slovene, Dutch and Danish many."""
_PERSON = _set(
    "he she him her his hers customer client man woman lady guy boy girl mother father mum dad "
    "wife husband son daughter brother sister friend neighbour neighbor owner boss colleague "
    "couple family families child children kid student pupil parent patient buyer tenant mr mrs ms "
    "dr"
)
_NO_NAMES = _set(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december english christmas easter"
)
"""Words with a capital that are nobody's name."""
_DOES = _set(
    "came said asked rang called wrote told wanted brought left paid got went gave took needed "
    "thought knew laughed smiled bought sent says asks wants comes calls thanked complained"
)
"""What the first word of a sentence does if it is somebody."""
_NEAR = 40
"""Characters before a word in which the end of the sentence before it is looked for."""
_NUMBER = _set(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty sixty hundred thousand once twice half dozen"
)
_ABSOLUTE = _set(
    "always never everybody everyone everything nobody nothing none all every only "
    "impossible completely totally"
)


def next_deeper(
    prompt: Prompt, text: str, asked: Collection[str], *, reviewed: bool
) -> Deeper | None:
    """Return the next question to ask about an answer, or None.

    `text` is the answer with the ones that follow it so far, `asked` the wordings that were asked
    already. At most two follow an answer, at most one in a session that began with a review.
    The pack's own order decides; its `else` is asked if the answer lacks nothing else.
    """
    if len(asked) >= (MOST_AFTER_REVIEW if reviewed else MOST):
        return None
    left = [deeper for deeper in prompt.deeper if deeper.ask not in asked]
    lacking = next((d for d in left if d.when != "else" and _LACKS[d.when](text)), None)
    if lacking or asked:
        return lacking
    return next((d for d in left if d.when == "else"), None)


def is_english(text: str) -> bool:
    """Return whether the rules on words can judge the text: it is English, and long enough."""
    words = _words(text)
    if len(words) < ENOUGH_TO_TELL:
        return False
    english, common = (sum(word in these for word in words) for these in (_ENGLISH, _COMMON))
    return english >= len(words) * ENGLISH_ALONE and common >= len(words) * COMMON


def _words(text: str) -> Sequence[str]:
    return [word.casefold().replace("’", "'") for word in words(text)]


def _is_short(text: str) -> bool:
    # Scripts that put no space between words cannot be counted.
    joined = any(
        unicodedata.category(char) == "Lo"
        and unicodedata.name(char, "").startswith(_WITHOUT_SPACES)
        for char in text
    )
    return not joined and len(_words(text)) < SHORT


_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


def _has_no_person(text: str) -> bool:
    if people(text) or not is_english(text):
        return False
    words = [word.removesuffix("'s") for word in _words(text)]
    if any(word in _PERSON or word.removesuffix("s") in _PERSON for word in words):
        return False
    return not any(_is_name(text, found) for found in _WORD.finditer(text))


def _is_name(text: str, word: re.Match[str]) -> bool:
    """Return whether a word has a capital that it would not have if it were nobody's name.

    The first word of a sentence has one anyway; it may be a name if it does what people do.
    """
    near = text[max(word.start() - _NEAR, 0) : word.start()]
    before = near.rstrip(" \t\"'“”‘’()")
    name = re.split("['’]", word[0])[0]
    folded = name.casefold()
    if not before or before[-1] in ".!?:…\n-–—*•":
        following = _WORD.match(text, word.end() + 1)
        does = following is not None and following[0].casefold() in _DOES
        return name[:1].isupper() and does and folded not in _COMMON
    short_form = len(name) > 1 and name.isupper()
    known = {folded, folded.removesuffix("s")} & _NO_NAMES
    return name[:1].isupper() and not (short_form or known)


def _has_no_number(text: str) -> bool:
    if any(char.isdigit() for char in text) or not is_english(text):
        return False
    return _NUMBER.isdisjoint(_words(text))


def _is_absolute(text: str) -> bool:
    return is_english(text) and not _ABSOLUTE.isdisjoint(_words(text))


_LACKS: dict[DeeperWhen, Callable[[str], bool]] = {
    "short": _is_short,
    "no-person": _has_no_person,
    "no-number": _has_no_number,
    "absolute": _is_absolute,
}
