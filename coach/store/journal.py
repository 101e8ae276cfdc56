"""The journal: what a person kept, as dataclasses, in one TinyDB file."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from tinydb import TinyDB

from coach.domain.merge import merged
from coach.domain.model import Act, Answer, Choices, Item, PageLine, Pause
from coach.domain.records import (
    ACTS,
    ANSWERS,
    CHOICES,
    PAGE_LINES,
    PAUSES,
    TYPES,
    RecordType,
    record_type,
)
from coach.errors import JournalError, SaveError
from coach.store.backups import Backups
from coach.store.image import Condition, Image
from coach.store.migrations import migrated
from coach.store.storage import Documents, JournalStorage, RecordTable, problem_of, undisturbed

R = TypeVar("R", bound=Item)


class _Database(TinyDB):
    table_class = RecordTable


class Journal:
    """What a person wrote and chose, kept durably.

    Nothing is read or created before it is asked for. Every method raises `JournalError` if the
    journal cannot be read.
    """

    def __init__(self, path: Path, backups: Backups | None = None) -> None:
        self.path = path
        self.backups = backups
        self.storage = JournalStorage(path, backups)
        self._database = _Database(storage=lambda: self.storage)
        self._read: dict[str, tuple[Documents, dict[str, Any]]] = {}

    def answers(self) -> list[Answer]:
        """Every answer and note, deleted ones too, in the order they were added."""
        return self.items(ANSWERS)

    def acts(self) -> list[Act]:
        """Every act, deleted ones too, in the order they were added."""
        return self.items(ACTS)

    def pauses(self) -> list[Pause]:
        """Every pause, those taken back too."""
        return self.items(PAUSES)

    def page_lines(self) -> list[PageLine]:
        """Every line on a page of the playbook, deleted ones too."""
        return self.items(PAGE_LINES)

    def choices(self) -> Choices | None:
        """What the person chose; None if they chose nothing yet."""
        return next(iter(self.items(CHOICES)), None)

    def everything(self) -> list[Item]:
        """All of it, table by table."""
        return [item for kind in TYPES.values() for item in self.items(kind)]

    def items(self, kind: RecordType[R]) -> list[R]:
        """Everything of one kind, in the order it was added; what stays the same is made once."""
        documents = self._table(kind.table).documents()
        old, before = self._read.get(kind.table, ({}, {}))
        if documents is not old:
            with undisturbed():
                before = {
                    doc_id: before[doc_id] if old.get(doc_id) is record else kind.of(record)
                    for doc_id, record in documents.items()
                }
            self._read[kind.table] = documents, before
        return list(before.values())

    def problem(self) -> JournalError | None:
        """Why the journal must not be written, and what to do; None if all is well."""
        self.storage.reload()
        return problem_of(self.storage.image, self.path)

    @property
    def condition(self) -> Condition:
        """The condition of what was read last."""
        return self.storage.image.condition

    def put(self, items: Iterable[Item]) -> None:
        """Keep these, new or changed, as one commit.

        When it returns they survive a kill and a power cut.

        Raises:
            SaveError: if it could not be done; then none of them is kept.
        """
        records: dict[str, Documents] = {}
        for item in items:
            kind = record_type(item)
            records.setdefault(kind.table, {})[_doc_id(item.id)] = kind.record(item)
        if records:
            self.storage.put(records)

    def add_new(self, items: Iterable[Item]) -> list[Item]:
        """Keep those of these whose id is not here yet, as one commit; gives them.

        Raises:
            SaveError: if it could not be done; then none of them is kept.
        """
        with self.storage.exclusive():
            here = {item.id for item in self.everything()}
            new = [item for item in items if item.id not in here]
            self.put(new)
        return new

    def merge(self, items: Iterable[Item]) -> list[Item]:
        """Unite these with those of the same id here, as one commit; gives what changed.

        Raises:
            SaveError: if it could not be done; then nothing is changed.
        """
        with self.storage.exclusive():
            changed: list[Item] = []
            for item in items:
                kind = record_type(item)
                record, here = kind.record(item), self._record(kind, item.id)
                united = merged(dict(here), record, kind.versioned) if here else record
                if united != here:
                    changed.append(kind.of(united))
            self.put(changed)
        return changed

    def change(
        self,
        kind: RecordType[R],
        item_id: str,
        change: Callable[[R], R],
        *,
        else_from: R | None = None,
    ) -> R:
        """Change one item as it now is on disk, whoever saved it last; gives the new one.

        Where there is none, what is changed is `else_from`.

        Raises:
            SaveError: if it could not be done or there is no such item; nothing is changed.
        """
        with self.storage.exclusive():
            record = self._record(kind, item_id)
            before = kind.of(record) if record else else_from
            if before is None:
                raise SaveError("This entry is not in the journal any more.", "Look at it again.")
            changed = change(before)
            if changed != before:
                self.put([changed])
        return changed

    def erase(self, ids: Iterable[str]) -> None:
        """Take items away for good, with everything they ever said.

        Raises:
            SaveError: if it could not be done; then all of them are still there.
        """
        self.storage.remove([_doc_id(item_id) for item_id in ids])

    def accept(self) -> Path | None:
        """Take a journal that something else has changed as it is; gives where a copy is kept.

        None if there was nothing to accept.

        Raises:
            SaveError: if it could not be done, or the journal is damaged.
        """
        with self.storage.exclusive(any_condition=True):
            if self.storage.image.condition == "damaged":
                problem = problem_of(self.storage.image, self.path)
                raise SaveError(problem.message if problem else "", problem.hint if problem else "")
            if self.storage.image.condition == "whole":
                return None
            kept = self.backups.keep(self.path, "edited") if self.backups else None
            self.storage.commit(dict(self.storage.image.tables))
            return kept

    def restore(self, image: Image) -> Path | None:
        """Put a backup in the journal's place; gives where the file that was there is kept.

        Raises:
            SaveError: if it could not be done; then the journal is as it was.
        """
        with self.storage.exclusive(any_condition=True):
            kept = None
            if self.backups and self.path.exists():
                kept = self.backups.keep(self.path, "before-restore")
            self.storage.commit(dict(migrated(image).tables))
            return kept

    def _record(self, kind: RecordType[Any], item_id: str) -> Mapping[str, Any] | None:
        return self._table(kind.table).documents().get(_doc_id(item_id))

    def _table(self, name: str) -> RecordTable:
        table = self._database.table(name)
        assert isinstance(table, RecordTable)
        return table


def _doc_id(item_id: str) -> str:
    """TinyDB's id for an item: the same number, in decimal."""
    return str(int(item_id, 16))
