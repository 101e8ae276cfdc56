"""The same hourly check for machines without cron: a systemd user timer, or a launchd agent."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from coach.errors import CoachError, UsageError, os_errors_as
from coach.files import write_private
from coach.reminders import programs
from coach.reminders.call import Call, parse_call

KINDS = ("systemd", "launchd")
SERVICE, TIMER = "coach.service", "coach.timer"
MARK = "# added by coach schedule; to remove it: coach schedule off\n"
_CALL = b"# as in a crontab: "
_SECONDS = 20.0


def is_available() -> bool:
    """Return whether there is a systemd for this user, running now."""
    with contextlib.suppress(CoachError):
        return _systemctl("show-environment").returncode == 0
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
    with contextlib.suppress(CoachError):
        return _systemctl("is-active", TIMER).stdout.strip() == b"active"
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
    return {name: head + os.fsencode(text) for name, text in _systemd_units(call).items()}


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


def unit_text(kind: str, call: Call) -> str:
    """Return the unit files of one kind, with comments on where to put them.

    Raises:
        UsageError: if they can't hold one of the paths.
    """
    if kind == "launchd":
        return _launchd(call)
    units = (f"# ~/.config/systemd/user/{n}\n{u}" for n, u in _systemd_units(call).items())
    done = f"# then: systemctl --user daemon-reload; systemctl --user enable --now {TIMER}\n"
    return "\n".join([*units, done])


def _systemd_units(call: Call) -> dict[str, str]:
    """Return the service and the timer for this call, by the names of their files."""
    program, *arguments = map(_quoted, call.argv)
    # A $ begins a variable, but not in the program's own name.
    command = " ".join([program, *(word.replace("$", "$$") for word in arguments)])
    variables = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in call.variables.items()
    )
    service = f"""\
[Unit]
Description=Send a coach reminder if one is due

[Service]
Type=oneshot
{variables}ExecStart={command}
"""
    timer = f"""\
[Unit]
Description=Check for coach reminders every hour

[Timer]
OnCalendar=*-*-* *:{call.at.minute:02d}:00
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {SERVICE: service, TIMER: timer}


def _quoted(text: str) -> str:
    r"""Quote a word for systemd: \ and " are escaped, % is doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _launchd(call: Call) -> str:
    import plistlib

    agent = {
        "Label": "coach.remind",
        "ProgramArguments": call.argv,
        "EnvironmentVariables": {"PATH": "/usr/bin:/bin", **call.variables},
        "StartCalendarInterval": {"Minute": call.at.minute},
    }
    try:
        plist = plistlib.dumps(agent, sort_keys=False).decode()
    except UnicodeEncodeError as error:
        raise UsageError(
            "A launchd agent can't hold a path that isn't UTF-8.",
            "Rename the folder. To see which: coach where.",
        ) from error
    head, _, rest = plist.partition("\n")
    return f"""\
{head}
<!-- ~/Library/LaunchAgents/coach.remind.plist
     then: launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/coach.remind.plist
     to stop it: launchctl bootout gui/$(id -u)/coach.remind -->
{rest}"""
