"""The parsers of the command line: every command, what it takes, and how errors are worded."""

import re
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from coach.commands.overview import COMMANDS
from coach.commands.streams import columns
from coach.domain.text import capitalized, wrapped
from coach.errors import UsageError

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
        return wrapped(super().format_help(), columns())

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


def command_parser(name: str, make: Callable[..., Parser] = Parser) -> tuple[ModuleType, Parser]:
    """Return the module of a command and its parser; nothing else of the commands is imported."""
    command = import_module(f"coach.commands.{'import_' if name == 'import' else name}")
    parser = make(
        prog=f"coach {name}",
        description=f"{capitalized(COMMANDS[name])}.",
        epilog=command.EXAMPLES,
        # Told its width, it needn't load `shutil` to ask for it, which every command would pay for.
        formatter_class=partial(RawDescriptionHelpFormatter, width=columns() - 2),
    )
    command.configure(parser)
    return command, parser
