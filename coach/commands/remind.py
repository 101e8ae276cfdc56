"""`coach remind`: speak if something is due and was not said yet. Cron calls it every hour."""

import contextlib
import os
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from coach import config, paths
from coach.commands.output import add_json, print_json, say
from coach.domain.acts import sentence
from coach.domain.outlook import Outlook
from coach.domain.text import shown
from coach.errors import CoachError, TomlError, UsageError
from coach.practice import Practice
from coach.practice.derived import clear_nudge, keep_outlook, look_ahead
from coach.reminders import claiming, log, private
from coach.reminders.deciding import TROUBLE, Memory, begins, decide, wording
from coach.reminders.delivery import Outcome, Ways, deliver, is_heard
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


@dataclass(frozen=True)
class Look:
    """What a check finds when it looks."""

    practice: Practice
    at: time | None
    outlook: Outlook | None
    """None where the journal does not tell."""
    trouble: Exception | None
    """Why it cannot see all that is due."""

    @property
    def due(self) -> tuple[str, ...]:
        """What there is to speak of on this practice day."""
        due = self.outlook.on(self.practice.day()) if self.outlook else ()
        return (*due, TROUBLE) if self.trouble else due

    def decide(self, memory: Memory) -> tuple[tuple[str, ...], str]:
        """What to speak of now, and why, or why not."""
        return decide(
            self.due,
            now=self.practice.clock.now(),
            day=self.practice.day(),
            at=self.at,
            day_starts=self.practice.config.day_starts,
            memory=memory,
        )

    def text(self, kinds: Sequence[str]) -> str:
        """What to say of these."""
        may_say = self.practice.config.remind.act_words and "act" in kinds
        acts = self.outlook.acts_due(self.practice.day()) if self.outlook and may_say else []
        return wording(kinds, [shown(sentence(act)) for act in acts])

    def is_first_hour(self) -> bool:
        """Whether this is the first hourly check of the day that may speak."""
        if self.at is None:
            return True
        start = begins(self.practice.day(), self.at, self.practice.config.day_starts)
        return start <= self.practice.clock.now().replace(tzinfo=None) < start + AN_HOUR


@dataclass(frozen=True)
class Spoken:
    """What a check said, or would say."""

    kinds: tuple[str, ...]
    why: str
    first: bool = True
    """Whether these were not spoken of before on this day."""
    outcomes: Sequence[Outcome] = ()


def run(args: Namespace) -> int:
    """Speak, if there is something to say.

    What it cannot see is something to say, too: it goes the same ways, once a day.
    """
    at = parse_time(args.at) if args.at is not None else None
    if args.snooze is not None:
        if args.dry_run or args.json or at:
            raise UsageError("--snooze goes with no other option.", "Write --snooze 2h alone.")
        return _snooze(Practice.here(), args.snooze)
    look = _look(at)
    practice = look.practice
    spoken = Spoken(*look.decide(recall(practice.places.state)))
    if not args.dry_run:
        if look.outlook:
            keep_outlook(practice)
        if not look.due:
            clear_nudge(practice)
        if spoken.kinds:
            spoken = _speak(look, may_print=not args.json)
        _log(look, spoken)
    text = look.text(spoken.kinds)
    if args.json:
        _print(spoken, text)
    elif args.dry_run:
        print(f"Would say: {text}" if spoken.kinds else f"Would be silent: {spoken.why}.")
    if not look.trouble:
        return 0
    if at and not args.dry_run and not (TROUBLE in spoken.kinds and spoken.first):
        return 1  # cron mails what is said here, and once a day is enough
    raise look.trouble


def _look(at: time | None) -> Look:
    """What is due; what is planned is seen with unusable settings, too, by the usual ones."""
    places = paths.places()
    trouble: Exception | None = None
    try:
        practice = Practice(places, config.load(places.config_file))
    except TomlError as error:
        practice, trouble = Practice(places, config.Config()), error
    try:
        return Look(practice, at, look_ahead(practice), trouble)
    except Exception as error:  # whatever it is, it is not to be silence
        return Look(practice, at, None, error)


def _speak(look: Look, *, may_print: bool) -> Spoken:
    """Say what this run alone is to say; it is written down first, so that no other says it too.

    Where that cannot be written down, only the check of the first hour speaks: once a day,
    and not every hour.
    """
    practice, reason, first = look.practice, "", True
    state, day = practice.places.state, practice.day()

    def left(memory: Memory) -> tuple[str, ...]:
        nonlocal reason, first
        kinds, reason = look.decide(memory)
        first = not all(memory.said_on(kind, day) for kind in kinds)
        return kinds

    with contextlib.ExitStack() as alone:
        try:
            if not alone.enter_context(claiming.speaking(state)):
                return Spoken((), "another check is speaking")
            kinds = claiming.claim(state, day, left)
        except OSError as error:
            kinds = left(Memory())
            if not look.is_first_hour():
                return Spoken((), "it cannot be noted what was said, so only the first hour speaks")
            problem = f"It cannot be noted that this was said: {private.plainly(error)}."
            say(f"coach: {problem}\n  Look at {state}.")
        if not kinds:
            return Spoken((), reason)
        hook, bus = practice.config.remind.hook, recall(state).bus
        ways = Ways(practice.places.nudge, hook, bus, os.environ)
        may_print = may_print and first and kinds != (TROUBLE,)  # whose reason is printed anyway
        outcomes = deliver(look.text(kinds), ways, may_print=may_print)
        if is_heard(outcomes):
            with contextlib.suppress(OSError):  # then it is said once more
                claiming.heard(state, kinds)
    return Spoken(kinds, reason, first, outcomes)


def _log(look: Look, spoken: Spoken) -> None:
    trouble = look.trouble
    reason = trouble.message if isinstance(trouble, CoachError) else type(trouble).__name__
    ways = [f"{o.channel} {'ok' if o.worked else 'failed'} ({o.says})" for o in spoken.outcomes]
    could_not = [f"could not: {reason}"] if trouble else []
    line = "; ".join([*could_not, spoken.why, *ways])
    log.write(look.practice.places.state, look.practice.clock.now(), line)
    for outcome in spoken.outcomes:
        if outcome.channel == "hook" and not outcome.worked and spoken.first:
            say(f"coach: The hook of reminders {outcome.says}.\n  See [remind] in config.toml.")


def _print(spoken: Spoken, text: str) -> None:
    delivered = [
        {"channel": o.channel, "worked": o.worked, "says": o.says} for o in spoken.outcomes
    ]
    print_json(
        {
            "speak": bool(spoken.kinds),
            "why": spoken.why,
            "due": list(spoken.kinds),
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
        return start.astimezone()  # with the offset of that morning, not of now
    raise UsageError(f"“{text}” is no time to be silent.", "Write 2h, or tomorrow.")
