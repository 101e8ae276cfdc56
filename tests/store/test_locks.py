"""A lock holds whatever becomes of its file; and where nothing can be locked, nothing is saved."""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import files
from coach.practice import Practice
from tests.conftest import Result
from tests.store.crash import Coach, all_ended, end_of, start_apart, text_of


@pytest.mark.parametrize(
    ("processes", "saves"), [(3, 12), pytest.param(8, 120, marks=pytest.mark.faults)]
)
def test_nothing_is_lost_when_the_lock_file_is_removed_over_and_over(
    tmp_path: Path, processes: int, saves: int
) -> None:
    home, removed = tmp_path / "home", 0
    Coach(home).fill(20)
    running = [start_apart("saves", "coach", str(home), f"p{n}", saves) for n in range(processes)]
    with all_ended(running):
        while any(process.poll() is None for process in running):
            with contextlib.suppress(FileNotFoundError):
                (home / "coach.json.lock").unlink()
                removed += 1
            time.sleep(0.002)
        acknowledged = [pair for process in running for pair in end_of(process)]
    found = Coach(home).read()
    lost = [name for name, token in acknowledged if found.get(name) != text_of(token)]
    print(f"lock removed {removed} times: {len(lost)} of {len(acknowledged)} acknowledged lost")
    assert len(acknowledged) == processes * saves
    assert lost == []
    assert removed > 5


def test_what_was_locked_must_be_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    first = files.take_lock(files.lock_of(path))
    assert first is not None
    assert files.take_lock(files.lock_of(path)) is None
    assert files.is_locked(path)
    files.lock_of(path).unlink()
    second = files.take_lock(files.lock_of(path))
    assert second is not None  # which is why the folder is locked, too
    for descriptor in (first, second):
        os.close(descriptor)


def test_a_lock_file_that_is_replaced_while_it_is_taken_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, try_lock = tmp_path / "file.lock", files.try_lock

    def replaced_before(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
        lock.unlink()
        lock.touch()
        return try_lock(descriptor, kind)

    monkeypatch.setattr(files, "try_lock", replaced_before)
    assert files.take_lock(lock) is None


@pytest.mark.parametrize("code", files.NO_LOCKS, ids=errno.errorcode.get)
def test_where_nothing_can_be_locked_it_is_said_and_the_words_are_a_draft(
    coach: Callable[..., Result], practice: Practice, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refused)
    for text in ("one", "two"):
        result = coach("note", "-", stdin=text.encode())
        assert result.code == 1
        assert result.err.startswith("coach: Can't save the journal: ")
        assert "draft" in result.err
    assert {draft.text for draft in practice.drafts.all()} == {"one", "two"}
    window, other = practice.drafts.open("note"), practice.drafts.open("note")
    window.write("a window")
    other.write("another")
    assert {draft.text for draft in practice.drafts.all()} == {"one", "two", "a window", "another"}
