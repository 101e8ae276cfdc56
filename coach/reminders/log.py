"""One line for every run, in the state folder; the last two hundred are kept."""

import os
from datetime import datetime

NAME = "remind.log"
LINES = 200
FULL = 40_000
"""Bytes from which on the oldest lines go."""


def write(state: str | os.PathLike[str], now: datetime, line: str) -> None:
    """Add a line. A log that cannot be written is no reason to be silent, so it never fails."""
    path = os.path.join(state, NAME)  # noqa: PTH118 (pathlib: 3 ms, every hour)
    text = f"{now:%Y-%m-%d %H:%M:%S}  {' '.join(line.split())}\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.write(descriptor, text.encode())
            size = os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)
        if size > FULL:
            _trim(path)
    except OSError:
        return


def last(state: str | os.PathLike[str]) -> str:
    """The last line, such as `2026-11-24 08:30:00  nothing is due`; empty if there is none."""
    try:
        with open(os.path.join(state, NAME), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            lines = file.read().splitlines()
    except (OSError, ValueError):
        return ""
    return lines[-1] if lines else ""


def _trim(path: str) -> None:
    from pathlib import Path

    from coach.reminders import private

    kept = Path(path).read_bytes().splitlines(keepends=True)[-LINES:]
    private.write(Path(path), b"".join(kept))
