"""One marked block in a person's crontab, edited as bytes; every other byte is theirs.

What a crontab means depends on order, encoding and odd signs, so nothing is parsed but our own
two markers and the one line between them.
"""

import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from coach.errors import CoachError
from coach.reminders import running
from coach.reminders.line import parse

BEGIN = b"# >>> coach reminders >>>"
END = b"# <<< coach reminders <<<"
_ABOUT = b"  made by coach schedule; coach schedule off takes it away"
_SECONDS = 20.0


class NoCrontab(CoachError):
    """There is no crontab program on this machine."""


def line_in(table: bytes) -> bytes | None:
    """The line between our markers; None if there are none.

    Raises:
        CoachError: if the markers are not one pair around one line.
    """
    block = _block(table)
    return block and block[1]


def with_line(table: bytes, line: bytes) -> bytes:
    """The table with this line between our markers, where they are or at the end.

    A last line without an end gets one, since crontab demands it.

    Raises:
        CoachError: if the markers are not one pair around one line.
    """
    ours = b"\n".join([BEGIN + _ABOUT, line, END, b""])
    block = _block(table)
    if block:
        before, _, after = block
        return before + ours + after
    if table and not table.endswith(b"\n"):
        table += b"\n"
    return table + ours


def without_line(table: bytes) -> bytes:
    """The table without our block.

    Raises:
        CoachError: if the markers are not one pair around one line.
    """
    block = _block(table)
    return block[0] + block[2] if block else table


def _block(table: bytes) -> tuple[bytes, bytes, bytes] | None:
    """What is before our block, the line in it, and what is after."""
    lines = table.split(b"\n")
    marks = [n for n, line in enumerate(lines) if line.strip().startswith((BEGIN, END))]
    if not marks:
        return None
    first = marks[0]
    pair = marks == [first, first + 2] and lines[first + 2].strip() == END
    begins = lines[first].strip().startswith(BEGIN)
    if not pair or not begins or not parse(switched_on(lines[first + 1])):
        raise CoachError(
            "The lines of coach in your crontab are not as it left them.",
            "With crontab -e, delete the lines with “coach reminders” and our line between them.",
        )
    before = b"".join(line + b"\n" for line in lines[:first])
    return before, lines[first + 1].strip(), b"\n".join(lines[first + 3 :])


def switched_on(line: bytes) -> bytes:
    """A line of the table without the `#` by which a person switches it off."""
    return line.strip().lstrip(b"# \t")


def read() -> bytes | None:
    """The person's crontab as it is; None if they have none.

    Raises:
        NoCrontab: if there is no crontab program.
        CoachError: if it cannot be read.
    """
    done = _crontab("-l")
    if done.returncode == 0:
        return done.stdout
    if _says_there_is_none(done):
        return None
    raise CoachError("Your crontab cannot be read.", _said(done))


def _says_there_is_none(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether it failed for that reason alone: a table taken for none would be overwritten."""
    said = done.stderr.decode("utf-8", "replace").strip()
    # Vixie's, cronie, systemd-cron and macOS say the first, busybox the second.
    vixie = re.fullmatch(r"(?:\S*crontab: )?no crontab for \S+", said)
    busybox = said == f"crontab: can't open '{_own_name()}': No such file or directory"
    return done.returncode == 1 and not done.stdout and (bool(vixie) or busybox)


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def write(table: bytes, copy: Path | None = None) -> None:
    """Make this the person's crontab, and read it back; an empty one is taken away.

    `copy` is where the old one is, if there was one.

    Raises:
        NoCrontab: if there is no crontab program.
        CoachError: if it is not what is there afterwards.
    """
    done = _crontab("-", table) if table else _crontab("-r")
    if done.returncode != 0:
        raise CoachError("crontab refused the table, so nothing was changed.", _said(done))
    if (read() or b"") != table:
        kept = f"; a copy of the old one: {copy}" if copy else "."
        raise CoachError(
            "The crontab does not read back as it was written.",
            f"Look at it with crontab -l{kept}",
        )


def _crontab(argument: str, table: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("crontab")
    if program is None:
        raise NoCrontab(
            "There is no crontab program here.",
            "Install cron, or use coach schedule --at 08:30 --print systemd (or launchd).",
        )
    environ = {**os.environ, "LC_ALL": "C"}  # its messages, to be understood
    try:
        return running.run([program, argument], environ, _SECONDS, given=table)
    except (OSError, running.TooLongError) as error:
        raise CoachError("The crontab program does not answer.", "Try crontab -l.") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"It says: {said[0]}" if said else "It does not say why. Try crontab -l."
