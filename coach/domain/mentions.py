"""People and tags in a text: `@bill`, `#price`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import normalize

_MENTION = re.compile(r"(?<!\w)([@#])([\w-]+)")
_BEGUN = re.compile(r"(?<!\w)([@#])([\w-]+)$")


def people(text: str) -> list[str]:
    """The handles mentioned with `@`, case folded, each once, in the order they appear.

    `@` counts when it does not follow a word character, so not in `bill@shop.example`. A
    handle is Unicode letters, digits, `-` and `_`; a `-` at its end is not part of it, and
    the possessive `'s` never is, since an apostrophe ends it.
    """
    return list(_names(text, "@"))


def tags(text: str) -> list[str]:
    """The tags written with `#`, by the same rules as people."""
    return list(_names(text, "#"))


def most_mentioned(names: Iterable[str]) -> list[tuple[str, int]]:
    """Each name and how often it is there, most often first, then by the alphabet."""
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def begun(before_cursor: str) -> tuple[str, str] | None:
    """The sign and the letters of a mention that is being typed, such as `("@", "bi")`."""
    match = _BEGUN.search(before_cursor)
    return (match[1], match[2].casefold()) if match else None


def _names(text: str, sign: str) -> Iterator[str]:
    seen = set()
    # Some keyboards send Ž as two signs, a letter and its mark; composed it is one letter.
    for found, word in _MENTION.findall(normalize("NFC", text)):
        name = word.rstrip("-").casefold()
        if found == sign and name and name not in seen:
            seen.add(name)
            yield name
