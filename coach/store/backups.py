"""Backups: verified copies of the journal, kept for days and for months."""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach.clock import Clock
from coach.errors import SaveError, UsageError
from coach.paths import expanded
from coach.store import files
from coach.store.image import Image, decode
from coach.store.salvage import rescue

DAILY = 7
MONTHLY = 12

_DAILY = re.compile(r"coach-(\d{4}-\d{2}-\d{2})\.json")


@dataclass(frozen=True)
class Backup:
    """One copy of the journal."""

    path: Path
    image: Image

    @property
    def name(self) -> str:
        """What a person calls it, the file's name without its ending."""
        return self.path.stem

    @property
    def entries(self) -> int:
        """How many answers, notes and acts it holds, deleted ones too."""
        tables = self.image.tables
        return len(tables["answers"].records()) + len(tables["acts"].records())


class Backups:
    """The folder of backups. Before the first write of a day the journal is copied into it.

    The newest seven daily copies are kept, and the oldest of each of the last twelve months;
    copies that were made for a reason (`-before-restore`, `-edited`, …) are never taken away.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock

    def before_writing(self, journal: Path, *, migrated: bool = False) -> None:
        """Make the day's copy if there is none; a copy that cannot be made stops no save."""
        with contextlib.suppress(OSError, SaveError):
            today = self.folder / f"coach-{self._clock.now():%Y-%m-%d}.json"
            if migrated:
                self.keep(journal, "before-migration")
            if not today.exists():
                self._copy(journal, today)
                self._prune()

    def erase(self, ids: Iterable[str]) -> tuple[int, list[Path]]:
        """Take records out of every backup, whatever their table.

        Gives in how many they were, and which could not be searched since they are not whole.

        Raises:
            OSError: if a backup could not be written.
        """
        gone, cleaned, unsure = set(ids), 0, []
        for backup in self.all():
            if backup.image.condition != "whole":
                unsure.append(backup.path)
                continue
            image = backup.image
            left = {name: lines.without(gone) for name, lines in image.tables.items()}
            if any(lines is not image.tables[name] for name, lines in left.items()):
                image.tables = left
                files.replace(backup.path, image.encode())
                cleaned += 1
        return cleaned, unsure

    def keep(self, journal: Path, reason: str) -> Path:
        """Copy the journal's bytes as they are, whatever their condition.

        Raises:
            OSError: if it could not be done.
        """
        now = self._clock.now()
        path = self.folder / f"coach-{now:%Y-%m-%dT%H%M%S}-{reason}.json"
        number = 1
        while path.exists():
            number += 1
            path = self.folder / f"coach-{now:%Y-%m-%dT%H%M%S}-{reason}-{number}.json"
        files.private_folder(self.folder)
        files.replace(path, [journal.read_bytes()])
        return path

    def copy_to(self, journal: Path, folder: Path) -> Path:
        """Make a verified copy in a folder of the person's.

        Raises:
            SaveError: if it could not be made, or the journal is not whole.
        """
        path = folder / f"coach-{self._clock.now():%Y-%m-%dT%H%M%S}.json"
        try:
            self._copy(journal, path)
        except OSError as error:
            raise SaveError(
                f"The backup could not be made: {files.plainly(error)}.", f"Look at {folder}."
            ) from error
        return path

    def all(self) -> list[Backup]:
        """Every backup that can be read, newest first; reading creates nothing."""
        found = []
        for path in self.folder.glob("coach-*.json") if self.folder.is_dir() else ():
            with contextlib.suppress(OSError):
                found.append(Backup(path, read(path)))
        return sorted(found, key=lambda backup: backup.name, reverse=True)

    def find(self, name: str) -> Backup:
        """The backup of this name, or in the file of this path.

        Raises:
            UsageError: if there is none.
        """
        for path in (self.folder / f"{name.removesuffix('.json')}.json", expanded(name)):
            if path.is_file():
                return Backup(path, read(path))
        raise UsageError(f"There is no backup “{name}”.", "coach restore lists them.")

    def _copy(self, journal: Path, target: Path) -> None:
        files.private_folder(target.parent)
        data = journal.read_bytes()
        if decode(data) is None:
            raise SaveError("The journal is not whole.", "See coach doctor.")
        files.replace(target, [data])
        if target.read_bytes() != data:
            target.unlink()
            raise SaveError("The backup does not hold what was written.", "The disk may be bad.")

    def _prune(self) -> None:
        days = sorted(
            (date.fromisoformat(match[1]), path)
            for path in self.folder.glob("coach-*.json")
            if (match := _DAILY.fullmatch(path.name))
        )
        months: dict[str, Path] = {}
        for day, path in days:
            months.setdefault(f"{day:%Y-%m}", path)
        kept = {path for _, path in days[-DAILY:]} | {*list(months.values())[-MONTHLY:]}
        for _, path in days:
            if path not in kept:
                path.unlink(missing_ok=True)


def read(path: Path) -> Image:
    """What a journal file holds, whole or salvaged.

    Raises:
        OSError: if it cannot be read.
    """
    data = path.read_bytes()
    return decode(data) or rescue(data)
