"""A journal of an older schema is read, kept as it was, and written in the new one."""

from collections.abc import Callable
from typing import Any

import pytest

from coach.practice import Practice
from coach.store import image, migrations
from coach.store.image import decode


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Installs a coach whose schema keeps the tone of voice in capital letters."""

    def capitals(table: str, record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "text": record["text"].upper()} if table == "answers" else record

    def install() -> None:
        monkeypatch.setattr(image, "SCHEMA", 2)
        monkeypatch.setitem(migrations.MIGRATIONS, 1, capitals)

    return install


def test_reading_migrates_in_memory_and_writes_nothing(
    practice: Practice, next_version: Callable[[], None]
) -> None:
    practice.answer("words", "give-free.for-free")
    before = practice.places.journal.read_bytes()
    next_version()
    later = Practice(practice.places, clock=practice.clock)
    assert [answer.text for answer in later.journal.answers()] == ["WORDS"]
    assert later.journal.problem() is None
    assert practice.places.journal.read_bytes() == before
    assert not practice.places.backups.exists()


def test_the_first_save_keeps_the_old_file_and_writes_the_new_schema(
    practice: Practice, next_version: Callable[[], None]
) -> None:
    practice.answer("words", "give-free.for-free")
    before = practice.places.journal.read_bytes()
    next_version()
    later = Practice(practice.places, clock=practice.clock)
    later.note("more")
    written = decode(practice.places.journal.read_bytes())
    assert written
    assert written.schema == 2
    assert [answer.text for answer in later.journal.answers()] == ["WORDS", "more"]
    (kept,) = practice.places.backups.glob("*-before-migration.json")
    assert kept.read_bytes() == before
    later.note("once more")
    assert len([*practice.places.backups.glob("*-before-migration.json")]) == 1


def test_an_older_backup_is_migrated_when_it_comes_back(
    practice: Practice, next_version: Callable[[], None]
) -> None:
    practice.answer("words", "give-free.for-free")
    name = practice.backups.copy_to(practice.places.journal, practice.places.backups).stem
    next_version()
    later = Practice(practice.places, clock=practice.clock)
    later.journal.restore(later.backups.find(name).image)
    assert [answer.text for answer in later.journal.answers()] == ["WORDS"]


def test_what_a_cut_off_save_left_behind_is_swept(practice: Practice) -> None:
    practice.note("one")
    leftover = practice.places.data / ".coach.json.123.abcd.tmp"
    leftover.write_text("half a jour")
    other = practice.places.data / ".mine.tmp"
    other.write_text("not ours")
    assert practice.journal.answers()
    assert leftover.exists()  # reading takes nothing away
    practice.note("two")
    assert not leftover.exists()
    assert other.exists()
