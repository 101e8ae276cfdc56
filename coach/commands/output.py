"""What commands have in common: how they read the journal, print, ask, and name things."""

import contextlib
import json
import os
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from coach.commands.streams import columns
from coach.config import DEFAULT_USED, Config
from coach.domain.model import Entry, Line, Promise
from coach.domain.records import record_type
from coach.domain.text import escaped, shown, wrapped
from coach.errors import CoachError, IncompleteError, UsageError

if TYPE_CHECKING:
    from coach.domain.position import Position
    from coach.practice import Practice


def add_json(parser: ArgumentParser, default: Any = False) -> None:
    """Declare `--json`, the same everywhere."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="print JSON for programs"
    )


def add_yes(parser: ArgumentParser, *, asks: bool = True) -> None:
    """Declare `--yes`; hidden where nothing is asked, so that every fix of the doctor takes it."""
    parser.add_argument("--yes", action="store_true", help="don't ask" if asks else SUPPRESS)


def count(text: str, most: int = 1_000_000, least: int = 1) -> int:
    """Return the number that a person gives to an option."""
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise ArgumentTypeError(f"must be a number from {least} to {most:,}")
    return int(text)


def here() -> "Practice":
    """Open the practice at the places in force, and name what is wrong in its settings."""
    from coach.practice import Practice  # what needs no journal starts without it

    practice = Practice.here()
    name_wrong(practice.config)
    return practice


@contextlib.contextmanager
def reading() -> "Iterator[Practice]":
    """Open the practice to read from; what can be read of the journal is shown first.

    Raises:
        IncompleteError: at the end, if that is not all.
    """
    practice = here()
    yield practice
    problem = practice.journal.problem()
    if isinstance(problem, IncompleteError):
        raise problem
    if problem:
        warn(problem.message, problem.hint)


def after_save(practice: "Practice") -> None:
    """Drop the drafts that are saved now, and the nudge, since the person is here; never fails.

    Say, once a day, if there is no backup.
    """
    with contextlib.suppress(OSError, CoachError):
        practice.drop_saved_drafts()
    practice.work.clear_nudge()
    if practice.work.backups.problem and (problem := practice.maintenance.unsaid_problem()):
        warn(problem.message, f"It is saved all the same. {problem.hint}")


def confirm(question: str, *, yes: bool) -> bool:
    """Ask before something that cannot be undone, unless the person already said `yes`.

    Raises:
        UsageError: if nobody is there to ask.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("Can't ask for confirmation here.", "Add --yes.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def say(message: str) -> None:
    """Tell the person something that is not the data, folded where they read it on a terminal."""
    print(fold(message) if sys.stderr.isatty() else shown(message), file=sys.stderr)


def warn(message: str, hint: str) -> None:
    """Tell the person what is wrong, though the command goes on."""
    say(f"coach: {message}\n  {hint}")


def name_wrong(config: Config) -> None:
    """Say which settings are wrong, a line each."""
    for problem in config.problems:
        say(f"coach: {problem.message} {DEFAULT_USED}")


def name_problems(problems: Iterable[str]) -> None:
    """Say which of the person's own packs were left out, and why."""
    for problem in problems:
        say(f"Left out: {problem}")


def print_json(data: Any) -> None:
    """Print data as JSON."""
    print(escaped(json.dumps(data, ensure_ascii=False, indent=2)))


def entry_json(entry: Entry) -> dict[str, object]:
    """Return an entry as `--json` prints it among others: its type, and its record."""
    kind = record_type(entry)
    return {"type": kind.model.__name__.lower(), **kind.record(entry)}


def position_json(position: "Position") -> dict[str, object]:
    """Return the place in the course as `--json` prints it."""
    week = position.week
    return {"week": position.number, "of": position.of, "track": week.track, "focus": week.focus}


def print_path(text: str) -> None:
    """Print a text with a path in it as the bytes it has on disk, whatever they are."""
    print_exactly(os.fsencode(f"{text}\n"))


def print_exactly(data: bytes) -> None:
    """Print these bytes and no others; on a terminal what would steer it is made visible."""
    if sys.stdout.isatty():
        print(data.decode("utf-8", "replace"), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def noun(entry: Entry) -> str:
    """Return what a person calls an entry."""
    if isinstance(entry, Promise):
        return "promise"
    if isinstance(entry, Line):
        return "playbook line"
    return "note" if entry.kind == "note" else "answer"


def dotted(*parts: str, plain: bool) -> str:
    """Join short facts with dots, or with commas where no symbols are wanted."""
    return (", " if plain else " · ").join(part for part in parts if part)


def fold(text: str, indent: str = "") -> str:
    """Fold every line of a text to the terminal's width."""
    return wrapped(text, columns(), indent)
