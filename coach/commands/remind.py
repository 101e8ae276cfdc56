"""`coach remind`: speak if something is due and was not said yet. Cron calls it every hour."""

import os
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from coach import paths
from coach.clock import Clock
from coach.commands.output import add_json, print_json, say
from coach.domain.acts import sentence
from coach.domain.dates import DAY_STARTS, practice_day
from coach.domain.outlook import Outlook
from coach.domain.text import shown
from coach.errors import CoachError, UsageError
from coach.practice import Practice
from coach.practice.derived import clear_nudge, keep_outlook, look_ahead
from coach.reminders import claiming, log, private
from coach.reminders.deciding import Memory, begins, decide, wording
from coach.reminders.delivery import Outcome, Ways, deliver
from coach.reminders.line import parse_time
from coach.reminders.memory import recall

EXAMPLES = """\
Silent unless a sitting or an act is due and was not spoken of today. It never
says what you wrote; coach schedule has cron call it.

examples:
  coach remind --dry-run
  coach remind --snooze 2h         or: --snooze tomorrow
"""

AN_HOUR = timedelta(hours=1)


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--at", metavar="TIME", help="be silent before this time of day")
    parser.add_argument("--snooze", metavar="TIME", help="be silent for 2h, or until tomorrow")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be said")
    add_json(parser)


def run(args: Namespace) -> int:
    """Speak, if there is something to say."""
    at = parse_time(args.at) if args.at is not None else None
    if args.snooze is not None:
        return _snooze(Practice.here(), args.snooze)
    try:
        practice = Practice.here()
        outlook = look_ahead(practice)
    except CoachError as error:
        if args.dry_run:
            raise
        now = Clock().now()
        log.write(paths.places().state, now, f"could not: {error.message}")
        if at and not _first_hour(now, practice_day(now), at, DAY_STARTS):
            return 1  # cron mails what is said here, and once a day is enough
        raise
    kinds, why = _decided(practice, outlook, at, recall(practice.places.state))
    if kinds and not args.dry_run:
        kinds, why = _claimed(practice, outlook, at)
    text = _text(practice, outlook, kinds)
    outcomes: list[Outcome] = []
    if not args.dry_run:
        keep_outlook(practice)
        if not outlook.on(practice.day()):
            clear_nudge(practice)
        if kinds:
            outcomes = deliver(text, _ways(practice), may_print=not args.json)
        _log(practice, why, outcomes)
    if args.json:
        _print(kinds, why, text, outcomes)
    elif args.dry_run:
        print(f"Would say: {text}" if kinds else f"Would be silent: {why}.")
    return 0


def _decided(
    practice: Practice, outlook: Outlook, at: time | None, memory: Memory
) -> tuple[tuple[str, ...], str]:
    day = practice.day()
    return decide(
        outlook.on(day),
        now=practice.clock.now(),
        day=day,
        at=at,
        day_starts=practice.config.day_starts,
        memory=memory,
    )


def _claimed(practice: Practice, outlook: Outlook, at: time | None) -> tuple[tuple[str, ...], str]:
    """What this run alone is to say, written down so that no other says it too.

    Where that cannot be written down, only the check of the first hour speaks: once a day,
    and not every hour.
    """
    reason = ""

    def left(memory: Memory) -> tuple[str, ...]:
        nonlocal reason
        kinds, reason = _decided(practice, outlook, at, memory)
        return kinds

    day = practice.day()
    try:
        return claiming.claim(practice.places.state, day, left), reason
    except OSError as error:
        problem = f"It cannot be noted that this was said: {private.plainly(error)}."
    kinds = left(Memory())
    if at and not _first_hour(practice.clock.now(), day, at, practice.config.day_starts):
        return (), "it cannot be noted what was said, so only the first hour speaks"
    say(f"coach: {problem}\n  Look at {practice.places.state}.")
    return kinds, reason


def _first_hour(now: datetime, day: date, at: time, day_starts: time) -> bool:
    """Whether this is the first hourly check from `at` on."""
    start = begins(day, at, day_starts)
    return start <= now.replace(tzinfo=None) < start + AN_HOUR


def _text(practice: Practice, outlook: Outlook, kinds: Sequence[str]) -> str:
    if not kinds:
        return ""
    may_say = practice.config.remind.act_words and "act" in kinds
    acts = outlook.acts_due(practice.day()) if may_say else []
    return wording(kinds, [shown(sentence(act)) for act in acts])


def _ways(practice: Practice) -> Ways:
    bus = recall(practice.places.state).bus
    return Ways(practice.places.nudge, practice.config.remind.hook, bus, os.environ)


def _log(practice: Practice, why: str, outcomes: Sequence[Outcome]) -> None:
    ways = [f"{o.channel} {'ok' if o.worked else 'failed'} ({o.says})" for o in outcomes]
    log.write(practice.places.state, practice.clock.now(), "; ".join([why, *ways]))
    for outcome in outcomes:
        if outcome.channel == "hook" and not outcome.worked:
            say(f"coach: The hook of reminders {outcome.says}.\n  See [remind] in config.toml.")


def _print(kinds: Sequence[str], why: str, text: str, outcomes: Sequence[Outcome]) -> None:
    delivered = [{"channel": o.channel, "worked": o.worked, "says": o.says} for o in outcomes]
    print_json(
        {
            "speak": bool(kinds),
            "why": why,
            "due": list(kinds),
            "text": text or None,
            "delivered": delivered,
        }
    )


def _snooze(practice: Practice, text: str) -> int:
    until = _until(practice, text)
    try:
        claiming.snooze(practice.places.state, until)
    except OSError as error:
        raise CoachError(
            f"The snooze could not be noted: {private.plainly(error)}.",
            f"Look at {practice.places.state}.",
        ) from error
    clear_nudge(practice)
    say(f"Silent until {until:%A %H:%M}.")
    return 0


def _until(practice: Practice, text: str) -> datetime:
    now = practice.clock.now()
    if hours := re.fullmatch(r"([1-9][0-9]?)h", text.strip()):
        return now + timedelta(hours=int(hours[1]))
    if text.strip() == "tomorrow":
        start = begins(practice.day() + timedelta(days=1), None, practice.config.day_starts)
        return start.replace(tzinfo=now.tzinfo)
    raise UsageError(f"“{text}” is no time to be silent.", "Write 2h, or tomorrow.")
