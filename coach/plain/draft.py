"""What a person writes in one step: on disk after every line, until it is saved."""

import contextlib
import sys
from collections.abc import Iterator

from coach import editor
from coach.domain.text import is_blank
from coach.errors import CoachError, JournalError, SaveError
from coach.plain.lines import Lines
from coach.practice import NO_DRAFT, OpenDraft
from coach.practice.steps.step import Done, Step, Values


class StepDraft:
    """The values of a step and their draft: a kill loses only the line at hand."""

    def __init__(self, step: Step, lines: Lines) -> None:
        self._step = step
        self._lines = lines
        self._draft: OpenDraft | None = None
        self._on_disk = True
        self.values: Values = {}
        self.begun = False
        """Whether a draft was waiting."""

    @property
    def text(self) -> str:
        """The values as the draft holds them."""
        return self._step.draft_text(self.values)

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Hold the draft open; at the end words that could not be written to it are elsewhere."""
        step, practice = self._step, self._step.practice
        try:
            if step.draft_key:
                self._draft, text = practice.open_draft(step.draft_key)
                self.begun = not is_blank(text)
                self.values = step.draft_values(text)
        except SaveError as error:
            self._not_written(error)
        self.values = self.values or step.initial()
        try:
            yield
        finally:
            if self._draft:
                self._draft.close()
            if not self._on_disk and step.draft_key and not is_blank(self.text):
                path = practice.drafts.last_resort(step.draft_key, self.text)
                self._lines.say(f"Draft saved: {path}" if path else NO_DRAFT)

    def put(self, values: Values) -> None:
        """Change some of the values, and write the draft."""
        self._on_disk, self.values = False, self.values | values
        try:
            if self._draft:
                self._draft.write(self.text)
                self._on_disk = True
        except SaveError as error:
            self._not_written(error)

    def with_line(self, name: str, line: str) -> Values:
        """Return a text with one more line; what was only suggested makes way for it."""
        before = "" if self.is_suggested(name) else self.values.get(name, "")
        return {name: "\n".join(filter(None, [before, line]))}

    def is_suggested(self, name: str) -> bool:
        """Return whether a text is the step's own, not the person's."""
        return self.values.get(name) == self._step.initial().get(name, "")

    def typed(self, values: Values) -> None:
        """Write the draft as if a line that is still being typed were finished."""
        with contextlib.suppress(SaveError):
            if self._draft:
                self._draft.write(self._step.draft_text(self.values | values))

    def edit(self) -> None:
        """Let the person go on in their editor.

        Raises:
            CoachError: if there is no terminal, draft or editor, or no text in what it left.
        """
        if not sys.stdin.isatty():
            raise CoachError("The editor needs a terminal.", "Go on writing here.")
        if not self._draft:
            raise CoachError("There is no draft for the editor to open.", "Go on writing here.")
        text = editor.write(self._draft, self.text, self._step.ask, stays=True)
        self.values = self._step.draft_values(text)
        self.put({})

    def submit(self) -> Done:
        """Save the step; its draft goes.

        Raises:
            SaveError: if it could not be saved; the hint says where the words are.
        """
        step, text = self._step, self.text
        try:
            done = step.submit(self.values)
        except JournalError as error:
            self._on_disk = True
            if not step.draft_key:
                raise
            raise step.practice.work.left_as_draft(error, step.draft_key, text) from error
        self.values = {}
        with contextlib.suppress(SaveError):
            if self._draft:
                self._draft.write("")
        return done

    def _not_written(self, error: SaveError) -> None:
        self._lines.once(f"{error} Until this step is saved, your words aren't on disk.")
