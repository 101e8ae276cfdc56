"""How commands write: data on stdout, messages on stderr, texts folded to the terminal."""

import json
import os
import shutil
import sys
import textwrap
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from typing import Any

from coach.domain.dates import week_of
from coach.domain.model import Choices
from coach.domain.plan import Plan
from coach.domain.text import shown


def add_json(parser: ArgumentParser, default: Any = False) -> None:
    """The `--json` option, the same everywhere."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="print JSON for programs"
    )


def count(text: str, most: int = 1_000_000, least: int = 1) -> int:
    """A number, from 1 if nothing is said, that a person gives to an option."""
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise ArgumentTypeError(f"“{text}” is not a number from {least} to {most:,}")
    return int(text)


def print_json(data: Any) -> None:
    """Print data as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_path(text: str) -> None:
    """Print a text with a path in it as the bytes it has on disk, whatever they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(os.fsencode(f"{text}\n"))


def say(message: str) -> None:
    """Tell the person something that is not the data."""
    print(message, file=sys.stderr)


def name_problems(problems: Iterable[str]) -> None:
    """Say which of the person's own packs were left out, and why."""
    for problem in problems:
        say(f"Left out: {problem}")


def from_when(choices: Choices, day: date) -> str:
    """The plan chosen last, and from when on it is in force."""
    newest, this_week = choices.plan[-1], week_of(day)
    week = "this week on" if newest.week == this_week else "next week on"
    since = f"From {week} ({newest.week})" if newest.week >= this_week else "As before"
    return f"{since}: {Plan(newest.days, newest.sittings).in_words()}."


def fold(text: str, indent: str = "") -> str:
    """A text folded to the terminal's width, at most 88 columns, its own lines kept."""
    width = max(min(shutil.get_terminal_size().columns, 88), 20)
    lines = []
    for line in shown(text).split("\n"):
        lines.append(
            textwrap.fill(
                line,
                width,
                initial_indent=indent,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
                drop_whitespace=True,
            )
        )
    return "\n".join(lines)
