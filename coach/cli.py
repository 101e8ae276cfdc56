"""The command line: one table of commands, one error exit."""

import argparse
import contextlib
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TextIO, cast

from coach import __version__
from coach.domain.text import capitalized, shown
from coach.errors import CoachError, Ended, UsageError, describe_os_error

COMMANDS = {
    "today": "what comes next, and why; your open promises",
    "session": "one session in plain lines, for screen readers",
    "answer": "save an answer to a question",
    "note": "save a thought at once",
    "promise": "your promises: make one, review it, list them",
    "history": "past answers, notes and reviewed promises",
    "edit": "change an answer, a note or a promise",
    "delete": "delete an entry, or restore it",
    "deleted": "what is deleted, and how to restore it",
    "erase": "remove an entry for good",
    "progress": "your weeks, your promises, and what you've covered",
    "plan": "your plan, and your place in the course",
    "pause": "take weeks off, or resume them",
    "prompts": "the questions: list, show, check, new",
    "export": "write what you saved as Markdown or JSON",
    "import": "import an export, or merge another machine's journal",
    "backup": "make a verified copy of the journal",
    "restore": "restore a backup, or only what is missing",
    "doctor": "what is wrong, if anything, and how to fix it",
    "schedule": "set a reminder time",
    "remind": "send a reminder if one is due (run by cron)",
    "nudge": "the line that shows reminders in a new shell",
    "where": "where everything is",
}
"""Every command and what it does; `coach.commands.<name>` holds it."""

_TAKE_WORDS = {"answer", "note", "history"}
"""The commands that take words without quotes, before and after their options."""

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

For more: coach COMMAND --help. Nothing you write leaves this machine.
"""

_TOO_MANY = "Too many arguments."
_REWORDED = [
    (r"the following arguments are required: (.+)", r"Missing \1."),
    (r"argument (\S+): expected .*argument.*", r"\1 needs a value."),
    (r"argument (\S+): invalid choice: .*\(choose from (.*)\)", r"\1 must be one of: \2."),
    (r"argument (\S+): not allowed with argument (\S+)", r"Use \1 or \2, not both."),
    (r"argument (\S+): (must be .+)", r"\1 \2."),
    (r"ambiguous option: .* could match (.+)", r"That could be any of these: \1."),
    (
        r"unrecognized arguments: (?:.*\s)?(-[a-z]|--[a-z-]{2,12})(?:[=\s].*)?",
        r"Unknown option \1.",
    ),
    (r"unrecognized arguments: (?!(?:.*\s)?-).*", _TOO_MANY),
]
"""What argparse says, and what a person reads instead: nothing that may be their own words."""


class _Harmless:
    """Stdout or stderr, on which whatever is printed cannot steer the terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream
        """What Rich writes to, whose own styles are meant to; it is given texts made harmless."""

    def write(self, text: str) -> int:
        return self.rich_proxied_file.write(shown(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: one sentence and one hint."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the call as a `UsageError`, without repeating a text."""
        for pattern, words in _REWORDED:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                said = match.expand(words).replace("'", "")
                many = said == _TOO_MANY
                raise UsageError(
                    said, "Put the text in quotes." if many else f"See {self.prog} --help."
                )
        raise UsageError(
            "That option isn't known.",
            f"If your text starts with -, put -- before it: {self.prog} -- -text",
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 done, 1 could not, 2 wrong usage."""
    _ready_streams()
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, _Harmless(stream)) for stream in streams)
    try:
        return _main(list(sys.argv[1:] if argv is None else argv))
    finally:
        sys.stdout, sys.stderr = streams


def _main(argv: list[str]) -> int:
    try:
        with _told_to_end():
            try:
                return _run(argv)
            finally:
                if not isinstance(sys.exception(), CoachError):
                    sys.stdout.flush()
    except CoachError as error:
        _tell(error.message, error.hint, error)
        return error.exit_code
    except BrokenPipeError:
        _drop_output()  # whoever read it has gone
        return 0
    except KeyboardInterrupt as error:
        if getattr(error, "__notes__", ()):
            _tell("You stopped it before it was saved.", "", error)
        return error.exit_code if isinstance(error, Ended) else 130
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # no file of ours: stdout
            _drop_output()
            _tell(
                f"Can't write the output: {describe_os_error(error)}.",
                "What you saved is safe; only the output is missing.",
            )
            return 1
        from coach import crash

        _tell(*crash.report(error), error)
        return 1


def _run(argv: list[str]) -> int:
    if argv and not argv[0].startswith("-"):
        return _command(argv[0], argv[1:])
    _top_parser().parse_args(argv)
    from coach import config, paths

    if config.load(paths.places().config_file).plain:
        return _command("session", [])
    from coach.tui.launch import run as open_app

    return open_app()


def _command(name: str, argv: list[str]) -> int:
    if name not in COMMANDS:
        if " " in name:  # it may be words that were meant to be saved
            raise UsageError("That's not a command.", "To save words: coach note, or coach answer.")
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean coach {near[0]}?" if near else "See coach --help."
        raise UsageError(f"There is no command “{name}”.", hint)
    command = import_module(f"coach.commands.{'import_' if name == 'import' else name}")
    parser = Parser(
        prog=f"coach {name}",
        description=f"{capitalized(COMMANDS[name])}.",
        epilog=command.EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.configure(parser)
    code: int = command.run(_parsed(parser, argv, takes_words=name in _TAKE_WORDS))
    return code


def _parsed(parser: Parser, argv: list[str], *, takes_words: bool) -> argparse.Namespace:
    """Parse the arguments of a command; words may stand around its options, and after `--`."""
    if not takes_words:
        return parser.parse_args(argv)
    end = argv.index("--") if "--" in argv else len(argv)
    args = parser.parse_intermixed_args(argv[:end])
    args.words = [*args.words, *argv[end + 1 :]]
    return args


def _top_parser() -> Parser:
    width = max(map(len, COMMANDS)) + 2
    commands = "\n".join(f"  {name:<{width}}{does}" for name, does in COMMANDS.items())
    parser = Parser(
        prog="coach",
        usage=_USAGE,
        description=_DESCRIPTION.format(commands=commands),
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"coach {__version__}")
    return parser


@contextlib.contextmanager
def _told_to_end() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a command as ctrl+c does, so that no word in hand is lost."""

    def end(number: int, _: object) -> NoReturn:
        raise Ended(number)

    numbers = [n for n in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) == signal.SIG_DFL]
    try:
        for number in numbers:
            signal.signal(number, end)
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _tell(message: str, hint: str, error: BaseException | None = None) -> None:
    """Say what went wrong, and on one line what to do and what the error's notes say."""
    hint = " ".join(filter(None, [hint, *getattr(error, "__notes__", ())]))
    print(f"coach: {message}", file=sys.stderr)
    if hint:
        print(f"  {hint}", file=sys.stderr)


def _drop_output() -> None:
    """Discard what could not be written, so that the interpreter's last flush is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ready_streams() -> None:
    """Never fail on a stream that was closed, or on a character the locale's encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
