"""The parsers of the command line: every command, what it takes, and how errors are worded."""

import re
import shutil
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from coach import __version__
from coach.domain.text import capitalized, wrapped
from coach.errors import UsageError

COMMANDS = {
    "today": "what comes next, and why; your open promises",
    "session": "one session in plain lines, for screen readers",
    "answer": "save an answer to a question",
    "note": "save a thought at once",
    "promise": "your promises: make one, review it, list them",
    "history": "past answers, notes and reviewed promises",
    "people": "who you mention with @, how often, and when last",
    "tags": "your #tags, how often, and when last",
    "edit": "change an answer, a note or a promise",
    "delete": "delete an entry, or restore it",
    "deleted": "what is deleted, and how to restore it",
    "erase": "remove an entry for good",
    "progress": "your weeks, your promises, and what you've covered",
    "playbook": "the pages you keep, in your own words",
    "card": "what to say when someone asks",
    "plan": "your plan, and your place in the course",
    "pause": "take weeks off, or resume them",
    "prompts": "the questions: list, show, check, new",
    "export": "write what you saved: to read, to print, to keep elsewhere",
    "import": "import an export, or merge another machine's journal",
    "sync": "keep one journal on several machines, through a folder",
    "backup": "make a verified copy of the journal",
    "restore": "restore a backup, or only what is missing",
    "doctor": "what is wrong, if anything, and how to fix it",
    "schedule": "set a reminder time",
    "remind": "send a reminder if one is due (run by cron)",
    "nudge": "the line that shows reminders in a new shell",
    "where": "where everything is",
    "config": "your settings and keys, in your editor",
    "completions": "completions for your shell",
    "help": "help on a command, or on a topic",
}
"""Every command and what it does; `coach.commands.<name>` holds it."""

_USAGE = """\
coach [--version] [--help] [COMMAND …]
With a screen reader: set COACH_PLAIN=1, or run coach session."""

_DESCRIPTION = """\
A practice coach for people who serve others for a living: ten minutes, two or
three times a week. Without a command it opens the app.

commands:
{commands}
"""

_EXAMPLES = """\
examples:
  coach                                  open the app
  coach answer give-free.for-free "…"    answer a question from the shell
  coach note "@bill asked again"         save a thought between two customers
  coach export -o journal.md             everything you wrote, to read or print

New here? coach help start. For more: coach COMMAND --help.
Nothing you write leaves this machine.
"""

_TOO_MANY = "Too many arguments."
_TAKE_TEXTS = ("coach promise", "coach pause")
"""The commands with options whose text may have lost its quotes."""
_OTHER_OPTIONS = {"from": "--since", "to": "--until"}
"""What an option is called elsewhere, with one dash or two, and here."""
_REWORDED = [
    (r"the following arguments are required: (.+)", r"Missing \1."),
    (r"argument (\S+): expected .*argument.*", r"\1 needs a value."),
    (r"argument (\S+): invalid choice: .*\(choose from (.*)\)", r"\1 must be one of: \2."),
    (r"argument (\S+): not allowed with argument (\S+)", r"Use \1 or \2, not both."),
    (r"argument (\S+): (must be .+)", r"\1 \2."),
    (r"ambiguous option: .* could match (.+)", r"That could be any of these: \1."),
    (
        r"unrecognized arguments: (?:.*\s)?(-[a-zA-Z]|--[a-z-]{2,12})(?:[=\s].*)?",
        r"Unknown option \1.",
    ),
    (r"unrecognized arguments: (?!(?:.*\s)?-).*", _TOO_MANY),
]
"""What argparse says, and what a person reads instead: nothing that may be their own words."""


class Parser(ArgumentParser):
    """A parser whose errors are ours: one sentence and one hint."""

    def format_help(self) -> str:
        """Return the help, folded where the terminal is narrower than it is written for."""
        return wrapped(super().format_help(), shutil.get_terminal_size().columns)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the call as a `UsageError`, without repeating a text."""
        for pattern, words in _REWORDED:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                said = match.expand(words).replace("'", "")
                hint = f"See {self.prog} --help."
                if said == _TOO_MANY and self.prog.startswith(_TAKE_TEXTS):
                    hint = "Put the text in quotes."
                elif said.startswith("Unknown option"):
                    hint = self._meant(message) or hint
                raise UsageError(said, hint)
        hint = f"If your text starts with -, put -- before it: {self.prog} -- -text"
        if self.prog == "coach":
            hint = "See coach --help."
        raise UsageError("That option isn't known.", self._meant(message) or hint)

    def _meant(self, message: str) -> str:
        """Return what to do about an unknown option of a command that finds entries."""
        if "--since" not in self._option_string_actions:
            return ""
        for other, ours in _OTHER_OPTIONS.items():
            if re.search(rf"(?<!\S)--?{other}(?![^\s=])", message):
                return f"Did you mean {ours}?"
        return f"Words to find need no option. See {self.prog} --help."


def top_parser() -> Parser:
    """Return the parser of `coach` alone, whose help lists the commands."""
    width = max(map(len, COMMANDS)) + 2
    commands = "\n".join(f"  {name:<{width}}{does}" for name, does in COMMANDS.items())
    parser = Parser(
        prog="coach",
        usage=_USAGE,
        description=_DESCRIPTION.format(commands=commands),
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"coach {__version__}")
    return parser


def command_parser(name: str) -> tuple[ModuleType, Parser]:
    """Return the module of a command and its parser; nothing else of the commands is imported."""
    return _configured(name, Parser, prog=f"coach {name}")


def whole_parser() -> Parser:
    """Return one parser for everything, for completions and manuals; it imports every command."""
    parser = top_parser()
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", prog="coach")
    for name, does in COMMANDS.items():
        _configured(name, commands.add_parser, name, help=does)
    return parser


def _configured(
    name: str, make: Callable[..., Parser], *args: str, **options: Any
) -> tuple[ModuleType, Parser]:
    command = import_module(f"coach.commands.{'import_' if name == 'import' else name}")
    parser = make(
        *args,
        description=f"{capitalized(COMMANDS[name])}.",
        epilog=command.EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
        **options,
    )
    command.configure(parser)
    return command, parser
