"""What every use case works with: the places, the settings, the clock, and what is on disk."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from coach.clock import Clock
from coach.config import Config
from coach.domain import dates
from coach.domain.model import Library, Prompt
from coach.domain.text import is_blank
from coach.errors import CoachError, JournalError, SaveError, os_errors_as
from coach.files import write_private
from coach.paths import Places
from coach.store.backups import Backups
from coach.store.drafts import Drafts
from coach.store.journal import Journal
from coach.store.recent import LastSeen, Recent

Made = TypeVar("Made")

NO_DRAFT = "No draft can be written either. Copy your words somewhere else."

A_SESSION = timedelta(hours=1)
"""What is saved so long after a session began still belongs to the day it began on."""


class Workspace:
    """One person's practice on disk. Opening it reads nothing and creates nothing."""

    def __init__(self, places: Places, config: Config, clock: Clock) -> None:
        self.places = places
        self.config = config
        self.clock = clock
        self.backups = Backups(places.backups, clock, Recent(places.state / "recent.jsonl"))
        last = LastSeen(places.state / "last-journal.json")
        self.journal = Journal(places.journal, self.backups, last)
        self.drafts = Drafts(places.drafts)
        self._session_began: datetime | None = None
        self._made: tuple[object, dict[str, Any]] = None, {}

    @cached_property
    def library(self) -> Library:
        """The questions at hand.

        Raises:
            TomlError: if a pack that comes with the program is broken.
        """
        from coach.packs.library import load

        return load(self.places.prompts)

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the question with this id, without reading more packs than it takes.

        Raises:
            UsageError: if there is none; the hint names the nearest ids.
        """
        from coach.packs.library import find, find_shipped

        read = "library" in self.__dict__
        return (not read and find_shipped(prompt_id)) or find(self.library, prompt_id)

    def day(self) -> date:
        """Return the practice day it is now; in a session, the one it began on."""
        return dates.practice_day(self._now(), self.config.day_starts)

    def begin_session(self) -> None:
        """Hold the day it is now for as long as a session may take."""
        self._session_began = self._now()

    def _now(self) -> datetime:
        """Return the moment it is; in a session, the one it began at."""
        now, began = self.clock.now(), self._session_began
        return began if began and timedelta() <= now - began < A_SESSION else now

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what follows from the journal today, made once until either is another.

        Raises:
            JournalError: if the journal cannot be read.
        """
        state = self.journal.version(), self.day()
        if self._made[0] != state:
            self._made = state, {}
        made = self._made[1]
        if name not in made:
            made[name] = make()
        found: Made = made[name]
        return found

    @contextlib.contextmanager
    def saving(self, key: str, text: str, *, leave_draft: bool) -> Iterator[None]:
        """Save words in a `with` block; if they cannot be saved, they are left as a draft.

        Without `leave_draft` the caller has them in one already. An interrupt or a lack of
        memory leaves a draft, too, and a note on it says where.

        Raises:
            SaveError: if they could not be saved; the hint says where the draft is.
        """
        try:
            yield
        except JournalError as error:
            if not leave_draft:
                raise
            raise self.left_as_draft(error, key, text) from error
        except CoachError:
            raise
        except BaseException as error:
            if leave_draft:
                self.note_draft(error, key, text)
            raise

    def left_as_draft(self, error: JournalError, key: str, text: str) -> SaveError:
        """Leave words that could not be saved as a draft, and return the error that says where."""
        hint = error.hint if is_blank(text) else self._left(key, text)
        return SaveError(error.message, hint)

    def note_draft(self, error: BaseException, key: str, text: str | bytes) -> None:
        """Leave words as a draft because of an error, and add a note to it that says where."""
        if text.strip():
            error.add_note(self._left(key, text))

    def _left(self, key: str, text: str | bytes) -> str:
        path = self.drafts.last_resort(key, text)
        return f"Your text is in a draft: {path}" if path else NO_DRAFT

    def clear_nudge(self) -> None:
        """Take away what a new shell would show, since the person is here; never fails."""
        with contextlib.suppress(OSError):
            self.places.nudge.unlink(missing_ok=True)

    @property
    def theme(self) -> str:
        """The theme chosen in the app; empty if none was, or it cannot be read."""
        try:
            return self.places.theme.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def remember_theme(self, name: str) -> None:
        """Remember the theme chosen in the app.

        Raises:
            SaveError: if it cannot be written.
        """
        with os_errors_as(SaveError, "Can't remember that"):
            write_private(self.places.theme, name.encode())
