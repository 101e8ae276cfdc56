"""One line for every run, in the state folder; the last two hundred are kept."""

import os
import stat
from datetime import datetime

NAME = "remind.log"
LINES = 200
SCHEDULED = "scheduled"
"""How the line begins that tells when the checks were scheduled."""
FULL = 40_000
"""Bytes from which on the oldest lines go."""


def write(state: str | os.PathLike[str], now: datetime, line: str) -> None:
    """Add a line; the folder is made.

    A log that cannot be written is no reason to be silent, so it never fails.
    """
    path = os.path.join(state, NAME)  # noqa: PTH118 (pathlib: 3 ms, every hour)
    text = f"{now:%Y-%m-%d %H:%M:%S}  {' '.join(line.split())}\n"
    try:
        if not os.path.isdir(state):  # noqa: PTH112
            _make(state)
        descriptor = _open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(descriptor, text.encode(errors="replace"))
            size = os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)
        if size > FULL:
            _trim(path)
    except OSError:
        return


def _open(path: str, flags: int) -> int:
    """Open the log, but nothing else that stands there: a pipe would hold us up for ever.

    Raises:
        OSError: if it cannot be opened, or is no file.
    """
    descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError
    return descriptor


def _make(state: str | os.PathLike[str]) -> None:
    from pathlib import Path

    from coach.reminders import private

    private.folder(Path(state))


def last(state: str | os.PathLike[str]) -> str:
    """The last line, such as `2026-11-24 08:30:00  nothing is due`; empty if there is none."""
    try:
        path = os.path.join(state, NAME)  # noqa: PTH118
        with open(_open(path, os.O_RDONLY), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, ValueError):
        return ""
    return lines[-1] if lines else ""


def _trim(path: str) -> None:
    from pathlib import Path

    from coach.reminders import private

    kept = Path(path).read_bytes().splitlines(keepends=True)[-LINES:]
    private.write(Path(path), b"".join(kept))
