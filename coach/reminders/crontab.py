"""One marked block in a person's crontab, edited as bytes; every other byte stays as it is.

What a crontab means depends on order, encoding and stray characters, so nothing is parsed but the
two markers and the one line between them. Anything else between two markers is a `CoachError`.
"""

import os
import pwd
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from coach.errors import CoachError, os_errors_as
from coach.files import write_private
from coach.reminders import programs
from coach.reminders.call import parse_call

BEGIN = b"# >>> coach reminders >>>"
END = b"# <<< coach reminders <<<"
_ABOUT = b"  added by coach schedule; to remove it: coach schedule off"
_SECONDS = 20.0
SILENT = "It doesn't say why. Try crontab -l."


class NoCrontab(CoachError):
    """There is no crontab program on this machine."""


def is_available() -> bool:
    """Return whether there is a crontab program."""
    return shutil.which("crontab") is not None


def line_in(table: bytes) -> bytes | None:
    """Return the line between the markers, None if there are none."""
    block = _block(table)
    return block and block[1]


def with_line(table: bytes, line: bytes) -> bytes:
    """Return the table with this line between the markers, where they are or else at the end.

    A last line without a line end gets one, since crontab demands it.
    """
    ours = b"\n".join([BEGIN + _ABOUT, line, END, b""])
    if block := _block(table):
        return block[0] + ours + block[2]
    if table and not table.endswith(b"\n"):
        table += b"\n"
    return table + ours


def without_line(table: bytes) -> bytes:
    """Return the table without our block."""
    block = _block(table)
    return block[0] + block[2] if block else table


def switched_on(line: bytes) -> bytes:
    """Return a crontab line without the `#` with which a person switches it off."""
    return line.strip().lstrip(b"# \t")


def _block(table: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return what is before our block, the line in it, and what is after."""
    lines = table.split(b"\n")
    marks = [n for n, line in enumerate(lines) if line.strip().startswith((BEGIN, END))]
    if not marks:
        return None
    first = marks[0]
    pair = marks == [first, first + 2] and lines[first + 2].strip() == END
    begins = lines[first].strip().startswith(BEGIN)
    if not pair or not begins or not parse_call(switched_on(lines[first + 1])):
        raise CoachError(
            "The coach lines in your crontab were changed by hand, so I won't touch them.",
            "Run crontab -e and delete the lines with “coach reminders” and the line between them.",
        )
    before = b"".join(line + b"\n" for line in lines[:first])
    return before, lines[first + 1].strip(), b"\n".join(lines[first + 3 :])


def read() -> bytes | None:
    """Return the person's crontab, None if they have none.

    Raises:
        NoCrontab: if there is no crontab program.
        CoachError: if it can't be read.
    """
    done = _crontab("-l")
    if done.returncode == 0:
        return done.stdout
    if _says_there_is_none(done):
        return None
    raise CoachError("Your crontab can't be read.", programs.complaint(done, SILENT))


def change(before: bytes | None, after: bytes, backups: Path, now: datetime) -> None:
    """Replace the crontab `before` with `after`, once a copy of it is in the backups.

    An empty `after` removes the crontab.

    Raises:
        CoachError: if there can be no copy, if the crontab changed since it was read (then it
            stays as it is), or if it doesn't read back as it was written.
    """
    copy = None
    if before:
        copy = backups / f"crontab-{now:%Y-%m-%d-%H%M%S-%f}.txt"
        why = "Your crontab can't be backed up, so it wasn't changed"
        with os_errors_as(CoachError, why, f"Check {backups}."):
            write_private(copy, before)
    if read() != before:
        raise CoachError("Your crontab just changed, so I left it alone.", "Try again.")
    done = _crontab("-", after) if after else _crontab("-r")
    if done.returncode != 0:
        refused = "crontab refused the change, so nothing changed."
        raise CoachError(refused, programs.complaint(done, SILENT))
    if (read() or b"") != after:
        where = f" A copy of the old one: {copy}" if copy else ""
        raise CoachError(
            "Your crontab doesn't read back as I wrote it.", f"Look at it with crontab -l.{where}"
        )


def _says_there_is_none(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Return whether it failed for that reason alone, or an existing table would be overwritten."""
    said = done.stderr.decode("utf-8", "replace").strip()
    # Vixie's, cronie, systemd-cron and macOS say the first, busybox the second.
    vixie = re.fullmatch(r"(?:\S*crontab: )?no crontab for \S+", said)
    busybox = said == f"crontab: can't open '{_account_name()}': No such file or directory"
    return done.returncode == 1 and not done.stdout and (bool(vixie) or busybox)


def _account_name() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def _crontab(argument: str, table: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("crontab")
    if program is None:
        raise NoCrontab(
            "There's no crontab program on this machine.",
            "Install cron, or try coach schedule --at 08:30 --print systemd (or launchd). "
            "More: coach help reminders.",
        )
    environ = {**os.environ, "LC_ALL": "C"}  # so that its messages can be understood
    try:
        return programs.run([program, argument], environ, _SECONDS, stdin=table)
    except programs.ProgramError as error:
        raise CoachError("The crontab program doesn't answer.", "Try crontab -l.") from error
