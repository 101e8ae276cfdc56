"""`coach schedule`: have cron call `coach remind`, or no longer."""

import os
from argparse import ArgumentParser, Namespace

from coach import paths
from coach.clock import Clock
from coach.commands.asking import sure
from coach.commands.output import say
from coach.domain.plan import Plan, parse_days
from coach.errors import CoachError, UsageError
from coach.paths import Places
from coach.reminders import claiming, crontab, health, line, private, units
from coach.reminders.delivery import BUS, Ways, deliver
from coach.reminders.line import Call
from coach.reminders.memory import recall

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
    days = parse_days(args.days) if args.days is not None else ()
    call = _call(places, args.at)
    if line.is_temporary(call.program, os.environ):
        say(
            f"coach: This coach is in a temporary place: {call.program[0]}\n"
            "  When it goes, so do the reminders. Install it with pipx or uv tool first."
        )
    if args.print:
        print(units.printed(args.print, call), end="")
    else:
        _schedule(places, call, yes=args.yes)
    if days:
        _plan(Plan(days))
    return 0


def _call(places: Places, at: str) -> Call:
    time = line.parse_time(at)
    return Call(line.program_running(), line.places_in_force(places, os.environ), time)


def _schedule(places: Places, call: Call, *, yes: bool) -> None:
    wanted = call.cron_line()
    before = crontab.read()
    after = crontab.with_line(before or b"", wanted)
    _remember_desktop(places)
    if after == before:
        say("It is scheduled so already; nothing was changed.")
        return
    say(f"This line goes into your crontab:\n  {os.fsdecode(wanted)}")
    if not sure("Put it there?", yes=yes):
        raise CoachError("Nothing was changed.")
    _change(places, before, after)
    say(f"Scheduled: from {call.at:%H:%M} on, if something is due. Try it: coach schedule test")
    if health.cron_runs() is False:
        say("coach: No cron daemon is running, so nothing calls it.\n  sudo service cron start")


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


def _plan(plan: Plan) -> None:
    from coach.practice import Practice  # TinyDB, for one option

    practice = Practice.here()
    before = practice.choices()
    changed = practice.choose_plan(plan) != before
    say(f"The plan: {plan.in_words()}{'' if changed else ', as before'}.")


def _show() -> int:
    wanted = crontab.line_in(crontab.read() or b"")
    if wanted is None:
        print("No reminders are scheduled.")
        say("  Schedule them: coach schedule --at 08:30")
        return 0
    call = line.parse(wanted)
    if call:
        print(f"From {call.at:%H:%M} on, if something is due.")
    print(os.fsdecode(wanted))
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
    """Send a reminder as cron would: with its bare environment, not with the shell's."""
    from coach import config

    try:
        call = line.parse(crontab.line_in(crontab.read() or b"") or b"")
    except CoachError:
        call = None
    call = call or _call(places, "00:00")
    hook = config.load(places.config_file).remind.hook
    _remember_desktop(places)
    ways = Ways(places.nudge, hook, recall(places.state).bus, line.bare(call))
    outcomes = deliver("This is how a reminder arrives.", ways, may_print=False)
    for outcome in outcomes:
        print(f"{'ok    ' if outcome.worked else 'FAILED'}  {outcome.channel}: {outcome.says}")
    if not any(outcome.worked for outcome in outcomes[1:]):
        raise CoachError(
            "A reminder reaches neither the desktop nor a hook, only the nudge and cron's mail.",
            "See coach nudge, and docs/reminders.md for a hook.",
        )
    return 0
