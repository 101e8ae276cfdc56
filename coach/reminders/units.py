"""The same hourly check for machines without cron: a systemd timer or a launchd agent."""

from coach.errors import UsageError
from coach.reminders.call import Call

KINDS = ("systemd", "launchd")
SERVICE, TIMER = "coach.service", "coach.timer"


def unit_text(kind: str, call: Call) -> str:
    """Return the unit files of one kind, with comments on where to put them.

    Raises:
        UsageError: if they can't hold one of the paths.
    """
    if kind == "launchd":
        return _launchd(call)
    units = (f"# ~/.config/systemd/user/{n}\n{u}" for n, u in systemd_units(call).items())
    done = f"# then: systemctl --user daemon-reload; systemctl --user enable --now {TIMER}\n"
    return "\n".join([*units, done])


def systemd_units(call: Call) -> dict[str, str]:
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
