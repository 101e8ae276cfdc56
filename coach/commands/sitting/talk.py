"""Talking in plain lines: one thing asked at a time, the same on a terminal and through a pipe."""

import sys
from collections.abc import Callable, Mapping
from typing import TypeVar

from coach.commands.output import fold
from coach.errors import JournalError, UsageError
from coach.practice import Practice

Key = TypeVar("Key", bound=str)
Commands = Mapping[str, Callable[[], None]]

HELP = {
    "/why": "why this is asked",
    "/example": "an answer from another trade",
    "/another": "another question; the second time, choose a track",
    "/edit": "write in your own editor",
    "/leave": "leave; what you wrote stays as a draft",
    "/help": "these lines",
}
"""What a line of its own may say instead of an answer."""

SKIPS = "Enter on nothing skips."

NO_STEP = "sitting"
"""The draft for what is written where no text is asked for."""


class Left(Exception):
    """The person leaves, or nothing more comes in."""


class Talk:
    """What is said to a person, and the lines they write."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.key = NO_STEP
        """The draft that the next line belongs to."""
        self.met: set[str] = set()
        """The answers that were given or read back in this sitting."""
        self._said: set[str] = set()

    def say(self, text: str = "", indent: str = "") -> None:
        """Say this, folded to the terminal."""
        print(fold(text, indent))

    def once(self, text: str, later: str = "") -> None:
        """Say this if it was not said before in this sitting; if it was, what to say `later`."""
        if text not in self._said:
            self._said.add(text)
            self.say(text)
        elif later:
            self.say(later)

    def part(self, text: str) -> None:
        """Say this after an empty line: something new begins."""
        self.say()
        self.say(text)

    def line(self, commands: Commands | None = None) -> str:
        """The next line the person writes, once it is not one of the `commands`.

        Raises:
            Left: if the person leaves, or nothing more comes in.
            UsageError: if it is not text; its bytes are then kept and the hint says where.
        """
        known = {**(commands or {}), "/leave": self._leave}
        while True:
            line = self._read()
            word = line.strip().lower()
            if word not in HELP:
                return line
            if word == "/help":
                for name in (name for name in HELP if name in known or name == word):
                    self.say(f"{name:<9} {HELP[name]}", "  ")
            elif word in known:
                known[word]()
            else:
                self.say("There is none here. /help tells what there is.")

    def choose(self, options: Mapping[Key, str], enter: str) -> Key | None:
        """The one that the person chooses by its number; None on nothing, as `enter` says."""
        self._list(options)
        self.say(enter)
        while word := self.line().strip():
            if chosen := self._chosen([word], options):
                return chosen[0]
            self.say(f"Write a number from 1 to {len(options)}, or only Enter.")
        return None

    def choose_several(self, options: Mapping[Key, str], enter: str) -> list[Key]:
        """Those that the person chooses by their numbers; none on nothing, as `enter` says."""
        self._list(options)
        self.say(enter)
        while True:
            words = self.line().replace(",", " ").split()
            chosen = self._chosen(words, options)
            if chosen is not None:
                return list(dict.fromkeys(chosen))
            self.say(f"Write numbers from 1 to {len(options)} with spaces, or only Enter.")

    def number(self, question: str) -> str:
        """A number; nothing on nothing."""
        self.say(question)
        while word := self.line().strip():
            if word.isascii() and word.isdecimal() and len(word) < 6:
                return word
            self.say("Write a number, or only Enter.")
        return ""

    def with_the_rest(self, error: JournalError) -> JournalError:
        """The error, once all that is still piped in is a draft and its hint says where."""
        if sys.stdin.isatty() or not (data := sys.stdin.buffer.read()).strip():
            return error
        path = self.practice.drafts.keep(NO_STEP, data)
        return JournalError(error.message, f"{error.hint}\n  What followed is kept: {path}")

    def _list(self, options: Mapping[Key, str]) -> None:
        for number, what in enumerate(options.values(), 1):
            self.say(f"{number} {what}", "  ")

    @staticmethod
    def _chosen(words: list[str], options: Mapping[Key, str]) -> list[Key] | None:
        """The options with these numbers, or words; None if one of them is no option."""
        names = {str(number): key for number, key in enumerate(options, 1)}
        names |= {options[key].lower(): key for key in options} | {key: key for key in options}
        if not all(word.lower() in names for word in words):
            return None
        return [names[word.lower()] for word in words]

    def _leave(self) -> None:
        raise Left

    def _read(self) -> str:
        sys.stdout.flush()
        data = sys.stdin.buffer.readline()
        if not data:
            raise Left
        terminal = sys.stdin.isatty()
        try:
            return data.decode(sys.stdin.encoding if terminal else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            if not terminal:
                data += sys.stdin.buffer.read()
            path = self.practice.drafts.keep(self.key, data)
            raise UsageError(
                "A line is not valid UTF-8, so it was not taken.",
                f"It is kept as it came: {path}",
            ) from error
