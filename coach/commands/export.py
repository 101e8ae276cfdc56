"""`coach export`: what a person saved, to read or to take along."""

from argparse import ArgumentParser, Namespace

from coach.commands.filters import add_filters, filter_from
from coach.commands.output import print_exactly, reading, say
from coach.paths import expanded
from coach.practice.transfer import ExportFormat

EXAMPLES = """\
Without -o, and for -o -, it goes to stdout. A file that ends in .json is JSON.
An existing file needs --force.

examples:
  coach export -o journal.md
  coach export --playbook -o playbook.md      the pages you keep, to print
  coach export --mask -o for-a-friend.md      nobody is named
  coach export --since 2026-W40 --track value
  coach export -o everything.json
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--format", choices=("markdown", "json"), help="else by the suffix of PATH, or markdown"
    )
    parser.add_argument("-o", "--output", metavar="PATH", default="-", help="a file, or -")
    parser.add_argument("--playbook", action="store_true", help="only the playbook")
    parser.add_argument("--brief", action="store_true", help="of the playbook only your lines")
    parser.add_argument("--mask", action="store_true", help="@person-1 in the place of every @name")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    add_filters(parser)


def run(args: Namespace) -> int:
    """Write the export."""
    kind: ExportFormat = "json" if args.output.endswith(".json") else "markdown"
    with reading() as practice:
        text = practice.transfer.export(
            args.format or kind,
            filter_from(args, practice),
            playbook=args.playbook or args.brief,
            brief=args.brief,
            mask=args.mask,
        )
        if args.mask:
            say("Every @name is masked. Names written without @ are not.")
        if args.output == "-":
            print_exactly(text.encode("utf-8"))
        else:
            path = expanded(args.output)
            practice.transfer.write(path, text, force=args.force)
            say(f"Written to {path}")
    return 0
