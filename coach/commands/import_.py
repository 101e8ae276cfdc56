"""`coach import`: take in what another coach exported."""

import sys
from argparse import ArgumentParser, Namespace

from coach.commands.output import say
from coach.domain.records import TYPES
from coach.errors import CoachError
from coach.formats import json_format
from coach.paths import expanded
from coach.practice import Practice
from coach.practice.derived import refresh
from coach.store import files
from coach.store.image import SCHEMA, Image, decode
from coach.store.migrations import migrated
from coach.store.salvage import rescue

EXAMPLES = """\
All of it comes in or nothing does. Of an export, what is already there stays
as it is. Another machine's journal (coach.json) is united with this one: the
newer words win, the older ones stay readable. Import this one there too, and
both are alike.

examples:
  coach import backup.json --dry-run
  coach import backup.json
  coach import /media/stick/coach.json
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="a file, or - for stdin")
    parser.add_argument("--format", choices=("json",), default="json", help="json if not given")
    parser.add_argument("--dry-run", action="store_true", help="say what would come in")


def run(args: Namespace) -> int:
    """Take the file in."""
    practice = Practice.here()
    data = _read(args.file)
    if (journal := decode(data) or _edited(data)) is not None:
        return _merge(practice, journal, dry_run=args.dry_run)
    items = json_format.loads(data)
    if args.dry_run:
        there = {item.id for item in practice.journal.everything()}
        new = [item for item in items if item.id not in there]
        say(f"{len(new)} would come in; {len(items) - len(new)} are already there.")
    else:
        new = practice.add_all(items)
        say(f"{len(new)} came in; {len(items) - len(new)} were already there.")
        refresh(practice)
    return 0


def _edited(data: bytes) -> Image | None:
    """The journal that something else than coach has written over, if it is one."""
    image = rescue(data) if data.startswith(b'{"_meta"') else None
    if image and image.condition == "damaged":
        raise CoachError(
            "This journal is damaged, so it is not merged.", "Merge a backup of it instead."
        )
    return image


def _merge(practice: Practice, journal: Image, *, dry_run: bool) -> int:
    """Unite another machine's journal with this one, record by record."""
    if journal.schema > SCHEMA:
        raise CoachError("This journal is of a newer coach.", "Install the newer version.")
    tables = migrated(journal).tables
    theirs = [
        kind.checked(record)
        for name, kind in TYPES.items()
        for record in tables[name].records().values()
    ]
    if dry_run:
        here = {item.id: item for item in practice.journal.everything()}
        new = sum(item.id not in here for item in theirs)
        other = sum(here.get(item.id, item) != item for item in theirs)
        say(f"{new} would come in; {other} that differ would be united.")
        return 0
    before = len(practice.journal.everything())
    changed = practice.journal.merge(theirs)
    new = len(practice.journal.everything()) - before
    say(f"{new} came in; {len(changed) - new} that differed were united.")
    refresh(practice)
    return 0


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    path = expanded(name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise CoachError(
            f"{path} cannot be read: {files.plainly(error)}.", "Check the name."
        ) from error
