"""What the doctor sees of the reminders: are they called, and would they get through."""

import os
import shlex
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from coach.commands.check import Check
from coach.config import Config
from coach.errors import CoachError
from coach.paths import Places
from coach.reminders import crontab, health, line, log, running
from coach.reminders.delivery import Ways, missing, notifier, program_of
from coach.reminders.line import Call
from coach.reminders.memory import recall

_WITHOUT_CRON = "see coach schedule --at 08:30 --print systemd"
_LONG = timedelta(hours=26)
"""A check is due every hour; a machine may well be off for a day."""
_SECONDS = 20.0


def checks(places: Places, config: Config, now: datetime) -> Iterator[Check]:
    """Every check of the reminders; only one where none are scheduled."""
    try:
        scheduled = crontab.line_in(crontab.read() or b"")
    except crontab.NoCrontab:
        yield Check("reminders", True, f"no crontab program is here; {_WITHOUT_CRON}")
        return
    except CoachError as error:
        yield Check("reminders", False, error.message, error.hint)
        return
    if scheduled is None:
        yield Check("reminders", True, "none are scheduled; coach schedule --at 08:30")
        return
    call = line.parse(crontab.switched_on(scheduled))
    if call is None or scheduled.startswith(b"#"):
        again = f"coach schedule --at {call.at:%H:%M}" if call else "coach schedule --at 08:30"
        yield Check("reminders", False, "the line in the crontab is switched off", again)
        return
    ways = Ways(places.nudge, config.remind.hook, recall(places.state).bus, line.bare(call))
    yield _line(call, places, now)
    yield _daemon()
    yield _desktop(ways)
    if config.remind.hook:
        yield _hook(ways)


def _line(call: Call, places: Places, now: datetime) -> Check:
    """Whether what cron calls is there, works on this practice, and was called."""
    program, again = call.program[0], f"coach schedule --at {call.at:%H:%M}"
    if not (Path(program).is_file() and os.access(program, os.X_OK)):
        return Check("reminders", False, f"the crontab calls {program}, which is not there", again)
    if not _starts(call):
        says = f"the crontab calls {shlex.join(call.program)}, which does not start"
        return Check("reminders", False, says, again)
    scheduled = line.places_of(call)
    if scheduled.data.resolve() != places.data.resolve():
        says = f"the crontab's line is for another practice: {scheduled.data}"
        return Check("reminders", False, says, again)
    moment, _, said = log.last(scheduled.state).partition("  ")
    if _is_long_ago(moment, now):
        says = f"nothing has looked since {moment}, though cron should every hour"
        return Check("reminders", False, says, "coach schedule test")
    last = f"{moment}  {said}" if said and not said.startswith(log.SCHEDULED) else "not looked yet"
    return Check("reminders", True, f"from {call.at:%H:%M} on; last run: {last}")


def _starts(call: Call) -> bool:
    try:
        command = [*call.program, "--version"]
        return running.run(command, line.bare(call), _SECONDS, folder="/").returncode == 0
    except (OSError, ValueError, running.TooLongError):
        return False


def _is_long_ago(moment: str, now: datetime) -> bool:
    """Whether a line of the log is older than cron should let it become."""
    try:
        return now.replace(tzinfo=None) - datetime.fromisoformat(moment) > _LONG
    except ValueError:
        return False


def _daemon() -> Check:
    runs = health.cron_runs()
    if runs is None:
        return Check("cron", True, "cannot be seen here; see the last run")
    if runs:
        return Check("cron", True, "running")
    return Check("cron", False, "not running", "sudo service cron start")


def _desktop(ways: Ways) -> Check:
    name = notifier("")[0]
    if not shutil.which(name, path=ways.environ["PATH"]):
        return Check("desktop", True, f"no {name} here; {_instead(ways)}")
    if not health.desktop_answers(ways):
        return Check("desktop", True, f"none can be reached from here; {_instead(ways)}")
    return Check("desktop", True, "can be reached")


def _instead(ways: Ways) -> str:
    return "the hook is called" if ways.hook else "what is left is coach nudge, and cron's mail"


def _hook(ways: Ways) -> Check:
    if program_of(ways.hook, ways.environ):
        return Check("hook", True, "its program is there")
    fix = "give the whole path of a program, at [remind] hook in config.toml"
    return Check("hook", False, f"from cron its program {missing(ways.hook)}", fix)
