"""Backups that can't be made are said, and no wrong clock thins real ones out."""

import json
import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from coach import files
from coach.practice import Practice
from tests.conftest import FixedClock, Result

Coach = Callable[..., Result]


@pytest.fixture
def refused(coach: Coach, practice: Practice, clock: FixedClock) -> None:
    practice.entries.note("one")
    practice.places.backups.write_text("a file in the way")


@pytest.mark.usefixtures("refused")
def test_it_is_said_once_a_day_and_by_the_doctor(
    coach: Coach, practice: Practice, clock: FixedClock
) -> None:
    for _ in range(2):
        clock.pass_days(1)
        first, second = coach("note", "two"), coach("note", "three")
        assert (first.code, second.code) == (0, 0)
        assert "Can't make today's backup" in first.err
        assert "backup" not in second.err
    checks = {c["name"]: c for c in json.loads(coach("doctor", "--json").out)["checks"]}
    assert not checks["backups"]["ok"]
    practice.places.backups.unlink()
    clock.pass_days(1)
    assert coach("note", "four").err == ""
    clock.pass_days(3)
    says = coach("doctor").out
    assert "the newest is coach-2026-11-27, 3 days old" in says
    assert "WRONG  backups" not in says


def test_a_backup_that_does_not_hold_what_was_written_is_said_and_taken_away(
    practice: Practice, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.entries.note("one")
    replace = files.replace

    def failing(path: Path, chunks: Iterable[bytes], **how: bool) -> None:
        data = b"".join(chunks)
        replace(path, [data[:-9] if path.parent == practice.places.backups else data], **how)

    monkeypatch.setattr(files, "replace", failing)
    clock.pass_days(1)
    practice.entries.note("two")
    assert "doesn't hold what was written" in str(practice.work.backups.problem)
    assert [*practice.places.backups.iterdir()] == []


@pytest.mark.parametrize("ahead", [30, 400, 2000])
def test_a_clock_that_is_ahead_for_days_thins_no_real_day_away(
    practice: Practice, clock: FixedClock, ahead: int
) -> None:
    for number in range(20):
        practice.entries.note(f"note {number}")
        clock.pass_days(3)
    real = {path.name for path in practice.places.backups.iterdir()}
    clock.time += timedelta(days=ahead)
    for number in range(15):
        practice.entries.note(f"ahead {number}")
        clock.pass_days(1)
    assert real <= {path.name for path in practice.places.backups.iterdir()}


def test_leftovers_are_swept_everywhere(coach: Coach, practice: Practice) -> None:
    practice.entries.note("one")
    places = practice.places
    places.drafts.mkdir()
    halves = [
        places.data / ".coach.json.99999999.0123abcd.tmp",
        places.backups / ".coach-2026-11-24.json.99999999.0123abcd.tmp",
        places.drafts / ".edit-1.txt.99999999.0123abcd.tmp",
        places.state / ".reminders.json.99999999.0123abcd.tmp",
    ]
    for half in halves:
        half.parent.mkdir(exist_ok=True)
        half.write_text("half")
    mine = places.drafts / f".note.txt.{os.getpid()}.0123abcd.tmp"
    mine.write_text("being written")
    coach("note", "two")
    assert [half.name for half in halves if half.exists()] == []
    assert mine.exists()
