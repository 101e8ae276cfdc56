"""Words being written: on disk after every line, so that a kill loses only the line at hand."""

import contextlib
import sys
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, TypeVar

from coach import editor
from coach.commands.sitting.talk import NO_STEP, SKIPS, Commands, Talk
from coach.domain.text import is_blank, normalise
from coach.errors import CoachError, SaveError
from coach.practice import OpenDraft, form_fields, form_text

Kept = TypeVar("Kept")

HOW = "Write. An empty line ends the text, Enter on nothing skips, /help tells what else there is."
GO_ON = "Go on writing, or Enter keeps it as it is."


class Words:
    """What a person writes in one step, and its draft; to be used as a context."""

    def __init__(self, talk: Talk, key: str, opened: OpenDraft | None = None) -> None:
        """`opened` is the draft, if it is open already."""
        self._talk = talk
        self._key = key
        self._draft = opened
        self._on_disk = True
        self.text = ""

    def __enter__(self) -> Self:
        self._talk.key = self._key
        try:
            self._draft = self._draft or self._talk.practice.open_draft(self._key)
            self.text = normalise(self._draft.read())
        except SaveError as error:
            self._not_written(error)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._talk.key = NO_STEP
        if self._draft:
            self._draft.close()
        if not self._on_disk and not is_blank(self.text):
            path = self._talk.practice.drafts.keep(self._key, self.text.encode("utf-8"))
            self._talk.say(f"What you wrote is kept as a draft: {path}")

    def write(self, text: str) -> None:
        """Put the words so far, and their draft."""
        self.text = text
        try:
            if self._draft:
                self._draft.write(text)
                self._on_disk = True
        except SaveError as error:
            self._not_written(error)

    def keep(self, save: Callable[[], Kept]) -> Kept:
        """Keep the words for good; their draft goes.

        Raises:
            SaveError: if they could not be saved; the hint says where they are.
        """
        self._on_disk = True  # what cannot be saved is left as a draft by whoever saves
        kept = save()
        with contextlib.suppress(SaveError):
            if self._draft:
                self._draft.write("")
        self.text = ""
        return kept

    def edit(self) -> None:
        """Go on writing in the person's own editor."""
        if not sys.stdin.isatty() or not self._draft:
            self._talk.say("The editor needs a terminal and a draft.")
            return
        try:
            self._draft.write(self.text)
            self._draft.path.touch(mode=0o600)  # the editor is not to choose who may read it
            editor.edit(self._draft.path)
            self.write(normalise(self._draft.read()))
        except CoachError as error:
            self._talk.say(f"{error.message} {error.hint}")
        self.show()

    def show(self, heading: str = "It says now:") -> None:
        """Read back what is written so far, and say how to go on."""
        if is_blank(self.text):
            self._talk.say("Nothing is written. Enter skips.")
            return
        self._talk.say(heading)
        self._talk.say(self.text, "  ")
        self._talk.say(GO_ON)

    def ask_text(self, commands: Commands | None = None) -> str:
        """A text of some lines, after what was begun before; empty if it was skipped."""
        if self.text:
            self._talk.once(HOW)
            self.show("You began this and have not kept it yet:")
        else:
            self._talk.once(HOW, later=SKIPS)
        while (line := self._talk.line({**(commands or {}), "/edit": self.edit})).strip():
            self.write(f"{self.text}\n{line}" if self.text else line)
        self.write("" if is_blank(self.text) else normalise(self.text))
        return self.text

    def _not_written(self, error: SaveError) -> None:
        self._on_disk = False
        self._talk.once(f"No draft can be written meanwhile. {error.message}")


class Form(Words):
    """Words in fields of one line each."""

    def __init__(self, talk: Talk, key: str, names: Iterable[str]) -> None:
        super().__init__(talk, key)
        self._names = tuple(names)
        self.fields = dict.fromkeys(self._names, "")

    def __enter__(self) -> Self:
        super().__enter__()
        self.fill(form_fields(self.text))
        return self

    def fill(self, fields: dict[str, str]) -> None:
        """Put these in their fields."""
        self.fields |= {name: fields[name] for name in self._names if fields.get(name)}

    def ask(self, name: str, question: str, enter: str) -> str:
        """A field in one line; on nothing it stays as it was, which `enter` says if it is empty."""
        before = self.fields[name]
        if before:
            self._talk.say(question)
            self._talk.say(before, "  ")
            self._talk.say("Write it anew, or Enter keeps it.")
        else:
            self._talk.say(f"{question} {enter}".rstrip())
        return self._take(name)

    def point_out(self, name: str, lacks: str) -> None:
        """Ask once for what a field lacks; on nothing it stays as it is."""
        self._talk.say(f"{lacks} Write it anew, or Enter leaves it as it is.")
        self._take(name)

    def put(self, name: str, value: str) -> None:
        """Put this in a field."""
        self.fields[name] = value
        self.write(form_text(self.fields))

    def _take(self, name: str) -> str:
        if line := self._talk.line().strip():
            self.put(name, line)
        return self.fields[name]
