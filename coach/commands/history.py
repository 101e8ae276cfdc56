"""`coach history`: past answers and notes, newest last."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date, datetime

from coach.commands.filters import add_filters, check_prompt, filter_from
from coach.commands.output import add_json, count, fold, print_json, say
from coach.commands.reading import reading
from coach.domain.dates import long_date
from coach.domain.model import Answer
from coach.domain.records import ANSWERS

EXAMPLES = """\
examples:
  coach history --since 8w --track filter
  coach history --person @bill
  coach history --search "oil leak" -n 5
  coach history give-free.for-free --revisions
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("prompt", nargs="?", metavar="PROMPT", help="one question's answers")
    add_filters(parser)
    parser.add_argument("--person", metavar="P", help="what mentions @P")
    parser.add_argument("--tag", metavar="T", help="what has the tag #T")
    parser.add_argument("--search", metavar="TEXT", help="what holds all these words")
    parser.add_argument("--on-this-day", action="store_true", help="this day in earlier years")
    parser.add_argument("--revisions", action="store_true", help="what was said before an edit")
    parser.add_argument("-n", type=count, metavar="N", help="the newest N")
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the answers and notes that match."""
    with reading() as practice:
        wanted = replace(
            filter_from(args, practice),
            prompt=check_prompt(practice, args.prompt) if args.prompt else None,
            person=args.person,
            tag=args.tag,
            search=args.search,
            on_this_day=practice.day() if args.on_this_day else None,
        )
        found = practice.history(wanted, args.n)
        if args.json:
            print_json([ANSWERS.record(answer) for answer in found])
        elif not found:
            say("Nothing yet that matches.")
        for answer in () if args.json else found:
            print(_readable(answer, args.revisions))
    return 0


def _readable(answer: Answer, revisions: bool) -> str:
    head = f"{long_date(date.fromisoformat(answer.day))} · {answer.prompt or answer.kind}"
    parts = [f"{head} · {answer.id[:12]}"]
    if answer.ask:
        parts.append(fold(answer.ask, "  "))
    parts += ["", fold(answer.text, "    ")]
    for revision in reversed(answer.revisions) if revisions else ():
        written = datetime.fromisoformat(revision.updated)
        when = f"{long_date(written.date())}, {written:%H:%M}"
        parts += ["", f"  Before, written {when}:", fold(revision.text, "    ")]
    return "\n".join([*parts, ""])
