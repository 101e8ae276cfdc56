"""`coach import`: import an export, or merge another machine's journal."""

import contextlib
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from coach.commands.output import add_yes, after_save, here, say
from coach.domain.text import counted, listed
from coach.errors import CoachError
from coach.paths import expanded
from coach.practice.transfer import Watch, read_file, unwatched

EXAMPLES = """\
An export (JSON), or another machine's journal (coach.json). All of it is
imported, or nothing. What you have already is merged: newer words win, older
ones stay readable. Import yours there too, and both become the same.

examples:
  coach import everything.json --dry-run
  coach import everything.json
  coach import /media/stick/coach.json
"""
MANY = 2_000
"""Records from which on a bar is shown."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file, or - for stdin")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be imported")
    add_yes(parser, asks=False)


def run(args: Namespace) -> int:
    practice = here()
    data = sys.stdin.buffer.read() if args.file == "-" else read_file(expanded(args.file))
    with _bar() as watch:
        imported = practice.transfer.import_(data, dry_run=args.dry_run, watch=watch)
    would = "would be " if args.dry_run else ""
    same = f" {imported.same} already here." if imported.same else ""
    said = f"{imported.new} {would}imported, {imported.merged} merged.{same}"
    if imported.refused:
        say(f"{said} {len(imported.refused)} refused:")
        for why in imported.refused:
            say(f"  {why}")
        raise CoachError("Nothing would be imported.", "Fix the file, or export it again.")
    say(said)
    if args.dry_run and imported.new:
        kinds = imported.kinds.items()
        named = listed("your choices" if k == "choices" else counted(n, k) for k, n in kinds)
        say(f"New: {named}.")
    if not args.dry_run:
        after_save(practice)
    return 0


@contextlib.contextmanager
def _bar() -> Iterator[Watch]:
    """Show how far it is, on a terminal, once there is much to do."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield (
            lambda records, what: (
                records if len(records) < MANY else bar.track(records, description=what)
            )
        )
