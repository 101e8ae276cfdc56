"""Whether reminders would arrive: the doctor's checks, which send nothing, and a trial."""

import contextlib
import os
import shlex
import shutil
import socket
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from coach.config import Config
from coach.domain.check import Check
from coach.errors import CoachError
from coach.paths import Places
from coach.reminders import crontab, deliver, programs, timer
from coach.reminders.call import Call, parse_call
from coach.reminders.schedulers import Kind
from coach.reminders.state import SCHEDULED, ReminderState
from coach.reminders.timer import TIMER

PROC = Path("/proc")
SYSTEMD = Path("/run/systemd/system")
"""Exists only where systemd runs."""
GENERATORS = [
    Path(folder, "systemd/system-generators/systemd-crontab-generator")
    for folder in ("/usr/lib", "/lib", "/usr/local/lib")
]
"""What turns crontabs into timers where systemd-cron stands in for a daemon."""
_NONE = "none scheduled; to set a time: coach schedule --at 08:30"
START_CRON = "sudo service cron start"
_DAEMONS = {b"cron", b"crond", b"fcron", b"dcron"}
_SILENCE = timedelta(hours=26)
"""Checks run every hour, but a machine may well be off for a day."""
_DESKTOP_SECONDS = 2.0
_PROGRAM_SECONDS = 20.0


def cron_runs() -> bool | None:
    """Return whether anything runs crontabs here, None if that can't be seen.

    macOS starts its own daemon when there is a crontab, and has no `/proc`. A `/proc` may show
    only one's own processes, which process 1 never is.
    """
    if SYSTEMD.is_dir() and any(path.exists() for path in GENERATORS):
        return True
    if any(name in _DAEMONS for name in _process_names()):
        return True
    return False if os.access(PROC / "1" / "comm", os.R_OK) else None


def _process_names() -> Iterator[bytes]:
    """Yield the names of the running programs; busybox goes by its first argument."""
    for folder in PROC.iterdir() if PROC.is_dir() else ():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError, IndexError):  # it may have ended meanwhile
                name = (folder / "comm").read_bytes().strip()
                arguments = (folder / "cmdline").read_bytes().split(b"\0")
                yield arguments[1] if name == b"busybox" else name


def desktop_answers(ways: deliver.Ways) -> bool:
    """Return whether somebody listens where a notification would go."""
    return any(_listens(bus) for bus in deliver.buses(ways.environ, ways.bus))


def _listens(bus: str) -> bool:
    path = deliver.socket_of(bus)
    if path is None:
        return True  # an address of another kind; only sending would tell
    with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
        client.settimeout(_DESKTOP_SECONDS)
        client.connect(path)
        return True
    return False


def checks(places: Places, config: Config, now: datetime) -> Iterator[Check]:
    """Yield the doctor's checks of the reminders; only one if none are scheduled."""
    found: dict[Kind, Call | Check] = {"systemd": _in_timer(), "cron": _in_crontab()}
    calls = {kind: call for kind, call in found.items() if isinstance(call, Call)}
    wrong = [check for check in found.values() if isinstance(check, Check) and not check.ok]
    yield from wrong
    for kind, call in calls.items():
        yield _check_call(call, kind, places, now)
        yield _check_cron() if kind == "cron" else _check_timer()
    if not calls:
        none = found["cron"]
        yield from [none] if isinstance(none, Check) and none.ok and not wrong else []
        return
    call = next(iter(calls.values()))
    bus = ReminderState(places.state).memory().bus
    ways = deliver.Ways(places.nudge, config.remind.hook, bus, call.environ)
    yield _check_desktop(ways)
    if config.remind.hook:
        yield _check_hook(ways)


def _in_crontab() -> Call | Check:
    """Return the call in the crontab, or why there is none."""
    try:
        line = crontab.line_in(crontab.read() or b"")
    except crontab.NoCrontab as error:
        return Check("reminders", True, _NONE if timer.is_available() else str(error))
    except CoachError as error:
        return Check("reminders", False, str(error), "crontab -e")
    if line is None:
        return Check("reminders", True, _NONE)
    call = parse_call(crontab.switched_on(line))
    if call and not line.startswith(b"#"):
        return call
    again = f"coach schedule --at {call.at:%H:%M}" if call else "coach schedule --at 08:30"
    return Check("reminders", False, "switched off in your crontab", again)


def _in_timer() -> Call | Check:
    """Return the call of the systemd timer, or why there is none."""
    try:
        return timer.scheduled() or Check("reminders", True, _NONE)
    except CoachError as error:
        return Check("reminders", False, error.message, error.hint)


def _check_call(call: Call, kind: Kind, places: Places, now: datetime) -> Check:
    program, again = call.program[0], f"coach schedule --at {call.at:%H:%M}"
    again += " --with systemd" if kind == "systemd" else ""
    if not (Path(program).is_file() and os.access(program, os.X_OK)):
        return Check("reminders", False, f"{kind} runs {program}, which doesn't exist", again)
    if not _starts(call):
        says = f"{kind} runs {shlex.join(call.program)}, which doesn't start"
        return Check("reminders", False, says, again)
    if call.places.data.resolve() != places.data.resolve():
        says = f"scheduled for another journal: {call.places.data}"
        return Check("reminders", False, says, again)
    moment, _, said = ReminderState(call.places.state).last_log_line().partition("  ")
    if _is_long_ago(moment, now):
        says = f"no check since {moment}, though {kind} should run one every hour"
        return Check("reminders", False, says, "coach schedule test")
    last = f"{moment}  {said}" if said and not said.startswith(SCHEDULED) else "none yet"
    return Check("reminders", True, f"from {call.at:%H:%M} on; last check: {last}")


def _starts(call: Call) -> bool:
    command = [*call.program, "--version"]
    with contextlib.suppress(programs.ProgramError):
        done = programs.run(command, call.environ, _PROGRAM_SECONDS, folder="/")
        return done.returncode == 0
    return False


def _is_long_ago(moment: str, now: datetime) -> bool:
    with contextlib.suppress(ValueError):
        return now.replace(tzinfo=None) - datetime.fromisoformat(moment) > _SILENCE
    return False


def _check_cron() -> Check:
    runs = cron_runs()
    if runs is False:
        return Check("cron", False, "cron isn't running, so no reminder will be sent", START_CRON)
    unseen = "can't be seen from here; go by the last check"
    return Check("cron", True, "running" if runs else unseen)


def _check_timer() -> Check:
    if timer.runs():
        return Check("timer", True, "running")
    fix = f"systemctl --user enable --now {TIMER}"
    return Check("timer", False, "the timer isn't running, so no reminder will be sent", fix)


def _check_desktop(ways: deliver.Ways) -> Check:
    """Check the desktop; without one, reminders still arrive in other ways."""
    instead = "the hook is used" if ways.hook else "cron's mail and coach nudge remain"
    name = deliver.notifier("")[0]
    if not shutil.which(name, path=ways.environ["PATH"]):
        return Check("desktop", True, f"{name} isn't installed; {instead}")
    if not desktop_answers(ways):
        return Check("desktop", True, f"can't be reached from here; {instead}")
    return Check("desktop", True, "can be reached")


def _check_hook(ways: deliver.Ways) -> Check:
    program, problem = deliver.hook_program(ways.hook, ways.environ)
    if program:
        return Check("hook", True, "its program is there")
    return Check("hook", False, f"run by cron, its program {problem}", deliver.HOOK_FIX)


def trial(call: Call, hook: Sequence[str]) -> list[deliver.Outcome]:
    """Run the call without sending, then deliver a test reminder; return how each part went.

    Both run as cron would run them. The nudge is left as it is: another one is tried beside it.
    """
    nudge, bus = call.places.nudge, ReminderState(call.places.state).memory().bus
    ways = deliver.Ways(nudge.with_name("nudge-test"), hook, bus, call.environ)
    check = _dry_run(call)
    outcomes = deliver.deliver("This is a test reminder.", ways, may_print=False)
    with contextlib.suppress(OSError):
        ways.nudge.unlink()
    return [check, *outcomes]


def _dry_run(call: Call) -> deliver.Outcome:
    try:
        done = programs.run([*call.argv, "--dry-run"], call.environ, _PROGRAM_SECONDS)
    except programs.ProgramError as error:
        return deliver.Outcome("check", False, str(error))
    said = (done.stderr if done.returncode else done.stdout).decode("utf-8", "replace")
    lines = said.strip().splitlines() or ["it says nothing"]
    return deliver.Outcome("check", done.returncode == 0, lines[0].removeprefix("coach: "))
