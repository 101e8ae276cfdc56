"""`coach backup`: a verified copy of the journal."""

from argparse import ArgumentParser, Namespace

from coach.errors import CoachError
from coach.paths import expanded
from coach.practice import Practice

EXAMPLES = """\
Before the first change of a day a copy is made by itself; coach restore lists
them. This makes one more, elsewhere if you name a folder, such as a USB stick.

examples:
  coach backup
  coach backup /media/stick
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", nargs="?", metavar="DIR", help="a folder elsewhere")


def run(args: Namespace) -> int:
    """Make the copy and print where it is."""
    practice = Practice.here()
    if not practice.places.journal.exists():
        raise CoachError("There is no journal yet.", "It begins with your first answer.")
    folder = expanded(args.folder).absolute() if args.folder else practice.places.backups
    print(practice.backups.copy_to(practice.places.journal, folder))
    return 0
