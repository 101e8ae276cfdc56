"""TinyDB on a journal file that cannot be torn: one storage, one kind of table."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Table

from coach.errors import JournalError, SaveError
from coach.store import files
from coach.store.image import SCHEMA, DamagedError, Image, decode, encode, line_of, record_of

Documents = dict[str, dict[str, Any]]
Stamp = tuple[bytes, int, int, int]
"""Line 1, size, inode and time. The first two alone know every save of ours, since inodes
and times can come back; the others know a hand that changed a word for one as long."""

_NOTHING: Stamp = (b"", -1, -1, -1)


class JournalStorage(Storage):
    """The journal file as TinyDB sees it.

    Reading never creates or writes anything. Every write is one commit: lock, reload if the
    file has changed, encode what is new, replace the file durably. After any error the copy
    in memory is dropped, so that the program's view is always what is on disk.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._image = Image()
        self._documents: dict[str, Documents] = {}
        self._stamp: Stamp = _NOTHING
        self._held = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, parsed anew, so that a caller may change them."""
        self.reload()
        tables = self._image.tables.items()
        return {name: {i: record_of(line) for i, line in rows.items()} for name, rows in tables}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make these the tables, as one commit."""
        with self.exclusive():
            tables = {
                name: {i: line_of(i, dict(record)) for i, record in rows.items()}
                for name, rows in data.items()
            }
            self._commit(tables)

    def documents(self, table: str) -> Documents:
        """A table's records by id, each parsed once for as long as it stays the same.

        They are shared: a caller must not change them.
        """
        self.reload()
        parsed = self._documents.get(table, {})
        lines = self._image.tables.get(table, {})
        if len(parsed) < len(lines):
            parsed = {i: parsed[i] if i in parsed else record_of(line) for i, line in lines.items()}
            self._documents[table] = parsed
        return parsed

    def put(self, table: str, records: Mapping[str, Mapping[str, Any]]) -> None:
        """Add or replace records by id, as one commit that encodes nothing else.

        Raises:
            JournalError: if the journal must not be written or the save could not be made.
        """
        with self.exclusive():
            lines = {doc_id: line_of(doc_id, record) for doc_id, record in records.items()}
            tables = dict(self._image.tables)
            tables[table] = {**tables.get(table, {}), **lines}
            self._commit(tables)

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the journal alone, freshly read, while the block runs; may be nested."""
        if self._held:
            yield
            return
        try:
            real = Path(os.path.realpath(self._path))
            files.private_folder(real.parent)
            with files.locked(real.with_name(f"{real.name}.lock")):
                self._held = True
                try:
                    self.reload()
                    self._check_writable()
                    yield
                finally:
                    self._held = False
        except OSError as error:
            self._forget()
            raise SaveError(
                f"The journal could not be saved: {files.plainly(error)}.",
                f"Look at {self._path.parent}.",
            ) from error
        except BaseException:
            self._forget()
            raise

    def reload(self) -> None:
        """Read the file again if it is not the one that was read last.

        Raises:
            DamagedError: if it is not a whole journal.
            JournalError: if it cannot be read.
        """
        try:
            with self._path.open("rb") as file:
                first = file.readline(200)
                stamp = _stamp(first, os.fstat(file.fileno()))
                if stamp == self._stamp:
                    return
                data = first + file.read()
        except FileNotFoundError:
            if self._stamp != _NOTHING:
                self._forget()
            return
        except OSError as error:
            self._forget()
            raise JournalError(
                f"The journal cannot be read: {files.plainly(error)}.", f"Look at {self._path}."
            ) from error
        try:
            image = decode(data)
        except DamagedError as error:
            self._forget()
            error.hint = f"It is left as it is: {self._path}"
            raise
        self._adopt(image, stamp)

    def _adopt(self, image: Image, stamp: Stamp) -> None:
        """Take over a new image, keeping what was parsed of the lines that are the same."""
        kept: dict[str, Documents] = {}
        for name, parsed in self._documents.items():
            old, new = self._image.tables.get(name, {}), image.tables.get(name, {})
            kept[name] = {i: parsed[i] for i in new if i in parsed and old.get(i) == new[i]}
        self._image, self._documents, self._stamp = image, kept, stamp

    def _commit(self, tables: dict[str, dict[str, bytes]]) -> None:
        tables.pop("_meta", None)
        image = Image(generation=self._image.generation + 1, tables=tables)
        chunks = list(encode(image))
        files.replace(self._path, chunks)
        self._adopt(image, _stamp(chunks[0], self._path.stat()))

    def _check_writable(self) -> None:
        if self._image.edited_by_hand:
            raise SaveError(
                "The journal was changed by something else than coach, so it is read-only.",
                f"Put back the file that coach wrote: {self._path}",
            )
        if self._image.schema > SCHEMA:
            raise SaveError(
                "The journal was written by a newer coach, so it is read-only.",
                "Install the newer version.",
            )

    def _forget(self) -> None:
        self._image, self._documents, self._stamp = Image(), {}, _NOTHING


def _stamp(first: bytes, status: os.stat_result) -> Stamp:
    return first, status.st_size, status.st_ino, status.st_mtime_ns


class RecordTable(Table):
    """A TinyDB table of ours: reads parse nothing twice, writes hold the lock throughout."""

    default_query_cache_capacity = 0
    _storage: JournalStorage

    def documents(self) -> Documents:
        """The table's records by id; shared, not to be changed."""
        return self._storage.documents(self.name)

    def put(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        """Add or replace records by id, as one commit."""
        self._storage.put(self.name, records)

    def exclusive(self) -> contextlib.AbstractContextManager[None]:
        """Hold the journal alone while the block runs."""
        return self._storage.exclusive()

    def _read_table(self) -> Documents:  # type: ignore[override]
        return self.documents()

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._storage.exclusive():
            self._next_id = None  # another process may have added documents
            super()._update_table(updater)
