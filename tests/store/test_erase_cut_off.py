"""Erasing that is cut off anywhere is done again by the same id, and then no word is anywhere."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.paths import Places
from coach.practice import Practice, erasing
from coach.practice.drafting import draft_key
from tests.conftest import FixedClock, Result
from tests.store.crash import check_whole
from tests.store.shim import CALLS, Shim

Coach = Callable[..., Result]
SECRET = b"SECRET"


class Killer(Shim):
    """Ends the process at the k-th call."""

    def call(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls == self.at:
            os._exit(9)
        return real(*args, **kwargs)


@pytest.fixture
def written(practice: Practice, clock: FixedClock) -> str:
    """A promise that was moved, with its words in every place there is; gives its id."""
    promise = practice.promises.make("SECRET cue", "SECRET action", obstacle="SECRET obstacle")
    practice.entries.note("stays")
    for _ in range(2):
        clock.pass_days(1)
        practice.promises.edit(promise.id, {"action": f"SECRET action on {clock.now()}"})
    practice.promises.move(promise.id, "SECRET words about it")
    practice.work.backups.copy_to(practice.places.journal, practice.places.backups)
    drafts = practice.places.drafts
    practice.drafts.save(draft_key("edit", promise.id), b"action: SECRET draft\\n")
    practice.drafts.save("note", b"of something else")
    draft = practice.drafts.open(draft_key("review", promise.id))
    draft.open_for_editor("did: SECRET in the editor")
    draft.close()
    halves = (
        drafts / f".review-{promise.id}.txt.99999999.0123abcd.tmp",
        practice.places.data / ".coach.json.99999999.0123abcd.tmp",
        practice.places.backups / ".coach-2026-11-24.json.99999999.0123abcd.tmp",
        drafts / f"edit-{promise.id}.0a1b2c.bytes",
    )
    for half in halves:
        half.write_bytes(b"half of SECRET")
    practice.places.state.mkdir(exist_ok=True)
    practice.places.nudge.write_text("If SECRET cue, I'll …")
    return promise.id


def left(*folders: Path) -> list[str]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if SECRET in path.read_bytes()]


def killed(args: tuple[str, ...], at: int) -> bool:
    """Run a command in a process that ends at its call number `at`; gives whether it came to it."""
    from coach.cli import main

    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        with Killer(at, "killed", errno.EIO).between():
            main(args)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


def points(sparse: bool) -> Iterator[int]:
    yield from range(1, 10_000, 7 if sparse else 1)


@pytest.mark.parametrize("sparse", [True, pytest.param(False, marks=pytest.mark.faults)])
def test_killed_anywhere_it_is_done_again_and_no_word_is_left(
    coach: Coach, home: Path, tmp_path: Path, written: str, sparse: bool
) -> None:
    base, wrong, tried = tmp_path / "base", [], 0
    shutil.copytree(home, base)
    for at in points(sparse):
        shutil.rmtree(home)
        shutil.copytree(base, home)
        if not killed(("erase", written, "--yes"), at):
            break
        tried += 1
        check_whole(home / "coach.json")
        again = coach("erase", written, "--yes")
        if again.code or left(home, tmp_path / "tmp"):
            wrong.append(f"call {at}: {again.err} {left(home, tmp_path / 'tmp')}")
    print(f"erase killed at {tried} points, done again: words left at {len(wrong)}")
    assert wrong == []
    assert tried > (10 if sparse else 80)
    assert (home / "drafts" / "note.txt").read_bytes() == b"of something else"
    assert coach("erase", written, "--yes").code == 0


def test_with_a_backup_that_cannot_be_changed_it_is_said_and_done_again(
    coach: Coach, practice: Practice, written: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixed = next(practice.places.backups.glob("coach-2026-11-25*.json"))
    replace = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if target == fixed:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refused)
    for _ in range(2):
        result = coach("erase", written, "--yes")
        assert result.code == 1
        assert "permission was denied" in result.err
        assert str(fixed) in result.err
        assert left(home) == [fixed.name]
    monkeypatch.undo()
    monkeypatch.setenv("COACH_HOME", str(home))
    assert coach("erase", written, "--yes").code == 0
    assert left(home) == []


def test_a_draft_that_another_window_has_open_goes_and_is_named(
    coach: Coach, practice: Practice, home: Path
) -> None:
    note = practice.entries.note("SECRET")
    window = Practice(practice.places).drafts.open(draft_key("edit", note.id))
    window.write("SECRET once more")
    result = coach("erase", note.id, "--yes")
    assert (result.code, left(home)) == (0, [])
    assert f"Close it: {window.path}" in result.err


def test_the_shim_of_this_harness_stands_at_every_call() -> None:
    assert {"open", "write", "fsync", "replace", "rename", "unlink"} <= {*CALLS}


def test_a_note_that_only_mentions_the_cue_stays(practice: Practice, places: Places) -> None:
    promise = practice.promises.make("Bill calls", "ask him")
    note = practice.entries.note("Bill calls, and I asked him. If Bill calls, I'll ask him.")
    assert erasing.to_erase(practice.work, promise) == [promise.id]
    assert note.id not in erasing.to_erase(practice.work, promise)


@pytest.fixture
def places(practice: Practice) -> Places:
    return practice.places
