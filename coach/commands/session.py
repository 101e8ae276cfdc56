"""`coach session`: a session in plain lines."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import here
from coach.plain.session import PlainSession

EXAMPLES = """\
One thing is asked at a time, in lines: for a screen reader, a thin terminal or
a pipe. An empty line ends a text, and skips where nothing is written. On a line
of its own, /help shows what else there is, such as /another or /edit. /leave or
ctrl+d leaves; your words stay as a draft, and coach session goes on there.

--four walks through the four questions that matter most: what to give free, how
to help when you can't, who to turn away, and what you're worth. It takes about
twenty minutes; left halfway, coach session goes on with those not answered yet.

examples:
  coach session
  coach session --four
  COLUMNS=40 coach session
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--four", action="store_true", help="walk through the four questions")


def run(args: Namespace) -> int:
    """Go through a session until it is over or the person leaves."""
    return PlainSession(here(), walk=args.four).run()
