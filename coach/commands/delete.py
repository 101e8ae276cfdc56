"""`coach delete`: hide an entry, or bring it back."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import say
from coach.practice import Practice
from coach.practice.derived import refresh

EXAMPLES = """\
What belongs to an answer is hidden and brought back with it.

examples:
  coach delete 01a20b8e95f1
  coach delete 01a20b8e95f1 --undo
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    parser.add_argument("--undo", action="store_true", help="bring it back")


def run(args: Namespace) -> int:
    """Hide the entry, or bring it back."""
    practice = Practice.here()
    entry = practice.find(args.id)
    practice.delete(entry.id, undo=args.undo)
    refresh(practice)
    if args.undo:
        say("It is back.")
    else:
        say(f"Deleted. To bring it back: coach delete {entry.id[:12]} --undo")
    return 0
