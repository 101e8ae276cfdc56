"""The journal: what a person kept, as dataclasses, in one TinyDB file."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from coach.domain.model import Answer
from coach.domain.records import answer_of, to_record
from coach.store.storage import JournalStorage, RecordTable


class _Database(TinyDB):
    table_class = RecordTable


class Journal:
    """Answers and notes, kept durably. Nothing is read or created before it is asked for.

    Every method raises `JournalError` if the journal cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = _Database(path, storage=JournalStorage)
        self._answers: dict[str, tuple[dict[str, Any], Answer]] = {}

    def answers(self) -> list[Answer]:
        """Every answer and note, deleted ones too, in the order they were added."""
        before, now = self._answers, {}
        for doc_id, record in self._table("answers").documents().items():
            kept = before.get(doc_id)
            now[doc_id] = kept if kept and kept[0] is record else (record, answer_of(record))
        self._answers = now
        return [answer for _, answer in now.values()]

    def put(self, answers: Iterable[Answer]) -> None:
        """Keep these answers, new or changed, as one commit.

        When it returns they survive a kill and a power cut.

        Raises:
            SaveError: if it could not be done; then none of them is kept.
        """
        records = {str(int(answer.id, 16)): to_record(answer) for answer in answers}
        if records:
            self._table("answers").put(records)

    def change(self, answer_id: str, change: Callable[[Answer], Answer]) -> Answer:
        """Change one answer as it now is on disk, whoever saved it last; gives the new one.

        Raises:
            KeyError: if there is no such answer.
            SaveError: if it could not be done; then nothing is changed.
        """
        table = self._table("answers")
        doc_id = str(int(answer_id, 16))
        with table.exclusive():
            changed = change(answer_of(table.documents()[doc_id]))
            table.put({doc_id: to_record(changed)})
        return changed

    def _table(self, name: str) -> RecordTable:
        table = self._database.table(name)
        assert isinstance(table, RecordTable)
        return table
