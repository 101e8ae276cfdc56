"""`coach nudge`: the line that lets a new shell show a reminder."""

import os
import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coach import paths
from coach.commands.output import print_path
from coach.errors import UsageError

EXAMPLES = """\
Put the line in your shell's start file. A reminder then shows in every new
shell until you open coach or answer; no Python is started for it.

examples:
  coach nudge                        the line for your shell
  coach nudge bash >> ~/.bashrc
  coach nudge zsh >> ~/.zshrc
  coach nudge fish >> ~/.config/fish/config.fish
"""

# “cat” alone may be another program by an alias.
LINES = {
    # A start file of bash is read for scp too, which any output breaks.
    "bash": "case $- in *i*) [ ! -s {file} ] || command command cat {file};; esac",
    "zsh": "[ ! -s {file} ] || command cat {file}",
    "fish": "status is-interactive; and test -s {file}; and cat {file}",
}


def configure(parser: ArgumentParser) -> None:
    """Declare the argument."""
    parser.add_argument(
        "shell", nargs="?", metavar="SHELL", help="bash, zsh or fish; without it yours"
    )


def run(args: Namespace) -> int:
    """Print the line."""
    shell = args.shell or Path(os.environ.get("SHELL", "")).name
    if shell not in LINES:
        named = f"“{shell}” is" if shell else "Yours is"
        raise UsageError(
            f"{named} no shell known here.", "Name one: coach nudge bash, zsh or fish."
        )
    file = str(paths.places().nudge)
    quoted = _for_fish(file) if shell == "fish" else shlex.quote(file)
    print_path(LINES[shell].format(file=quoted))
    return 0


def _for_fish(text: str) -> str:
    r"""A word quoted for fish, which knows \ between single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
