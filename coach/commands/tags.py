"""`coach tags`: which tags there are, how often, and when last."""

from argparse import Namespace

from coach.commands.output import add_json
from coach.commands.people import show

EXAMPLES = """\
Tag an answer, a note or a promise with #: #price.

examples:
  coach tags
  coach history --tag price
"""

configure = add_json


def run(args: Namespace) -> int:
    return show("#", "tag", "No tags yet. Write #price in an answer or a note to find it by.", args)
