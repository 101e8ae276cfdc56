"""The command line: what was called, and one error exit."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO, cast

from coach import __version__
from coach.commands.overview import COMMANDS, overview
from coach.commands.streams import Harmless
from coach.errors import CoachError, Ended, UsageError, describe_os_error

if TYPE_CHECKING:
    from argparse import Namespace

    from coach.commands.parsers import Parser

_TAKE_WORDS = {"answer", "note", "history", "playbook", "export"}
"""The commands that take words without quotes, before and after their options."""
_TAKE_DAYS = {"--since", "--until", "--on"}
_MEANT = {
    "history": ("search", "find", "grep", "list", "ls", "log", "show", "view", "journal"),
    "note": ("add", "new", "write", "jot"),
    "answer --on yesterday": ("yesterday",),
    "promise kept": ("kept", "done", "review"),
    "progress": ("stats", "status"),
    "delete": ("rm", "remove", "undo"),
    "prompts": ("questions", "tracks"),
    "schedule": ("reminder", "reminders", "cron"),
    "config": ("settings", "set", "keys"),
}
"""What to call for a word that is a command elsewhere."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 done, 1 could not, 2 wrong usage."""
    _ready_streams()
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, Harmless(stream)) for stream in streams)
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
    if argv[:1] == ["--json"] and argv[1:]:  # it may stand before the command, too
        argv = [argv[1], "--json", *argv[2:]]
    if argv and not argv[0].startswith("-"):
        return _command(argv[0], argv[1:])
    if argv[:1] in (["-h"], ["--help"]):
        print(overview(), end="")
        return 0
    if argv[:1] in (["-V"], ["--version"]):
        print(f"coach {__version__}")
        return 0
    if argv:
        from coach.commands.parsers import Parser

        Parser(prog="coach", add_help=False).parse_args(argv)  # it says what is wrong with them
    from coach import config, paths

    dumb = os.environ.get("TERM") == "dumb"  # it can't move the cursor, let alone draw
    if dumb or config.load(paths.places().config_file).plain:
        return _command("session", [])
    from coach.tui.launch import run as open_app

    return open_app()


def _command(name: str, argv: list[str]) -> int:
    if name not in COMMANDS:
        if " " in name:  # it may be words that were meant to be saved
            raise UsageError("That's not a command.", "To save words: coach note, or coach answer.")
        from coach.domain.text import closest  # only a mistake needs it

        meant = [command for command, words in _MEANT.items() if name.rstrip(":") in words]
        near = meant or closest(name, COMMANDS)
        hint = f"Did you mean coach {near[0]}?" if near else "See coach --help."
        raise UsageError(f"There is no command “{name}”.", hint)
    from coach.commands.parsers import command_parser

    command, parser = command_parser(name)
    code: int = command.run(_parsed(parser, argv, takes_words=name in _TAKE_WORDS))
    return code


def _parsed(parser: "Parser", argv: list[str], *, takes_words: bool) -> "Namespace":
    """Parse the arguments of a command; words may stand around its options, and after `--`."""
    argv = _joined_days(argv)
    if not takes_words:
        return parser.parse_args(argv)
    end = argv.index("--") if "--" in argv else len(argv)
    args = parser.parse_intermixed_args(argv[:end])
    args.words = [*args.words, *argv[end + 1 :]]
    return args


def _joined_days(argv: list[str]) -> list[str]:
    """Take `--since last month` for what it means, without quotes, too."""
    joined = list[str]()
    for word in argv:
        named = [word.lower() for word in joined[-1:]]
        if (
            joined[-2:-1]
            and joined[-2] in _TAKE_DAYS
            and (
                (named in (["this"], ["last"]) and word in ("week", "month"))
                or (word == "ago" and named[0][-1:] in ("d", "w"))
            )
        ):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


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
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
