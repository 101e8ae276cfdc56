"""The journal: what a person kept, as dataclasses, in one TinyDB file."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tinydb import TinyDB

from coach.domain.merge import merged
from coach.domain.model import Answer
from coach.domain.records import answer_of, to_record
from coach.errors import JournalError, SaveError
from coach.store.backups import Backups
from coach.store.image import Condition, Image
from coach.store.migrations import migrated
from coach.store.storage import Documents, JournalStorage, RecordTable, problem_of, undisturbed


class _Database(TinyDB):
    table_class = RecordTable


class Journal:
    """Answers and notes, kept durably. Nothing is read or created before it is asked for.

    Every method raises `JournalError` if the journal cannot be read.
    """

    def __init__(self, path: Path, backups: Backups | None = None) -> None:
        self.path = path
        self.backups = backups
        self.storage = JournalStorage(path, backups)
        self._database = _Database(storage=lambda: self.storage)
        self._records: Documents = {}
        self._answers: dict[str, Answer] = {}

    def answers(self) -> list[Answer]:
        """Every answer and note, deleted ones too, in the order they were added."""
        records = self._table("answers").documents()
        if records is not self._records:
            before, old = self._answers, self._records
            with undisturbed():
                self._answers = {
                    doc_id: before[doc_id] if old.get(doc_id) is record else answer_of(record)
                    for doc_id, record in records.items()
                }
            self._records = records
        return list(self._answers.values())

    def problem(self) -> JournalError | None:
        """Why the journal must not be written, and what to do; None if all is well."""
        self.storage.reload()
        return problem_of(self.storage.image, self.path)

    @property
    def condition(self) -> Condition:
        """The condition of what was read last."""
        return self.storage.image.condition

    def erase(self, ids: Iterable[str]) -> None:
        """Take answers away for good, with everything they ever said.

        Raises:
            SaveError: if it could not be done; then all of them are still there.
        """
        self.storage.remove("answers", [str(int(answer_id, 16)) for answer_id in ids])

    def add_new(self, answers: Iterable[Answer]) -> list[Answer]:
        """Keep those of these whose id is not here yet, as one commit; gives them.

        Raises:
            SaveError: if it could not be done; then none of them is kept.
        """
        table = self._table("answers")
        with table.exclusive():
            here = table.documents()
            new = [answer for answer in answers if str(int(answer.id, 16)) not in here]
            self.put(new)
        return new

    def merge(self, answers: Iterable[Answer]) -> list[Answer]:
        """Unite these with the answers of the same id here, as one commit; gives what changed.

        Raises:
            SaveError: if it could not be done; then nothing is changed.
        """
        table = self._table("answers")
        with table.exclusive():
            here = table.documents()
            changed = {}
            for answer in answers:
                doc_id, record = str(int(answer.id, 16)), to_record(answer)
                united = merged(here[doc_id], record) if doc_id in here else record
                if united != here.get(doc_id):
                    changed[doc_id] = united
            if changed:
                table.put(changed)
        return [answer_of(record) for record in changed.values()]

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
            SaveError: if it could not be done or there is no such answer; nothing is changed.
        """
        table = self._table("answers")
        doc_id = str(int(answer_id, 16))
        with table.exclusive():
            record = table.documents().get(doc_id)
            if record is None:
                raise SaveError("This entry is not in the journal any more.", "Look at it again.")
            before = answer_of(record)
            changed = change(before)
            if changed != before:
                table.put({doc_id: to_record(changed)})
        return changed

    def _table(self, name: str) -> RecordTable:
        table = self._database.table(name)
        assert isinstance(table, RecordTable)
        return table
