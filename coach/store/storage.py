"""TinyDB on a journal file that cannot be torn: one storage, one kind of table."""

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Table

from coach.errors import JournalError, SaveError
from coach.store import files, image
from coach.store.backups import Backups
from coach.store.image import Image, Lines, Record, decode, line_of
from coach.store.migrations import migrated
from coach.store.salvage import rescue

Documents = dict[str, Record]
Stamp = tuple[bytes, int, int, int]
"""Line 1, size, inode and time. The first two alone know every save of ours, since inodes
and times can come back; the others know a hand that changed a word for one as long."""

_A_LOAD = 10_000
"""New objects from which on reading was a load."""

_NOTHING: Stamp = (b"", -1, -1, -1)


class JournalStorage(Storage):
    """The journal file as TinyDB sees it.

    Reading never creates or writes anything. Every write is one commit: lock, reload if the
    file has changed, encode what is new, replace the file durably. After any error the copy
    in memory is dropped, so that the program's view is always what is on disk.
    """

    def __init__(self, path: Path, backups: Backups | None = None) -> None:
        self._path = path
        self._backups = backups
        self._image = Image()
        self._documents: dict[str, Documents] = {}
        self._stamp: Stamp = _NOTHING
        self._held = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, parsed anew, so that a caller may change them."""
        self.reload()
        tables = self._image.tables.items()
        return {name: lines.fresh_records() for name, lines in tables}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make these the tables, as one commit."""
        with self.exclusive():
            self.commit(
                {
                    name: Lines.of(line_of(i, dict(record)) for i, record in rows.items())
                    for name, rows in data.items()
                    if name != "_meta"
                }
            )

    def documents(self, table: str) -> Documents:
        """A table's records by id, each parsed once for as long as it stays the same.

        They are shared: a caller must not change them.
        """
        self.reload()
        if table not in self._documents:
            with undisturbed():
                self._documents[table] = self._image.tables.get(table, Lines()).records()
        return self._documents[table]

    def put(self, records: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Add or replace records by table and id, as one commit that encodes nothing else.

        Raises:
            JournalError: if the journal must not be written or the save could not be made.
        """
        with self.exclusive():
            tables = dict(self._image.tables)
            for table, changed in records.items():
                lines = {doc_id: line_of(doc_id, record) for doc_id, record in changed.items()}
                tables[table] = tables.get(table, Lines()).with_lines(lines)
            self.commit(tables)

    def remove(self, ids: Iterable[str]) -> None:
        """Take records away for good, whatever their table, as one commit."""
        with self.exclusive():
            gone = set(ids)
            tables = self._image.tables.items()
            self.commit({name: lines.without(gone) for name, lines in tables})

    @contextlib.contextmanager
    def exclusive(self, *, any_condition: bool = False) -> Iterator[None]:
        """Hold the journal alone, freshly read, while the block runs; may be nested.

        A journal that is not whole, or newer, is refused, unless `any_condition` is set by a
        caller that is about to mend it.
        """
        if self._held:
            yield
            return
        try:
            real = Path(os.path.realpath(self._path))
            files.private_folder(real.parent)
            with files.locked(real):
                self._held = True
                try:
                    files.sweep(real)
                    self.reload()
                    if not any_condition:
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

    def commit(self, tables: dict[str, Lines]) -> None:
        """Make these the tables on disk, a generation later; only while held."""
        before = self._image
        if self._backups and self._stamp != _NOTHING:
            self._backups.before_writing(self._path, migrated=before.schema < image.SCHEMA)
        after = Image(before.generation + 1, image.SCHEMA, tables, summed=before.summed)
        pieces = after.encode()
        try:
            files.replace(self._path, pieces)
        except OSError as error:
            if self._on_disk(pieces[0]):
                raise SaveError(
                    "The disk did not confirm the save, though it may be there: "
                    f"{files.plainly(error)}.",
                    "Look in coach history before you write it once more.",
                ) from error
            raise
        self._adopt(after, _stamp(pieces[0].rstrip(b"\n"), self._path.stat()))

    def reload(self) -> None:
        """Read the file again if it is not the one that was read last.

        Raises:
            JournalError: if it cannot be read.
        """
        try:
            with self._path.open("rb", buffering=0) as file:
                first = os.pread(file.fileno(), 200, 0).partition(b"\n")[0]
                stamp = _stamp(first, os.fstat(file.fileno()))
                if stamp == self._stamp:
                    return
                data = file.readall()
        except FileNotFoundError:
            if self._stamp != _NOTHING:
                self._forget()
            return
        except OSError as error:
            self._forget()
            raise JournalError(
                f"The journal cannot be read: {files.plainly(error)}.", f"Look at {self._path}."
            ) from error
        self._adopt(decode(data) or rescue(data), stamp)

    @property
    def image(self) -> Image:
        """What was read or written last."""
        return self._image

    def _adopt(self, new: Image, stamp: Stamp) -> None:
        """Take over a new image; a table whose lines are the same keeps what was parsed."""
        if new.schema < image.SCHEMA:
            tables = migrated(new).tables
            new = Image(new.generation, new.schema, tables, new.condition, new.lost)
        old = self._image.tables
        self._documents = {
            name: parsed
            for name, parsed in self._documents.items()
            if name in new.tables and new.tables[name] is old.get(name)
        }
        self._image, self._stamp = new, stamp

    def _on_disk(self, first: bytes) -> bool:
        """Whether the file begins with this line: then only its folder was not synced."""
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            return file.readline(200) == first
        return False

    def _check_writable(self) -> None:
        problem = problem_of(self._image, self._path)
        if problem:
            raise SaveError(problem.message, problem.hint)

    def _forget(self) -> None:
        self._image, self._documents, self._stamp = Image(), {}, _NOTHING


def problem_of(journal: Image, path: Path) -> JournalError | None:
    """Why a journal must not be written, and what to do; None if it may be."""
    if journal.condition == "damaged":
        read = sum(len(lines.records()) for lines in journal.tables.values())
        found = f"{read} entries can be read, {journal.lost} cannot" if read else "nothing is left"
        return JournalError(
            f"The journal is damaged: {found}. It is left as it is: {path}",
            "coach restore brings back a backup and sets the damaged file aside.",
        )
    if journal.condition == "edited":
        return JournalError(
            "The journal was changed by something else than coach, so it is read-only.",
            "coach doctor --accept takes it as it is, coach restore brings back a backup.",
        )
    if journal.schema > image.SCHEMA:
        return JournalError(
            "The journal was written by a newer coach, so it is read-only.",
            "Install the newer version.",
        )
    return None


def _stamp(first: bytes, status: os.stat_result) -> Stamp:
    return first, status.st_size, status.st_ino, status.st_mtime_ns


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Without the garbage collector, which would look at every new record again and again.

    After a load what is there is set aside from it for good: looking through a million objects
    that stay would hold up the event loop.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _A_LOAD:
            gc.freeze()
        if enabled:
            gc.enable()


class RecordTable(Table):
    """A TinyDB table of ours: reads parse nothing twice, writes hold the lock throughout."""

    default_query_cache_capacity = 0
    _storage: JournalStorage

    def documents(self) -> Documents:
        """The table's records by id; shared, not to be changed."""
        return self._storage.documents(self.name)

    def put(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        """Add or replace records by id, as one commit."""
        self._storage.put({self.name: records})

    def _read_table(self) -> Documents:  # type: ignore[override]
        return self.documents()

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._storage.exclusive():
            self._next_id = None  # another process may have added documents
            super()._update_table(updater)
