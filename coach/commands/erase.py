"""`coach erase`: remove words for good."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import add_yes, confirm, here, say
from coach.domain.text import counted
from coach.errors import UsageError
from coach.practice import erasing

EXAMPLES = """\
Removes an entry, what belongs to it, and their earlier versions: from the
journal, from every backup and from drafts. Your own exports stay as they are,
and so do copies on other machines. To delete it and be able to undo that: coach
delete.

examples:
  coach erase 01a20b8e95f1
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    add_yes(parser)


def run(args: Namespace) -> int:
    practice = here()
    try:
        entry = practice.entries.find(args.id)
    except UsageError as error:
        try:
            entry = erasing.find_erased(practice.work, args.id)  # what was cut off is done again
        except UsageError:
            raise error from None
    ids = erasing.to_erase(practice.work, entry)
    entries = counted(len(ids), "entry", "entries")
    if not confirm(f"Erase {entries} for good, from the backups too?", yes=args.yes):
        say("Nothing was erased.")
        return 1
    practice.drop_saved_drafts()  # while the entry that holds their words is there
    erased = erasing.erase(practice.work, ids)
    backups, drafts = counted(erased.backups, "backup"), counted(erased.drafts, "draft")
    say(f"Erased {entries} from the journal, {backups} and {drafts}.")
    for path in erased.unsure:
        say(f"This copy isn't changed and may still hold it. Delete it yourself: {path}")
    for path in erased.opened:
        say(f"A window has this draft open and may write it again. Close it: {path}")
    return 0
