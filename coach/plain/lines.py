"""Plain lines: what is said to a person, and what they type, on a terminal or through a pipe."""

import os
import shutil
import sys
from collections.abc import Callable

from coach.domain.text import decoded, wrapped


class Left(Exception):
    """The person leaves, or no more input comes; `text` is what stood in the line at hand."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text


class Lines:
    """A conversation in lines: one thing is said or asked at a time."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._next_line = _terminal_reader() if sys.stdin.isatty() else _read_piped

    def say(self, text: str, indent: str = "") -> None:
        """Print a text, folded to the terminal."""
        print(wrapped(text, shutil.get_terminal_size().columns, indent))

    def part(self, text: str) -> None:
        """Print a text after an empty line: something new begins."""
        print()
        self.say(text)

    def once(self, text: str, later: str = "") -> None:
        """Print a text the first time, and `later` instead of it from then on."""
        if text not in self._said:
            self._said.add(text)
            self.say(text)
        elif later:
            self.say(later)

    def read(self) -> str:
        """Return the next line; several where they were pasted as one text.

        Raises:
            Left: if the person leaves, or no more input comes.
            UnicodeDecodeError: if it is not UTF-8; `object` is the line's bytes.
        """
        sys.stdout.flush()
        return decoded(self._next_line()).rstrip("\r\n")

    def rest(self) -> bytes:
        """Return everything that is still piped in."""
        return b"" if sys.stdin.isatty() else sys.stdin.buffer.read()


def _read_piped() -> bytes:
    data = sys.stdin.buffer.readline()
    if not data:
        raise Left
    return data


def _terminal_reader() -> Callable[[], bytes]:
    """Return what reads lines from a terminal: of any length, with arrow keys, a paste as one."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import DummyHistory
    from prompt_toolkit.output import ColorDepth

    # A terminal that doesn't answer where its cursor is would be told so in the person's text.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    prompt: PromptSession[str] = PromptSession(
        "> ",
        history=DummyHistory(),
        color_depth=ColorDepth.DEPTH_1_BIT,
        enable_suspend=True,
        reserve_space_for_menu=0,
    )

    def read() -> bytes:
        try:
            return prompt.prompt().encode("utf-8", "surrogateescape")
        except (EOFError, KeyboardInterrupt) as end:
            raise Left(prompt.default_buffer.text) from end

    return read
