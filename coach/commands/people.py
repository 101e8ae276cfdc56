"""`coach people`: who is mentioned, how often, and when last."""

from argparse import Namespace
from typing import Literal

from coach.commands.output import add_json, fold, print_json, reading, say
from coach.commands.streams import paged
from coach.domain.dates import short_date
from coach.domain.text import cells, counted

EXAMPLES = """\
Mention a person with @ in an answer, a note or a promise: @bill.

examples:
  coach people
  coach history --person bill     everything that mentions him
"""

configure = add_json


def run(args: Namespace) -> int:
    nobody = "Nobody yet. Write @bill in an answer or a note, and Bill has a page."
    return show("@", "person", nobody, args)


def show(sign: Literal["@", "#"], called: str, nothing: str, args: Namespace) -> int:
    """Print what is mentioned with a sign, as JSON or a line each; say so where nothing is."""
    with reading() as practice:
        found = practice.entries.mentioned(sign)
        if args.json:
            print_json(
                [{called: m.name, "entries": m.entries, "last": m.last.isoformat()} for m in found]
            )
        elif found:
            width = min(max(cells(m.name) for m in found), 24)
            with paged():
                for m in found:
                    name = sign + m.name + " " * (width - cells(m.name))
                    last = short_date(m.last, practice.day())
                    print(fold(f"{name}  {counted(m.entries, 'entry', 'entries'):<12} last {last}"))
        else:
            say(nothing)
    return 0
