"""The same hourly check for machines without cron: a systemd timer or a launchd agent."""

from coach.errors import UsageError
from coach.reminders.line import Call

KINDS = ("systemd", "launchd")


def printed(kind: str, call: Call) -> str:
    """The units of one kind, with where to put them.

    Raises:
        UsageError: if a path cannot stand in them.
    """
    return _systemd(call) if kind == "systemd" else _launchd(call)


def _systemd(call: Call) -> str:
    program, *arguments = map(_quoted, call.argv)
    # A $ begins a variable, but not in the program's own name.
    command = " ".join([program, *(word.replace("$", "$$") for word in arguments)])
    places = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in call.places.items()
    )
    return f"""\
# ~/.config/systemd/user/coach.service
[Unit]
Description=See whether coach has something to say

[Service]
Type=oneshot
{places}ExecStart={command}

# ~/.config/systemd/user/coach.timer
[Unit]
Description=Every hour at the minute of the reminder

[Timer]
OnCalendar=*-*-* *:{call.at.minute:02d}:00
Persistent=true

[Install]
WantedBy=timers.target

# then: systemctl --user daemon-reload; systemctl --user enable --now coach.timer
"""


def _quoted(text: str) -> str:
    r"""A word as systemd reads it: \ and " escaped, and % doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _launchd(call: Call) -> str:
    import plistlib

    agent = {
        "Label": "coach.remind",
        "ProgramArguments": call.argv,
        "EnvironmentVariables": {"PATH": "/usr/bin:/bin", **call.places},
        "StartCalendarInterval": {"Minute": call.at.minute},
    }
    try:
        plist = plistlib.dumps(agent, sort_keys=False).decode()
    except UnicodeEncodeError as error:
        raise UsageError(
            "A path that is not UTF-8 cannot stand in an agent.",
            "Rename the folder; coach where shows the places.",
        ) from error
    head, _, rest = plist.partition("\n")
    return f"""\
{head}
<!-- ~/Library/LaunchAgents/coach.remind.plist
     then: launchctl load ~/Library/LaunchAgents/coach.remind.plist -->
{rest}"""
