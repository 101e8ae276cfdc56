"""`coach import`: take in what another coach exported."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coach.commands.output import say
from coach.errors import CoachError
from coach.formats import json_format
from coach.practice import Practice
from coach.store import files

EXAMPLES = """\
All of it comes in or nothing does; what is already there stays as it is.

examples:
  coach import backup.json --dry-run
  coach import backup.json
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="a file, or - for stdin")
    parser.add_argument("--format", choices=("json",), default="json", help="json if not given")
    parser.add_argument("--dry-run", action="store_true", help="say what would come in")


def run(args: Namespace) -> int:
    """Take the file in."""
    practice = Practice.here()
    answers = json_format.loads(_read(args.file))
    if args.dry_run:
        there = {answer.id for answer in practice.journal.answers()}
        new = [answer for answer in answers if answer.id not in there]
        say(f"{len(new)} would come in; {len(answers) - len(new)} are already there.")
    else:
        new = practice.add_all(answers)
        say(f"{len(new)} came in; {len(answers) - len(new)} were already there.")
    return 0


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name).expanduser()
    try:
        return path.read_bytes()
    except OSError as error:
        raise CoachError(
            f"{path} cannot be read: {files.plainly(error)}.", "Check the name."
        ) from error
