"""`coach backup`: a verified copy of the journal."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import add_yes, here, print_path
from coach.paths import expanded

EXAMPLES = """\
The first change of every day makes a copy by itself; coach restore lists them.
This makes one more, elsewhere if you name a folder, such as a USB stick.

examples:
  coach backup
  coach backup /media/stick
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar="DIR", help="a folder elsewhere")
    add_yes(parser, asks=False)


def run(args: Namespace) -> int:
    folder = expanded(args.folder).absolute() if args.folder else None
    print_path(str(here().maintenance.back_up(folder)))
    return 0
