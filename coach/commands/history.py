"""`coach history`: past answers, notes and reviewed promises, newest last."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from coach.commands.filters import NONE_HAS_ALL, NOTHING_MATCHES, add_filters, filter_from
from coach.commands.output import add_json, dotted, entry_json, fold, print_json, reading, say
from coach.commands.promise import readable
from coach.commands.streams import paged
from coach.domain.dates import short_date
from coach.domain.history import earlier
from coach.domain.model import Answer, Promise
from coach.practice import Practice

EXAMPLES = """\
D is 2026-11-24, 2026-W48, 2026-11, today, yesterday, a weekday or a month (the
last one), “this week”, “last month”, or 14d or 8w for days or weeks ago.

examples:
  coach history oil leak -n 5
  coach history "oil leak"                      as one phrase
  coach history oil --on last month
  coach history --on october
  coach history --since 8w --track filter
  coach history --person @bill
  coach history --prompt give-free.for-free --revisions
"""


def configure(parser: ArgumentParser) -> None:
    add_filters(parser)
    parser.add_argument("--revisions", action="store_true", help="earlier versions, too")
    add_json(parser)


def run(args: Namespace) -> int:
    with reading() as practice:
        wanted = filter_from(args, practice)
        found = practice.entries.past(wanted, args.n)
        if args.json:
            print_json([entry_json(entry) for entry in found])
        elif not found:
            say(NONE_HAS_ALL if args.words[1:] else NOTHING_MATCHES)
        else:
            with paged():
                _print(found, practice, revisions=args.revisions)
    return 0


def _print(found: Iterable[Answer | Promise], practice: Practice, *, revisions: bool) -> None:
    for entry in found:
        print(_head(entry, practice))
        for written, text in earlier(entry) if revisions else ():
            when = f"{short_date(written.date(), practice.day())} at {written:%H:%M}"
            print(f"  Earlier, {when}:\n{fold(text, '    ')}\n")


def _head(entry: Answer | Promise, practice: Practice) -> str:
    if isinstance(entry, Promise):
        return f"A promise\n{readable(entry, practice)}"
    day = short_date(entry.day, practice.day())
    facts = day, entry.prompt or entry.kind, practice.entries.short_id(entry)
    head = fold(dotted(*facts, plain=practice.config.plain))
    asked = f"\n{fold(entry.ask, '  ')}" if entry.ask else ""
    return f"{head}{asked}\n\n{fold(entry.text, '    ')}\n"
