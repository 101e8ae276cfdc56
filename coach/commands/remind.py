"""`coach remind`: send a reminder if one is due and wasn't sent yet. Cron runs it every hour."""

import contextlib
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta

from coach.commands.output import add_json, here, print_json, say, warn
from coach.domain.dates import short_date
from coach.domain.promises import sentence
from coach.domain.text import shown
from coach.errors import CoachError, UsageError, describe_os_error, os_errors_as
from coach.frozen import frozen
from coach.practice import Practice
from coach.reminders import decide as rules
from coach.reminders.call import parse_time
from coach.reminders.decide import Decision, Memory
from coach.reminders.deliver import HOOK_FIX, Outcome, Ways, deliver, is_delivered
from coach.reminders.state import ReminderState

EXAMPLES = """\
It says nothing unless a session is due, or a promise is waiting for review, and
you haven't been reminded today. It never repeats what you wrote in answers.
To have cron run it: coach schedule --at 08:30

examples:
  coach remind --dry-run
  coach remind --snooze 2h
  coach remind --snooze tomorrow
"""

AN_HOUR = timedelta(hours=1)
_LENGTHS = {"m": timedelta(minutes=1), "h": AN_HOUR, "d": timedelta(days=1)}


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--at", metavar="TIME", help="send nothing before this time of day")
    parser.add_argument(
        "--snooze",
        metavar="TIME",
        help="send nothing for 30m, 2h or 2d, or until 18:00 or tomorrow",
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be sent")
    add_json(parser)


@frozen
class Look:
    """What a check found."""

    practice: Practice
    due: tuple[str, ...]
    decide: Callable[[Memory], Decision]
    """Decides what to send now."""
    is_first_hour: bool
    """Whether this is the first hourly check of the day that may send something."""
    sentences: Sequence[str]
    """The promises whose day it is, if reminders may repeat their words."""
    trouble: Exception | None
    """Why it can't tell all that is due."""


def run(args: Namespace) -> int:
    """Send a reminder if one is due; trouble with finding out is a reminder too, once a day."""
    at = parse_time(args.at) if args.at is not None else None
    if args.snooze is not None:
        if args.dry_run or args.json or at:
            raise UsageError("--snooze takes no other option.", "Try: coach remind --snooze 2h")
        return _snooze(here(), args.snooze)
    look = _look(at)
    state = ReminderState(look.practice.places.state)
    decision, outcomes = look.decide(state.memory()), list[Outcome]()
    if not args.dry_run:
        if not look.due:
            look.practice.work.clear_nudge()
        if decision.kinds:
            decision, outcomes = _send(look, state, may_print=not args.json)
        _log(look, state, decision, outcomes)
    text = rules.wording(decision.kinds, look.sentences)
    if args.json:
        print_json(
            {
                "speak": bool(decision.kinds),
                "why": decision.why,
                "due": list(decision.kinds),
                "text": text or None,
                "delivered": [asdict(outcome) for outcome in outcomes],
            }
        )
    elif args.dry_run:
        print(f"Would send: {text}" if text else f"Nothing to send: {decision.why}.")
    elif not text and sys.stderr.isatty():  # a person called it
        say(f"Nothing to send: {decision.why}. To set a time: coach schedule --at 08:30")
    if not look.trouble:
        return 0
    if at and not args.dry_run and (rules.TROUBLE not in decision.kinds or decision.is_retry):
        return 1  # cron mails what is printed, and once a day is enough
    raise look.trouble


def _look(at: time | None) -> Look:
    """Find out what is due; what is wrong in the settings is trouble, too."""
    practice = Practice.here()
    trouble: Exception | None = next(iter(practice.config.problems), None)
    due: tuple[str, ...] = ()
    sentences: list[str] = []
    try:
        due = practice.course.due()
        sentences = [shown(sentence(p)) for p in practice.course.promises_to_repeat()]
        due = (*due, rules.ON_THE_DAY) if sentences else due
    except Exception as error:  # whatever it is, it must not end in silence
        trouble = error
    due = (*due, rules.TROUBLE) if trouble else due
    now, day, starts = practice.clock.now(), practice.day(), practice.config.day_starts
    begins = rules.earliest(day, at, starts)
    is_first = at is None or begins <= now.replace(tzinfo=None) < begins + AN_HOUR

    def decided(memory: Memory) -> Decision:
        return rules.decide(due, now=now, day=day, at=at, day_starts=starts, memory=memory)

    return Look(practice, due, decided, is_first, sentences, trouble)


def _send(look: Look, state: ReminderState, *, may_print: bool) -> tuple[Decision, list[Outcome]]:
    """Claim what is due, so that no other check sends it too, and deliver it.

    If the claim can't be recorded, only the check of the first hour delivers: once a day, and
    not every hour.
    """
    practice = look.practice
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(state.delivering())
            decision = state.claim(practice.day(), look.decide)
        except BlockingIOError:
            return Decision((), "another check is sending it"), []
        except OSError as error:
            if not look.is_first_hour:
                return Decision(
                    (), "only the day's first check sends: the state can't be written"
                ), []
            decision = look.decide(Memory())
            why = f"Can't record that this reminder was sent: {describe_os_error(error)}."
            warn(why, f"Check {practice.places.state}.")
        if not decision.kinds:
            return decision, []
        hook, bus = practice.config.remind.hook, state.memory().bus
        ways = Ways(practice.places.nudge, hook, bus, os.environ)
        # Nothing is printed twice, nor trouble alone, whose reason is printed anyway.
        may_print = may_print and not decision.is_retry and decision.kinds != (rules.TROUBLE,)
        outcomes = deliver(rules.wording(decision.kinds, look.sentences), ways, may_print=may_print)
        if is_delivered(outcomes):
            with contextlib.suppress(OSError):  # then it is sent once more
                state.mark_delivered(decision.kinds)
    return decision, outcomes


def _log(look: Look, state: ReminderState, decision: Decision, outcomes: Sequence[Outcome]) -> None:
    trouble = look.trouble
    reason = trouble.message if isinstance(trouble, CoachError) else type(trouble).__name__
    ways = [f"{o.channel} {'ok' if o.worked else 'failed'} ({o.says})" for o in outcomes]
    parts = [*([f"trouble: {reason}"] if trouble else []), decision.why, *ways]
    state.log(look.practice.clock.now(), "; ".join(parts))
    for outcome in outcomes:
        if outcome.channel == "hook" and not outcome.worked and not decision.is_retry:
            warn(f"Your reminder hook {outcome.says}.", f"Fix: {HOOK_FIX}")


def _snooze(practice: Practice, text: str) -> int:
    until = _until(practice, text)
    with os_errors_as(CoachError, "Can't snooze", f"Check {practice.places.state}."):
        ReminderState(practice.places.state).snooze(until)
    practice.work.clear_nudge()
    say(f"No reminders until {short_date(until.date(), practice.day())}, {until:%H:%M}.")
    return 0


def _until(practice: Practice, text: str) -> datetime:
    """Return when a snooze ends: after `30m`, `2h` or `2d`, at `18:00`, or when tomorrow begins."""
    now, word = practice.clock.now(), text.strip().lower()
    if length := re.fullmatch(r"([1-9][0-9]?)([mhd])", word):
        until = now + int(length[1]) * _LENGTHS[length[2]]
        if until <= now + rules.LONGEST_SNOOZE:
            return until
    elif ":" in word:
        at = datetime.combine(now.date(), parse_time(word))
        if at <= now.replace(tzinfo=None):
            at += timedelta(days=1)
        return at.astimezone()  # with the offset of that moment, not of now
    elif word == "tomorrow":
        start = rules.earliest(practice.day() + timedelta(days=1), None, practice.config.day_starts)
        return start.astimezone()
    raise UsageError(f"Can't snooze for “{text}”.", "Write 30m, 2h, 2d, 18:00 or tomorrow.")
