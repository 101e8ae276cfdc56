"""`coach pause`: take weeks off, or resume them."""

import re
from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from coach.commands.output import after_save, here, say
from coach.domain.dates import parse_span, week_name, week_of
from coach.domain.text import listed

EXAMPLES = """\
A week off counts neither for nor against you. You can take off weeks that have
passed, and weeks to come. To see them: coach plan.

examples:
  coach pause                                     this week
  coach pause next week --reason "at the beach"
  coach pause 2026-W46 2026-W47
  coach pause 2026-W47 --undo
"""

_NAMED = re.compile(r"(?:last|next) week|\S+ ago|\S+", re.IGNORECASE)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "weeks",
        nargs="*",
        metavar="WEEK",
        help="2026-W47, a day in it, last week, 2w ago, or next week; else this week",
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help="why, for yourself")
    parser.add_argument("--undo", action="store_true", help="resume them")


def run(args: Namespace) -> int:
    practice = here()
    today = practice.day()
    named = _NAMED.findall(" ".join(args.weeks))  # in one word or two; an empty one stays one
    named += (word for word in args.weeks if not word.strip())
    weeks = sorted({_week(word, today) for word in named or ["today"]})
    if args.undo:
        changed = practice.course.resume(weeks)
        done, already = "Resumed", "Not time off, so nothing to resume"
    else:
        changed = practice.course.pause(weeks, args.reason)
        done, already = "Time off", "Time off already"
    for said, which in ((done, changed), (already, [w for w in weeks if w not in changed])):
        if which:
            say(f"{said}: {listed(week_name(week, today) for week in which)}.")
    if changed and not args.undo:
        say(f"To resume: coach pause {' '.join(changed)} --undo")
    after_save(practice)
    return 0


def _week(word: str, today: date) -> str:
    if word.lower() in ("next", "next week"):
        return week_of(today + timedelta(weeks=1))
    return week_of(parse_span(word, today)[0])
