"""The journal: what a person wrote and chose, as dataclasses, in one TinyDB file."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from coach.domain.merge import merged, says_more
from coach.domain.model import (
    SHORTEST_ID,
    Answer,
    Choices,
    Entry,
    Item,
    Line,
    Pause,
    Promise,
    short_ids,
)
from coach.domain.records import (
    ANSWERS,
    CHOICES,
    LINES,
    PAUSES,
    PROMISES,
    TYPES,
    R,
    Record,
    RecordType,
    record_type,
)
from coach.errors import JournalError, SaveError
from coach.store.backups import Backups
from coach.store.image import Image, doc_id
from coach.store.recent import LastSeen
from coach.store.storage import Database, Documents, JournalStorage, RecordTable


class Journal:
    """What a person wrote and chose, saved durably.

    Nothing is read or created before it is asked for. Every method raises `JournalError` if the
    journal cannot be read. Those that write raise `SaveError` if the save could not be made;
    the journal is then as it was.
    """

    def __init__(
        self, path: Path, backups: Backups | None = None, last: LastSeen | None = None
    ) -> None:
        self.path = path
        self.backups = backups
        self.storage = JournalStorage(path, backups, last)
        self._database = Database(storage=lambda: self.storage)

    def answers(self) -> list[Answer]:
        """Return every answer and note, deleted ones too, in the order they were added."""
        return self.items(ANSWERS)

    def promises(self) -> list[Promise]:
        """Return every promise, deleted ones too, in the order they were added."""
        return self.items(PROMISES)

    def pauses(self) -> list[Pause]:
        """Return every pause, undone ones too."""
        return self.items(PAUSES)

    def lines(self) -> list[Line]:
        """Return every line on a page of the playbook, deleted ones too."""
        return self.items(LINES)

    def choices(self) -> Choices | None:
        """Return what the person chose; None if they have not chosen anything."""
        return next(iter(self.items(CHOICES)), None)

    def entries(self) -> list[Entry]:
        """Return everything a person wrote, deleted entries too."""
        return [*self.answers(), *self.promises(), *self.lines()]

    def everything(self) -> list[Item]:
        """Return all of it, table by table."""
        return [item for kind in TYPES.values() for item in self.items(kind)]

    def items(self, kind: RecordType[R]) -> list[R]:
        """Return everything of one kind, in the order it was added; what stays is made once."""
        return [*self._table(kind).lines().items(kind).values()]

    def answers_of(self, days: Iterable[date]) -> list[Answer]:
        """Return the answers and notes of these days; of the others none is read."""
        days = {*days}
        records = self._table(ANSWERS).lines().having(*(f'"day":"{day}"' for day in days))
        return [answer for answer in map(ANSWERS.of, records.values()) if answer.day in days]

    def newest(self, kind: RecordType[R], field: str, count: int) -> tuple[list[R], str]:
        """Return what is of the newest days in a field, as `Lines.newest` does."""
        records, since = self._table(kind).lines().newest(field, count)
        return [*map(kind.of, records.values())], since

    def newest_answers(self, count: int) -> tuple[list[Answer], str]:
        """Return the newest answers, as `newest` does, with those that they belong to."""
        answers, since = self.newest(ANSWERS, "day", count)
        ids = {answer.id for answer in answers}
        while of := {answer.of for answer in answers if answer.of} - ids:
            ids |= of
            found = self._table(ANSWERS).lines().having(*(f'"id":"{item_id}"' for item_id in of))
            answers += map(ANSWERS.of, found.values())
        return answers, since

    def short_id(self, item_id: str) -> str:
        """Return as much of the id of an answer, a promise or a line as `short_ids` would."""
        begins = f'"id":"{item_id[:SHORTEST_ID]}'
        tables = (self._table(kind).lines().having(begins) for kind in (ANSWERS, PROMISES, LINES))
        return short_ids(record["id"] for table in tables for record in table.values())[item_id]

    def problem(self) -> JournalError | None:
        """Return why the journal must not be written and what to do; None if all is well."""
        return self.storage.problem()

    def version(self) -> object:
        """Return what is another as soon as anyone has saved; only then is the file read."""
        self.storage.reload()
        return self.storage.stamp

    def exclusive(self) -> contextlib.AbstractContextManager[None]:
        """Hold the journal alone in a `with` block, over several reads and saves."""
        return self.storage.exclusive()

    def put(self, items: Iterable[Item]) -> None:
        """Save these, new or changed, as one commit; on return they survive kill and power cut."""
        records: dict[str, Documents] = {}
        for item in items:
            kind = record_type(item)
            records.setdefault(kind.table, {})[doc_id(item.id)] = kind.record(item)
        if records:
            self.storage.put(records)

    def merge(self, items: Iterable[Item]) -> list[Item]:
        """Merge these with those of the same id, as one commit, and return what changed here."""
        with self.exclusive():
            changed = self.to_merge(items)
            self.put(changed)
        return changed

    def lacking(self, items: Iterable[Item]) -> list[Item]:
        """Return what these say that is not said here, as it would be once they are merged."""
        return [
            kind.of(united)
            for kind, here, united in self._united(items)
            if not here or says_more(united, here, kind.versioned)
        ]

    def to_merge(self, items: Iterable[Item]) -> list[Item]:
        """Return what merging these would change here, as it would be then."""
        return [kind.of(united) for kind, here, united in self._united(items) if united != here]

    def _united(
        self, items: Iterable[Item]
    ) -> Iterator[tuple[RecordType[Any], Record | None, Record]]:
        """Give each item's type, its record here if there is one, and both merged."""
        records = {name: self._table(kind).lines().records for name, kind in TYPES.items()}
        for item in items:
            kind = record_type(item)
            record, here = kind.record(item), records[kind.table].get(doc_id(item.id))
            yield kind, here, merged(dict(here), record, kind.versioned) if here else record

    def change(
        self,
        kind: RecordType[R],
        item_id: str,
        change: Callable[[R], R],
        *,
        else_from: R | None = None,
    ) -> R:
        """Change one item as it is on disk now, whoever saved it last, and return the new one.

        Where there is none, or it was erased, `else_from` is changed; without it, that is a
        `SaveError`.
        """
        with self.exclusive():
            record = self._table(kind).lines().record(doc_id(item_id))
            before = kind.of(record) if record and not record.get("erased") else else_from
            if before is None:
                raise SaveError("This entry isn't in the journal anymore.", "Look at it again.")
            changed = change(before)
            if changed != before:
                self.put([changed])
        return changed

    def back_up(self) -> None:
        """Make the day's backup now if there is none; only while held."""
        self.storage.back_up()

    def erase(self, ids: Iterable[str], updated: str) -> None:
        """Take the words of these answers, promises and lines away for good, and their history.

        A marker stays of each, so that the weeks still count it and no merge brings it back.
        """
        with self.exclusive():
            tables = self.storage.image.erased(ids, updated)
            if tables != self.storage.image.tables:
                self.storage.commit(tables, backed_up=True)

    def accept(self) -> Path | None:
        """Take a journal as it is that was changed or replaced outside coach, or is missing.

        Return where a copy is of what it lacks, or else of it; None if there was nothing to
        accept. A damaged one is a `SaveError`.
        """
        with self.storage.exclusive(any_condition=True):
            image, problem = self.storage.image, self.storage.problem()
            if problem is None:
                return None
            if image.condition == "damaged" or image.newer:
                raise SaveError(problem.message, problem.hint)
            copy = None
            if self.backups and self.path.exists():
                reason = "edited" if image.condition == "edited" else "older"
                copy = self.backups.set_aside(self.path, reason)
            if self.backups:
                copy = self.backups.set_recent_aside() or copy
            self.storage.commit(image.tables)
            return copy

    def restore(self, image: Image) -> Path | None:
        """Put a backup in the journal's place, and return where a copy of the old file is.

        What has been erased here stays erased.
        """
        with self._replaced(image) as copy:
            tables = dict(image.tables)
            for name, here in self.storage.image.tables.items():
                if markers := {i: r for i, r in here.records.items() if r.get("erased")}:
                    tables[name] = image.table(name).with_records(markers)
            if self.backups:
                self.backups.set_recent_aside()
            self.storage.commit(tables)
        return copy

    def repair(self, image: Image) -> Path | None:
        """Make a journal of all that can be read here and of a backup, merged record by record.

        Return where a copy of the file that was there is.
        """
        with self._replaced(image) as copy:
            if self.storage.image.newer:
                raise SaveError("This journal is from a newer coach.", "Install the newer version.")
            if not self.merge(image.items()):
                self.storage.commit(self.storage.image.tables)
        return copy

    @contextlib.contextmanager
    def _replaced(self, image: Image) -> Iterator[Path | None]:
        """Hold a journal of any condition alone, and yield where its file was copied to first."""
        with self.storage.exclusive(any_condition=True):
            here, copy = self.storage.image, None
            if self.backups and self.path.exists():
                reason = "damaged" if here.condition == "damaged" else "before-restore"
                copy = self.backups.set_aside(self.path, reason)
            here.generation = max(here.generation, image.generation)
            yield copy

    def _table(self, kind: RecordType[Any]) -> RecordTable:
        table = self._database.table(kind.table)
        assert isinstance(table, RecordTable)
        return table
