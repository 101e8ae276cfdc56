"""`coach tags`: which tags there are, how often, and when last."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import add_json, paged, print_json, reading, say
from coach.commands.people import print_list, records

EXAMPLES = """\
Tag an answer, a note or a promise with #: #price.

examples:
  coach tags
  coach history --tag price
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_json(parser)


def run(args: Namespace) -> int:
    """Print every tag."""
    with reading() as practice:
        found = practice.entries.mentioned("#")
        if args.json:
            print_json(records("tag", found))
        elif found:
            with paged():
                print_list("#", found, practice.day())
        else:
            say("No tags yet. Write #price in an answer or a note to find it by.")
    return 0
