"""`coach tags`: which tags there are, how often, and when last."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import add_json
from coach.commands.people import show

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
    return show("#", "tag", "No tags yet. Write #price in an answer or a note to find it by.", args)
