"""`coach export`: what a person saved, to read, to print, or to keep elsewhere."""

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from coach.commands.filters import NONE_HAS_ALL, NOTHING_MATCHES, add_filters, filter_from
from coach.commands.output import print_exactly, reading, say
from coach.domain.history import Filter
from coach.domain.text import counted
from coach.errors import CoachError, UsageError
from coach.paths import expanded
from coach.practice import Practice
from coach.practice.transfer import FOLDERS, SUFFIXES, ExportFormat

EXAMPLES = """\
Without -o, and for -o -, it goes to stdout. The suffix of PATH says the format:
.md, .html or .json. An existing file needs --force. notes and csv are folders:
exported again, only what changed is written, and a file that isn't from coach,
or that you changed, is named and left alone.

examples:
  coach export -o journal.html                everything, to print
  coach export --format notes -o ~/Notes/coach    for Obsidian or Logseq
  coach export --format csv -o tables         answers.csv and promises.csv
  coach export --playbook -o playbook.html    the pages you keep
  coach export --mask -o for-a-friend.md      nobody is named
  coach export --since 2026-W40 --track value
  coach export -o everything.json             to take along
"""
_OTHER_NAMES = {"obsidian": "notes", "logseq": "notes", "md": "markdown"}
"""What else people call a format."""
MOST_NAMED = 10
"""How many files are named of those that were left alone."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        type=lambda name: _OTHER_NAMES.get(name.lower(), name.lower()),
        choices=get_args(ExportFormat),
        help="else by the suffix of PATH, or markdown",
    )
    parser.add_argument(
        "-o", "--output", metavar="PATH", default="-", help="a file, a folder, or -"
    )
    parser.add_argument("--playbook", action="store_true", help="only the playbook")
    parser.add_argument("--brief", action="store_true", help="of the playbook only your lines")
    parser.add_argument("--mask", action="store_true", help="@person-1 in the place of every @name")
    parser.add_argument(
        "--force", action="store_true", help="replace an existing file; in a folder, yours stay"
    )
    add_filters(parser)


def run(args: Namespace) -> int:
    kind: ExportFormat = args.format or SUFFIXES.get(Path(args.output).suffix.lower(), "markdown")
    if kind in FOLDERS and args.output == "-":
        raise UsageError(f"{kind} needs a folder.", f"coach export --format {kind} -o FOLDER")
    if kind in FOLDERS and (args.playbook or args.brief):
        raise UsageError(f"There is no playbook in {kind}.", "Use markdown, html or json.")
    with reading() as practice:
        wanted = filter_from(args, practice)
        if kind != "json" and wanted != Filter() and not practice.transfer.finds(wanted):
            raise _nothing_found(args.words)
        if args.mask:
            say("Every @name is masked. Names written without @ are not.")
        if kind in FOLDERS:
            texts = practice.transfer.export_files(kind, wanted, limit=args.n, mask=args.mask)
            _write_folder(practice, expanded(args.output), texts)
            return 0
        text = practice.transfer.export(
            kind,
            wanted,
            limit=args.n,
            playbook=args.playbook or args.brief,
            brief=args.brief,
            mask=args.mask,
        )
        if args.output == "-":
            print_exactly(text.encode("utf-8"))
        else:
            path = expanded(args.output)
            practice.transfer.write(path, text, force=args.force)
            say(f"Written to {path}")
    return 0


def _nothing_found(words: Sequence[str]) -> CoachError:
    """Return what to say where nothing matches; a lone word may be the name of a folder."""
    if len(words) != 1:
        return CoachError(NONE_HAS_ALL if words else NOTHING_MATCHES)
    return CoachError(
        f"No entry has the word “{words[0]}”.",
        f"To write into a folder: coach export --format notes -o {shlex.quote(words[0])}",
    )


def _write_folder(practice: Practice, folder: Path, texts: dict[str, str]) -> None:
    written = practice.transfer.write_folder(folder, texts)
    for why, names in (
        ("It isn't from coach, or you changed it, so it was left alone", written.left),
        ("It is from an earlier export, and nothing of it is in this one", written.old),
    ):
        for name in names[:MOST_NAMED]:
            say(f"{why}: {folder / name}")
        if len(names) > MOST_NAMED:
            say(f"… and {counted(len(names) - MOST_NAMED, 'file')} more")
    say(f"{counted(written.written, 'file')} written, {written.same} unchanged: {folder}")
