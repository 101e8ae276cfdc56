"""`coach pause`: weeks taken out, and in again."""

from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from coach.commands.output import fold, say
from coach.domain.dates import parse_span, week_of
from coach.practice import Practice
from coach.practice.derived import refresh

EXAMPLES = """\
A week that is out counts neither for nor against you. Past weeks can be taken
out too, and weeks to come. coach plan shows which are out.

examples:
  coach pause                                     this week
  coach pause next --reason "at the sea"
  coach pause 2026-W46 2026-W47
  coach pause 2026-W47 --undo
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "weeks",
        nargs="*",
        metavar="WEEK",
        help="2026-W47, a day in it, today, 2w ago, or next; without any this week",
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help="why, for yourself")
    parser.add_argument("--undo", action="store_true", help="take them in again")


def run(args: Namespace) -> int:
    """Take the weeks out, or in again."""
    practice = Practice.here()
    today = practice.day()
    weeks = sorted({_week(word, today) for word in args.weeks or ["today"]})
    if args.undo:
        changed = practice.unpause(weeks)
        done, already = "In again", "Not out, so nothing changed"
    else:
        changed = practice.pause(weeks, args.reason)
        done, already = "Taken out", "Out already, so nothing changed"
    refresh(practice)
    for said, which in ((done, changed), (already, [w for w in weeks if w not in changed])):
        if which:
            say(fold(f"{said}: {' and '.join(which) if len(which) < 3 else ', '.join(which)}."))
    if changed and not args.undo:
        say(f"To take them in again: coach pause {' '.join(changed)} --undo")
    return 0


def _week(word: str, today: date) -> str:
    if word.lower() == "next":
        return week_of(today + timedelta(weeks=1))
    return week_of(parse_span(word, today)[0])
