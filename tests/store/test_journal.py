"""The journal holds what it says it saved."""

import json
import os
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from coach import files
from coach.domain.model import Answer
from coach.domain.records import ANSWERS
from coach.errors import SaveError
from coach.practice import Practice
from coach.store.image import decode
from coach.store.journal import Journal
from coach.store.recent import LastSeen
from coach.store.storage import JournalStorage, RecordTable


def texts(path: Path) -> list[str]:
    return [answer.text for answer in Journal(path).answers()]


def test_what_was_saved_is_there_after_a_restart(practice: Practice) -> None:
    saved = practice.entries.answer("one\r\ntwo  \n")
    assert Journal(practice.places.journal).answers() == [saved]
    assert saved.text == "one\ntwo"


def test_a_plain_tinydb_reads_the_same_documents(practice: Practice) -> None:
    saved = [practice.entries.answer("Zwölf Äpfel"), practice.entries.note("@bill asked")]
    with TinyDB(practice.places.journal) as plain:
        documents = plain.table("answers").all()
    assert documents == json.loads(json.dumps([ANSWERS.record(a) for a in saved]))
    assert [document.doc_id for document in documents] == [int(a.id, 16) for a in saved]


def test_plain_table_calls_work_on_our_storage(home: Path) -> None:
    home.mkdir()
    database = TinyDB(home / "coach.json", storage=JournalStorage)
    table = database.table("lines")
    first = table.insert({"name": "bill", "seen": 1})
    table.insert({"name": "ann", "seen": 1})
    table.update({"seen": 2}, where("name") == "bill")
    table.remove(where("name") == "ann")
    with TinyDB(home / "coach.json") as plain:
        assert plain.table("lines").all() == [{"name": "bill", "seen": 2}]
        assert plain.table("lines").get(doc_id=first) == {"name": "bill", "seen": 2}


def test_two_tables_on_one_file_do_not_give_the_same_id_twice(home: Path) -> None:
    class Database(TinyDB):
        table_class = RecordTable

    home.mkdir()
    last = LastSeen(home / "last.json")
    one, two = (Database(home / "coach.json", storage=JournalStorage, last=last) for _ in range(2))
    for number in range(3):
        one.insert({"from": 1, "n": number})
        two.insert({"from": 2, "n": number})
    assert len(one) == len(two) == 6


def test_only_its_owner_may_read_it(practice: Practice) -> None:
    practice.entries.answer("private")
    files = [path for path in practice.places.data.rglob("*") if path.is_file()]
    assert len(files) >= 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    for folder in (practice.places.data, practice.places.state):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_reading_creates_nothing(practice: Practice) -> None:
    assert practice.journal.answers() == []
    assert practice.course.next().prompt
    assert practice.drafts.all() == []
    assert not practice.places.data.exists()


def test_a_link_stays_a_link(practice: Practice, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "mine.json"
    real.parent.mkdir()
    practice.places.data.mkdir()
    practice.places.journal.symlink_to(real)
    practice.entries.answer("linked")
    assert practice.places.journal.is_symlink()
    assert texts(real) == ["linked"]


def test_an_edit_leaves_every_other_line_as_it_was(practice: Practice) -> None:
    first, second = practice.entries.answer("one"), practice.entries.note("two")
    before = practice.places.journal.read_bytes().splitlines()
    practice.journal.put([replace(second, text="changed", rev=2)])
    after = practice.places.journal.read_bytes().splitlines()
    assert [b for b, a in zip(before, after, strict=True) if b != a] == [before[0], before[3]]
    assert practice.journal.answers()[0] == first


def test_what_another_process_saved_is_seen(practice: Practice) -> None:
    other = Practice(practice.places, clock=practice.clock)
    practice.entries.answer("mine")
    other.entries.answer("theirs")
    practice.entries.note("mine again")
    assert texts(practice.places.journal) == ["mine", "theirs", "mine again"]
    assert [a.text for a in other.journal.answers()] == ["mine", "theirs", "mine again"]


SAVER = """
    import sys
    from coach.practice import Practice
    practice = Practice.here()
    for n in range(int(sys.argv[2])):
        practice.entries.answer(f"{sys.argv[1]} {n}", "give-free.for-free")
        print(n, flush=True)
"""


def saver(name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SAVER), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


EDITOR = """
    import sys
    from coach.practice import Practice
    practice = Practice.here()
    for n in range(int(sys.argv[2])):
        practice.entries.edit(sys.argv[1], f"edit {n}")
"""


@pytest.mark.parametrize("saves", [20, pytest.param(100, marks=pytest.mark.faults)])
def test_editing_beside_a_process_that_saves_loses_neither(practice: Practice, saves: int) -> None:
    first = practice.entries.answer("first words")
    command = [sys.executable, "-c", textwrap.dedent(EDITOR), first.id, str(saves)]
    editor = subprocess.Popen(command, stderr=subprocess.PIPE)
    beside = saver("a", saves)
    for number in range(saves):
        practice.entries.note(f"note {number}")
    assert editor.communicate()[1] == b""
    assert beside.communicate()[1] == b""
    there = practice.journal.answers()
    assert len(there) == 2 * saves + 1
    edits = [revision["text"] for revision in there[0].revisions] + [there[0].text]
    assert edits == ["first words", *[f"edit {n}" for n in range(saves)]]


def test_two_edits_of_one_answer_are_both_readable(practice: Practice) -> None:
    first = practice.entries.answer("first")
    other = Practice(practice.places, clock=practice.clock)
    assert other.journal.answers()
    practice.entries.edit(first.id, "mine")
    other.entries.edit(first.id, "theirs")
    (answer,) = practice.journal.answers()
    assert (answer.text, answer.rev) == ("theirs", 3)
    assert [revision["text"] for revision in answer.revisions] == ["first", "mine"]


def test_a_short_write_is_gone_on_with(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr("coach.files.os.write", lambda fd, data: real(fd, bytes(data)[:7]))
    practice.entries.answer("longer than seven bytes")
    assert texts(practice.places.journal) == ["longer than seven bytes"]


def test_a_lock_that_is_held_too_long_is_told_and_nothing_is_lost(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.entries.answer("saved")
    with files.locked(practice.places.journal):
        monkeypatch.setattr("coach.files.LOCK_SECONDS", 0)
        with pytest.raises(SaveError, match="Another coach"):
            practice.entries.note("meanwhile")
    assert [draft.text for draft in practice.drafts.all()] == ["meanwhile"]


@pytest.mark.parametrize("damage", [b"", b"{", b"not json", b'{"answers":'])
def test_a_damaged_journal_is_never_written_and_the_text_is_a_draft(
    practice: Practice, damage: bytes
) -> None:
    practice.places.data.mkdir()
    practice.places.journal.write_bytes(damage)
    problem = practice.journal.problem()
    assert problem
    assert "damaged" in problem.message
    with pytest.raises(SaveError) as error:
        practice.entries.answer("my words", "give-free.for-free")
    (draft,) = practice.drafts.all()
    assert draft.text == "my words"
    assert str(draft.path) in error.value.hint
    assert "my words" not in error.value.message + error.value.hint
    assert practice.places.journal.read_bytes() == damage


def test_what_is_whole_in_a_damaged_journal_can_be_read(practice: Practice) -> None:
    saved = [practice.entries.answer(f"answer {n}", "give-free.for-free") for n in range(5)]
    data = practice.places.journal.read_bytes()
    at = data.index(b"answer 2")
    damaged = data[:at] + b'"' + data[at + 1 :]
    practice.places.journal.write_bytes(damaged)
    assert practice.journal.answers() == [saved[0], saved[1], saved[3], saved[4]]
    problem = practice.journal.problem()
    assert problem
    assert "4 entries can be read, 1 can't" in problem.message
    assert practice.places.journal.read_bytes() == damaged


def test_a_journal_edited_by_hand_is_read_but_not_written(practice: Practice) -> None:
    practice.entries.answer("one")
    edited = practice.places.journal.read_bytes().replace(b'"one"', b'"two"')
    practice.places.journal.write_bytes(edited)
    assert [a.text for a in practice.journal.answers()] == ["two"]
    with pytest.raises(SaveError, match="read-only"):
        practice.entries.note("three")
    assert practice.places.journal.read_bytes() == edited


def test_a_newer_journal_is_read_but_not_written(practice: Practice) -> None:
    practice.entries.answer("one")
    image = decode(practice.places.journal.read_bytes())
    assert image
    newer = replace(image, schema=3).encode()
    practice.places.journal.write_bytes(newer)
    assert [a.text for a in practice.journal.answers()] == ["one"]
    with pytest.raises(SaveError, match="newer coach"):
        practice.entries.note("two")
    assert practice.places.journal.read_bytes() == newer


def test_a_newer_journal_edited_by_hand_is_not_taken_down_to_this_schema(
    practice: Practice,
) -> None:
    practice.entries.answer("one")
    image = decode(practice.places.journal.read_bytes())
    assert image
    newer = replace(image, schema=3).encode().replace(b'"one"', b'"two"')
    practice.places.journal.write_bytes(newer)
    with pytest.raises(SaveError, match="newer coach"):
        practice.journal.accept()
    assert practice.places.journal.read_bytes() == newer


def test_nobody_gets_the_journals_own_documents(practice: Practice) -> None:
    answer: Answer = practice.entries.answer("one")
    table = practice.journal._table(ANSWERS)
    table.all()[0]["text"] = "changed"
    assert practice.journal.answers() == [answer]
