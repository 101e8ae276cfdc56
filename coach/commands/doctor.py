"""`coach doctor`: what is wrong, if anything, and the one command that mends it."""

import shlex
import shutil
import stat
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from coach.commands import reminder_checks
from coach.commands.check import Check
from coach.commands.output import add_json, print_json, say
from coach.errors import CoachError, JournalError
from coach.practice import Practice
from coach.store import files

EXAMPLES = """\
Exit code 1 if anything is wrong. It changes nothing, except with --accept.

examples:
  coach doctor
  coach doctor --accept     take a journal that was edited by hand as it is
"""

ROOM = 10_000_000
"""Bytes that should be free beside three times the journal."""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_json(parser)
    parser.add_argument("--accept", action="store_true", help="take a hand-edited journal as it is")


def run(args: Namespace) -> int:
    """Look at everything and say what is wrong."""
    practice = Practice.here()
    if args.accept:
        kept = practice.journal.accept()
        say(f"Accepted. A copy of it as it was: {kept}" if kept else "There is nothing to accept.")
    checks = [*_checks(practice)]
    well = all(check.ok for check in checks)
    if args.json:
        print_json({"ok": well, "checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            print(f"{'ok   ' if check.ok else 'WRONG'}  {check.name}: {check.says}")
            if check.fix:
                print(f"       Mend it: {check.fix}")
    return 0 if well else 1


def _checks(practice: Practice) -> Iterator[Check]:
    yield _journal(practice)
    yield _drafts(practice)
    yield _backups(practice)
    yield from _permissions(practice)
    yield _room(practice)
    yield _lock(practice)
    yield _packs(practice)
    yield from reminder_checks.checks(practice.places, practice.config, practice.clock.now())


def _journal(practice: Practice) -> Check:
    journal = practice.journal
    if not journal.path.exists():
        return Check("journal", True, "nothing is written yet")
    try:
        problem = journal.problem()
        answers = journal.answers()
    except JournalError as error:
        return Check("journal", False, error.message, error.hint)
    if problem:
        fix = {"edited": "coach doctor --accept", "damaged": "coach restore"}
        return Check("journal", False, problem.message, fix.get(journal.condition, problem.hint))
    notes = sum(answer.kind == "note" for answer in answers)
    deleted = sum(answer.deleted for answer in answers)
    says = f"whole, its checksum fits; {len(answers) - notes} answers, {notes} notes"
    return Check("journal", True, says + (f", {deleted} deleted" if deleted else ""))


def _drafts(practice: Practice) -> Check:
    waiting = practice.drafts.all()
    return Check("drafts", True, f"{len(waiting)} waiting" if waiting else "none waiting")


def _backups(practice: Practice) -> Check:
    backups = practice.backups.all()
    if not backups:
        return Check("backups", True, "none yet; one is made before the first change of a day")
    broken = [b for b in backups if b.image.condition == "damaged"]
    if broken:
        fix = f"rm {shlex.quote(str(broken[0].path))}"
        return Check("backups", False, f"{len(broken)} of {len(backups)} are damaged", fix)
    return Check("backups", True, f"{len(backups)}, the newest {backups[0].name}")


def _permissions(practice: Practice) -> Iterator[Check]:
    places = practice.places
    for path in (places.data, places.journal, places.drafts, places.backups):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            fix = f"chmod {'700' if path.is_dir() else '600'} {shlex.quote(str(path))}"
            yield Check("privacy", False, f"others on this machine may read {path}", fix)
            return
    yield Check("privacy", True, "only you can read it")


def _room(practice: Practice) -> Check:
    path = practice.places.journal
    size = path.stat().st_size if path.exists() else 0
    free = shutil.disk_usage(_existing(path)).free
    says = f"{free // 1_000_000:,} MB are free"
    return Check(
        "disk", free > 3 * size + ROOM, says, "" if free > 3 * size + ROOM else "Make room."
    )


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _lock(practice: Practice) -> Check:
    held = files.is_locked(practice.places.journal.resolve())
    return Check("lock", True, "another coach is saving just now" if held else "free")


def _packs(practice: Practice) -> Check:
    try:
        library = practice.library
    except CoachError as error:
        return Check("packs", False, error.message, error.hint)
    if library.problems:
        return Check("packs", False, library.problems[0], "coach prompts check")
    asked = sum(not prompt.retired for prompt in library.prompts)
    return Check("packs", True, f"{asked} questions in {len(library.tracks)} tracks")
