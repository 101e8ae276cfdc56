"""The command that cron runs: the program, the variables that name the places, and the time."""

import os
import pwd
import re
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path

from coach import paths
from coach.errors import UsageError
from coach.frozen import frozen
from coach.paths import Places

TEMPORARY = ("/tmp", "/var/tmp", "/private/tmp", "/dev/shm")
"""Folders that are emptied sooner or later."""
_CACHES = (".cache", ".local/pipx/.cache", ".local/share/pipx/.cache", "Library/Caches")


@frozen
class Call:
    """How the hourly check is started, whatever starts it.

    Raises:
        UsageError: if a path holds a line end, which no crontab can hold, or a backslash: two of
            them are one to some crons and two to others.
    """

    program: tuple[str, ...]
    """An absolute path, and arguments that belong to it."""
    variables: Mapping[str, str]
    """What makes it find the same journal, and go by the same clock."""
    at: time

    def __post_init__(self) -> None:
        words = (*self.program, *self.variables.values())
        if any(character in word for word in words for character in "\n\r\\"):
            raise UsageError(
                "A path with a backslash or a line end can't be scheduled.",
                "Rename the folder. To see which: coach where.",
            )

    @property
    def argv(self) -> list[str]:
        """The program and all its arguments."""
        return [*self.program, "remind", "--at", f"{self.at:%H:%M}"]

    @property
    def environ(self) -> dict[str, str]:
        """The bare environment in which cron runs it."""
        bare = {"HOME": _account_home(), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
        return {**bare, **self.variables}

    @property
    def places(self) -> Places:
        """The places where it works.

        Raises:
            UsageError: if the line doesn't name them and the user has no home.
        """
        return paths.places(self.variables)

    def cron_line(self) -> bytes:
        """Return its crontab line: hourly, at the minute of `at`, so the reminder is on time."""
        # The values alone are quoted: a shell takes 'A=b' for a command, but not A='b'.
        words = [f"{name}={shlex.quote(value)}" for name, value in self.variables.items()]
        command = " ".join([*words, shlex.join(self.argv)])
        # An unescaped % ends the command, quoted or not.
        return f"{self.at.minute} * * * * ".encode() + os.fsencode(command.replace("%", r"\%"))


def current_call(at: time, here: Places, environ: Mapping[str, str]) -> Call:
    """Return the call that runs this coach, in these places, by the clock of this environment.

    `HOME` is set only if it isn't the account's own, which cron sets anyway; `TZ` only if it is
    set here, since otherwise both go by the machine's clock.
    """
    home = environ.get("HOME", "")
    variables = {"HOME": home} if home and home != _account_home() else {}
    if "TZ" in environ:
        variables["TZ"] = environ["TZ"]
    return Call(running_program(), {**variables, **paths.variables(here, environ)}, at)


def parse_call(line: bytes) -> Call | None:
    """Return the call in a crontab line, None if the line isn't one of ours."""
    try:
        fields = os.fsdecode(line).split(None, 5)
        if fields[0].startswith("#"):
            return None
        words = shlex.split(fields[5].replace(r"\%", "%"))
        variables = [re.fullmatch(r"([A-Z_]+)=(.*)", word, re.DOTALL) for word in words]
        *program, command, option, at = [
            word for word, variable in zip(words, variables, strict=True) if not variable
        ]
        if (command, option) != ("remind", "--at") or not program:
            return None
        return Call(tuple(program), {v[1]: v[2] for v in variables if v}, parse_time(at))
    except (ValueError, IndexError, UsageError):
        return None


def parse_time(text: str) -> time:
    """Return the time of day a person writes, such as `08:30`, `8` or `8:30 pm`.

    Raises:
        UsageError: if it isn't one.
    """
    found = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2}))? ?([ap]m)?", text.strip().lower())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3]:
        hour = hour % 12 + 12 * (found[3] == "pm") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise UsageError(f"“{text}” isn't a time of day.", "Write it like 08:30, 17:00 or 5pm.")
    return time(hour, minute)


def running_program() -> tuple[str, ...]:
    """Return how to start this coach from anywhere, by an absolute path."""
    called = Path(sys.argv[0]).absolute()
    for path in (called, Path(sys.executable).with_name("coach")):
        if path.name == "coach" and path.is_file() and os.access(path, os.X_OK):
            return (str(path),)
    return (sys.executable, "-m", "coach")


def is_temporary(program: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Return whether the program is in a folder that gets emptied, as after `uvx` or `pipx run`."""
    caches = [environ.get("XDG_CACHE_HOME", ""), environ.get("UV_CACHE_DIR", "")]
    caches += [os.path.expanduser(f"~/{cache}") for cache in _CACHES]  # noqa: PTH111 (never fails)
    folders = [tempfile.gettempdir(), *TEMPORARY, *caches]
    return any(folder and Path(program[0]).is_relative_to(folder) for folder in folders)


def _account_home() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""
