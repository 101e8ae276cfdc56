"""Which journal was written here last, so that an older one in its place is noticed."""

import contextlib
import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from coach import files

_WIDTH = 100
"""To what line 1 is filled up, so that the next one takes as many bytes."""
_GENERATION = re.compile(r'"gen":(\d{1,18}),')


@dataclass(frozen=True)
class Seen:
    """A journal as it was written or read: its line 1, and where it was."""

    line: str = ""
    path: str = ""

    @property
    def generation(self) -> int:
        """How often it had been written; 0 if there was none."""
        found = _GENERATION.search(self.line)
        return int(found[1]) if found else 0


class LastSeen:
    """The journal that was written here last, in a small file of the state folder."""

    def __init__(self, file: Path | None) -> None:
        """Remember in this file; without one, nothing."""
        self._file = file

    def read(self) -> Seen:
        """Return what was remembered; nothing if it cannot be read."""
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            if self._file:
                found = json.loads(self._file.read_bytes())
                return Seen(found["line"].rstrip(), str(found["path"]))
        return Seen()

    def remember(self, seen: Seen) -> None:
        """Remember this one; never fails.

        The bytes are written over those of the same length, so that a power cut leaves the old
        ones or the new, at no cost to the save.
        """
        record = {"line": seen.line.ljust(_WIDTH), "path": seen.path}
        data = json.dumps(record).encode()
        with contextlib.suppress(OSError):
            if self._file and not _overwritten(self._file, data):
                files.write_private(self._file, data)


def _overwritten(file: Path, data: bytes) -> bool:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        status = os.fstat(descriptor)
        fits = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
        return fits and os.pwrite(descriptor, data, 0) == len(data)
    finally:
        os.close(descriptor)
