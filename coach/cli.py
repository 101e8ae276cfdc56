"""The command line: one table of commands, one try/except, one exit point."""

import argparse
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from coach import __version__
from coach.errors import CoachError, UsageError

COMMANDS = {
    "today": "what is next, and why",
    "answer": "answer a question without the app",
    "note": "keep a thought at once",
    "sit": "a whole sitting in plain lines",
    "act": "the promises: list them, make one, say what came of it",
    "edit": "change an answer, a note or a promise",
    "delete": "hide an entry, or bring it back",
    "history": "read past answers and notes",
    "progress": "the weeks, the promises, and how far each track is covered",
    "plan": "when you sit, and where the course stands",
    "pause": "take weeks out, or in again",
    "prompts": "the questions: list, show, check, new",
    "export": "write everything to Markdown or JSON",
    "import": "take in an export of another machine",
    "backup": "make a verified copy of the journal",
    "restore": "bring back a backup, or what is missing of it",
    "erase": "remove an entry for good",
    "doctor": "what is wrong, if anything, and how to mend it",
    "schedule": "have cron remind you, at a time of yours",
    "remind": "speak if something is due; cron calls it",
    "nudge": "the line that shows reminders in a new shell",
    "where": "where everything is kept",
}
"""Every command and what it does; `coach.commands.<name>` holds it."""

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
  coach note "@bill asked again"         keep a thought between two customers
  coach export -o journal.md             everything you wrote, to read or print

“coach COMMAND --help” tells more. Nothing you write leaves this machine.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: one sentence and one hint."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the call as a `UsageError`, without repeating a text."""
        head, found, strays = message.partition("unrecognized arguments: ")
        if found and not head:
            options = [word for word in strays.split() if word.startswith("-")]
            if not options:
                raise UsageError(
                    "There are more words than this command takes.",
                    f"Put a text in quotes; see {self.prog} --help.",
                )
            message = f"unknown option {options[0].partition('=')[0]}"
        what, found, rest = message.partition(": invalid choice: ")
        if found:  # what was given may be words, so only the choices are named
            choices = rest.rpartition("(choose from ")[2].rstrip(")").replace("'", "")
            message = f"{what.removeprefix('argument ')} is one of {choices}"
        if "explicit argument" in message or (
            message.startswith("unknown option -")
            and len(message) > len("unknown option --on-this-day")
        ):
            raise UsageError(
                "An option is not understood.",
                f"A text that begins with - goes after --, as in {self.prog} -- -text.",
            )
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"See {self.prog} --help.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code: 0 done, 1 could not, 2 wrong usage."""
    _ready_streams()
    try:
        try:
            return _run(list(sys.argv[1:] if argv is None else argv))
        finally:
            if not isinstance(sys.exception(), CoachError):
                sys.stdout.flush()
    except CoachError as error:
        _tell(error.message, error.hint)
        return error.exit_code
    except BrokenPipeError:
        _drop_output()  # whoever read us has gone
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # no file of ours: stdout
            from coach.store.files import plainly

            _drop_output()
            _tell(
                f"The output could not be written: {plainly(error)}.",
                "What was to be kept is kept; only the output is missing.",
            )
            return 1
        from coach import crash

        _tell(*crash.report(error))
        return 1


def _run(argv: list[str]) -> int:
    name = argv[0] if argv and not argv[0].startswith("-") else None
    if name is None:
        _top_parser().parse_args(argv)
        from coach.tui.launch import run as open_app

        return open_app()
    if name not in COMMANDS:
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean coach {near[0]}?" if near else "See coach --help."
        if " " in name:
            raise UsageError("That is no command.", "To keep words: coach note, or coach answer.")
        raise UsageError(f"There is no command “{name}”.", hint)
    command = import_module(
        f"coach.commands.{name}_" if name == "import" else f"coach.commands.{name}"
    )
    parser = Parser(
        prog=f"coach {name}",
        description=f"{COMMANDS[name].capitalize()}.",
        epilog=command.EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.configure(parser)
    code: int = command.run(parser.parse_args(argv[1:]))
    return code


def _top_parser() -> Parser:
    width = max(map(len, COMMANDS)) + 2
    commands = "\n".join(f"  {name:<{width}}{does}" for name, does in COMMANDS.items())
    parser = Parser(
        prog="coach",
        usage="coach [--version] [--help] [COMMAND …]",
        description=_DESCRIPTION.format(commands=commands),
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"coach {__version__}")
    return parser


def _tell(message: str, hint: str) -> None:
    print(f"coach: {message}", file=sys.stderr)
    if hint:
        print(f"  {hint}", file=sys.stderr)


def _drop_output() -> None:
    """Let what could not be written go, so that the interpreter's last flush is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ready_streams() -> None:
    """Never fail on a stream that was closed, or on a sign that the locale's encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
