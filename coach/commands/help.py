"""`coach help`: help on a command, or a page of the documentation."""

import sys
from argparse import ArgumentParser, Namespace
from difflib import get_close_matches

from coach import paths
from coach.commands.parsers import COMMANDS, command_parser, top_parser
from coach.commands.streams import paged
from coach.errors import UsageError

EXAMPLES = """\
examples:
  coach help history
  coach help reminders
"""

_FOR_DEVELOPERS = "architecture"


def configure(parser: ArgumentParser) -> None:
    """Declare the argument."""
    parser.add_argument("about", nargs="?", metavar="COMMAND", help="a command, or a topic")


def topic_texts() -> dict[str, str]:
    """Return each page of the documentation for users, by its topic."""
    pages = sorted(paths.shipped("docs").glob("*.md"))
    return {p.stem: p.read_text(encoding="utf-8") for p in pages if p.stem != _FOR_DEVELOPERS}


def run(args: Namespace) -> int:
    """Print the help.

    Raises:
        UsageError: if it is neither a command nor a topic.
    """
    topics = topic_texts()
    if args.about is None:
        top_parser().print_help()
        print(f"\nTopics, for coach help: {', '.join(topics)}.")
    elif args.about in COMMANDS:
        command_parser(args.about)[1].print_help()
    elif args.about in topics:
        with paged():
            sys.stdout.write(topics[args.about])
    else:
        asked = args.about.lower()
        near = get_close_matches(asked, [*COMMANDS, *topics], n=1, cutoff=0.75)
        if not near and any(asked in text.lower() for text in topics.values()):
            near = [max(topics, key=lambda topic: topics[topic].lower().count(asked))]
        raise UsageError(
            f"There is no help on “{args.about}”.",
            f"See coach help {near[0]}." if near else "See coach help.",
        )
    return 0
