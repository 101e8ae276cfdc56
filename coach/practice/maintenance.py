"""Care for the journal: backups and restoring."""

import contextlib
from datetime import date
from pathlib import Path

from coach import files
from coach.domain.model import Item
from coach.errors import CoachError, IncompleteError, JournalError
from coach.frozen import frozen
from coach.practice.workspace import Workspace
from coach.store.backups import Backup
from coach.store.image import Image


@frozen
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
        self._problem_file = workspace.places.state / "backup-problem"

    def failed_on(self) -> date | None:
        """Return the last day on which the backup couldn't be made."""
        with contextlib.suppress(OSError, ValueError):
            return date.fromisoformat(self._problem_file.read_text("ascii"))
        return None

    def unsaid_problem(self) -> CoachError | None:
        """Return why today's backup couldn't be made, once a day."""
        problem, today = self._work.backups.problem, self._work.clock.now().date()
        if not problem or self.failed_on() == today:
            return None
        with contextlib.suppress(OSError):
            files.write_private(self._problem_file, today.isoformat().encode())
        return problem

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

    def needs_repair(self) -> bool:
        """Return whether the journal is damaged or an older one, or lacks what backups have."""
        work = self._work
        with contextlib.suppress(JournalError):
            if problem := work.journal.problem():
                return isinstance(problem, IncompleteError)
            if not work.journal.path.exists():
                return work.backups.newest() is not None
            return bool(self.lacking())
        return False

    def lacking(self) -> list[Item]:
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
