"""`coach plan`: the plan, and the place in the course."""

import re
from argparse import ArgumentParser, Namespace
from functools import partial

from coach.commands.output import (
    add_json,
    after_save,
    count,
    fold,
    here,
    position_json,
    print_json,
    reading,
    say,
)
from coach.domain.dates import monday_of, week_of
from coach.domain.plan import Plan, Planned, parse_days
from coach.errors import UsageError

EXAMPLES = """\
Without options it shows your plan. A change applies from next week on, your
first plan from this week on.

examples:
  coach plan --days tue,fri
  coach plan --sessions 3
  coach plan --start 5            be in week 5 of the course from now on
  coach plan --start 2027-W02     start the course in that week
  coach plan --course off         questions from all tracks
  coach plan --words on           a reminder repeats your promise on its day
"""
_WORDS = {
    "on": "A reminder repeats your promise on its day.",
    "off": "Reminders say only that a promise is due.",
}


def configure(parser: ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--days", metavar="DAYS", help="weekdays, such as tue,fri")
    sessions = partial(count, most=7, least=0)
    how.add_argument("--sessions", metavar="N", type=sessions, help="how many a week, 0 to 7")
    parser.add_argument(
        "--start", metavar="WEEK", help="a week of the course, 1 to 12, or the ISO week to start in"
    )
    parser.add_argument("--course", choices=("on", "off"), help="turn the course on or off")
    parser.add_argument(
        "--words", choices=("on", "off"), help="let a reminder repeat your promise on its day"
    )
    add_json(parser)


def run(args: Namespace) -> int:
    """Choose what is asked for, else print the plan."""
    if args.days is args.sessions is args.start is args.course is args.words is None:
        with reading() as practice:
            planned = practice.course.plan()
            if args.json:
                print_json(_record(planned))
            else:
                print("\n".join(map(fold, planned.in_words())))
        return 0
    practice = here()
    plan = Plan(parse_days(args.days)) if args.days is not None else None
    if args.sessions is not None:
        plan = Plan(sessions=args.sessions)
    before = practice.course.position()
    if args.start is not None:
        practice.course.start(*_start(args.start))
    if args.course:
        practice.course.turn(on=args.course == "on")
    if args.start is not None or args.course:
        say(practice.course.plan().place_in_words)
    after = practice.course.position()
    if args.start is not None and before and after and before.number != after.number:
        say(f"You were in week {before.number}. To go back: coach plan --start {before.number}")
    if plan:
        say(practice.course.choose_plan(plan))
    if args.words:
        practice.course.allow_words(on=args.words == "on")
        say(_WORDS[args.words])
    if args.json:
        print_json(_record(practice.course.plan()))
    after_save(practice)
    return 0


def _start(text: str) -> tuple[int, str | None]:
    """Return the week of the course to be in, and the ISO week to start in, None for this one.

    Raises:
        UsageError: if it is no week.
    """
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text), None
    try:
        return 1, week_of(monday_of(text.upper()))
    except ValueError as error:
        raise UsageError(
            f"“{text}” is not a week.", "Write 5 for week 5 of the course, or 2026-W50 to start in."
        ) from error


def _record(planned: Planned) -> dict[str, object]:
    following, position, start = planned.next_session, planned.position, planned.start
    return {
        "plan": {"days": planned.plan.days, "sessions": planned.plan.per_week},
        "chosen": planned.chosen,
        "next_session": following and following.isoformat(),
        "later": [
            {"week": week, "days": plan.days, "sessions": plan.per_week}
            for week, plan in planned.later
        ],
        "course_on": planned.course,
        "course": position and position_json(position),
        "start": start and {"week": start.week, "number": start.number},
        "on_the_day": planned.on_the_day,
        "paused": planned.paused,
    }
