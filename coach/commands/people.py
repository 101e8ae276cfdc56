"""`coach people`: who is mentioned, how often, and when last."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date

from coach.commands.output import add_json, fold, paged, print_json, reading, say
from coach.domain.dates import short_date
from coach.domain.history import Mentioned
from coach.domain.text import cells, counted

EXAMPLES = """\
Mention a person with @ in an answer, a note or a promise: @bill.

examples:
  coach people
  coach history --person bill     everything that mentions him
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_json(parser)


def run(args: Namespace) -> int:
    """Print everyone."""
    with reading() as practice:
        found = practice.entries.mentioned("@")
        if args.json:
            print_json(records("person", found))
        elif found:
            with paged():
                print_list("@", found, practice.day())
        else:
            say("Nobody yet. Write @bill in an answer or a note, and Bill has a page.")
    return 0


def records(called: str, found: Sequence[Mentioned]) -> list[dict[str, object]]:
    """Return what `--json` prints."""
    return [{called: m.name, "entries": m.entries, "last": m.last.isoformat()} for m in found]


def print_list(sign: str, found: Sequence[Mentioned], today: date) -> None:
    """Print a line for each: the name, how many entries have it, and the day of the last."""
    width = min(max(cells(m.name) for m in found), 24)
    for m in found:
        name = sign + m.name + " " * (width - cells(m.name))
        entries = counted(m.entries, "entry", "entries")
        print(fold(f"{name}  {entries:<12} last {short_date(m.last, today)}"))
