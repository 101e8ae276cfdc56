"""`coach plan`: when a person sits, and where the course stands."""

import re
from argparse import ArgumentParser, Namespace
from functools import partial

from coach.commands.output import add_json, count, fold, from_when, print_json, say
from coach.commands.reading import reading
from coach.domain.dates import asked_on, monday_of, week_of
from coach.domain.plan import Plan, parse_days
from coach.errors import UsageError
from coach.practice import Planned, Practice
from coach.practice.derived import refresh

EXAMPLES = """\
Without options it says what is planned. A change of the plan applies from next
week; the first one from this week.

examples:
  coach plan --days tue,fri
  coach plan --sittings 3
  coach plan --start 5            stand at week 5 of the course from now on
  coach plan --start 2027-W02     begin the course in that week
  coach plan --course off         questions from all tracks
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--days", metavar="DAYS", help="weekdays, such as tue,fri")
    how.add_argument(
        "--sittings",
        metavar="N",
        type=partial(count, most=7, least=0),
        help="so many sittings a week, 0 to 7",
    )
    parser.add_argument(
        "--start", metavar="WEEK", help="a week of the course, 1 to 12, or an ISO week to begin in"
    )
    parser.add_argument("--course", choices=("on", "off"), help="turn the course on or off")
    add_json(parser)


def run(args: Namespace) -> int:
    """Plan what is asked for, else print the plan."""
    if args.days is args.sittings is args.start is args.course is None:
        with reading() as practice:
            planned = practice.planned()
            if args.json:
                print_json(_as_json(planned))
            else:
                print("\n".join(map(fold, _in_words(planned))))
        return 0
    practice = Practice.here()
    plan = Plan(parse_days(args.days)) if args.days is not None else None
    if args.sittings is not None:
        plan = Plan(sittings=args.sittings)
    start = _start(args.start) if args.start is not None else None
    if start:
        practice.start_course(*start)
    if args.course:
        practice.turn_course(on=args.course == "on")
    if start or args.course:
        planned = practice.planned()
        since = f"from week {planned.start.week} on" if start and planned.start else "from now on"
        say(fold(f"{_course(planned)} It is so {since}."))
    if plan:
        say(fold(from_when(practice.choose_plan(plan), practice.day())))
    refresh(practice)
    if args.json:
        print_json(_as_json(practice.planned()))
    return 0


def _start(text: str) -> tuple[int, str | None]:
    """The week of the course to stand at, and the ISO week to begin in, None for this one.

    Raises:
        UsageError: if it is no week.
    """
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text), None
    try:
        return 1, week_of(monday_of(text.upper()))
    except ValueError as error:
        raise UsageError(
            f"“{text}” is not a week.", "Write 5 for week 5 of the course, or 2026-W50 to begin in."
        ) from error


def _in_words(planned: Planned) -> list[str]:
    """The plan, the next sitting, the course, and what is to change."""
    plan = planned.plan.in_words()
    lines = [f"{plan[:1].upper()}{plan[1:]}."]
    if not planned.chosen:
        lines = [f"Nothing is planned yet; the coach goes by {plan}."]
    if planned.next_sitting:
        lines.append(f"Next sitting {asked_on(planned.next_sitting, planned.day)}.")
    lines.append(_course(planned))
    lines += [f"From week {week}: {later.in_words()}." for week, later in planned.later]
    if planned.paused:
        weeks = ", ".join(planned.paused)
        lines.append(f"Taken out: week{'s' if len(planned.paused) > 1 else ''} {weeks}.")
    return lines


def _course(planned: Planned) -> str:
    position, start = planned.position, planned.start
    if not planned.course:
        return "The course is off; the questions come from all tracks."
    if position:
        return f"The course is in week {position.number} of {position.of}: {position.week.focus}."
    if start:
        return f"The course begins in {start.week}, with week {start.number}."
    return "There is no course; the questions come from all tracks."


def _as_json(planned: Planned) -> dict[str, object]:
    position = planned.position
    return {
        "plan": {"days": planned.plan.days, "sittings": planned.plan.a_week},
        "chosen": planned.chosen,
        "next_sitting": planned.next_sitting and planned.next_sitting.isoformat(),
        "later": [
            {"week": week, "days": plan.days, "sittings": plan.a_week}
            for week, plan in planned.later
        ],
        "course": planned.course,
        "programme": position
        and {"week": position.number, "of": position.of, "track": position.week.track},
        "start": planned.start and {"week": planned.start.week, "number": planned.start.number},
        "paused": planned.paused,
    }
