"""Texts: what is trimmed before a save, how they are shown, and the people and tags in them."""

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from unicodedata import category, combining, east_asian_width
from unicodedata import normalize as compose

from coach.errors import UsageError

WIDEST, NARROWEST = 88, 20
"""Columns a text is folded to at most, and at least."""

_WIDE = "\u1100-\u115f\u2e80-\u2fff\u3003-\u3007\u3012-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
_CLOSING = "、。，．：；？！）」』】》〉"
_PIECES = rf"\s+|[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+"
"""What is never folded: white space, a wide character with what closes it, or a word.

Compiled when the first text is folded that may have a wide one: it takes 7 ms.
"""
_ASCII = re.compile(r"[A-Za-z0-9_-]*")
_SIGN = re.compile("[@#＠＃]")
_RUN = re.compile(r"\S+")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_APOSTROPHES = "'’ʼ"
_POSSESSIVE = re.compile("['’][sS]$")
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'}
_ACCENTS = re.compile("[\u0300-\u036f]+")
_JOINERS = "\u200c\u200d"

_CONTROLS = {n: 0x2400 + n for n in range(32) if chr(n) not in "\n\t"}
_CONTROLS |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}
_CONTROLS |= dict.fromkeys((0x2028, 0x2029), 0x2424)
_CONTROLS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)


_TWELVE = "one two three four five six seven eight nine ten eleven twelve"


def decoded(data: bytes) -> str:
    """Return the text of UTF-8 bytes, without a byte-order mark.

    Raises:
        UnicodeDecodeError: if they are not UTF-8.
    """
    return data.decode("utf-8-sig")


def not_utf_8(data: bytes) -> str:
    """Say what bytes are that are not UTF-8, after their name: `is UTF-16, not UTF-8`."""
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "is UTF-16, not UTF-8" if is_utf_16 else "isn't valid UTF-8"


def normalize(text: str) -> str:
    r"""Return the text as it is saved: line ends become `\n`, space at the very end goes.

    So does a byte-order mark at its beginning.

    Raises:
        UsageError: if it holds bytes that are not text (lone surrogates).
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(
            "The text is not valid UTF-8.", "Convert it first, for example with iconv."
        ) from error
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def shown(text: str) -> str:
    """Return the text with characters made visible that steer a terminal or turn lines around."""
    return text.translate(_CONTROLS)


def without_controls(text: str) -> str:
    """Return the text without the characters that `shown` makes visible; its width stays."""
    return text.translate(dict.fromkeys(_CONTROLS))


def escaped(json: str) -> str:
    """Return a JSON text of the same meaning in which those characters are escapes."""
    return json.translate({n: f"\\u{n:04x}" for n in _CONTROLS if n > 0x20})


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return the text as it is shown, each of its lines folded between words to `width` columns.

    Chinese, Japanese and Korean, which take two columns a character, fold between any two.
    """
    room = max(min(width, WIDEST), NARROWEST) - cells(indent)
    rows = (row for line in shown(text).split("\n") for row in _rows(line.expandtabs(), room))
    return "\n".join(indent + row if row else "" for row in rows)


def cells(text: str) -> int:
    """Return how many columns a text takes in a terminal (`rich.cells` takes 30 ms to load)."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in text)


def _rows(line: str, room: int) -> Iterator[str]:
    """Yield the rows of a line; what is longer than the room and has no space stays whole."""
    row, is_first = "", True
    pieces = _PIECES if max(line, default="") >= _WIDE[0] else r"\s+|\S+"
    for piece in re.findall(pieces, line):
        if row.strip() and cells(row + piece) > room and not piece.isspace():
            yield row.rstrip()
            row, is_first = "", False
        if row or is_first or not piece.isspace():
            row += piece
    yield row.rstrip()


def is_blank(text: str) -> bool:
    """Return whether there is nothing in the text to save."""
    return not text.strip()


def first_line(text: str) -> str:
    """Return the first line that is not blank, its spaces folded."""
    return next((one_line(line) for line in text.splitlines() if line.strip()), "")


def one_line(text: str) -> str:
    """Return the text on one line, its spaces folded."""
    return " ".join(text.split())


def capitalized(text: str) -> str:
    """Return the text with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]


def closest(word: str, known: Iterable[str], most: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return which of the known words one that may be mistyped is nearest to, the nearest first."""
    from difflib import get_close_matches  # only a mistake needs it

    return get_close_matches(word, [*known], most, cutoff)


def listed(words: Iterable[str]) -> str:
    """Join words as one says them: `tea`, `tea and milk`, `tea, milk and sugar`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, one: str, many: str = "") -> str:
    """Count things as one says it: `1 answer`, `2 answers`; `many` is an irregular plural."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def in_words(count: int) -> str:
    """Return a number as one writes it in a sentence: in letters up to twelve."""
    return dict(enumerate(_TWELVE.split(), 1)).get(count, f"{count:,}")


def times(count: int) -> str:
    """Return how often something was: `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(count, f"{in_words(count)} times")


def fold(text: str) -> str:
    """Return the text as names and searches compare it: case, accents and quotes are ignored.

    Decomposed, so that full-width and composed characters equal their plain ones; of the
    combining marks only those go that are accents, since in other scripts they are letters.
    """
    if not text.isascii():
        for curly, straight in _QUOTES.items():
            text = text.replace(curly, straight)
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", compose("NFKD", text).casefold())


def words(text: str) -> list[str]:
    """Return the words of a text, as they are written.

    A word is letters, combining marks, digits and joiners of any script, with apostrophes inside.
    """
    found, start = [], -1
    for place, char in enumerate(f"{text} "):
        inside = is_word_char(char) or (start >= 0 and _is_inner_apostrophe(text, place))
        if inside and start < 0:
            start = place
        elif not inside and start >= 0:
            found.append(text[start:place])
            start = -1
    return found


def is_word_char(char: str) -> bool:
    """Return whether a character belongs to a word in some script."""
    return char.isalnum() or category(char)[0] == "M" or char in _JOINERS


def mentions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each person and tag begins and ends in the text, and its sign, `@` or `#`."""
    for begin, end, sign, name in _mentions(text):
        if _counts(sign, name):
            written = _POSSESSIVE.sub("", text[begin + 1 : end]).rstrip("-")
            yield begin, begin + 1 + len(written), sign


def people(text: str) -> list[str]:
    """Return the handles mentioned with `@`, in lower case, each once, in order of appearance.

    `@` counts when it does not follow a word character and is not inside a URL, an e-mail
    address or a code span. A handle is letters, combining marks, joiners, digits, `-`, `_` and an
    inner apostrophe; a trailing `-` and a possessive `'s` are no part of it.
    """
    return people_and_tags(text)[0]


def people_and_tags(text: str) -> tuple[list[str], list[str]]:
    """Return what `people` returns, and by its rules the tags; a tag has a letter in it."""
    found = [(sign, name) for _, _, sign, name in _mentions(text) if _counts(sign, name)]
    named = [_distinct(name for sign, name in found if sign == which) for which in "@#"]
    return named[0], named[1]


def with_people(text: str, renamed: Callable[[str], str]) -> str:
    """Return the text with every handle that is mentioned replaced by what `renamed` returns."""
    parts, done = [], 0
    for begin, end, sign in mentions(text):
        if sign == "@":
            parts += [text[done : begin + 1], renamed(text[begin + 1 : end])]
            done = end
    return "".join([*parts, text[done:]])


def by_frequency(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return each name and how often it is there, most often first, then by the alphabet.

    Names that fold to the same are one, as it was written first.
    """
    written: dict[str, str] = {}
    counts = Counter(fold(written.setdefault(fold(name), name)) for name in names)
    pairs = [(written[folded], count) for folded, count in counts.items()]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def begun_mention(before_cursor: str) -> tuple[str, str] | None:
    """Return the sign and the letters of a mention being typed, such as `("@", "bi")`."""
    for _, end, sign, name in _mentions(before_cursor):
        if end == len(before_cursor):
            return sign, name
    return None


def _counts(sign: str, name: str) -> bool:
    return sign == "@" or any(map(str.isalpha, name))


def _distinct(names: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(fold(name), name)
    return [*first.values()]


def _mentions(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield where each mention begins and ends, its sign and its name in lower case."""
    if not _SIGN.search(text):
        return
    if "`" in text:  # in a code span none counts
        text = _CODE.sub(lambda code: _SIGN.sub("`", code[0]), text)
    # Only a slash makes a URL, so without one there is no need to look at each run by itself.
    runs = [run.span() for run in _RUN.finditer(text)] if "/" in text else [(0, len(text))]
    for begin, last in runs:
        url = begin + _url_from(text[begin:last])
        for found in _SIGN.finditer(text, begin, last):
            place = found.start()
            before = text[place - 1 : place]
            if place >= url or (before and (is_word_char(before) or before == "_")):
                continue
            end = _end_of_name(text, place + 1)
            name = text[place + 1 : end].lower()
            if not name.isascii():
                name = compose("NFC", name).replace("’", "'")
            name = name.removesuffix("'s").rstrip("-")
            if name:
                yield place, end, compose("NFKC", found[0]), name


def _end_of_name(text: str, place: int) -> int:
    while found := _ASCII.match(text, place):
        place = found.end()
        if place == len(text) or not (
            is_word_char(text[place]) or _is_inner_apostrophe(text, place)
        ):
            break
        place += 1
    return place


def _is_inner_apostrophe(text: str, place: int) -> bool:
    return (
        0 < place < len(text) - 1
        and text[place] in _APOSTROPHES
        and is_word_char(text[place - 1])
        and is_word_char(text[place + 1])
    )


def _url_from(run: str) -> int:
    """Return from which place on characters without a space are a URL; their number if none is."""
    scheme, slash = run.find("://"), run.find("/")
    if slash >= 0 and "." in run[:slash]:
        return slash + 1
    return scheme + 3 if scheme >= 0 else len(run)
