"""Care for the journal: the doctor's checks, backups, restoring, erasing."""

import contextlib
import shlex
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import files
from coach.domain.check import Check
from coach.domain.history import belonging
from coach.domain.model import Entry, timestamp
from coach.domain.text import counted
from coach.errors import CoachError, JournalError, SaveError, describe_os_error
from coach.practice.drafting import LINES, WALK, keys_about, without_lines
from coach.practice.workspace import Workspace
from coach.store.backups import copies_beside
from coach.store.drafts import Draft
from coach.store.image import Image

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

    image: Image
    name: str
    """What the backup is called; empty if there is none."""
    merge: bool
    """Whether it only adds what is missing here."""
    back: int
    """Entries missing here that come back."""
    differing: int
    gone: int
    """Entries that are not in the backup."""
    problem: JournalError | None
    """What is wrong with the journal as it is."""

    @property
    def needed(self) -> bool:
        """Whether anything would change, a damaged journal included."""
        return bool(self.back or self.differing or self.gone or self.problem)


@dataclass(frozen=True)
class Erased:
    """What was erased: how many backups and drafts were cleaned, and what may still hold it."""

    backups: int
    drafts: int
    unsure: list[Path]


class Maintenance:
    """What keeps the journal healthy."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def checks(self) -> Iterator[Check]:
        """Return what the doctor finds, the reminders aside; changes nothing."""
        looks: dict[str, Callable[[], Check | Iterator[Check]]] = {
            "journal": self._journal,
            "drafts": self._drafts,
            "backups": self._backups,
            "copy": self._copies,
            "privacy": self._privacy,
            "disk": self._disk,
            "lock": self._lock,
            "settings": self._settings,
            "packs": self._packs,
        }
        for name, look in looks.items():
            try:
                found = look()
                yield from [found] if isinstance(found, Check) else found
            except OSError as error:
                path = _quoted(Path(error.filename or self._work.places.data))
                yield Check(name, False, f"can't look: {describe_os_error(error)}", f"ls -l {path}")

    def _lock(self) -> Check:
        held = files.is_locked(self._work.places.journal.resolve())
        return Check("lock", True, "another coach is saving right now" if held else "free")

    def _journal(self) -> Check:
        journal = self._work.journal
        if not journal.path.exists():
            if self.needs_repair():
                says = "The journal is missing, but there are backups of it"
                return Check("journal", False, says, "coach restore")
            return Check("journal", True, "nothing is written yet")
        try:
            problem = journal.problem()
            answers = journal.answers()
        except JournalError as error:
            return Check("journal", False, error.message, f"chmod u+rw {_quoted(journal.path)}")
        if problem:
            fix = "coach restore" if journal.condition == "damaged" else "coach doctor --accept"
            if self._work.journal.storage.image.newer:
                fix = problem.hint
            return Check("journal", False, problem.message, fix)
        notes = sum(answer.kind == "note" for answer in answers)
        deleted = sum(answer.deleted for answer in answers)
        parts = [counted(len(answers) - notes, "answer"), counted(notes, "note")]
        parts += [f"{deleted} deleted"] if deleted else []
        return Check("journal", True, f"whole, its checksum is right; {', '.join(parts)}")

    def _drafts(self) -> Check:
        drafts = self._work.drafts
        waiting = sum(draft.key != WALK for draft in drafts.all())
        if left := len(drafts.remains()):
            says = f"an editor left {counted(left, 'file')} beside them"
            return Check("drafts", False, says, "coach doctor --tidy")
        return Check("drafts", True, f"{waiting} waiting" if waiting else "none waiting")

    def _backups(self) -> Check:
        backups = self._work.backups.all()
        damaged = [backup.name for backup in backups if backup.image.condition == "damaged"]
        newest = self._work.backups.newest()
        says = "none yet; the first change of a day makes one"
        if newest:
            says = f"{len(backups) - len(damaged)}, the newest is {newest.name}"
        if damaged:
            says += f"; beside them {counted(len(damaged), 'copy', 'copies')} of damaged files: "
            says += ", ".join(damaged)
        return Check("backups", True, says)

    def _copies(self) -> Iterator[Check]:
        """Check what sync tools left beside the journal: each holds words, so none is to go."""
        journal = self._work.journal
        for copy in copies_beside(journal.path):
            name, path = copy.path.name, _quoted(copy.path)
            try:
                merging = journal.to_merge(copy.image.items())
            except CoachError:  # of a newer coach, or the journal can't be read
                yield Check("copy", True, f"{name} can't be compared with your journal")
                continue
            entries = counted(len(merging), "entry", "entries")
            if not merging:
                yield Check("copy", True, f"all that can be read of {name} is in your journal")
            elif copy.image.condition == "damaged":
                says = f"{name} is damaged, but {entries} of it can be merged"
                yield Check("copy", False, says, f"coach restore {path} --merge")
            else:
                says = f"{name} differs from your journal by {entries}"
                yield Check("copy", False, says, f"coach import {path}")

    def _privacy(self) -> Check:
        places = self._work.places
        for path in (places.data, places.journal, places.drafts, places.backups):
            if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                fix = f"chmod {'700' if path.is_dir() else '600'} {_quoted(path)}"
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
        fix = "" if enough else f"df -h {_quoted(folder)}"
        return Check("disk", enough, f"{free // 1_000_000:,} MB free", fix)

    def _settings(self) -> Check:
        file, problems = self._work.places.config_file, self._work.config.problems
        if problems:
            more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
            fix = "coach config"
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
        if folder and not folder.is_dir():
            raise CoachError(
                f"There is no folder {folder}.", "Is the drive connected? If so, make the folder."
            )
        return self._work.backups.copy_to(places.journal, folder or places.backups)

    def backups(self) -> list[BackupLine]:
        """Return every backup that can be read, newest first."""
        return [BackupLine(b.name, b.entries, b.image.condition) for b in self._work.backups.all()]

    def needs_repair(self) -> bool:
        """Return whether the journal is damaged, or missing though there are backups of it."""
        journal = self._work.journal
        with contextlib.suppress(JournalError):
            if not journal.path.exists():
                return self._work.backups.newest() is not None
            return journal.problem() is not None and journal.condition == "damaged"
        return False

    def plan_restore(self, name: str | None = None, *, merge: bool = True) -> Restore:
        """Return what restoring this backup, or the newest one, would change.

        With `merge` only what is missing comes back, and what differs is merged.

        Raises:
            UsageError: if there is no such backup.
            CoachError: if it is from a newer coach.
        """
        journal, backups = self._work.journal, self._work.backups
        backup = backups.newest() if name is None else backups.find(name)
        image = backup.image if backup else Image()
        if image.newer:
            raise CoachError("This backup is from a newer coach.", "Install the newer version.")
        then = {item.id: item for item in image.items()}
        now = {item.id: item for item in journal.everything()}
        changed = {i: item for i, item in then.items() if now.get(i) != item}
        if merge:
            changed = {item.id: item for item in journal.to_merge(changed.values())}
        back = len(changed.keys() - now.keys())
        return Restore(
            image,
            backup.name if backup else "",
            merge,
            back,
            differing=len(changed) - back,
            gone=0 if merge else len(now.keys() - then.keys()),
            problem=journal.problem(),
        )

    def restore(self, plan: Restore) -> Path | None:
        """Restore a backup; return where a copy of the journal that was there is, if it was made.

        Raises:
            SaveError: if it could not be done; then the journal is as it was.
        """
        journal = self._work.journal
        if not plan.merge:
            return journal.restore(plan.image)
        if plan.problem:
            return journal.repair(plan.image)
        journal.merge(plan.image.items())
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
            return self._erase_copies(ids, now)
        except OSError as error:
            raise SaveError(
                "Erased from the journal, but not from every backup and draft: "
                f"{describe_os_error(error)}.",
                f"Look at {work.places.data}, then erase again.",
            ) from error

    def _erase_copies(self, ids: list[str], now: str) -> Erased:
        cleaned, unsure = self._work.backups.erase(ids, now)
        keys = {key for entry_id in ids for key in keys_about(entry_id)}
        drafts = [draft for draft in self._work.drafts.all() if draft.key in keys]
        for draft in drafts:
            draft.path.unlink(missing_ok=True)
        drafts += self._erase_lines(ids)
        for copy in copies_beside(self._work.places.journal):
            if copy.image.erased(ids, now) != copy.image.tables:
                unsure.append(copy.path)
        return Erased(cleaned, len(drafts), unsure)

    def _erase_lines(self, ids: list[str]) -> list[Draft]:
        """Take the lines of these answers out of drafts that hold others, too; return those."""
        drafts, changed = self._work.drafts, []
        for draft in drafts.all():
            left = without_lines(draft.text, ids) if draft.key == LINES else draft.text
            if left != draft.text:
                changed.append(draft)
                if left:
                    drafts.save(LINES, left.encode("utf-8"))
                draft.path.unlink(missing_ok=True)
        return changed


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
