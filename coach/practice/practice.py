"""One person's practice: the use cases, composed over one workspace."""

import contextlib
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from coach import config as settings
from coach import files, paths
from coach.clock import Clock
from coach.config import Config
from coach.domain.model import Library
from coach.domain.promises import sentence
from coach.domain.text import normalize
from coach.errors import JournalError, SaveError, UsageError, os_errors_as
from coach.paths import Places
from coach.practice import drafting
from coach.practice.workspace import Workspace
from coach.store.drafts import Draft
from coach.store.open_draft import OpenDraft

if TYPE_CHECKING:
    from coach.practice.course import Course
    from coach.practice.doctor import Doctor
    from coach.practice.entries import Entries
    from coach.practice.maintenance import Maintenance
    from coach.practice.playbook import Playbook
    from coach.practice.progress import Progress
    from coach.practice.promises import Promises
    from coach.practice.reminders import Reminders
    from coach.practice.sync import Sync
    from coach.practice.transfer import Transfer
    from coach.practice.walk import Walk


def _part(name: str, *over: str) -> "cached_property[Any]":
    """Return a use case, made over others when it is asked for first; only then imported."""

    def make(practice: "Practice") -> object:
        made = getattr(import_module(f"coach.practice.{name}"), name.capitalize())
        return made(*(getattr(practice, other) for other in over))

    return cached_property(make)


class Practice:
    """Everything both front ends do. Opening it reads nothing and creates nothing.

    What not every command needs is made when it is asked for first.
    """

    entries: "cached_property[Entries]" = _part("entries", "work", "_course")
    course: "cached_property[Course]" = _part("course", "work")
    promises: "cached_property[Promises]" = _part("promises", "work", "entries", "course")
    playbook: "cached_property[Playbook]" = _part("playbook", "work")
    progress: "cached_property[Progress]" = _part("progress", "work", "course")
    transfer: "cached_property[Transfer]" = _part("transfer", "work", "playbook", "progress")
    sync: "cached_property[Sync]" = _part("sync", "work")
    reminders: "cached_property[Reminders]" = _part("reminders", "work")
    walk: "cached_property[Walk]" = _part("walk", "work")
    maintenance: "cached_property[Maintenance]" = _part("maintenance", "work")
    doctor: "cached_property[Doctor]" = _part("doctor", "work", "maintenance")

    def __init__(
        self, places: Places, config: Config | None = None, clock: Clock | None = None
    ) -> None:
        self.work = Workspace(places, config or Config(), clock or Clock())
        self.places = places
        self.config = self.work.config
        self.clock = self.work.clock
        self.journal = self.work.journal
        self.drafts = self.work.drafts

    @classmethod
    def here(cls) -> Self:
        """Open the practice at the places in force."""
        places = paths.places()
        return cls(places, settings.load(places.config_file))

    @cached_property
    def library(self) -> Library:
        """The questions at hand."""
        return self.work.library

    def day(self) -> date:
        """Return the practice day it is now; in a session, the one it began on."""
        return self.work.day()

    def state(self) -> object:
        """Return what is another once a new day has begun, or anyone has saved.

        Raises:
            JournalError: if the journal cannot be read.
        """
        return self.day(), self.journal.version()

    def open_draft(self, key: str) -> tuple[OpenDraft, str]:
        """Open the draft for `key`, for this window alone, and return what it holds.

        Raises:
            SaveError: if the folder of drafts cannot be written.
        """
        draft = self.drafts.open(key)
        return draft, normalize(draft.read())

    def drop_saved_drafts(self) -> None:
        """Remove every draft whose words were saved since: a kill came between the two.

        With them goes the mark of a walk that was left open on another day.
        Where the journal or a draft cannot be read now, it waits.
        """
        self.drafts.sweep()
        for folder in (*self.drafts.folders(), self.places.state, self.places.backups):
            files.sweep_leftovers(folder)
        waiting = self.drafts.all()
        if not waiting:
            return
        try:
            saved = {pair for entry in self.journal.entries() for pair in drafting.drafts_of(entry)}
        except JournalError:
            return
        for draft in waiting:
            is_saved = (draft.key, normalize(draft.text)) in saved or self._are_on_pages(draft)
            if is_saved or self.walk.is_over(draft) or self._noted(draft):
                with contextlib.suppress(OSError):
                    draft.path.unlink(missing_ok=True)

    def tidy_drafts(self) -> int:
        """Remove what editors left beside drafts and return how many files; no word is lost.

        Raises:
            JournalError: if the journal cannot be read, or a draft not be written.
        """
        with os_errors_as(SaveError, "Can't tidy up", f"Check {self.places.drafts}."):
            return self.drafts.tidy(
                words for e in self.journal.entries() for words in drafting.texts_of(e)
            )

    def _course(self) -> "Course":
        return self.course

    def _are_on_pages(self, draft: Draft) -> bool:
        """Return whether this is a draft of lines, and those it gives to pages are there."""
        values = drafting.form_values(draft.text) if draft.key == drafting.LINES else {}
        given = drafting.chosen_lines(values)
        return bool(given) and given.keys() <= {line.of for line in self.playbook.lines()}

    def _noted(self, draft: Draft) -> bool:
        """Save the draft of a review as a note if the promise has its outcome by now."""
        promise_id = drafting.about_of(draft.key, "review")
        promise = next((p for p in self.journal.promises() if p.id == promise_id), None)
        if promise is None or promise.status == "open":
            return False
        words = f"{sentence(promise)}\n{drafting.review_in_words(drafting.form_values(draft.text))}"
        with contextlib.suppress(SaveError, UsageError):
            self.entries.note(words, leave_draft=False)
            return True
        return False
