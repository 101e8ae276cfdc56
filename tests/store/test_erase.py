"""What is erased is gone from every byte, still counts when it was, and never comes back."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coach.domain.merge import erased
from coach.domain.model import Answer, Item, Line, Promise, timestamp
from coach.domain.records import record_type
from coach.practice import Practice, erasing
from coach.store.image import decode
from coach.store.journal import Journal

FIXTURE = Path(__file__).parents[1] / "fixtures" / "schema-1" / "schema-1.json"
NOW = "2026-11-24T12:00:00.000+01:00"


@pytest.fixture
def written(practice: Practice) -> tuple[Answer, Promise, Line]:
    """An answer, its promise and its line, each with a history."""
    answer = practice.entries.answer("SECRET answer to @bill", "give-free.for-free")
    promise = practice.promises.make("SECRET cue", "SECRET action", obstacle="SECRET obstacle")
    practice.promises.review(promise.id, "kept", did="SECRET did", back=("thanks",), minutes=5)
    line = practice.playbook.add("what-i-give-first", "SECRET line", of=answer)
    practice.entries.edit(line.id, "SECRET line, edited")
    practice.entries.edit(answer.id, "SECRET words, edited")
    return (
        practice.journal.answers()[0],
        practice.journal.promises()[0],
        practice.journal.lines()[0],
    )


def test_no_word_is_left_in_the_journal_or_in_a_backup(
    practice: Practice, written: tuple[Answer, Promise, Line]
) -> None:
    practice.entries.note("others stay")
    practice.work.backups.copy_to(practice.places.journal, practice.places.backups)
    leftover = practice.places.backups / ".coach-2026-11-24.json.99999999.0123abcd.tmp"
    leftover.write_text("half a copy that was cut off: SECRET")
    ids = [item.id for item in written]
    erased = erasing.erase(practice.work, ids)
    assert not leftover.exists()
    assert erased.backups == 2  # the day's, and that one
    assert b"SECRET" not in (practice.places.state / "recent.jsonl").read_bytes()
    for path in (practice.places.journal, *practice.places.backups.glob("*.json")):
        data = path.read_bytes()
        assert decode(data)
        assert b"SECRET" not in data
        assert b"give-free.for-free" in data
    assert practice.journal.answers()[-1].text == "others stay"


def test_the_marker_says_when_and_about_what(
    practice: Practice, written: tuple[Answer, Promise, Line]
) -> None:
    answer, promise, line = written
    practice.journal.erase([item.id for item in written], NOW)
    assert practice.journal.answers() == [
        replace(
            answer, text="", ask=None, updated=NOW, rev=3, revisions=(), deleted=True, erased=True
        )
    ]
    (marker,) = practice.journal.promises()
    same = ("promised", "due", "reviewed", "status", "track", "prompt", "of", "created")
    assert [getattr(marker, name) for name in same] == [getattr(promise, name) for name in same]
    assert (marker.words, marker.came_back, marker.minutes, marker.revisions) == ("", (), None, ())
    (left,) = practice.journal.lines()
    assert (left.page, left.day, left.text, left.revisions) == (line.page, line.day, "", ())
    items: list[Item] = practice.journal.everything()
    for item in items:
        assert record_type(item).checked(record_type(item).record(item)) == item


def test_erasing_once_more_changes_nothing(
    practice: Practice, written: tuple[Answer, Promise, Line]
) -> None:
    practice.journal.erase([written[0].id], NOW)
    before = practice.places.journal.read_bytes()
    practice.journal.erase([written[0].id, f"{77:032x}"], "2026-12-01T12:00:00.000+01:00")
    assert practice.places.journal.read_bytes() == before


def test_neither_a_merge_nor_an_import_brings_the_words_back(
    practice: Practice, written: tuple[Answer, Promise, Line]
) -> None:
    ids = [item.id for item in written]
    practice.journal.erase(ids, NOW)
    markers = practice.journal.everything()
    later = [
        replace(item, updated="2027-01-01T00:00:00.000+01:00", rev=9, deleted=False)
        for item in written
    ]
    assert practice.journal.merge(later) == []
    assert practice.journal.everything() == markers
    other = Journal(practice.places.data.parent / "other" / "coach.json")
    other.put(later)
    other.merge(markers)
    assert {item.id: item for item in other.everything()} == {item.id: item for item in markers}


def test_a_restored_backup_that_was_elsewhere_does_not_bring_the_words_back(
    practice: Practice, written: tuple[Answer, Promise, Line], tmp_path: Path
) -> None:
    stick = practice.work.backups.copy_to(practice.places.journal, tmp_path / "stick")
    later = practice.entries.note("SECRET after the backup")
    ids = [written[0].id, later.id]
    practice.journal.erase(ids, NOW)
    practice.journal.restore(practice.work.backups.find(str(stick)).image)
    assert {a.id for a in practice.journal.answers() if a.erased} == {*ids}
    assert b"SECRET words" not in practice.places.journal.read_bytes()
    assert practice.journal.promises() == [written[1]]


def test_a_backup_that_is_not_whole_is_named_and_left(
    practice: Practice, written: tuple[Answer, Promise, Line]
) -> None:
    copy = practice.work.backups.copy_to(practice.places.journal, practice.places.backups)
    data = copy.read_bytes().replace(b"SECRET cue", b"SECRET que")
    copy.write_bytes(data)
    erased = erasing.erase(practice.work, [written[0].id])
    assert (erased.backups, erased.unsure) == (1, [copy])
    assert copy.read_bytes() == data


def test_backups_of_schema_1_are_cleaned_too(practice: Practice) -> None:
    practice.places.data.mkdir()
    shutil.copy(FIXTURE, practice.places.journal)
    promise = practice.journal.promises()[0]
    practice.entries.note("migrates the journal")
    result = erasing.erase(practice.work, [promise.id])
    assert result.backups == 2  # the day's, and that from before the migration
    for path in (practice.places.journal, *practice.places.backups.glob("*.json")):
        assert b"check his invoice before I quote" not in path.read_bytes()
    for backup in practice.work.backups.all():
        assert backup.image.condition == "whole"
        assert [item for item in backup.image.items() if item.id == promise.id] == [
            erased(promise, timestamp(practice.clock.now()))
        ]
