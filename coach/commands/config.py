"""`coach config`: the settings in the editor, or what is wrong in them."""

import sys
from argparse import ArgumentParser, Namespace

from coach import config, editor, paths
from coach.commands.output import add_yes, name_wrong, print_path, say
from coach.errors import CoachError

EXAMPLES = """\
The first time it writes a file with every setting and the id of every key, all
commented out. More: coach help settings.

examples:
  coach config
  coach config --check      what is wrong in it
"""


def configure(parser: ArgumentParser) -> None:
    add_yes(parser, asks=False)
    parser.add_argument("--check", action="store_true", help="only say what is wrong in it")


def run(args: Namespace) -> int:
    path = paths.places().config_file
    if not args.check:
        config.write_default(path)
        if not _at_a_terminal():
            print_path(str(path))
            return 0
        try:
            editor.edit(path)
        except editor.EditorFailed as error:
            raise CoachError("The editor ended with an error.", f"The file: {path}") from error
    found = config.load(path)
    name_wrong(found)
    if not found.problems:
        say("All settings are fine." if path.exists() else "No settings of your own yet.")
    return int(bool(found.problems))


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()
