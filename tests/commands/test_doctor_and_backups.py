"""Backups are made, found and restored; the doctor names what is wrong; erased is erased."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.practice import Practice
from coach.store.image import decode
from tests.conftest import FixedClock, Result

Coach = Callable[..., Result]


def texts(practice: Practice) -> list[str]:
    return [answer.text for answer in Practice(practice.places).journal.answers()]


def names(practice: Practice) -> list[str]:
    return sorted(path.name for path in practice.places.backups.glob("*.json"))


@pytest.fixture
def days(practice: Practice, clock: FixedClock) -> list[str]:
    """Three days with an answer each; the names of the backups, oldest first."""
    for number in range(3):
        practice.entries.answer(f"day {number}", "give-free.for-free")
        clock.pass_days(1)
    return names(practice)


def test_the_first_write_of_a_day_makes_a_copy_of_the_day_before(
    practice: Practice, days: list[str]
) -> None:
    assert days == ["coach-2026-11-25.json", "coach-2026-11-26.json"]
    practice.entries.answer("later", "give-free.for-free")
    practice.entries.note("later still")
    assert names(practice) == [*days, "coach-2026-11-27.json"]
    copies = [backup.image for backup in practice.work.backups.all()]
    assert [len(image.table("answers").records) for image in copies] == [3, 2, 1]
    assert all(image.condition == "whole" for image in copies)


def test_a_backup_is_a_copy_and_no_link(practice: Practice, days: list[str]) -> None:
    before = {n: (practice.places.backups / n).read_bytes() for n in days}
    with practice.places.journal.open("r+b") as file:
        file.write(b"x" * 500)
    assert {n: (practice.places.backups / n).read_bytes() for n in days} == before
    assert all((practice.places.backups / n).stat().st_mode & 0o777 == 0o600 for n in days)


@pytest.mark.faults
def test_seven_days_and_twelve_months_stay(practice: Practice, clock: FixedClock) -> None:
    for _ in range(450):
        practice.entries.note("a day")
        clock.pass_days(1)
    stay = names(practice)
    assert len(stay) == 7 + 12
    assert stay[-7:] == [f"coach-2028-02-{day:02d}.json" for day in range(10, 17)]
    months = [name[6:13] for name in stay[:-7]]
    assert len(set(months)) == len(months)


def test_a_backup_that_cannot_be_made_stops_no_save(practice: Practice) -> None:
    practice.entries.note("one")
    practice.places.backups.write_text("in the way")
    practice.entries.note("two")
    assert texts(practice) == ["one", "two"]


def test_backup_makes_a_verified_copy_elsewhere(
    coach: Coach, practice: Practice, days: list[str], tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    result = coach("backup", str(tmp_path / "stick"))
    path = Path(result.out.strip())
    assert path.parent == tmp_path / "stick"
    assert path.read_bytes() == practice.places.journal.read_bytes()
    assert decode(path.read_bytes())


def test_backup_of_nothing_is_refused(coach: Coach) -> None:
    assert coach("backup").code == 1


def test_a_backup_to_a_drive_that_is_not_there_is_an_error_and_makes_no_folder(
    coach: Coach, practice: Practice, tmp_path: Path
) -> None:
    practice.entries.note("one")
    (tmp_path / "file").write_text("in the way")
    for nowhere in (tmp_path / "stick", tmp_path / "file", tmp_path / "file" / "below"):
        result = coach("backup", str(nowhere))
        assert (result.code, result.out) == (1, "")
        assert result.err == (
            f"coach: There is no folder {nowhere}.\n"
            "  Is the drive connected? If so, make the folder.\n"
        )
    assert not (tmp_path / "stick").exists()


def test_restore_lists_the_backups_with_their_counts(coach: Coach, days: list[str]) -> None:
    result = coach("restore")
    assert result.out.splitlines() == [
        "coach-2026-11-26  2 entries",
        "coach-2026-11-25  1 entry",
    ]


def test_restore_says_what_changes_and_saves_the_file_that_was_there(
    coach: Coach, practice: Practice, days: list[str]
) -> None:
    before = practice.places.journal.read_bytes()
    assert coach("restore", "coach-2026-11-26").code == 2  # nobody is there to ask
    assert practice.places.journal.read_bytes() == before
    result = coach("restore", "coach-2026-11-26", "--yes")
    assert result.code == 0
    assert "Not in the backup, to be removed: 1 entry." in result.err
    assert texts(practice) == ["day 0", "day 1"]
    (aside,) = practice.places.backups.glob("*before-restore*")
    assert aside.read_bytes() == before
    assert str(aside) in result.err
    assert coach("restore", aside.stem, "--yes").code == 0
    assert texts(practice) == ["day 0", "day 1", "day 2"]


def test_restore_can_add_only_what_is_missing(
    coach: Coach, practice: Practice, days: list[str]
) -> None:
    coach("restore", "coach-2026-11-25", "--yes")
    practice.entries.note("new")
    result = coach("restore", "coach-2026-11-26", "--merge", "--yes")
    assert "Missing here, to be restored: 1 entry." in result.err
    assert sorted(texts(practice)) == ["day 0", "day 1", "new"]
    assert "Nothing would change." in coach("restore", "coach-2026-11-25", "--merge", "--yes").err


@pytest.mark.parametrize("damage", [b"", b"nothing left"])
def test_restore_repairs_a_damaged_journal_and_sets_it_aside(
    coach: Coach, practice: Practice, days: list[str], damage: bytes
) -> None:
    practice.places.journal.write_bytes(damage)
    assert coach("doctor").code == 1
    assert coach("restore", "coach-2026-11-26", "--yes").code == 0
    assert texts(practice) == ["day 0", "day 1"]
    (aside,) = practice.places.backups.glob("*damaged*")
    assert aside.read_bytes() == damage
    coach("answer", "give-free.for-free", "goes on")
    assert texts(practice) == ["day 0", "day 1", "goes on"]


def test_an_unknown_backup_is_wrong_usage(coach: Coach, days: list[str]) -> None:
    assert coach("restore", "coach-1999-01-01").code == 2


def test_a_healthy_journal_is_called_so(coach: Coach, practice: Practice, days: list[str]) -> None:
    practice.entries.note("a note")
    result = coach("doctor")
    assert result.code == 0
    assert "WRONG" not in result.out
    assert "3 answers, 1 note\n" in result.out
    report = json.loads(coach("doctor", "--json").out)
    assert report["ok"]
    assert {check["name"] for check in report["checks"]} == {
        "journal", "drafts", "backups", "privacy", "disk", "lock", "settings", "packs", "reminders",
    }  # fmt: skip


def test_a_hand_edit_is_accepted_on_request_and_a_copy_stays(
    coach: Coach, practice: Practice, days: list[str]
) -> None:
    hand = practice.places.journal.read_bytes().replace(b"day 1", b"Day I")
    practice.places.journal.write_bytes(hand)
    result = coach("doctor")
    assert result.code == 1
    assert "       Fix: coach doctor --accept\n" in result.out
    assert "changed outside coach" in coach("history").err
    assert coach("doctor", "--accept").code == 0
    (copy,) = practice.places.backups.glob("*-edited.json")
    assert copy.read_bytes() == hand
    coach("answer", "give-free.for-free", "goes on")
    assert texts(practice) == ["day 0", "Day I", "day 2", "goes on"]


def test_what_others_may_read_and_a_broken_pack_are_named(
    coach: Coach, practice: Practice, days: list[str]
) -> None:
    practice.places.journal.chmod(0o644)
    practice.places.prompts.mkdir()
    (practice.places.prompts / "mine.toml").write_text("[track]\nid = 7\n")
    result = coach("doctor")
    assert result.code == 1
    assert f"       Fix: chmod 600 {practice.places.journal}\n" in result.out
    assert "mine.toml" in result.out


def test_a_state_folder_that_others_may_read_is_named(
    coach: Coach, practice: Practice, days: list[str]
) -> None:
    practice.places.state.chmod(0o755)  # it holds the words saved since the last backup
    result = coach("doctor")
    assert result.code == 1
    assert f"       Fix: chmod 700 {practice.places.state}\n" in result.out


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_erased_words_are_nowhere(coach: Coach, practice: Practice, clock: FixedClock) -> None:
    secret = practice.entries.answer("secret one", "give-free.for-free")
    practice.entries.edit(secret.id, "secret two")
    practice.entries.note("stays")
    clock.pass_days(1)
    practice.entries.edit(secret.id, "secret three")
    practice.drafts.save(f"edit-{secret.id}", b"secret four")
    assert b"secret" in everything(practice.places.backups)
    assert coach("erase", secret.id).code == 2  # it asks, and nobody is there
    result = coach("erase", secret.id[:20], "--yes")
    assert result.code == 0
    assert result.err == "Erased 1 entry from the journal, 2 backups and 1 draft.\n"
    assert b"secret" not in everything(practice.places.data)
    assert [answer.text for answer in practice.entries.visible()] == ["stays"]
    for args in (["edit", secret.id], ["delete", secret.id, "--undo"], ["erase", secret.id]):
        assert coach(*args, stdin=b"secret five").code == 2
    assert "secret" not in coach("restore", names(practice)[0], "--merge", "--yes").err
    assert [answer.text for answer in practice.entries.visible()] == ["stays"]
    assert all(b.image.condition == "whole" for b in practice.work.backups.all())


def test_erasing_names_a_backup_that_could_not_be_searched(
    coach: Coach, practice: Practice
) -> None:
    secret = practice.entries.answer("secret", "give-free.for-free")
    practice.places.backups.mkdir()
    broken = practice.places.backups / "coach-2026-01-01.json"
    broken.write_bytes(b'{"answers": secret')
    assert str(broken) in coach("erase", secret.id, "--yes").err
