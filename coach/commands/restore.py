"""`coach restore`: restore a backup, or only what is missing."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from coach.commands.output import add_yes, confirm, here, say
from coach.domain.text import counted
from coach.practice.maintenance import Restore

EXAMPLES = """\
Without BACKUP it lists them. Of a damaged journal it restores all that can
be read, merged with the newest backup. A copy of the journal is made first.

examples:
  coach restore
  coach restore coach-2026-11-20
  coach restore coach-2026-11-20 --merge    only what is missing
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("backup", nargs="?", metavar="BACKUP", help="its name, or a file")
    parser.add_argument("--merge", action="store_true", help="add what is missing, leave the rest")
    add_yes(parser)


def run(args: Namespace) -> int:
    """List the backups, or restore one; of a damaged journal restore all that can be read."""
    practice = here()
    maintenance = practice.maintenance
    repair = args.backup is None and maintenance.needs_repair()
    if args.backup is None and not repair:
        backups = practice.work.backups.all()
        if not backups:
            say("No backups yet. The first change of a day makes one.")
        for backup in backups:
            whole = "" if backup.image.condition == "whole" else f", {backup.image.condition}"
            print(f"{backup.name}  {_entries(backup.entries)}{whole}")
        return 0
    plan = maintenance.plan_restore(args.backup, merge=args.merge or repair)
    if not plan.needed:
        say("Nothing would change.")
        return 0
    for change in _changes(plan):
        say(change)
    if not confirm("Go on?", yes=args.yes):
        say("Nothing was changed.")
        return 1
    before = maintenance.restore(plan)
    done = "Restored what was missing." if plan.merge and not repair else "Restored."
    say(f"{done} The journal as it was: {before}" if before else done)
    return 0


def _changes(plan: Restore) -> Iterator[str]:
    if plan.problem:
        yield plan.problem.message
    if plan.merge and plan.name:
        yield f"To be merged with the backup {plan.name}."
    if plan.back:
        yield f"Missing here, to be restored: {_entries(plan.back)}."
    if plan.differing:
        how = "merged" if plan.merge else "restored as in the backup"
        yield f"Different here, to be {how}: {_entries(plan.differing)}."
    if plan.gone:
        yield (
            f"Not in the backup, to be removed: {_entries(plan.gone)}. "
            "The journal as it is now stays beside the backups."
        )


def _entries(count: int) -> str:
    return counted(count, "entry", "entries")
