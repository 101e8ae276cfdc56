"""`coach restore`: bring back a backup, or what is missing of it."""

from argparse import ArgumentParser, Namespace

from coach.commands.asking import sure
from coach.commands.output import say
from coach.domain.model import Item
from coach.domain.records import TYPES
from coach.errors import CoachError
from coach.practice import Practice
from coach.store.backups import Backup
from coach.store.image import SCHEMA

EXAMPLES = """\
Without BACKUP it lists them. The journal as it is now is always kept first.

examples:
  coach restore
  coach restore coach-2026-11-20
  coach restore coach-2026-11-20 --merge    only what is missing here comes back
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("backup", nargs="?", metavar="BACKUP", help="its name, or a file")
    parser.add_argument("--merge", action="store_true", help="add what is missing, keep the rest")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: Namespace) -> int:
    """List the backups, or bring one back."""
    practice = Practice.here()
    if args.backup is None:
        _list(practice)
        return 0
    backup = practice.backups.find(args.backup)
    if backup.image.schema > SCHEMA:
        raise CoachError("This backup was written by a newer coach.", "Install the newer version.")
    tables = backup.image.tables
    there = [kind.of(r) for name, kind in TYPES.items() for r in tables[name].records().values()]
    here = practice.journal.everything()
    if not _say_what_changes(here, there, merge=args.merge) and not practice.journal.problem():
        say("Nothing would change.")
        return 0
    if not sure("Go on?", yes=args.yes):
        say("Nothing was changed.")
        return 1
    if args.merge:
        practice.journal.merge(there)
        say("What was missing is back.")
    else:
        kept = practice.journal.restore(backup.image)
        say("Restored." + (f" The journal as it was: {kept}" if kept else ""))
    return 0


def _list(practice: Practice) -> None:
    backups = practice.backups.all()
    if not backups:
        say("There is no backup yet. The first one is made before the second day's first change.")
    for backup in backups:
        print(_line(backup))


def _line(backup: Backup) -> str:
    entries = f"{backup.entries:,} entr{'y' if backup.entries == 1 else 'ies'}"
    whole = "" if backup.image.condition == "whole" else f", {backup.image.condition}"
    return f"{backup.name}  {entries}{whole}"


def _say_what_changes(here: list[Item], there: list[Item], *, merge: bool) -> bool:
    """Tell what would change; gives whether anything would."""
    now, then = {i.id: i for i in here}, {i.id: i for i in there}
    back = len(then.keys() - now.keys())
    other = sum(1 for i in then.keys() & now.keys() if then[i] != now[i])
    gone = 0 if merge else len(now.keys() - then.keys())
    if back:
        say(f"{back} that are missing here come back.")
    if other:
        say(
            f"{other} that differ are united with theirs."
            if merge
            else f"{other} are as they were in the backup."
        )
    if gone:
        say(f"{gone} that are not in the backup go (they stay in the copy that is kept).")
    return bool(back or other or gone)
