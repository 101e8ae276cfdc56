"""Whether anything would call us, and whether a desktop would hear us; looks, and sends nothing."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

from coach.reminders.delivery import Ways, buses, socket_of

PROC = Path("/proc")
_DAEMONS = {b"cron", b"crond", b"fcron", b"dcron"}
_SECONDS = 2.0


def cron_runs(proc: Path | None = None) -> bool | None:
    """Whether a cron daemon is running; None where that cannot be seen.

    macOS starts its own when there is a crontab, and has no `/proc`.
    """
    proc = proc or PROC
    if not proc.is_dir():
        return None
    return any(name in _DAEMONS for name in _names(proc))


def _names(proc: Path) -> Iterator[bytes]:
    """The names of the running programs; busybox goes by its first argument."""
    for folder in proc.iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError, IndexError):  # it may have ended meanwhile
                name = (folder / "comm").read_bytes().strip()
                arguments = (folder / "cmdline").read_bytes().split(b"\0")
                yield arguments[1] if name == b"busybox" else name


def desktop_answers(ways: Ways) -> bool:
    """Whether somebody listens where a notification would go."""
    return any(_listens(bus) for bus in buses(ways))


def _listens(bus: str) -> bool:
    path = socket_of(bus)
    if path is None:
        return True  # an address of another kind; only sending would tell
    with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
        client.settimeout(_SECONDS)
        client.connect(path)
        return True
    return False
