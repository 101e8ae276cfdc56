"""No file of ours follows a link that somebody planted, or fails where another user was here."""

import errno
import os
import stat
import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from coach import crash, files
from coach.practice import Practice
from coach.reminders.state import ReminderState


def test_no_state_nudge_lock_crash_or_log_file_follows_a_link(
    practice: Practice, home: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("theirs")
    state, drafts = home / "state", home / "drafts"
    for folder in (state, drafts):
        folder.mkdir(parents=True)
    names = ["crash.txt", "reminders.json", "remind.log", "nudge", "last-journal.json"]
    names += ["recent.jsonl", "backup-problem"]
    for name in names:
        (state / name).symlink_to(victim)
    practice.entries.note("words")
    crash.report(RuntimeError())
    reminders = ReminderState(state)
    reminders.snooze(datetime.now().astimezone())
    reminders.log(datetime.now().astimezone(), "line")
    files.write_private(practice.places.nudge, b"nudge")
    files.write_private(state / "backup-problem", b"2026-11-24")
    assert victim.read_text() == "theirs"
    assert [name for name in names if (state / name).is_symlink()] == ["recent.jsonl"]
    (home / "coach.json.lock").unlink()
    (home / "coach.json.lock").symlink_to(victim)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        files.take_lock(home / "coach.json.lock")


def test_what_was_seen_last_is_not_written_over_the_file_a_link_leads_to(
    practice: Practice, tmp_path: Path
) -> None:
    practice.entries.note("one")
    seen, theirs = practice.places.state / "last-journal.json", tmp_path / "theirs"
    before = seen.read_bytes()
    seen.rename(theirs)  # of the very length that would be written over
    seen.symlink_to(theirs)
    practice.entries.note("two")
    assert theirs.read_bytes() == before
    assert not seen.is_symlink()


def test_a_file_that_is_made_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "theirs"
    path.write_text("theirs")
    with pytest.raises(FileExistsError):
        files._write_new(path, [b"ours"])
    assert path.read_text() == "theirs"


def test_a_folder_that_somebody_waits_with_is_not_used(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.places.data.write_text("a file where the home should be")
    first = practice.drafts.save("note", b"one").parent
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    taken = first.with_name("taken")
    first.rename(taken)
    first.symlink_to(taken)
    second = practice.drafts.save("note", b"two").parent
    assert second not in (first, taken)
    assert [draft.text for draft in practice.drafts.all()] == ["two"]


def test_a_folder_that_is_nothing_to_sync_is_no_failure(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def refused(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refused)
    practice.entries.note("words")
    assert [answer.text for answer in practice.journal.answers()] == ["words"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_a_draft_that_another_user_owns_is_offered() -> None:
    from coach.store.drafts import Drafts

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o777)
        drafts = Drafts(Path(folder) / "drafts")
        drafts.save("note", b"by root").chmod(0o644)
        drafts.folder.chmod(0o755)
        (Path(folder) / "tmp").mkdir(mode=0o777)
        (Path(folder) / "tmp").chmod(0o777)
        pid = os.fork()
        if not pid:
            os.setgid(65534)
            os.setuid(65534)
            tempfile.tempdir = str(Path(folder) / "tmp")
            draft = drafts.open("note")
            ok = [d.text for d in drafts.all()][:1] == ["by root"] and draft.read() == "by root"
            draft.write("by another")
            os._exit(0 if ok and draft.read() == "by another" else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert (drafts.folder / "note.txt").read_text() == "by root"
