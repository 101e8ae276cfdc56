"""Care for the journal: the doctor's checks, backups, restoring, erasing."""

import contextlib
import os
import shlex
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach import files
from coach.domain.check import Check
from coach.domain.model import Entry, Item
from coach.domain.text import counted
from coach.errors import CoachError, IncompleteError, JournalError, describe_os_error
from coach.practice import erasing
from coach.practice.drafting import WALK
from coach.practice.erasing import Erased
from coach.practice.workspace import Workspace
from coach.store.backups import Backup, copies_beside
from coach.store.image import Image

SPARE = 10_000_000
"""Bytes that should be free beside three times the journal."""


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
            if problem := journal.problem():
                return Check("journal", False, problem.message, "coach restore")
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
            is_all = not isinstance(problem, IncompleteError)
            fix = "coach doctor --accept" if is_all else "coach restore"
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
        folder, backups = self._work.places.backups, self._work.backups.all()
        damaged = [backup.name for backup in backups if backup.image.condition == "damaged"]
        newest = self._work.backups.newest()
        says = "none yet; the first change of a day makes one"
        if newest:
            says = f"{len(backups) - len(damaged)}, the newest is {newest.name}{self._age(newest)}"
        if damaged:
            says += f"; beside them {counted(len(damaged), 'copy', 'copies')} of damaged files: "
            says += ", ".join(damaged)
        if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            return Check("backups", False, f"{says}; none can be made", f"ls -ld {_quoted(folder)}")
        failed = self._failed_on()
        if failed and (not newest or not newest.day or newest.day < failed):
            says += f"; none could be made on {failed}"
            return Check("backups", False, says, "coach backup")
        return Check("backups", True, says)

    def _age(self, backup: Backup) -> str:
        days = (self._work.clock.now().date() - backup.day).days if backup.day else 0
        return f", {counted(days, 'day')} old" if days > 0 else ""

    def _failed_on(self) -> date | None:
        """Return the last day on which the backup couldn't be made."""
        with contextlib.suppress(OSError, ValueError):
            return date.fromisoformat(self._problem_file.read_text("ascii"))
        return None

    @property
    def _problem_file(self) -> Path:
        return self._work.places.state / "backup-problem"

    def unsaid_problem(self) -> CoachError | None:
        """Return why today's backup couldn't be made, once a day."""
        problem, today = self._work.backups.problem, self._work.clock.now().date()
        if not problem or self._failed_on() == today:
            return None
        with contextlib.suppress(OSError):
            files.write_private(self._problem_file, today.isoformat().encode())
        return problem

    def _copies(self) -> Iterator[Check]:
        """Check what sync tools left beside the journal: each holds words, so none is to go."""
        journal = self._work.journal
        if not journal.problem() and (lacking := len(self._lacking())):
            entries = counted(lacking, "entry saved here is", "entries saved here are")
            says = f"{entries} not in the journal"
            yield Check("copy", False, says, "coach restore")
        for copy in copies_beside(journal.path):
            name, path = copy.path.name, _quoted(copy.path)
            try:
                merging = journal.lacking(copy.image.items())
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
        for path in (
            places.data, places.journal, places.drafts, places.backups, places.state,
        ):  # fmt: skip
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

    def backups(self) -> list[Backup]:
        """Return every backup that can be read, newest first."""
        return self._work.backups.all()

    def needs_repair(self) -> bool:
        """Return whether the journal is damaged or an older one, or lacks what backups have."""
        work = self._work
        with contextlib.suppress(JournalError):
            if problem := work.journal.problem():
                return isinstance(problem, IncompleteError)
            if not work.journal.path.exists():
                return work.backups.newest() is not None
            return bool(self._lacking())
        return False

    def _lacking(self) -> list[Item]:
        """Return what was saved here since the last backup and isn't in the journal."""
        return self._work.journal.lacking(self._work.backups.recent.image().items())

    def plan_restore(self, name: str | None = None, *, merge: bool = True) -> Restore:
        """Return what restoring this backup, or the newest one, would change.

        With `merge` only what is missing comes back, and what differs is merged.

        Raises:
            UsageError: if there is no such backup.
            CoachError: if it is from a newer coach, not whole, or no journal at all.
        """
        journal, backups = self._work.journal, self._work.backups
        if name is None:
            backup, image = backups.newest(), backups.everything()
        else:
            backup = backups.find(name)
            image = backup.image
            _check_restorable(backup, merge=merge)
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
        return erasing.to_erase(self._work, entry)

    def find_erased(self, short_id: str) -> Entry:
        """Return the entry whose id begins so, though it is erased; a `UsageError` if none is."""
        return erasing.find_erased(self._work, short_id)

    def erase(self, ids: list[str]) -> Erased:
        """Erase entries for good, with everything they ever said, from all copies and drafts too.

        Raises:
            SaveError: if it could not be done everywhere; it can be done again.
        """
        return erasing.erase(self._work, ids)


def _check_restorable(backup: Backup, *, merge: bool) -> None:
    image = backup.image
    if image.condition == "damaged" and not any(lines.blob for lines in image.tables.values()):
        raise CoachError(
            f"There is no entry in {backup.path}.", "To import an export: coach import FILE."
        )
    if image.condition == "damaged" and not merge:
        raise CoachError(
            f"{backup.path.name} is damaged, so it can't replace the journal.",
            "To add what can be read of it: --merge.",
        )


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
