"""One parser for everything, from which the manual page and the completions are made."""

from functools import partial

from coach.commands.overview import COMMANDS
from coach.commands.parsers import Parser, command_parser


def whole_parser() -> Parser:
    """The parser of `coach` with those of all its commands below it."""
    parser = Parser(prog="coach")
    parser.add_argument(
        "-V", "--version", action="version", help="show program's version number and exit"
    )
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", prog="coach")
    for name, does in COMMANDS.items():
        command_parser(name, partial(commands.add_parser, name, help=does))
    return parser
