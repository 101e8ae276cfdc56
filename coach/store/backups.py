"""Backups: verified copies of the journal, one a day for a week and one a month for a year."""

import contextlib
import glob
import os
import re
from collections.abc import Collection
from datetime import date, timedelta
from itertools import chain, count
from pathlib import Path
from typing import Self

from coach import files
from coach.clock import Clock
from coach.domain.merge import merged
from coach.domain.records import TYPES
from coach.errors import CoachError, SaveError, UsageError, os_errors_as
from coach.frozen import frozen
from coach.paths import expanded
from coach.store.image import Image, decode
from coach.store.recent import Recent
from coach.store.salvage import image_of, rescue

DAILY = 7
MONTHLY = 12
A_BREAK = timedelta(days=14)
"""Without a session; also more than a clock is usually wrong by."""

_USUAL = re.compile(r"coach-\d{4}-\d{2}-\d{2}(T\d{6})?\.json")
_DATED = len("coach-2026-11-24")
_DAILY = re.compile(r"coach-(\d{4}-\d{2}-\d{2})\.json")


@frozen
class Backup:
    """One copy of the journal, and what it holds."""

    path: Path
    image: Image

    @property
    def name(self) -> str:
        """What a person calls it: the file's name without its suffix."""
        return self.path.stem

    @property
    def day(self) -> date | None:
        """The day it was made on, by its name."""
        with contextlib.suppress(ValueError):
            return date.fromisoformat(self.name.removeprefix("coach-")[:10])
        return None

    @property
    def is_whole(self) -> bool:
        """Whether it can be restored as it is."""
        return self.image.condition == "whole" and not self.image.newer

    @property
    def entries(self) -> int:
        """How many answers, notes and promises it holds, deleted ones too."""
        return sum(len(self.image.table(name).records) for name in ("answers", "promises"))

    @classmethod
    def read(cls, path: Path, *, check: bool = False) -> Self:
        """Return what a journal file holds, whole or salvaged; every record checked, if asked.

        Raises:
            OSError: if it cannot be read.
        """
        data = files.read_regular(path)
        image = image_of(data, trusted=not check)
        try:
            for lines in image.tables.values():
                lines.records  # noqa: B018 (parsed)
        except (ValueError, RecursionError):
            image = rescue(data)
        return cls(path, image)

    def checked(self) -> Self:
        """Return it as it is on disk now, with every record checked.

        Raises:
            OSError: if it cannot be read.
        """
        return self.read(self.path, check=True)

    def erase(self, ids: Collection[str], updated: str) -> bool:
        """Take the words of these entries out of it, as `Journal.erase` does; True if it had any.

        Raises:
            OSError: if it could not be written.
        """
        tables = self.image.erased(ids, updated)
        if tables == self.image.tables:
            return False
        files.replace(self.path, [Image(self.image.generation, tables=tables).encode()])
        return True


class Backups:
    """The folder of backups. Before the first write of a day the journal is copied into it.

    The newest seven daily copies stay, and the oldest of each of the last twelve months. Copies
    that were made for a reason (`-before-restore`, `-edited`, …) are never removed, nor are those
    dated in the future or from before a break: a clock that was wrong once must not push the
    others out.
    """

    def __init__(self, folder: Path, clock: Clock, recent: Recent) -> None:
        self.folder = folder
        self.recent = recent
        self.problem: CoachError | None = None
        """Why the day's copy could not be made."""
        self._clock = clock

    def before_writing(self, journal: Path, *, migrated: bool = False) -> bool:
        """Make the day's copy if there is none, and return whether one was made.

        A copy that can't be made stops no save; `problem` says why. A journal about to be
        migrated is copied first in any case.

        Raises:
            SaveError: if the journal is `migrated` and the old file could not be copied.
        """
        if migrated:
            why = "Can't copy the old journal before it is upgraded"
            with os_errors_as(SaveError, why, f"Check {self.folder}."):
                self.set_aside(journal, "before-migration")
        today, self.problem = self.folder / f"coach-{self._clock.now():%Y-%m-%d}.json", None
        try:
            with os_errors_as(SaveError, "Can't make today's backup", f"Check {self.folder}."):
                if today.exists():
                    return False
                self._copy(journal, today)
        except SaveError as error:
            self.problem = error
            return False
        with contextlib.suppress(OSError):
            self._prune()
        return True

    def everything(self) -> Image:
        """Return all that was ever saved here: the newest backup, and what was saved since."""
        newest, recent = self.newest(), self.recent.image()
        if not newest:
            return recent
        image, tables = newest.image, dict(newest.image.tables)
        for name, kind in TYPES.items():
            here, since = image.table(name).records, recent.table(name).records
            both = {i: merged(here[i], r, kind.versioned) for i, r in since.items() if i in here}
            tables[name] = image.table(name).with_records({**since, **both})
        return Image(max(image.generation, recent.generation), tables=tables)

    def set_recent_aside(self) -> Path | None:
        """Make a copy of what was saved since the last backup, and begin anew; return its path.

        Raises:
            OSError: if it could not be done.
        """
        recent = self.recent.image()
        if not any(recent.table(name).records for name in TYPES):
            return None
        path = self._put_aside(Image(tables=recent.tables).encode(), "recent")
        self.recent.forget()
        return path

    def set_aside(self, journal: Path, reason: str) -> Path:
        """Copy the journal's bytes as they are, whatever their condition; return the copy's path.

        Raises:
            OSError: if it could not be done.
        """
        return self._put_aside(journal.read_bytes(), reason)

    def _put_aside(self, data: bytes, reason: str) -> Path:
        stem = f"coach-{self._clock.now():%Y-%m-%dT%H%M%S}-{reason}"
        names = chain([stem], (f"{stem}-{number}" for number in count(2)))
        path = next(p for name in names if not (p := self.folder / f"{name}.json").exists())
        files.private_folder(self.folder)
        files.replace(path, [data])
        return path

    def copy_to(self, journal: Path, folder: Path) -> Path:
        """Make a verified copy in a folder of the person's and return its path.

        Raises:
            SaveError: if it could not be made, or the journal is not whole.
        """
        path = folder / f"coach-{self._clock.now():%Y-%m-%dT%H%M%S}.json"
        with os_errors_as(SaveError, "Can't make the backup", f"Check {folder}."):
            self._copy(journal, path)
        return path

    def all(self) -> list[Backup]:
        """Return every backup that can be read, newest first; creates nothing.

        Those dated in the future come last: a wrong clock made them.
        """
        found = []
        for path in self.folder.glob("coach-*.json") if self.folder.is_dir() else ():
            with contextlib.suppress(OSError):
                found.append(Backup.read(path))
        return sorted(found, key=lambda b: (not self._is_ahead(b.path), b.name), reverse=True)

    def newest(self) -> Backup | None:
        """Return the newest backup that is whole; None if there is none.

        Before all others come those of a day, and those that were asked for: one that was set
        aside may be what was wrong.
        """
        usual = sorted(self.all(), key=lambda backup: not _USUAL.fullmatch(backup.path.name))
        return next((b for b in map(Backup.checked, usual) if b.is_whole), None)

    def find(self, name: str) -> Backup:
        """Return the backup of this name, or in the file of this path.

        Raises:
            UsageError: if there is none.
            CoachError: if it cannot be read.
        """
        for path in (self.folder / f"{name.removesuffix('.json')}.json", expanded(name)):
            if path.is_file():
                with os_errors_as(CoachError, "Can't read the backup", f"Check {path}."):
                    return Backup.read(path, check=True)
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
        days = {}
        for path in self.folder.glob("coach-*.json"):
            with contextlib.suppress(ValueError):
                if (match := _DAILY.fullmatch(path.name)) and not self._is_ahead(path):
                    days[date.fromisoformat(match[1])] = path
        ordered, months = sorted(days), dict[tuple[int, int], date]()
        for day in ordered:
            months.setdefault((day.year, day.month), day)
        firsts = [*months.values()]
        daily = [day for day in ordered if day not in firsts or day in ordered[-DAILY:]]
        wanted = {*_last(daily, DAILY, A_BREAK), *_last(firsts, MONTHLY, 4 * A_BREAK)}
        for day, path in days.items():
            if day not in wanted:
                path.unlink(missing_ok=True)


def _last(days: list[date], count: int, a_break: timedelta) -> list[date]:
    """Return those of these days that fewer than `count` others follow without a break.

    After a break it may be the clock that jumped: what came before it stays.
    """
    stays, followers = [], 0
    for at in range(len(days) - 1, -1, -1):
        follows = at + 1 < len(days) and days[at + 1] - days[at] <= a_break
        followers = followers + 1 if follows else 0
        if followers < count:
            stays.append(days[at])
    return stays


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
                copy = Backup.read(path, check=True)
                if any(copy.image.table(name).records for name in copy.image.tables):
                    found[path.resolve()] = copy
    return [*found.values()]
