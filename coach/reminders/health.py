"""Whether anything would call us, and whether a desktop would hear us; looks, and sends nothing."""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from coach.reminders.bus import buses, socket_of
from coach.reminders.delivery import Ways

PROC = Path("/proc")
SYSTEMD = Path("/run/systemd/system")
"""There only where systemd runs."""
GENERATORS = [
    Path(folder, "systemd/system-generators/systemd-crontab-generator")
    for folder in ("/usr/lib", "/lib", "/usr/local/lib")
]
"""What makes timers of crontabs where systemd-cron stands in for a daemon."""
_DAEMONS = {b"cron", b"crond", b"fcron", b"dcron"}
_SECONDS = 2.0


def cron_runs(proc: Path | None = None) -> bool | None:
    """Whether anything runs what is in crontabs; None where that cannot be seen.

    macOS starts its own when there is a crontab, and has no `/proc`; and a `/proc` may show only
    one's own processes, which the first one never is.
    """
    proc = proc or PROC
    if SYSTEMD.is_dir() and any(path.exists() for path in GENERATORS):
        return True
    if any(name in _DAEMONS for name in _names(proc)):
        return True
    return False if os.access(proc / "1" / "comm", os.R_OK) else None


def _names(proc: Path) -> Iterator[bytes]:
    """The names of the running programs; busybox goes by its first argument."""
    for folder in proc.iterdir() if proc.is_dir() else ():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError, IndexError):  # it may have ended meanwhile
                name = (folder / "comm").read_bytes().strip()
                arguments = (folder / "cmdline").read_bytes().split(b"\0")
                yield arguments[1] if name == b"busybox" else name


def desktop_answers(ways: Ways) -> bool:
    """Whether somebody listens where a notification would go."""
    return any(_listens(bus) for bus in buses(ways.environ, ways.bus))


def _listens(bus: str) -> bool:
    path = socket_of(bus)
    if path is None:
        return True  # an address of another kind; only sending would tell
    with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
        client.settimeout(_SECONDS)
        client.connect(path)
        return True
    return False
