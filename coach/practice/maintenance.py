"""Care for the journal: the doctor's checks, backups, restoring, erasing."""

import shlex
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import files
from coach.domain.check import Check
from coach.domain.history import belonging
from coach.domain.model import Entry, Item, timestamp
from coach.domain.text import counted
from coach.errors import CoachError, JournalError, SaveError, describe_os_error
from coach.practice.drafting import keys_about
from coach.practice.workspace import Workspace
from coach.store.backups import Backup

SPARE = 10_000_000
"""Bytes that should be free beside three times the journal."""


@dataclass(frozen=True)
class BackupLine:
    """A backup as it is listed: its name, how many entries it holds, and if it is whole."""

    name: str
    entries: int
    condition: str


@dataclass(frozen=True)
class Restore:
    """What restoring a backup would change, as counts of entries."""

    backup: Backup
    items: list[Item]
    back: int
    """Entries missing here that come back."""
    differing: int
    gone: int
    """Entries that are not in the backup."""
    needed: bool
    """Whether anything would change, a damaged journal included."""


@dataclass(frozen=True)
class Erased:
    """What was erased: backups and drafts cleaned, and backups too damaged to be searched."""

    backups: int
    drafts: int
    unsure: list[Path]


class Maintenance:
    """What keeps the journal healthy."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def checks(self) -> Iterator[Check]:
        """Return what the doctor finds, the reminders aside; changes nothing."""
        yield self._journal()
        yield self._drafts()
        yield self._backups()
        yield self._privacy()
        yield self._disk()
        held = files.is_locked(self._work.places.journal.resolve())
        yield Check("lock", True, "another coach is saving right now" if held else "free")
        yield self._settings()
        yield self._packs()

    def _journal(self) -> Check:
        journal = self._work.journal
        if not journal.path.exists():
            return Check("journal", True, "nothing is written yet")
        try:
            problem = journal.problem()
            answers = journal.answers()
        except JournalError as error:
            return Check("journal", False, error.message, error.hint)
        if problem:
            fix = {"edited": "coach doctor --accept", "damaged": "coach restore"}
            says = problem.message
            return Check("journal", False, says, fix.get(journal.condition, problem.hint))
        notes = sum(answer.kind == "note" for answer in answers)
        deleted = sum(answer.deleted for answer in answers)
        parts = [counted(len(answers) - notes, "answer"), counted(notes, "note")]
        parts += [f"{deleted} deleted"] if deleted else []
        return Check("journal", True, f"whole, its checksum is right; {', '.join(parts)}")

    def _drafts(self) -> Check:
        drafts = self._work.drafts
        waiting = len(drafts.all())
        if left := len(drafts.remains()):
            says = f"an editor left {counted(left, 'file')} beside them"
            return Check("drafts", False, says, "coach doctor --tidy")
        return Check("drafts", True, f"{waiting} waiting" if waiting else "none waiting")

    def _backups(self) -> Check:
        backups = self._work.backups.all()
        if not backups:
            return Check("backups", True, "none yet; the first change of a day makes one")
        broken = [b for b in backups if b.image.condition == "damaged"]
        if broken:
            says = f"{len(broken)} of {len(backups)} are damaged"
            return Check("backups", False, says, f"rm {shlex.quote(str(broken[0].path))}")
        return Check("backups", True, f"{len(backups)}, the newest is {backups[0].name}")

    def _privacy(self) -> Check:
        places = self._work.places
        for path in (places.data, places.journal, places.drafts, places.backups):
            if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                fix = f"chmod {'700' if path.is_dir() else '600'} {shlex.quote(str(path))}"
                return Check("privacy", False, f"others on this machine can read {path}", fix)
        return Check("privacy", True, "only you can read it")

    def _disk(self) -> Check:
        path = self._work.places.journal
        size = path.stat().st_size if path.exists() else 0
        folder = path
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
        enough = free > 3 * size + SPARE
        return Check(
            "disk", enough, f"{free // 1_000_000:,} MB free", "" if enough else "Free some space."
        )

    def _settings(self) -> Check:
        file, problems = self._work.places.config_file, self._work.config.problems
        if problems:
            more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
            fix = f"${{EDITOR:-vi}} {shlex.quote(str(file))}"
            return Check("settings", False, f"{problems[0].message}{more}", fix)
        return Check("settings", True, "as in config.toml" if file.exists() else "the defaults")

    def _packs(self) -> Check:
        try:
            library = self._work.library
        except CoachError as error:
            return Check("packs", False, error.message, error.hint)
        if library.problems:
            return Check("packs", False, library.problems[0], "coach prompts check")
        asked = sum(not prompt.retired for prompt in library.prompts)
        return Check("packs", True, f"{asked} questions in {len(library.tracks)} tracks")

    def accept(self) -> Path | None:
        """Accept a journal that something else has changed; return where a copy of it is.

        None if there was nothing to accept.

        Raises:
            SaveError: if it could not be done, or the journal is damaged.
        """
        return self._work.journal.accept()

    def back_up(self, folder: Path | None = None) -> Path:
        """Make a verified copy of the journal, in the backups or in another folder.

        Raises:
            CoachError: if there is no journal yet.
            SaveError: if it could not be made.
        """
        places = self._work.places
        if not places.journal.exists():
            raise CoachError("There is no journal yet.", "Your first answer begins it.")
        return self._work.backups.copy_to(places.journal, folder or places.backups)

    def backups(self) -> list[BackupLine]:
        """Return every backup that can be read, newest first."""
        return [BackupLine(b.name, b.entries, b.image.condition) for b in self._work.backups.all()]

    def plan_restore(self, name: str, *, merge: bool) -> Restore:
        """Return what restoring this backup would change; with `merge` only what is missing.

        Raises:
            UsageError: if there is no such backup.
            CoachError: if it is from a newer coach.
        """
        journal = self._work.journal
        backup = self._work.backups.find(name)
        if backup.image.newer:
            raise CoachError("This backup is from a newer coach.", "Install the newer version.")
        items = backup.image.items()
        now = {item.id: item for item in journal.everything()}
        then = {item.id: item for item in items}
        back = len(then.keys() - now.keys())
        differing = sum(then[i] != now[i] for i in then.keys() & now.keys())
        gone = 0 if merge else len(now.keys() - then.keys())
        needed = bool(back or differing or gone or journal.problem())
        return Restore(backup, items, back, differing, gone, needed)

    def restore(self, plan: Restore, *, merge: bool) -> Path | None:
        """Restore a backup; return where the journal that was there is, if it was replaced.

        Raises:
            SaveError: if it could not be done; then the journal is as it was.
        """
        if not merge:
            return self._work.journal.restore(plan.backup.image)
        self._work.journal.merge(plan.items)
        return None

    def to_erase(self, entry: Entry) -> list[str]:
        """Return the ids of an entry and everything that goes with it when it is erased."""
        journal = self._work.journal
        ids = [answer.id for answer in belonging(journal.answers(), entry.id)] or [entry.id]
        return ids + [line.id for line in journal.lines() if line.of in ids]

    def erase(self, ids: list[str]) -> Erased:
        """Erase entries for good, with everything they ever said, from backups and drafts too.

        Raises:
            SaveError: if it could not be done everywhere.
        """
        work = self._work
        now = timestamp(work.clock.now())
        work.journal.erase(ids, now)
        work.clear_nudge()  # it may hold the words of a promise
        try:
            cleaned, unsure = work.backups.erase(ids, now)
        except OSError as error:
            raise SaveError(
                f"Erased from the journal, but not from every backup: {describe_os_error(error)}.",
                f"Look at {work.places.backups}, then erase again.",
            ) from error
        keys = {key for entry_id in ids for key in keys_about(entry_id)}
        drafts = [draft for draft in work.drafts.all() if draft.key in keys]
        for draft in drafts:
            draft.path.unlink(missing_ok=True)
        return Erased(cleaned, len(drafts), unsure)
