"""The line that cron runs: the program, the places in force, and the time."""

import os
import pwd
import re
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from coach.errors import UsageError
from coach.paths import Places, places

_CACHES = (".cache", ".local/pipx/.cache", ".local/share/pipx/.cache", "Library/Caches")


@dataclass(frozen=True)
class Call:
    """How the hourly check is called, whoever calls it.

    Raises:
        UsageError: if a path holds the end of a line, which no table of jobs can hold, or a
            backslash, of which two are one to some crons and two to others.
    """

    program: tuple[str, ...]
    """An absolute path, and what belongs to it."""
    places: Mapping[str, str]
    """The variables that make it find the same journal."""
    at: time

    def __post_init__(self) -> None:
        if any(
            sign in word for word in (*self.program, *self.places.values()) for sign in "\n\r\\"
        ):
            raise UsageError(
                "A path with a backslash or the end of a line in it cannot be scheduled.",
                "Rename the folder; coach where shows the places.",
            )

    @property
    def argv(self) -> list[str]:
        """The program and all its arguments."""
        return [*self.program, "remind", "--at", f"{self.at:%H:%M}"]

    def cron_line(self) -> bytes:
        """The line in a crontab: every hour at the minute of `at`, so that it comes on time."""
        # The variables are quoted apart: a shell takes 'A=b' for a command, and A='b' not.
        words = [f"{name}={shlex.quote(value)}" for name, value in self.places.items()]
        command = " ".join([*words, shlex.join(self.argv)])
        # An unescaped % ends the command, quoted or not.
        return f"{self.at.minute} * * * * ".encode() + os.fsencode(command.replace("%", r"\%"))


def parse(line: bytes) -> Call | None:
    """The call that a line in a crontab makes; None if it is none of ours."""
    try:
        fields = os.fsdecode(line).split(None, 5)
        if fields[0].startswith("#"):
            return None
        words = shlex.split(fields[5].replace(r"\%", "%"))
        variable = [re.fullmatch(r"([A-Z_]+)=(.*)", word, re.DOTALL) for word in words]
        places = {found[1]: found[2] for found in variable if found}
        *program, command, option, at = [w for w, v in zip(words, variable, strict=True) if not v]
        if (command, option) != ("remind", "--at") or not program:
            return None
        return Call(tuple(program), places, parse_time(at))
    except (ValueError, IndexError, UsageError):
        return None


def parse_time(text: str) -> time:
    """A time of day as a person gives it, such as `08:30`.

    Raises:
        UsageError: if it is none.
    """
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(f"“{text}” is not a time of day.", "Write it as in 08:30 or 17:00.")
    return time(int(found[1]), int(found[2]))


TEMPORARY = ("/tmp", "/var/tmp", "/private/tmp", "/dev/shm")
"""Folders that are emptied sooner or later."""


def program_running() -> tuple[str, ...]:
    """How the coach that runs now is called from anywhere, by an absolute path."""
    called = Path(sys.argv[0]).absolute()
    for path in (called, Path(sys.executable).with_name("coach")):
        if path.name == "coach" and path.is_file() and os.access(path, os.X_OK):
            return (str(path),)
    return (sys.executable, "-m", "coach")


def is_temporary(program: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether the program is where things are thrown away, such as after `uvx` or `pipx run`."""
    caches = [environ.get("XDG_CACHE_HOME", ""), environ.get("UV_CACHE_DIR", "")]
    caches += [os.path.expanduser(f"~/{cache}") for cache in _CACHES]  # noqa: PTH111 (never fails)
    folders = [tempfile.gettempdir(), *TEMPORARY, *caches]
    return any(folder and Path(program[0]).is_relative_to(folder) for folder in folders)


def places_in_force(here: Places, environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that bring cron's bare environment to the same places, by the same clock.

    `HOME` is among them only where it is not the account's own, which cron would give; `TZ` only
    where it is set, since without it both go by the clock of the machine.
    """
    home = environ.get("HOME", "")
    other = {"HOME": home} if home and home != _own_home() else {}
    if "TZ" in environ:
        other["TZ"] = environ["TZ"]
    if environ.get("COACH_HOME"):
        return {**other, "COACH_HOME": str(here.data)}
    return {
        **other,
        "XDG_DATA_HOME": str(here.data.parent),
        "XDG_CONFIG_HOME": str(here.config_file.parent.parent),
        "XDG_STATE_HOME": str(here.state.parent),
    }


def places_of(call: Call) -> Places:
    """The places where a call works.

    Raises:
        UsageError: if they are neither in it nor to be found.
    """
    if home := call.places.get("COACH_HOME"):
        return Places(Path(home), Path(home, "config.toml"), Path(home, "state"))
    data, config, state = (
        call.places.get(f"XDG_{kind}_HOME", "") for kind in ("DATA", "CONFIG", "STATE")
    )
    if not (data and config and state):
        return places()  # somebody took them out of the line
    return Places(Path(data, "coach"), Path(config, "coach/config.toml"), Path(state, "coach"))


def bare(call: Call) -> dict[str, str]:
    """The environment that cron gives to this call."""
    own = {"HOME": _own_home(), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return {**own, **call.places}


def _own_home() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""
