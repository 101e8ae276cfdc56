"""Plain lines: what is said to a person, and what they type, on a terminal or through a pipe."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from io import BufferedReader
from typing import cast

from coach.domain.text import decoded, wrapped


class Left(Exception):
    """The person leaves, or no more input comes; `text` is what stood in the line at hand."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text


UNFINISHED_EVERY = 0.3
"""Seconds between two looks at a line that is being typed."""


class Lines:
    """A conversation in lines: one thing is said or asked at a time."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._piped = b""
        """What came through a pipe and was not read as a line yet."""
        self._next_line = self._terminal_reader() if sys.stdin.isatty() else self._read_piped

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

    def read(self, typed: Callable[[str], None]) -> str:
        """Return the next line; several where they were pasted as one text.

        On a terminal `typed` is told what stands in it, soon after every change.

        Raises:
            Left: if the person leaves, or no more input comes.
            UnicodeDecodeError: if it is not UTF-8; `object` is the line's bytes.
        """
        sys.stdout.flush()
        return decoded(self._next_line(typed)).rstrip("\r\n")

    def rest(self) -> bytes:
        """Return everything that is still piped in."""
        return b"" if sys.stdin.isatty() else self._piped + sys.stdin.buffer.read()

    def _read_piped(self, _: object) -> bytes:
        stdin = cast(BufferedReader, sys.stdin.buffer)
        try:
            while b"\n" not in self._piped and (data := stdin.read1()):
                self._piped += data
        except KeyboardInterrupt as end:
            raise Left(self._piped.decode("utf-8", "replace")) from end
        line, end_of_line, self._piped = self._piped.partition(b"\n")
        if not line + end_of_line:
            raise Left
        return line + end_of_line

    def _terminal_reader(self) -> Callable[[Callable[[str], None]], bytes]:
        """Return what reads a terminal: lines of any length, with arrow keys, a paste as one."""
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

        async def follow(typed: Callable[[str], None]) -> None:
            before = ""
            while True:
                await asyncio.sleep(UNFINISHED_EVERY)
                text = prompt.default_buffer.text
                if text != before:
                    before = text
                    typed(text)

        def read(typed: Callable[[str], None]) -> bytes:
            def begin() -> None:
                prompt.app.create_background_task(follow(typed))

            try:
                text = prompt.prompt(pre_run=begin)
            except (EOFError, KeyboardInterrupt) as end:
                raise Left(prompt.default_buffer.text) from end
            return text.encode("utf-8", "surrogateescape")

        return read
