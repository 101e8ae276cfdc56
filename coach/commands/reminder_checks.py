"""What the doctor sees of the reminders: are they called, and would they get through."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from coach.commands.check import Check
from coach.config import Config
from coach.errors import CoachError
from coach.paths import Places
from coach.reminders import crontab, health, line, log
from coach.reminders.delivery import Ways, notifier
from coach.reminders.line import Call
from coach.reminders.memory import recall


def checks(places: Places, config: Config) -> Iterator[Check]:
    """Every check of the reminders; only one where none are scheduled."""
    try:
        scheduled = crontab.line_in(crontab.read() or b"")
    except crontab.NoCrontab:
        yield Check("reminders", True, "no crontab program is here; see coach schedule --print")
        return
    except CoachError as error:
        yield Check("reminders", False, error.message, error.hint)
        return
    if scheduled is None:
        yield Check("reminders", True, "none are scheduled; coach schedule --at 08:30")
        return
    call = line.parse(scheduled)
    if call is None:
        says = "the line in the crontab is not as coach wrote it"
        yield Check("reminders", False, says, "coach schedule --at 08:30")
        return
    ways = Ways(places.nudge, config.remind.hook, recall(places.state).bus, line.bare(call))
    yield _program(call)
    yield _daemon()
    yield _desktop(ways)
    if config.remind.hook:
        yield _hook(ways)


def _program(call: Call) -> Check:
    program, again = call.program[0], f"coach schedule --at {call.at:%H:%M}"
    if not (Path(program).is_file() and os.access(program, os.X_OK)):
        return Check("reminders", False, f"the crontab calls {program}, which is not there", again)
    last = log.last(_state_of(call)) or "not looked yet"
    return Check("reminders", True, f"from {call.at:%H:%M} on; last run: {last}")


def _state_of(call: Call) -> str:
    """The state folder that the scheduled line works in."""
    home = call.places.get("COACH_HOME")
    return f"{home}/state" if home else f"{call.places.get('XDG_STATE_HOME', '')}/coach"


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
    program = os.path.expanduser(ways.hook[0])  # noqa: PTH111 (a program's name is no path)
    if shutil.which(program, path=ways.environ["PATH"]):
        return Check("hook", True, "its program is there")
    fix = "give the whole path of the program, at [remind] hook in config.toml"
    return Check("hook", False, "its program is not on the PATH that cron has", fix)
