"""`coach delete`: delete an entry, or restore it."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save, here, noun, say
from coach.domain.text import capitalized

EXAMPLES = """\
What belongs to an answer is deleted and restored with it. To remove words for
good: coach erase.

examples:
  coach delete 01a20b8e95f1
  coach delete 01a20b8e95f1 --undo
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    parser.add_argument("--undo", action="store_true", help="restore it")


def run(args: Namespace) -> int:
    practice = here()
    entry = practice.entries.find(args.id)
    practice.entries.delete(entry.id, undo=args.undo)
    called = capitalized(noun(entry))
    if entry.deleted is not args.undo:
        say("Nothing changed.")
    elif args.undo:
        say(f"{called} restored.")
    else:
        short_id = practice.entries.short_id(entry)
        say(f"{called} deleted. To undo: coach delete {short_id} --undo")
    after_save(practice)
    return 0
