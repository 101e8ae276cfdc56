"""`coach restore`: restore a backup, or only what is missing."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from coach.commands.output import confirm, here, say
from coach.domain.text import counted
from coach.practice.maintenance import Restore

EXAMPLES = """\
Without BACKUP it lists them. The journal as it is now is always saved first.

examples:
  coach restore
  coach restore coach-2026-11-20
  coach restore coach-2026-11-20 --merge    only what is missing
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("backup", nargs="?", metavar="BACKUP", help="its name, or a file")
    parser.add_argument("--merge", action="store_true", help="add what is missing, leave the rest")
    parser.add_argument("--yes", action="store_true", help="don't ask")


def run(args: Namespace) -> int:
    """List the backups, or restore one."""
    maintenance = here().maintenance
    if args.backup is None:
        backups = maintenance.backups()
        if not backups:
            say("No backups yet. The first change of a day makes one.")
        for backup in backups:
            whole = "" if backup.condition == "whole" else f", {backup.condition}"
            print(f"{backup.name}  {counted(backup.entries, 'entry', 'entries')}{whole}")
        return 0
    plan = maintenance.plan_restore(args.backup, merge=args.merge)
    if not plan.needed:
        say("Nothing would change.")
        return 0
    for change in _changes(plan, merge=args.merge):
        say(change)
    if not confirm("Go on?", yes=args.yes):
        say("Nothing was changed.")
        return 1
    before = maintenance.restore(plan, merge=args.merge)
    if args.merge:
        say("Restored what was missing.")
    else:
        say(f"Restored. The journal as it was: {before}" if before else "Restored.")
    return 0


def _changes(plan: Restore, *, merge: bool) -> Iterator[str]:
    if plan.back:
        yield f"Missing here, to be restored: {_entries(plan.back)}."
    if plan.differing:
        how = "merged" if merge else "restored as in the backup"
        yield f"Different here, to be {how}: {_entries(plan.differing)}."
    if plan.gone:
        yield (
            f"Not in the backup, to be removed: {_entries(plan.gone)}. "
            "The journal as it is now stays beside the backups."
        )


def _entries(count: int) -> str:
    return counted(count, "entry", "entries")
