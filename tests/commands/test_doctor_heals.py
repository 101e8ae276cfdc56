"""Each fault of the doctor names a command that heals it, and no readable word is lost by it."""

import errno
import os
import re
import shlex
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coach.practice import Practice
from coach.store.image import decode
from tests.conftest import FixedClock, Result

Coach = Callable[..., Result]


@pytest.fixture
def journal(practice: Practice, clock: FixedClock) -> Path:
    """Three notes, a day's backup that holds only the first of them."""
    practice.entries.note("note 1")
    clock.pass_days(1)
    practice.entries.note("note 2")
    practice.entries.note("note 3")
    return practice.places.journal


def forget(practice: Practice) -> None:
    """Begin as on a machine that never saved this journal."""
    shutil.rmtree(practice.places.state)


def texts(practice: Practice) -> list[str]:
    return sorted(answer.text for answer in Practice(practice.places).entries.visible())


def fixes(coach: Coach) -> list[str]:
    """The commands that the doctor proposes; every fault has one, and only faults have."""
    result = coach("doctor")
    lines = result.out.splitlines()
    found = [line.partition("Fix: ")[2] for line in lines if "Fix: " in line]
    assert result.code == bool(found)
    assert len(found) == sum(line.startswith("WRONG") for line in lines)
    return found


def heal(coach: Coach) -> None:
    """Do what the doctor says until it has nothing more to say."""
    for _ in range(5):
        if not (proposed := fixes(coach)):
            return
        assert proposed[0].startswith("coach ")
        assert coach(*shlex.split(proposed[0])[1:], "--yes").code == 0
    raise AssertionError(proposed)


def appended_marker(data: bytes) -> bytes:
    return data + b"<<<<<<< HEAD\n"


def closed_too_early(data: bytes) -> bytes:
    return data.rstrip()[:-1]


def garbage_in_line_1(data: bytes) -> bytes:
    return data.replace(b'{"_meta"', b"\x00\xff{_mta", 1)


def marker_before_all(data: bytes) -> bytes:
    return b"<<<<<<< HEAD\n" + data


def marker_between_lines(data: bytes) -> bytes:
    return data.replace(b'},\n"', b'},\n=======\n"', 2)


def edited_by_hand(data: bytes) -> bytes:
    return data.replace(b'"answers":{', b'"answers": {')


@pytest.mark.parametrize(
    "damage",
    [
        appended_marker, closed_too_early, garbage_in_line_1, marker_before_all,
        marker_between_lines, edited_by_hand,
    ],
)  # fmt: skip
@pytest.mark.parametrize("with_backup", [True, False])
def test_damage_that_spares_the_entries_costs_none(
    coach: Coach, practice: Practice, journal: Path, damage: Callable[[bytes], bytes],
    with_backup: bool,
) -> None:  # fmt: skip
    damaged = damage(journal.read_bytes())
    journal.write_bytes(damaged)
    forget(practice)
    if not with_backup:
        for path in practice.places.backups.iterdir():
            path.unlink()
    heal(coach)
    assert texts(practice) == ["note 1", "note 2", "note 3"]
    assert damaged in [path.read_bytes() for path in practice.places.backups.iterdir()]
    coach("note", "note 4")
    assert texts(practice)[-1] == "note 4"


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        (lambda data: data[: data.index(b"note 3")], ["note 1", "note 2"]),
        (lambda data: data[: data.index(b"note 1")], ["note 1"]),
        (lambda data: data.replace(b'"note 2"', b"\x00\xfe!note 2"), ["note 1", "note 3"]),
        (lambda data: data.replace(b'"note 1"', b"\x00\xfe"), ["note 1", "note 2", "note 3"]),
        (lambda data: b"", ["note 1"]),
        (lambda data: b"\x00" * len(data), ["note 1"]),
    ],
    ids=["half", "nearly none", "one line", "one line of the backup", "0 bytes", "zeros"],
)  # fmt: skip
@pytest.mark.parametrize("remembered", [True, False])
def test_what_the_file_lost_comes_from_the_backup_and_what_it_holds_stays(
    coach: Coach, practice: Practice, journal: Path, damage: Callable[[bytes], bytes],
    left: list[str], remembered: bool,
) -> None:  # fmt: skip
    damaged = damage(journal.read_bytes())
    journal.write_bytes(damaged)
    if not remembered:
        forget(practice)
    assert fixes(coach) == ["coach restore"]
    heal(coach)
    assert texts(practice) == (["note 1", "note 2", "note 3"] if remembered else left)
    (copy,) = practice.places.backups.glob("*-damaged.json")
    assert copy.read_bytes() == damaged


def test_an_empty_file_without_any_backup_is_healed_too(
    coach: Coach, practice: Practice, home: Path
) -> None:
    home.mkdir(mode=0o700)
    practice.places.journal.write_bytes(b"")
    heal(coach)
    coach("note", "goes on")
    assert texts(practice) == ["goes on"]


@pytest.mark.parametrize("remembered", [True, False])
def test_a_missing_journal_with_backups_is_a_fault_and_comes_back(
    coach: Coach, practice: Practice, journal: Path, remembered: bool
) -> None:
    journal.unlink()
    if not remembered:
        forget(practice)
    heal(coach)
    assert texts(practice) == (["note 1", "note 2", "note 3"] if remembered else ["note 1"])


def test_both_sides_of_a_git_conflict_are_united(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    base = journal.read_bytes()
    first = practice.entries.visible()[0]
    practice.entries.edit(first.id, "note 1, mine")
    practice.entries.note("mine")
    mine = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(base)
    forget(practice)
    theirs_at = Practice(practice.places, clock=practice.clock)
    theirs_at.entries.edit(first.id, "note 1, theirs")
    theirs_at.entries.note("theirs")
    theirs = journal.read_bytes().splitlines(keepends=True)
    conflict = b"".join([*mine[:1], b"<<<<<<< HEAD\n", *mine[1:], b"=======\n", *theirs])
    journal.write_bytes(conflict + b">>>>>>> their/branch\n")
    heal(coach)
    found = {answer.id: answer for answer in Practice(practice.places).entries.visible()}
    assert {"mine", "theirs", "note 2", "note 3"} < {answer.text for answer in found.values()}
    both = {found[first.id].text, *(str(v["text"]) for v in found[first.id].revisions)}
    assert both == {"note 1", "note 1, mine", "note 1, theirs"}


def test_two_versions_of_one_entry_in_one_document_are_both_there_after_the_fix(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    before = journal.read_bytes()
    first = practice.entries.visible()[0]
    line = next(line for line in before.splitlines(keepends=True) if b"note 1" in line)
    practice.entries.edit(first.id, "note 1, edited")
    journal.write_bytes(journal.read_bytes().replace(b'"answers":{\n', b'"answers":{\n' + line))
    heal(coach)
    (found,) = [a for a in Practice(practice.places).entries.visible() if a.id == first.id]
    assert (found.text, [v["text"] for v in found.revisions]) == ("note 1, edited", ["note 1"])


def test_restore_says_first_what_it_would_do_and_asks(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    damaged = journal.read_bytes().replace(b'"text":"note 1"', b'"te\x00') + b"x"
    journal.write_bytes(damaged)
    result = coach("restore")
    assert result.code == 2  # nobody is there to ask
    assert "2 entries can be read, 1 can't" in result.err
    assert "Missing here, to be restored: 1 entry." in result.err
    assert journal.read_bytes() == damaged
    result = coach("restore", "--yes")
    assert re.search(r"Restored\. The journal as it was: .*-damaged\.json", result.err)


def test_a_healthy_journal_is_only_listed_whatever_is_said_beforehand(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    before = journal.read_bytes()
    assert coach("restore", "--yes").out == coach("restore").out == "coach-2026-11-25  1 entry\n"
    assert journal.read_bytes() == before


def test_copies_of_damaged_files_are_a_note_and_never_to_be_deleted(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    journal.write_bytes(journal.read_bytes() + b"<<<<<<< HEAD\n")
    coach("restore", "--yes")
    rotten = practice.places.backups / "coach-2026-11-01.json"
    rotten.write_bytes(b"nothing to be read")
    result = coach("doctor")
    assert result.code == 0
    assert "2 copies of damaged files" in result.out
    assert "rm " not in result.out


def test_a_damaged_newest_backup_is_passed_over(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    (practice.places.backups / "coach-2026-11-26.json").write_bytes(b"rot")
    journal.write_bytes(b"")
    forget(practice)
    heal(coach)
    assert texts(practice) == ["note 1"]


SYNC_NAMES = [
    "coach.sync-conflict-20261120-101010-ABCDEFG.json",
    "coach (conflicted copy).json",
    "coach (Anna's conflicted copy 2026-11-20).json",
    "coach (1).json",
    "coach 2.json",
    "coach-laptop.json",
    "coach_conflict-20261120-101010.json",
    "coach.json.orig",
    "coach.json~",
]


@pytest.mark.parametrize("name", SYNC_NAMES)
def test_a_copy_that_a_sync_tool_left_is_named_and_merged_and_then_a_note(
    coach: Coach, practice: Practice, journal: Path, name: str
) -> None:
    base = journal.read_bytes()
    practice.entries.note("only in the copy")
    copy = journal.with_name(name)
    copy.write_bytes(journal.read_bytes())
    journal.write_bytes(base)
    forget(practice)
    assert fixes(coach) == [f"coach import {shlex.quote(str(copy))}"]
    heal(coach)
    assert "only in the copy" in texts(practice)
    assert f"all that can be read of {name} is in your journal" in coach("doctor").out
    Practice(practice.places).entries.note("a copy that is only behind is a note too")
    assert fixes(coach) == []
    assert copy.exists()


def test_a_half_synced_copy_gives_what_can_be_read_of_it(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    base = journal.read_bytes()
    practice.entries.note("only in the copy")
    copy = journal.with_name("coach (1).json")
    copy.write_bytes(journal.read_bytes()[:-40])
    journal.write_bytes(base)
    forget(practice)
    heal(coach)
    assert "only in the copy" in texts(practice)


def test_what_is_no_copy_of_the_journal_is_no_matter_of_the_doctors(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    coach("export", "-o", str(journal.with_name("coach-export.json")))
    journal.with_name("coach-notes.json").write_text('{"1": "mine"}')
    journal.with_name("coach.json.d").mkdir()
    assert "copy:" not in coach("doctor").out


def test_erased_words_in_a_copy_beside_the_journal_are_named(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    copy = journal.with_name("coach (1).json")
    copy.write_bytes(journal.read_bytes())
    other = journal.with_name("coach (2).json")
    practice.entries.note("later")
    first, *_, last = practice.entries.visible()
    other.write_bytes(b'{"_meta"')
    assert str(copy) in coach("erase", first.id, "--yes").err
    assert str(copy) not in coach("erase", last.id, "--yes").err
    journal_now = decode(journal.read_bytes())
    assert journal_now
    coach("import", str(copy))
    assert "note 1" not in texts(practice)


def test_a_folder_that_cannot_be_read_is_named_and_the_other_checks_go_on(
    coach: Coach, practice: Practice, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(practice.places.drafts))

    monkeypatch.setattr("coach.store.drafts.Drafts.all", refused)
    result = coach("doctor")
    assert result.code == 1
    assert "WRONG  drafts: can't look: the disk reported an error\n" in result.out
    assert "ok     packs: " in result.out


def test_no_name_for_a_backup_is_not_the_newest_one(coach, practice) -> None:
    practice.entries.note("one")
    coach("backup")
    practice.entries.note("two")
    assert coach("restore", "", "--yes").code != 0
    assert len(practice.journal.answers()) == 2


def test_whatever_became_of_an_entry_it_is_not_said_to_be_missing(
    coach: Coach, practice: Practice, clock: FixedClock, journal: Path
) -> None:
    note = practice.entries.note("four").id
    promise = practice.promises.make("Bill calls", "ask him").id
    steps: list[Callable[[], object]] = [
        lambda: practice.entries.edit(note, "five"),
        lambda: practice.entries.delete(note),
        lambda: practice.entries.delete(note, undo=True),
        lambda: practice.entries.edit(note, "four"),
        lambda: practice.promises.move(promise),
        lambda: practice.promises.review(promise, "kept", did="I asked"),
        lambda: practice.entries.delete(promise),
        lambda: coach("erase", note, "--yes"),
    ]
    for step in steps:
        clock.time += timedelta(minutes=1)
        step()
        assert fixes(coach) == []
    shutil.copy(journal, journal.with_name("coach (conflicted copy).json"))
    practice.entries.delete(promise, undo=True)
    practice.entries.delete(promise)
    assert fixes(coach) == []


def test_an_older_version_that_is_nowhere_in_the_journal_is_missed(
    coach: Coach, practice: Practice, journal: Path
) -> None:
    note = practice.entries.note("four").id
    before = journal.read_bytes()
    practice.entries.edit(note, "five")
    recent = practice.places.state / "recent.jsonl"
    saved = recent.read_bytes()
    forget(practice)
    recent.parent.mkdir()
    recent.write_bytes(saved)
    journal.write_bytes(before)
    assert "1 entry saved here is not in the journal" in coach("doctor").out
