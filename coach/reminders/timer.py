"""A systemd user timer that runs the same hourly check, for machines without cron."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from coach.errors import CoachError, os_errors_as
from coach.files import write_private
from coach.reminders import programs
from coach.reminders.call import Call, parse_call
from coach.reminders.units import SERVICE, TIMER, systemd_units

MARK = "# added by coach schedule; to remove it: coach schedule off\n"
_CALL = b"# as in a crontab: "
_SECONDS = 20.0


def is_available() -> bool:
    """Return whether there is a systemd for this user, running now."""
    try:
        return _systemctl("show-environment").returncode == 0
    except CoachError:
        return False


def scheduled() -> Call | None:
    """Return the call that the timer of this user runs, None if there is no such timer of ours.

    Raises:
        CoachError: if there are units of that name that aren't ours, or were changed by hand.
    """
    try:
        service = (folder() / SERVICE).read_bytes()
    except OSError:
        return None
    call = parse_call(service.partition(_CALL)[2].partition(b"\n")[0])
    if call is None or service != _units(call)[SERVICE]:
        raise CoachError(
            f"The unit {SERVICE} isn't as I wrote it, so I won't touch it.",
            f"Move it elsewhere: {folder() / SERVICE}",
        )
    return call


def install(call: Call) -> None:
    """Write both units and start the timer; where that fails, leave none behind.

    Raises:
        CoachError: if it can't be done; the message quotes systemctl.
    """
    before = scheduled()
    with os_errors_as(CoachError, "Can't write the timer", f"Check {folder()}."):
        for name, unit in _units(call).items():
            write_private(folder() / name, unit)
    try:
        _ask("daemon-reload")
        _ask("enable", TIMER)
        _ask("restart", TIMER)
    except CoachError:
        if before is None:
            _delete()
        raise


def remove() -> bool:
    """Stop the timer and delete both units; return whether there were any.

    Raises:
        CoachError: if they aren't ours.
    """
    if scheduled() is None:
        return False
    with contextlib.suppress(CoachError):  # with the units gone it can't start again anyway
        _ask("disable", "--now", TIMER)
    _delete()
    with contextlib.suppress(CoachError):
        _ask("daemon-reload")
    return True


def runs() -> bool:
    """Return whether the timer is running."""
    try:
        return _systemctl("is-active", TIMER).stdout.strip() == b"active"
    except CoachError:
        return False


def folder() -> Path:
    """Return where this user's units are."""
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if config.startswith("/") else Path("~/.config").expanduser()
    return base / "systemd" / "user"


def _delete() -> None:
    for name in (SERVICE, TIMER):
        (folder() / name).unlink(missing_ok=True)


def _units(call: Call) -> dict[str, bytes]:
    """Return both units as they are written; a comment says the call as a crontab would."""
    head = MARK.encode() + _CALL + call.cron_line() + b"\n"
    return {name: head + os.fsencode(text) for name, text in systemd_units(call).items()}


def _ask(*arguments: str) -> None:
    done = _systemctl(*arguments)
    if done.returncode:
        said = programs.complaint(done, "Try cron.")
        raise CoachError("systemd didn't take the timer.", said)


def _systemctl(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    program = shutil.which("systemctl")
    if program is None:
        raise CoachError("There's no systemd on this machine.", "Try --with cron.")
    try:
        return programs.run([program, "--user", *arguments], os.environ, _SECONDS)
    except programs.ProgramError as error:
        raise CoachError("systemd doesn't answer.", "Try systemctl --user status.") from error
