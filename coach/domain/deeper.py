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
    "he she him her his hers mr mrs ms dr man men woman women lady ladies guy boy girl mother "
    "father mom mum dad grandma grandpa grandmother grandfather aunt uncle cousin niece nephew "
    "wife husband son daughter brother sister child children kid kids baby teenager family "
    "families couple friend neighbor neighbour stranger bride groom widow retiree veteran "
    "customer client caller guest visitor buyer seller shopper owner homeowner tenant landlord "
    "patient student pupil learner trainee parent member subscriber reader boss manager director "
    "founder partner colleague coworker employee worker assistant intern apprentice helper "
    "receptionist clerk supervisor landscaper accountant bookkeeper lawyer attorney judge agent "
    "broker banker consultant contractor vendor supplier plumber electrician carpenter painter "
    "roofer builder mechanic engineer architect designer developer programmer writer editor "
    "author translator photographer musician singer artist actor teacher tutor coach trainer "
    "instructor professor principal counselor pastor priest doctor nurse dentist therapist "
    "pharmacist vet barber stylist baker chef cook waiter waitress gardener driver rider sitter "
    "nanny officer"
)
"""Words for somebody in particular; `they` and `people` may be anybody."""
_PERSON_ENDS = ("man", "woman", "person")
"""Endings of words for somebody, such as *salesman*."""
_NO_NAMES = _set(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas easter thanksgiving halloween "
    "memorial labor english american german french spanish italian chinese japanese "
    "google zoom excel word instagram facebook youtube linkedin whatsapp etsy amazon paypal venmo "
    "someone somebody anyone anybody everyone everybody nobody no none one others most many some "
    "both half several few another neither either people something anything everything nothing "
    "things stuff work business money sales orders calls emails life time luck rain snow winter "
    "spring summer fall then now today yesterday finally sometimes maybe"
)
"""Words that may have a capital and are nobody's name."""
_DOES = _set(
    "came said asked rang called wrote texted emailed told wanted brought left paid got went gave "
    "took needed thought knew laughed smiled bought sent says asks wants comes calls thanked "
    "complained"
)
"""What the first word of a sentence does if it is somebody."""
_NONE = re.compile(
    r"(?:(?:well|um|hm+|honestly|actually|really|probably|sadly|i think|i guess|i'd say)[ ,.]+)*"
    r"(?:no[ -]?one\b|nobody\b|none\b|not one\b|nope\b|no idea\b|n/a\b"
    r"|(?:no|nothing|never|nowhere|not really)"
    r"(?= *(?:$|[.,;:…–—-])| (?:really|yet|much|lately|so far|at all|comes?|came|that i|i)\b)"
    r"|(?:not that )?i (?:can't|cannot|can|couldn't|don't|do not) "
    r"(?:know|think of|remember|recall)\b)"
)
"""How an answer begins that says there is nobody or nothing to tell of."""
NONE_AT_MOST = 9
"""Words in such an answer at most; a longer one tells of something."""
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
    The pack's own order decides, but its `none` comes first where it fits, and after a review its
    `no-person` last; its `else` is asked if the answer lacks nothing else.
    """
    if len(asked) >= (MOST_AFTER_REVIEW if reviewed else MOST):
        return None
    left = [deeper for deeper in prompt.deeper if deeper.ask not in asked]
    fitting = [deeper for deeper in left if deeper.when != "else" and _LACKS[deeper.when](text)]
    if not asked:
        fitting += [deeper for deeper in left if deeper.when == "else"]

    def place(deeper: Deeper) -> tuple[bool, bool]:
        return deeper.when != "none", reviewed and deeper.when == "no-person"

    return min(fitting, key=place, default=None)


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


def _is_none(text: str) -> bool:
    said = " ".join(text.casefold().replace("’", "'").split()).strip("\"'“”‘’()")
    few = len(_words(text)) <= NONE_AT_MOST
    return few and _NONE.match(said) is not None and not _names_somebody(text)


def _has_no_person(text: str) -> bool:
    return is_english(text) and not _is_none(text) and not _names_somebody(text)


def _names_somebody(text: str) -> bool:
    words = [word.removesuffix("'s") for word in _words(text)]
    return (
        bool(people(text))
        or any({word, word.removesuffix("s")} & _PERSON for word in words)
        or any(word.endswith(_PERSON_ENDS) for word in words)
        or any(_is_name(text, found) for found in _WORD.finditer(text))
    )


def _is_name(text: str, word: re.Match[str]) -> bool:
    """Return whether a word has a capital that it would not have if it were nobody's name.

    The first word of a sentence has one anyway; it is a name if it does what people do. What
    follows "in" is a place.
    """
    near = text[max(word.start() - _NEAR, 0) : word.start()]
    before = near.rstrip(" \t\"'“”‘’()")
    name = re.split("['’]", word[0])[0]
    folded = name.casefold()
    if not name[:1].isupper() or {folded, folded.removesuffix("s")} & _NO_NAMES:
        return False
    if not before or before[-1] in ".!?:…\n-–—*•":
        following = _WORD.match(text, word.end() + 1)
        does = following is not None and following[0].casefold() in _DOES
        return does and folded not in _COMMON
    short_form = len(name) > 1 and name.isupper()
    return not short_form and not before.casefold().endswith(" in")


def _has_no_number(text: str) -> bool:
    if any(char.isdigit() for char in text) or not is_english(text):
        return False
    return _NUMBER.isdisjoint(_words(text))


def _is_absolute(text: str) -> bool:
    return is_english(text) and not _ABSOLUTE.isdisjoint(_words(text))


_LACKS: dict[DeeperWhen, Callable[[str], bool]] = {
    "none": _is_none,
    "short": _is_short,
    "no-person": _has_no_person,
    "no-number": _has_no_number,
    "absolute": _is_absolute,
}
