"""The doctor: what is wrong with the journal and all around it, and what fixes it."""

import os
import shlex
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from coach import files
from coach.domain.check import Check
from coach.domain.text import counted
from coach.errors import CoachError, IncompleteError, JournalError, describe_os_error
from coach.practice.drafting import WALK
from coach.practice.maintenance import Maintenance
from coach.practice.workspace import Workspace
from coach.store.backups import copies_beside

SPARE = 10_000_000
"""Bytes that should be free beside three times the journal."""


class Doctor:
    """Looks at everything but the reminders, and changes nothing."""

    def __init__(self, workspace: Workspace, maintenance: Maintenance) -> None:
        self._work = workspace
        self._maintenance = maintenance

    def checks(self) -> Iterator[Check]:
        """Return what the doctor finds, the reminders aside; changes nothing."""
        looks: dict[str, Callable[[], Check | Iterator[Check]]] = {
            "journal": self._journal, "drafts": self._drafts, "backups": self._backups,
            "copy": self._copies, "privacy": self._privacy, "disk": self._disk,
            "lock": self._lock, "settings": self._settings, "packs": self._packs,
        }  # fmt: skip
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
            if self._maintenance.needs_repair():
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
            days = (self._work.clock.now().date() - newest.day).days if newest.day else 0
            old = f", {counted(days, 'day')} old" if days > 0 else ""
            says = f"{len(backups) - len(damaged)}, the newest is {newest.name}{old}"
        if damaged:
            says += f"; beside them {counted(len(damaged), 'copy', 'copies')} of damaged files: "
            says += ", ".join(damaged)
        if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            return Check("backups", False, f"{says}; none can be made", f"ls -ld {_quoted(folder)}")
        failed = self._maintenance.failed_on()
        if failed and (not newest or not newest.day or newest.day < failed):
            says += f"; none could be made on {failed}"
            return Check("backups", False, says, "coach backup")
        return Check("backups", True, says)

    def _copies(self) -> Iterator[Check]:
        """Check what sync tools left beside the journal: each holds words, so none is to go."""
        journal = self._work.journal
        if not journal.problem() and (lacking := len(self._maintenance.lacking())):
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
        for path in (places.data, places.journal, places.drafts, places.backups, places.state):
            if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                fix = f"chmod {'700' if path.is_dir() else '600'} {_quoted(path)}"
                return Check("privacy", False, f"others on this machine can read {path}", fix)
        return Check("privacy", True, "only you can read it")

    def _disk(self) -> Check:
        path = self._work.places.journal
        size = path.stat().st_size if path.exists() else 0
        folder = next(place for place in (path, *path.parents) if place.exists())
        free = shutil.disk_usage(folder).free
        enough = free > 3 * size + SPARE
        fix = "" if enough else f"df -h {_quoted(folder)}"
        return Check("disk", enough, f"{free // 1_000_000:,} MB free", fix)

    def _settings(self) -> Check:
        file, problems = self._work.places.config_file, self._work.config.problems
        if problems:
            more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
            return Check("settings", False, f"{problems[0].message}{more}", "coach config")
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


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
