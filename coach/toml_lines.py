"""Where a value stands in a TOML file: the lines, which tomllib does not tell.

Only texts that tomllib has accepted are read here, so nothing is checked again: it is enough to
see where keys and values begin.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

Steps = tuple[str | int, ...]
"""The way to a value: keys, and numbers from 1 in lists, such as `("prompt", 3, "ask")`."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_SCALAR = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*'|[^,\]}\n#]+''',
    re.DOTALL,
)


def line_of(text: str, steps: Steps) -> int | None:
    """The line where this begins or, if it is not there, the nearest thing around it.

    None if nothing around it has a line, or if there is any doubt.
    """
    lines = lines_of(text)
    while steps and steps not in lines:
        steps = steps[:-1]
    return lines.get(steps)


def lines_of(text: str) -> dict[Steps, int]:
    """The line where each thing begins; nothing at all if there is any doubt.

    No line is better than a wrong one, so what is found must be just what tomllib finds.
    """
    try:
        lines = _Reader(text).lines()
        return lines if lines.keys() == set(_everything(tomllib.loads(text))) else {}
    except (LookupError, RecursionError):
        return {}


def _everything(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """The ways to all that is in a value, and to the value itself."""
    if steps:
        yield steps
    inner = value.items() if isinstance(value, dict) else ()
    for step, each in enumerate(value, 1) if isinstance(value, list) else inner:
        yield from _everything(each, (*steps, step))


class _Reader:
    """Goes through a text once and notes the line where each thing begins.

    Raises `LookupError` where it does not understand.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [end.start() for end in re.finditer("\n", text)]
        self._lines: dict[Steps, int] = {}
        self._counts: dict[Steps, int] = {}
        """How many tables each `[[list]]` has so far."""

    def lines(self) -> dict[Steps, int]:
        """The line of everything in the text."""
        table: Steps = ()
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()
        return self._lines

    def _header(self) -> Steps:
        """Read `[a.b]` or `[[a.b]]`, and give the way to the table that it opens."""
        line, brackets = self._line(), 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        keys = self._keys()
        self._at += brackets
        steps: Steps = ()
        for number, key in enumerate(keys, 1):
            steps = (*steps, key)
            self._lines.setdefault(steps, line)
            if brackets == 2 and number == len(keys):
                self._counts[steps] = self._counts.get(steps, 0) + 1
            if steps in self._counts:
                steps = (*steps, self._counts[steps])
        self._lines[steps] = line  # also where [a.b] before it has let a begin earlier
        return steps

    def _pair(self, table: Steps) -> None:
        """Read `key = value`."""
        line = self._line()
        for key in self._keys():
            table = (*table, key)
            self._lines.setdefault(table, line)
        self._at += 1  # the sign between them
        self._value(table)

    def _keys(self) -> list[str]:
        """Read `a."b".c`."""
        keys = []
        while True:
            self._skip()
            keys.append(_unquoted(self._take(_KEY)))
            self._skip()
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _value(self, steps: Steps) -> None:
        self._skip()
        opening = self._text[self._at]
        if opening == "[":
            self._at += 1
            number = 0
            while self._another("]"):
                number += 1
                self._lines[(*steps, number)] = self._line()
                self._value((*steps, number))
        elif opening == "{":
            self._at += 1
            while self._another("}"):
                self._pair(steps)
        else:
            self._take(_SCALAR)

    def _another(self, closing: str) -> bool:
        """Whether a list or an inline table goes on; what ends it is read too."""
        self._skip()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip()
        if self._text[self._at] != closing:
            return True
        self._at += 1
        return False

    def _skip(self) -> None:
        self._take(_BLANK)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if not found:
            raise LookupError
        self._at = found.end()
        return found[0]

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1


def _unquoted(key: str) -> str:
    """A key as it is meant."""
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key
