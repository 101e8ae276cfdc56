"""What happens to a person's text before it is kept: as little as possible."""

import re

from coach.errors import UsageError


def normalise(text: str) -> str:
    r"""The text as it is kept: line ends become `\n`, space at its end goes, all else stays.

    Raises:
        UsageError: if it holds bytes that are not text (lone surrogates).
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(
            "The text is not valid UTF-8.", "Convert it first, for example with iconv."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


_STEERING = {n: 0x2400 + n for n in range(32) if chr(n) not in "\n\t"}
_STEERING |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}


def shown(text: str) -> str:
    """The text as it may be shown: signs that would steer a terminal are made visible."""
    return text.translate(_STEERING)


def is_blank(text: str) -> bool:
    """Whether there is nothing in the text to keep."""
    return not text.strip()


def first_sentence(text: str) -> str:
    """The first sentence of the first line that says something."""
    return re.split(r"(?<=[.!?…。！？])\s", first_line(text), maxsplit=1)[0]


def first_line(text: str) -> str:
    """The first line that says something, its spaces folded."""
    return next(
        (re.sub(r"\s+", " ", line).strip() for line in text.splitlines() if line.strip()), ""
    )
