"""TinyDB on a journal file that cannot be torn: one storage, one kind of table."""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from coach import files
from coach.domain.migration import SCHEMA
from coach.domain.records import Record
from coach.domain.text import counted
from coach.errors import IncompleteError, JournalError, SaveError, describe_os_error
from coach.store.backups import Backups
from coach.store.image import Image, Lines
from coach.store.recent import LastSeen, Seen
from coach.store.salvage import image_of

Documents = dict[str, Record]
Stamp = tuple[bytes, int, int, int]
"""Line 1, size, inode and time of a file. The first two alone know every save of ours, since
inodes and times can come back; the others know a hand that changed a word for one as long."""


class JournalStorage(Storage):
    """The journal file as TinyDB sees it.

    Reading never creates or writes anything. Every write is one commit: lock, reload if the
    file has changed, encode what is new, replace the file durably. After any error the copy
    in memory is dropped, so that the program's view is always what is on disk.
    """

    def __init__(
        self, path: Path, backups: Backups | None = None, last: LastSeen | None = None
    ) -> None:
        self._path = path
        self._backups = backups
        self._last = last or LastSeen(None)
        self.image = Image()
        """What was read or written last."""
        self.stamp: Stamp | None = None
        """How the file that was read or written last is known again; None if there is none."""
        self._newest = Seen()
        """The newest journal that was read or written here by this process."""
        self._held = False

    def read(self) -> dict[str, dict[str, Any]]:
        """Return all tables, parsed anew, so that a caller may change them."""
        self.reload()
        return {name: lines.records for name, lines in self.image.tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make these the tables, as one commit."""
        with self.exclusive():
            tables = {n: Lines.of(rows) for n, rows in data.items() if n != "_meta"}
            self.commit(tables)

    def lines(self, table: str) -> Lines:
        """Return a table as it is on disk."""
        self.reload()
        return self.image.table(table)

    def put(self, records: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Add or replace records by table and id, as one commit that encodes nothing else.

        Raises:
            SaveError: if the journal must not be written or the save could not be made.
        """
        with self.exclusive():
            changed = {
                name: self.image.table(name).with_records(rows) for name, rows in records.items()
            }
            new = [Lines.of(rows).blob for rows in records.values()]
            self.commit({**self.image.tables, **changed}, new)

    @contextlib.contextmanager
    def exclusive(self, *, any_condition: bool = False) -> Iterator[None]:
        """Hold the journal alone, freshly read, while the block runs; may be nested.

        A journal that is not whole, or newer, is refused, unless `any_condition` is set by a
        caller that is about to repair it.

        Raises:
            SaveError: if it cannot be held or must not be written.
        """
        if self._held:
            yield
            return
        try:
            real = Path(os.path.realpath(self._path))
            files.private_folder(real.parent)
            with files.locked(real), files.locked_folder(real.parent):
                self._held = True
                try:
                    files.sweep(real)
                    if (problem := self.problem()) and not any_condition:
                        raise SaveError(problem.message, problem.hint)
                    yield
                finally:
                    self._held = False
        except BaseException as error:
            self._forget()
            if not isinstance(error, OSError):
                raise
            raise SaveError(
                f"Can't save the journal: {describe_os_error(error)}.",
                f"Check {self._path.parent}.",
            ) from error

    def back_up(self) -> bool:
        """Make the day's backup if there is none; only while held. Return whether it was made."""
        if not self._backups or not self.stamp:
            return False
        migrated = self.image.schema < SCHEMA
        return self._backups.before_writing(self._path, migrated=migrated)

    def commit(
        self, tables: Mapping[str, Lines], new: Iterable[bytes] = (), *, backed_up: bool = False
    ) -> None:
        """Make these the tables on disk, a generation later; only while held.

        `new` are the encoded lines in them that were not there before. What is `backed_up`
        already is not copied once more.
        """
        before, is_new = self.image, not backed_up and self.back_up()
        generation = max(before.generation, self.seen().generation) + 1
        after = Image(generation, tables=dict(tables))
        chunks = after.chunks()
        first = bytes(chunks[0]).partition(b"\n")[0]
        try:
            files.replace(self._path, chunks)
        except OSError as error:
            if self._on_disk(first):
                raise SaveError(
                    "The disk didn't confirm the save, though it may be there: "
                    f"{describe_os_error(error)}.",
                    "Look in coach history before you write it again.",
                ) from error
            raise
        self.image, self.stamp = after, None
        with contextlib.suppress(OSError):  # it is saved: what fails from here on is no error
            self.stamp = _stamp(first, self._path.stat())
        self._newest = Seen(first.decode(), str(self._path.absolute()))
        self._last.remember(self._newest)
        if self._backups:
            if is_new:
                self._backups.recent.forget()
            self._backups.recent.add(new)

    def seen(self) -> Seen:
        """Return the newest journal that is known to have been here."""
        return max(self._last.read(), self._newest, key=lambda seen: seen.generation)

    def _is_behind(self, seen: Seen) -> bool:
        """Return whether what was read last is not the journal that was seen, or its heir.

        One that is elsewhere, and as new at least, was moved.
        """
        line = self.stamp[0].decode("latin-1") if self.stamp else ""
        if self.image.generation != seen.generation:
            return self.image.generation < seen.generation
        return line != seen.line and str(self._path.absolute()) == seen.path

    def problem(self) -> JournalError | None:
        """Return why the journal must not be written and what to do; None if it may be."""
        seen = self.seen()  # before the file is read: whoever saves now writes that one first
        self.reload()
        if (problem := problem_of(self.image, self._path)) or not self._is_behind(seen):
            return problem
        if self.stamp:
            return IncompleteError(
                f"This is not the journal that was saved last, but an older one: {self._path}",
                "Unite them with coach restore, or accept it as it is: coach doctor --accept.",
            )
        return IncompleteError(
            f"The journal is missing: {seen.path}",
            "Is its disk connected? If so: coach restore, or begin anew: coach doctor --accept.",
        )

    def reload(self) -> None:
        """Read the file again if it is not the one that was read last.

        Raises:
            JournalError: if it cannot be read.
        """
        try:
            with self._path.open("rb", buffering=0) as file:
                first = os.pread(file.fileno(), 200, 0).partition(b"\n")[0]
                stamp = _stamp(first, os.fstat(file.fileno()))
                if stamp == self.stamp:
                    return
                data = file.readall()
        except FileNotFoundError:
            self._forget()
            return
        except OSError as error:
            self._forget()
            raise JournalError(
                f"Can't read the journal: {describe_os_error(error)}.", f"Check {self._path}."
            ) from error
        seen = Seen(first.decode("latin-1"), str(self._path.absolute()))
        trusted = seen.line in (self._newest.line, self._last.read().line)
        self.image, self.stamp = image_of(data, trusted=trusted), stamp
        if self.image.condition == "whole":
            self._newest = max(self._newest, seen, key=lambda seen: seen.generation)

    def _on_disk(self, first: bytes) -> bool:
        """Return whether the file begins with this line: then only its folder was not synced."""
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            return file.readline(200).rstrip(b"\n") == first
        return False

    def _forget(self) -> None:
        self.image, self.stamp = Image(), None


def problem_of(journal: Image, path: Path) -> JournalError | None:
    """Return why a journal must not be written and what to do; None if it may be."""
    if journal.condition == "damaged":
        read = sum(len(lines.records) for lines in journal.tables.values())
        found = f"{counted(read, 'entry', 'entries')} can be read" if read else "nothing is left"
        found += f", {journal.lost:,} can't" if journal.lost else ""
        return IncompleteError(
            f"The journal is damaged: {found}. It was left as it is: {path}",
            "Run coach restore: it saves all that can be read, and a copy of the damaged file.",
        )
    if journal.newer:
        return JournalError(
            "The journal was written by a newer coach, so it is read-only.",
            "Install the newer version.",
        )
    if journal.condition == "edited":
        return JournalError(
            "The journal was changed outside coach, so it is read-only.",
            "Accept it as it is with coach doctor --accept, or restore a backup: coach restore.",
        )
    return None


def _stamp(first: bytes, status: os.stat_result) -> Stamp:
    return first, status.st_size, status.st_ino, status.st_mtime_ns


class RecordTable(Table):
    """A TinyDB table of ours: writes hold the lock throughout."""

    default_query_cache_capacity = 0
    _storage: JournalStorage

    def lines(self) -> Lines:
        """Return the table as it is on disk."""
        return self._storage.lines(self.name)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return {**self.lines().records}

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._storage.exclusive():
            self._next_id = None  # another process may have added documents
            super()._update_table(updater)


class Database(TinyDB):
    """A TinyDB whose tables are ours."""

    table_class = RecordTable
