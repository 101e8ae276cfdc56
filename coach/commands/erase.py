"""`coach erase`: words removed for good."""

from argparse import ArgumentParser, Namespace

from coach.commands.asking import sure
from coach.commands.output import say
from coach.domain.history import belonging
from coach.errors import SaveError
from coach.practice import Practice, keys_about
from coach.practice.derived import refresh
from coach.store import files

EXAMPLES = """\
An entry or a promise, what belongs to it, and everything they ever said: from
the journal, from every backup and from drafts. Exports you made yourself are
not touched, nor are copies on other machines. To hide it instead: coach delete.

examples:
  coach erase 01a20b8e95f1
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: Namespace) -> int:
    """Remove the entry everywhere."""
    practice = Practice.here()
    entry = practice.find(args.id)
    ids = [a.id for a in belonging(practice.journal.answers(), entry.id)] or [entry.id]
    ids += [line.id for line in practice.journal.page_lines() if line.of in ids]
    if not sure(f"Erase {_entries(len(ids))} for good, from the backups too?", yes=args.yes):
        say("Nothing was erased.")
        return 1
    practice.drop_kept_drafts()
    practice.journal.erase(ids)
    refresh(practice)  # the outlook and the nudge may hold the words of an act
    try:
        doc_ids = [str(int(item_id, 16)) for item_id in ids]
        cleaned, unsure = practice.backups.erase(doc_ids)
    except OSError as error:
        raise SaveError(
            f"Erased from the journal, but not from every backup: {files.plainly(error)}.",
            f"Look at {practice.places.backups}, then erase again.",
        ) from error
    keys = {key for item_id in ids for key in keys_about(item_id)}
    drafts = [draft for draft in practice.drafts.all() if draft.key in keys]
    for draft in drafts:
        draft.path.unlink(missing_ok=True)
    said = f"Erased {_entries(len(ids))} from the journal"
    said += f", {cleaned} backup{'' if cleaned == 1 else 's'}"
    said += f" and {len(drafts)} draft{'' if len(drafts) == 1 else 's'}."
    say(said)
    for path in unsure:
        say(f"This backup is not whole, so it was left as it is; delete it yourself: {path}")
    return 0


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"
