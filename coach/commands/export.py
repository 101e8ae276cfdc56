"""`coach export`: everything a person wrote, to read or to take along."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from coach import __version__
from coach.commands.filters import add_filters, filter_from
from coach.commands.output import say
from coach.commands.reading import reading
from coach.domain.history import Filter
from coach.domain.model import Act, Answer, Item
from coach.errors import CoachError
from coach.formats import json_format, markdown
from coach.paths import expanded
from coach.store import files

EXAMPLES = """\
Without -o, and for -o -, it goes to stdout. An existing file needs --force.

examples:
  coach export -o journal.md
  coach export --since 2026-W40 --track value
  coach export --format json -o backup.json
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--format", choices=("markdown", "json"), default="markdown", help="markdown if not given"
    )
    parser.add_argument("-o", "--output", metavar="PATH", default="-", help="a file, or -")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    add_filters(parser)


def run(args: Namespace) -> int:
    """Write the export."""
    with reading() as practice:
        wanted = filter_from(args, practice)
        if args.format == "json":
            everything = practice.journal.everything()
            text = json_format.dumps(_chosen(everything, wanted), __version__)
        else:
            titles = {track.id: track.title for track in practice.library.tracks}
            acts = [act for act in practice.acts() if wanted.matches_act(act)]
            lines = practice.page_lines() if wanted == Filter() else []
            text = markdown.dumps(practice.history(wanted), titles, acts, lines)
        if args.output == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
        else:
            _write(expanded(args.output), text, args.force)
    return 0


def _chosen(items: Iterable[Item], wanted: Filter) -> list[Item]:
    """What a filter leaves of everything; what has no track or question goes with a filter."""
    if wanted == Filter():
        return list(items)
    return [
        item
        for item in items
        if (isinstance(item, Answer) and wanted.matches(item))
        or (isinstance(item, Act) and wanted.matches_act(item))
    ]


def _write(path: Path, text: str, force: bool) -> None:
    try:
        if path.is_dir():
            raise CoachError(f"{path} is a folder.", "Name a file, for example journal.md.")
        if path.exists() and not force:
            raise CoachError(f"{path} is already there.", "Use --force to replace it.")
        if path.exists() and not path.is_file():
            path.write_bytes(text.encode("utf-8"))  # a device or a pipe is not to be replaced
        else:
            files.replace(path, [text.encode("utf-8")])
    except OSError as error:
        raise CoachError(
            f"{path} could not be written: {files.plainly(error)}.", "Choose another place."
        ) from error
    say(f"Written to {path}")
