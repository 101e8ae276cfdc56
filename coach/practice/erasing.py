"""Erasing words for good: from every copy first, from the journal last.

So it can be cut off anywhere and be done again, by the same id: as long as the journal has the
words it is known what to look for, and once it has none there is no copy left.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coach import files
from coach.domain.history import belonging
from coach.domain.model import Entry, Promise, timestamp
from coach.domain.promises import if_then
from coach.errors import SaveError, describe_os_error
from coach.practice.drafting import LINES, drafts_of, keys_about, texts_of, without_lines
from coach.practice.entries import only_one
from coach.practice.workspace import Workspace
from coach.store.backups import copies_beside


@dataclass
class Erased:
    """What was erased: how many backups and drafts were cleaned, and what may still hold it."""

    backups: int = 0
    drafts: int = 0
    unsure: list[Path] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    """Drafts that another window has open."""


def find_erased(work: Workspace, short_id: str) -> Entry:
    """Return the entry whose id begins so, though it is erased: to do it again is no error.

    Raises:
        UsageError: if there is none, or more than one.
    """
    return only_one(short_id, (entry for entry in work.journal.entries() if entry.erased))


def to_erase(work: Workspace, entry: Entry) -> list[str]:
    """Return the ids of an entry and everything that goes with it when it is erased.

    With an answer what belongs to it and its lines; with a promise the notes that begin with its
    sentence, as those do that were made when its moment never came.
    """
    answers = work.journal.answers()
    ids = [answer.id for answer in belonging(answers, entry.id)] or [entry.id]
    if isinstance(entry, Promise):
        versions = [*entry.revisions, {"cue": entry.cue, "action": entry.action}]
        said = tuple(if_then(v["cue"], v["action"]) for v in versions if v["cue"] or v["action"])
        ids += [a.id for a in answers if a.kind == "note" and a.text.startswith(said)]
    return ids + [line.id for line in work.journal.lines() if line.of in ids]


def erase(work: Workspace, ids: list[str]) -> Erased:
    """Erase entries for good, with everything they ever said, from all that coach has on disk.

    Raises:
        SaveError: if it could not be done everywhere; it can be done again.
    """
    now = timestamp(work.clock.now())
    cleaning = _Cleaning(work, ids, now)
    with work.journal.exclusive():
        work.journal.back_up()  # or the commit would copy the words
        cleaning.clean()
        work.journal.erase(ids, now)
    cleaning.erased.unsure += _copies(work, ids, now)
    if cleaning.failed:
        failed = cleaning.failed[0]
        raise SaveError(
            "Erased from the journal, but not from every copy and draft: "
            f"{describe_os_error(failed)}.",
            f"Look at {failed.filename or work.places.data}, then erase it again.",
        )
    return cleaning.erased


class _Cleaning:
    """Takes the words out of every copy; what fails at one of them stops no other."""

    def __init__(self, work: Workspace, ids: list[str], now: str) -> None:
        self._work, self._ids, self._now = work, ids, now
        self.erased = Erased()
        self.failed: list[OSError] = []

    def clean(self) -> None:
        work = self._work
        for clean in (
            self._clean_backups,
            lambda: work.backups.recent.erase(self._ids, self._now),
            self._clean_drafts,
            lambda: files.remove(work.places.nudge),  # it may hold the words of a promise
        ):
            try:
                clean()
            except OSError as error:
                self.failed.append(error)
        places = work.places  # and whatever was left half written
        own = (places.data, places.journal.resolve().parent, places.backups, places.state)
        for folder in (*own, *work.drafts.folders()):
            files.sweep_leftovers(folder)

    def _clean_backups(self) -> None:
        for backup in self._work.backups.all():
            try:
                backup = backup.checked()
                if backup.is_whole:
                    self.erased.backups += backup.erase(self._ids, self._now)
                else:  # it can't be searched
                    self.erased.unsure.append(backup.path)
            except OSError as error:
                self.failed.append(error)

    def _clean_drafts(self) -> None:
        work = self._work
        entries = [entry for entry in work.journal.entries() if entry.id in self._ids]
        kinds = {key for entry in entries for key, _ in drafts_of(entry)}
        texts = [text for entry in entries for text in texts_of(entry)]
        about = {key for entry_id in self._ids for key in keys_about(entry_id)}
        changed = _erase_lines(work, self._ids)
        removed, self.erased.opened = work.drafts.erase(about, kinds, texts)
        self.erased.drafts = changed + removed


def _erase_lines(work: Workspace, ids: list[str]) -> int:
    """Take the lines of these answers out of drafts that hold others, too; return of how many."""
    changed = 0
    for draft in work.drafts.all():
        left = without_lines(draft.text, ids) if draft.key == LINES else draft.text
        if left != draft.text:
            changed += 1
            if left:
                work.drafts.save(LINES, left.encode("utf-8"))
            files.remove(draft.path)
    return changed


def _copies(work: Workspace, ids: list[str], now: str) -> Iterator[Path]:
    """Yield the copies beside the journal that others made and that hold any of it."""
    with contextlib.suppress(OSError):
        for copy in copies_beside(work.places.journal):
            if copy.image.erased(ids, now) != copy.image.tables:
                yield copy.path
