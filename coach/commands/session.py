"""`coach session`: a session in plain lines."""

from argparse import ArgumentParser, Namespace

from coach import plain
from coach.commands.output import here

EXAMPLES = """\
One thing is asked at a time, in lines: for a screen reader, a thin terminal or
a pipe. An empty line ends a text, and skips where nothing is written. On a line
of its own, /help shows what else there is, such as /another or /edit. /leave or
ctrl+d leaves; your words stay as a draft, and coach session goes on there.

examples:
  coach session
  COLUMNS=40 coach session
"""


def configure(parser: ArgumentParser) -> None:
    """Declare nothing: there is only the session."""


def run(args: Namespace) -> int:
    """Go through a session until it is over or the person leaves."""
    return plain.run(here())
