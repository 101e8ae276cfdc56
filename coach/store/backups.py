"""Backups: verified copies of the journal, one a day for a week and one a month for a year."""

import contextlib
import glob
import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from coach import files
from coach.clock import Clock
from coach.errors import CoachError, SaveError, UsageError, describe_os_error
from coach.paths import expanded
from coach.store.image import Image, decode
from coach.store.salvage import rescue

DAILY = 7
MONTHLY = 12

_DATED = len("coach-2026-11-24")
_DAILY = re.compile(r"coach-(\d{4}-\d{2}-\d{2})\.json")


@dataclass(frozen=True)
class Backup:
    """One copy of the journal."""

    path: Path
    image: Image

    @property
    def name(self) -> str:
        """What a person calls it: the file's name without its suffix."""
        return self.path.stem

    @property
    def entries(self) -> int:
        """How many answers, notes and promises it holds, deleted ones too."""
        return sum(len(self.image.table(name).records) for name in ("answers", "promises"))


class Backups:
    """The folder of backups. Before the first write of a day the journal is copied into it.

    The newest seven daily copies stay, and the oldest of each of the last twelve months. Copies
    that were made for a reason (`-before-restore`, `-edited`, …) are never removed, nor are those
    dated in the future: a clock that was wrong once must not push the others out.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock

    def before_writing(self, journal: Path, *, migrated: bool = False) -> None:
        """Make the day's copy if there is none; a copy that can't be made stops no save.

        A journal about to be migrated is copied first in any case.

        Raises:
            SaveError: if the journal is `migrated` and the old file could not be copied.
        """
        if migrated:
            try:
                self.set_aside(journal, "before-migration")
            except OSError as error:
                raise SaveError(
                    "Can't copy the old journal before it is upgraded: "
                    f"{describe_os_error(error)}.",
                    f"Check {self.folder}.",
                ) from error
        with contextlib.suppress(OSError, SaveError):
            today = self.folder / f"coach-{self._clock.now():%Y-%m-%d}.json"
            if not today.exists():
                self._copy(journal, today)
                self._prune()

    def erase(self, ids: Collection[str], updated: str) -> tuple[int, list[Path]]:
        """Take the words of these entries out of every backup, as `Journal.erase` does.

        Return in how many backups they were, and which could not be searched since they are
        not whole.

        Raises:
            OSError: if a backup could not be written.
        """
        for leftover in self.folder.glob(".coach-*.tmp"):  # of a copy that was cut off
            leftover.unlink(missing_ok=True)
        cleaned, unsure = 0, []
        for backup in self.all():
            if backup.image.condition != "whole" or backup.image.newer:
                unsure.append(backup.path)
                continue
            tables = backup.image.erased(ids, updated)
            if tables != backup.image.tables:
                image = Image(backup.image.generation, tables=tables)
                files.replace(backup.path, [image.encode()])
                cleaned += 1
        return cleaned, unsure

    def set_aside(self, journal: Path, reason: str) -> Path:
        """Copy the journal's bytes as they are, whatever their condition; return the copy's path.

        Raises:
            OSError: if it could not be done.
        """
        stem = f"coach-{self._clock.now():%Y-%m-%dT%H%M%S}-{reason}"
        path, number = self.folder / f"{stem}.json", 1
        while path.exists():
            number += 1
            path = self.folder / f"{stem}-{number}.json"
        files.private_folder(self.folder)
        files.replace(path, [journal.read_bytes()])
        return path

    def copy_to(self, journal: Path, folder: Path) -> Path:
        """Make a verified copy in a folder of the person's and return its path.

        Raises:
            SaveError: if it could not be made, or the journal is not whole.
        """
        path = folder / f"coach-{self._clock.now():%Y-%m-%dT%H%M%S}.json"
        try:
            self._copy(journal, path)
        except OSError as error:
            raise SaveError(
                f"Can't make the backup: {describe_os_error(error)}.", f"Check {folder}."
            ) from error
        return path

    def all(self) -> list[Backup]:
        """Return every backup that can be read, newest first; creates nothing.

        Those dated in the future come last: a wrong clock made them.
        """
        found = []
        for path in self.folder.glob("coach-*.json") if self.folder.is_dir() else ():
            with contextlib.suppress(OSError):
                found.append(Backup(path, read(path)))
        by_age = sorted(found, key=lambda backup: backup.name, reverse=True)
        return sorted(by_age, key=lambda backup: self._is_ahead(backup.path))

    def newest(self) -> Backup | None:
        """Return the newest backup that is whole; None if there is none."""
        whole = (b for b in self.all() if b.image.condition == "whole" and not b.image.newer)
        return next(whole, None)

    def find(self, name: str) -> Backup:
        """Return the backup of this name, or in the file of this path.

        Raises:
            UsageError: if there is none.
            CoachError: if it cannot be read.
        """
        for path in (self.folder / f"{name.removesuffix('.json')}.json", expanded(name)):
            if path.is_file():
                try:
                    return Backup(path, read(path))
                except OSError as error:
                    raise CoachError(
                        f"Can't read the backup: {describe_os_error(error)}.", f"Check {path}."
                    ) from error
        raise UsageError(f"There is no backup “{name}”.", "List them with: coach restore")

    def _copy(self, journal: Path, target: Path) -> None:
        files.private_folder(target.parent)
        data = journal.read_bytes()
        if decode(data) is None:
            raise SaveError("The journal isn't whole.", "Run coach doctor.")
        files.replace(target, [data])
        if target.read_bytes() != data:
            target.unlink()
            raise SaveError("The backup doesn't hold what was written.", "The disk may be failing.")

    def _is_ahead(self, path: Path) -> bool:
        """Return whether a backup's name says a day that is yet to come."""
        return path.name[:_DATED] > f"coach-{self._clock.now():%Y-%m-%d}"

    def _prune(self) -> None:
        days = sorted(
            (match[1], path)
            for path in self.folder.glob("coach-*.json")
            if (match := _DAILY.fullmatch(path.name)) and not self._is_ahead(path)
        )
        months: dict[str, Path] = {}
        for day, path in days:
            months.setdefault(day[: len("2026-11")], path)
        wanted = {path for _, path in days[-DAILY:]} | {*list(months.values())[-MONTHLY:]}
        for _, path in days:
            if path not in wanted:
                path.unlink(missing_ok=True)


def copies_beside(journal: Path) -> list[Backup]:
    """Return the copies of the journal that sync tools, editors or people left beside it.

    Such as `coach.sync-conflict-20261120-101010-ABCDEFG.json`, `coach (conflicted copy).json` or
    `coach.json.orig`: files named after the journal that hold at least one record.
    """
    found: dict[Path, Backup] = {}
    for own in (journal, Path(os.path.realpath(journal))):
        for path in sorted(own.parent.glob(f"{glob.escape(own.stem)}*{own.suffix}*")):
            if path.name in (own.name, files.lock_of(own).name) or not path.is_file():
                continue
            with contextlib.suppress(OSError):
                copy = Backup(path, read(path))
                if any(copy.image.table(name).records for name in copy.image.tables):
                    found[path.resolve()] = copy
    return [*found.values()]


def read(path: Path) -> Image:
    """Return what a journal file holds, whole or salvaged.

    Raises:
        OSError: if it cannot be read.
    """
    data = path.read_bytes()
    return decode(data) or rescue(data)
