"""`coach help`: help on a command, or a page of the documentation."""

import os
import sys
from argparse import ArgumentParser, Namespace

from coach import config, paths
from coach.commands.output import fold
from coach.commands.overview import COMMANDS, overview
from coach.commands.parsers import command_parser
from coach.commands.streams import paged
from coach.domain.text import WIDEST, closest
from coach.errors import UsageError

EXAMPLES = """\
examples:
  coach help history
  coach help reminders
"""

_FOR_DEVELOPERS = ("architecture", "speed")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("about", nargs="?", metavar="COMMAND", help="a command, or a topic")


def topic_texts() -> dict[str, str]:
    """Return each page of the documentation for users, by its topic."""
    pages = sorted(paths.shipped("docs").glob("*.md"))
    return {p.stem: p.read_text(encoding="utf-8") for p in pages if p.stem not in _FOR_DEVELOPERS}


def run(args: Namespace) -> int:
    topics = topic_texts()
    if args.about is None:
        print(overview(), end="")
        print(fold(f"\nTopics, for coach help: {', '.join(topics)}."))
    elif args.about in COMMANDS:
        command_parser(args.about)[1].print_help()
    elif args.about in topics:
        with paged():
            _print_page(topics[args.about])
    else:
        asked = args.about.lower()
        near = closest(asked, [*COMMANDS, *topics], cutoff=0.75)
        if not near and any(asked in text.lower() for text in topics.values()):
            near = [max(topics, key=lambda topic: topics[topic].lower().count(asked))]
        raise UsageError(
            f"There is no help on “{args.about}”.",
            f"See coach help {near[0]}." if near else "See coach help.",
        )
    return 0


def _print_page(text: str) -> None:
    """Print a page of Markdown; on a terminal as it reads best, unless plain lines are wanted."""
    plain = os.environ.get("TERM") == "dumb" or config.load(paths.places().config_file).plain
    if plain or not sys.stdout.isatty():
        print(text, end="")
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(no_color=True)  # its colors suit some terminals only
    console.print(Markdown(text, hyperlinks=False), width=min(console.width, WIDEST))
