"""`coach nudge`: show reminders in new shells."""

import os
import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coach import paths
from coach.commands.output import print_path
from coach.errors import UsageError

EXAMPLES = """\
Add the line to your shell's start file. Every new shell then shows a waiting
reminder, until you open coach or answer. It takes no time: it reads one file.

examples:
  coach nudge                        the line for your shell
  coach nudge bash >> ~/.bashrc
  coach nudge zsh >> ~/.zshrc
  coach nudge fish >> ~/.config/fish/config.fish
"""

# Plain “cat” may be an alias, or in fish a function.
LINES = {
    # bash reads its start file for scp too, which any output breaks.
    "bash": "case $- in *i*) [ ! -s {file} ] || command cat {file};; esac",
    "zsh": "[ ! -s {file} ] || command cat {file}",
    "fish": "status is-interactive; and test -s {file}; and command cat {file}",
}


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "shell", nargs="?", metavar="SHELL", help="bash, zsh or fish (default: yours)"
    )


def run(args: Namespace) -> int:
    shell = args.shell or Path(os.environ.get("SHELL", "")).name
    if shell not in LINES:
        message = f"I don't know the shell “{shell}”." if shell else "I can't tell your shell."
        raise UsageError(message, "Name one: coach nudge bash, zsh or fish.")
    file = str(paths.places().nudge)
    quoted = shlex.quote(file)
    if shell == "fish":  # it knows \ between single quotes
        escaped = file.replace("\\", "\\\\").replace("'", "\\'")
        quoted = f"'{escaped}'"
    print_path(LINES[shell].format(file=quoted))
    return 0
