"""`coach schedule`: set a reminder time, or turn reminders off."""

import contextlib
import os
from argparse import ArgumentParser, Namespace
from datetime import time

from coach import config, paths
from coach.clock import Clock
from coach.commands.output import confirm, fold, name_wrong, print_path, say, warn
from coach.domain.plan import Plan, parse_days
from coach.domain.text import listed
from coach.errors import CoachError, UsageError, os_errors_as
from coach.paths import Places
from coach.practice import Practice
from coach.reminders import crontab, health, schedulers, timer
from coach.reminders.call import Call, current_call, is_temporary, parse_call, parse_time
from coach.reminders.deliver import BUS, is_delivered
from coach.reminders.schedulers import Kind
from coach.reminders.state import ReminderState

EXAMPLES = """\
I'll add one line to your crontab, or where there is none, a systemd timer.
Every hour it checks whether something is due, and reminds you once a day, from
the time you choose. The rest of your crontab stays as it is. More: coach help
reminders.

examples:
  coach schedule --at 08:30
  coach schedule --at 17:00 --days mon,wed,fri     and make these days your plan
  coach schedule test                              does a reminder reach you?
  coach schedule off
  coach schedule --at 08:30 --with systemd         rather than cron
  coach schedule --at 08:30 --print launchd        on a Mac without cron
"""

NO_CRON = "cron isn't running, so no reminder will be sent."
_WAYS = {"desktop": "on your desktop", "hook": "through your hook"}
_TABLES: dict[Kind, str] = {"cron": "crontab", "systemd": "timer"}


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", metavar="ACTION", choices=("show", "off", "test"),
        help="show (the default), off or test",
    )  # fmt: skip
    parser.add_argument("--at", metavar="TIME", help="the time of day, such as 08:30")
    parser.add_argument("--days", metavar="DAYS", help="your session days, such as mon,wed,fri")
    parser.add_argument(
        "--with", dest="kind", choices=schedulers.KINDS, help="what runs it (default: cron)"
    )
    parser.add_argument("--yes", action="store_true", help="don't ask for confirmation")
    parser.add_argument(
        "--print", choices=timer.KINDS, help="print what a machine without cron needs"
    )


def run(args: Namespace) -> int:
    given = any(value is not None for value in (args.at, args.days, args.kind, args.print))
    if args.what and given:
        raise UsageError(f"“{args.what}” takes no options.", "See coach schedule --help.")
    places = paths.places()
    if args.what == "off":
        return _turn_off(places)
    if args.what == "test":
        return _test(places)
    if not given:
        return _show()
    if args.at is None:
        raise UsageError("Missing time.", "Add one: coach schedule --at 08:30")
    if args.days is not None and args.print:
        raise UsageError("--print can't set a plan.", "Use coach plan --days for that.")
    if args.kind and args.print:
        raise UsageError("Use --with or --print, not both.", "See coach schedule --help.")
    plan = Plan(parse_days(args.days)) if args.days is not None else None
    call = current_call(parse_time(args.at), places, os.environ)
    _warn(call, places)
    if args.print:
        print_path(timer.unit_text(args.print, call).removesuffix("\n"))
    else:
        _schedule(places, call, args.kind or schedulers.usual(), plan, yes=args.yes)
    return 0


def _warn(call: Call, places: Places) -> None:
    if is_temporary(call.program, os.environ):
        warn(
            f"This coach is in a temporary folder: {call.program[0]}",
            "Once it's gone, so are your reminders. Install coach with pipx or uv tool first.",
        )
    settings = config.load(places.config_file)
    name_wrong(settings)
    day_starts = settings.day_starts
    if call.at < day_starts:
        warn(
            f"Your day runs until {day_starts:%H:%M}, so {call.at:%H:%M} is at its end.",
            "To be reminded when it begins, choose a later time.",
        )


def _schedule(places: Places, call: Call, kind: Kind, plan: Plan | None, *, yes: bool) -> None:
    """Schedule the call, and set the plan, once the person agrees to both."""
    now = Clock().now()
    change = schedulers.change_to(kind, call, places.backups, now)
    practice = _practice_to_plan(plan) if plan else None
    questions = []
    if change:
        say(change.shows)
        questions.append("Add it")
    if practice:
        questions.append(f"make {plan} your plan" if questions else f"Make {plan} your plan")
    if questions and not confirm(f"{' and '.join(questions)}?", yes=yes):
        raise CoachError("Nothing was changed.")
    _remember_desktop(places)
    if change is None:
        say(f"Already scheduled; your {_TABLES[kind]} is unchanged.")
    else:
        schedulers.carry_out(change, call, ReminderState(places.state), now)
        say(
            f"I'll remind you from {call.at:%H:%M} on if something is due. "
            "Try it: coach schedule test"
        )
    if practice and plan:
        say(practice.course.choose_plan(plan))
        practice.work.clear_nudge()
    elif plan:
        say(f"Your plan is unchanged: {plan}.")
    if kind == "cron" and health.cron_runs() is False:
        warn(NO_CRON, f"Fix: {health.START_CRON}")


def _practice_to_plan(plan: Plan) -> Practice | None:
    """Return the practice in which this plan must be set, None if it is the plan already."""
    practice = Practice.here()
    if problem := practice.journal.problem():
        raise problem
    return practice if practice.course.would_change(plan) else None


def _remember_desktop(places: Places) -> None:
    """Remember where the desktop is, which cron won't know."""
    why, hint = "Can't remember where your desktop is", f"Check {places.state}."
    try:
        with os_errors_as(CoachError, why, hint):
            if bus := os.environ.get(BUS):
                ReminderState(places.state).remember_bus(bus)
    except CoachError as error:
        warn(error.message, error.hint)


def _show() -> int:
    line, timed = None, timer.scheduled()
    if timed:
        _print_times(timed.at)
        print_path(str(timer.folder() / timer.TIMER))
    if crontab.is_available() or not timed:
        line = crontab.line_in(crontab.read() or b"")
    if line is not None:
        if call := parse_call(line):
            _print_times(call.at)
        else:
            print("Reminders are switched off in your crontab.")
        print_path(os.fsdecode(line))
    elif not timed:
        print("No reminders are scheduled.")
        say("  To set a time: coach schedule --at 08:30")
    return 0


def _print_times(at: time) -> None:
    """Print when reminders come; what runs them goes by the hour, the plan by days."""
    print(f"Reminders from {at:%H:%M} on, if something is due.")
    with contextlib.suppress(CoachError):  # a plan that can't be read is no news here
        planned = Practice.here().course.plan()
        if planned.chosen:
            print(fold(f"Your plan is {planned.plan}. coach checks every hour:"))


def _turn_off(places: Places) -> int:
    gone = schedulers.turn_off(places.backups, Clock().now())
    if not gone:
        say("No reminders are scheduled; your crontab is unchanged.")
    elif "cron" in gone:
        say("Reminders are off. The rest of your crontab is unchanged.")
    else:
        say("Reminders are off. The timer is gone.")
    return 0


def _test(places: Places) -> int:
    """Try what is scheduled, or if nothing is, what would be, and say whether it would arrive."""
    line = crontab.line_in(crontab.read() or b"") if crontab.is_available() else None
    timed = timer.scheduled()
    call = timed or (parse_call(crontab.switched_on(line)) if line else None)
    if call is None:
        say("No reminders are scheduled yet, so I'll test what would run.")
        call = current_call(parse_time("00:00"), places, os.environ)
    _remember_desktop(call.places)
    outcomes = health.trial(call, config.load(call.places.config_file).remind.hook)
    for outcome in outcomes:
        print(f"{'ok    ' if outcome.worked else 'FAILED'}  {outcome.channel}: {outcome.says}")
    if not outcomes[0].worked:
        raise CoachError("The scheduled command doesn't work.", "Fix: coach doctor")
    if line and not timed and health.cron_runs() is False:
        raise CoachError(NO_CRON, f"Fix: {health.START_CRON}")
    if not is_delivered(outcomes):
        raise CoachError(
            "No desktop or hook took the reminder. It will wait for your next shell, and in "
            "cron's mail.",
            "To see it in a shell, add the line of coach nudge to your shell's start file. Or "
            "install notify-send, or set a hook under [remind] in config.toml (see coach where)",
        )
    ways = listed(_WAYS[o.channel] for o in outcomes if o.worked and o.channel in _WAYS)
    scheduled = timed or (line and parse_call(line))
    print(f"{'A reminder' if scheduled else 'Once scheduled, a reminder'} will reach you {ways}.")
    return 0
