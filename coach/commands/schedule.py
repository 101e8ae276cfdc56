"""`coach schedule`: have cron call `coach remind`, or no longer."""

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from coach import config, paths
from coach.clock import Clock
from coach.commands import reminder_trial
from coach.commands.asking import sure
from coach.commands.output import from_when, print_path, say
from coach.domain.plan import Plan, parse_days, replanned
from coach.errors import CoachError, UsageError
from coach.paths import Places
from coach.reminders import claiming, crontab, health, line, log, private, units
from coach.reminders.bus import BUS
from coach.reminders.line import Call

if TYPE_CHECKING:
    from coach.practice import Practice

EXAMPLES = """\
One line goes into your crontab: a check every hour that speaks from the time
you chose, if something is due, once a day. All else in there stays as it is.

examples:
  coach schedule --at 08:30
  coach schedule --at 17:00 --days mon,wed,fri     the days are your plan, too
  coach schedule test                              does a reminder arrive?
  coach schedule off
  coach schedule --at 08:30 --print systemd        without cron
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what", nargs="?", metavar="ACTION", choices=("show", "off", "test"), help="default: show"
    )
    parser.add_argument("--at", metavar="TIME", help="the time of day, such as 08:30")
    parser.add_argument("--days", metavar="DAYS", help="the days to sit, such as mon,wed,fri")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--print", choices=units.KINDS, help="print units for a machine without cron"
    )


def run(args: Namespace) -> int:
    """Do what was asked."""
    setting = [args.at, args.days, args.print]
    if args.what and any(value is not None for value in setting):
        raise UsageError(f"“{args.what}” takes no time.", "See coach schedule --help.")
    places = paths.places()
    if args.what == "off":
        return _off(places)
    if args.what == "test":
        return _test(places)
    if not any(value is not None for value in setting):
        return _show()
    if args.at is None:
        raise UsageError("A time of day is missing.", "Name one, as in coach schedule --at 08:30.")
    if args.days is not None and args.print:
        raise UsageError("--print plans nothing.", "Plan the days with coach plan --days.")
    plan = Plan(parse_days(args.days)) if args.days is not None else None
    call = _call(places, args.at)
    day_starts = config.load(places.config_file).day_starts
    if line.is_temporary(call.program, os.environ):
        say(
            f"coach: This coach is in a temporary place: {call.program[0]}\n"
            "  When it goes, so do the reminders. Install it with pipx or uv tool first."
        )
    if call.at < day_starts:
        say(
            f"coach: A day of practice goes on until {day_starts:%H:%M}, so {call.at:%H:%M} is at "
            "its end.\n  To hear of it when it begins, choose a later time."
        )
    if args.print:
        print_path(units.printed(args.print, call).removesuffix("\n"))
    else:
        _schedule(places, call, plan, yes=args.yes)
    return 0


def _call(places: Places, at: str) -> Call:
    time = line.parse_time(at)
    return Call(line.program_running(), line.places_in_force(places, os.environ), time)


def _schedule(places: Places, call: Call, plan: Plan | None, *, yes: bool) -> None:
    """Put the line into the crontab, and plan the days, once the person agrees to both."""
    wanted = call.cron_line()
    before = crontab.read()
    after = crontab.with_line(before or b"", wanted)
    practice = _planning(plan) if plan else None
    questions = []
    if after != before:
        say(f"This line goes into your crontab:\n  {os.fsdecode(wanted)}")
        questions.append("put it there")
    if plan and practice:
        questions.append(f"plan to sit on {plan.in_words()}")
    question = " and ".join(questions)
    if question and not sure(f"{question[0].upper()}{question[1:]}?", yes=yes):
        raise CoachError("Nothing was changed.")
    _remember_desktop(places)
    if after == before:
        say("It is scheduled so already; the crontab was not changed.")
    else:
        _change(places, before, after)
        log.write(places.state, Clock().now(), f"{log.SCHEDULED} from {call.at:%H:%M} on")
        say(f"Scheduled: from {call.at:%H:%M} on, if something is due. Try it: coach schedule test")
    if plan:
        _choose(practice, plan)
    if health.cron_runs() is False:
        say("coach: No cron daemon is running, so nothing calls it.\n  sudo service cron start")


def _choose(practice: "Practice | None", plan: Plan) -> None:
    from coach.practice.derived import refresh

    if practice is None:
        say(f"The plan is {plan.in_words()}, as before.")
        return
    say(from_when(practice.choose_plan(plan), practice.day()))
    refresh(practice)


def _planning(plan: Plan) -> "Practice | None":
    """The practice in which this plan is to be chosen; None if it is the one already.

    Raises:
        JournalError: if it could not be saved.
    """
    from coach.practice import Practice  # as below: TinyDB, for one option

    practice = Practice.here()
    if problem := practice.journal.problem():
        raise problem
    choices = practice.choices()
    plans = choices.plan if choices else ()
    return None if replanned(plans, plan, practice.day()) == plans else practice


def _change(places: Places, before: bytes | None, after: bytes) -> None:
    """Write the crontab, once a copy of the old one is kept.

    Raises:
        CoachError: if either could not be done, or if somebody else changed the table since it
            was read; without a copy nothing is changed.
    """
    copy = None
    if before:
        copy = places.backups / f"crontab-{Clock().now():%Y-%m-%d-%H%M%S-%f}.txt"
        try:
            private.write(copy, before)
        except OSError as error:
            raise CoachError(
                f"No copy of your crontab can be kept, so it was not changed: "
                f"{private.plainly(error)}.",
                f"Look at {places.backups}.",
            ) from error
    if crontab.read() != before:
        raise CoachError("Your crontab changed meanwhile; nothing was changed.", "Try again.")
    crontab.write(after, copy)


def _remember_desktop(places: Places) -> None:
    bus = os.environ.get(BUS)
    try:
        if bus:
            claiming.remember_bus(places.state, bus)
    except OSError as error:
        say(
            f"coach: The desktop's address could not be noted: {private.plainly(error)}.\n"
            f"  Look at {places.state}."
        )


def _show() -> int:
    wanted = crontab.line_in(crontab.read() or b"")
    if wanted is None:
        print("No reminders are scheduled.")
        say("  Schedule them: coach schedule --at 08:30")
        return 0
    call = line.parse(wanted)
    if call:
        print(f"From {call.at:%H:%M} on, if something is due.")
    print_path(os.fsdecode(wanted))
    return 0


def _off(places: Places) -> int:
    before = crontab.read()
    after = crontab.without_line(before or b"")
    if after == (before or b""):
        say("No reminders are scheduled; nothing was changed.")
        return 0
    _change(places, before, after)
    say("Taken out of your crontab; all else in it is as it was.")
    return 0


def _test(places: Places) -> int:
    """Try what is scheduled; where nothing is, what would be."""
    try:
        wanted = crontab.line_in(crontab.read() or b"")
    except crontab.NoCrontab:
        wanted = None
    call = line.parse(crontab.switched_on(wanted)) if wanted else None
    if call is None:
        say("Nothing is scheduled yet; this is what would be.")
        call = _call(places, "00:00")
    _remember_desktop(line.places_of(call))
    reminder_trial.attempt(call)
    return 0
