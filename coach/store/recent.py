"""What the state folder remembers of the journal: what was saved lately, and which one it was.

The lines saved since the last backup, and that backup, are everything that was ever saved here,
whatever becomes of the journal itself. The one written last is known by its line 1. So a journal
that is replaced by an older one, or is gone, is noticed and costs no entry.
"""

import contextlib
import json
import os
import re
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from coach import files
from coach.frozen import frozen
from coach.store.image import Image
from coach.store.salvage import rescue

_WIDTH = 100
"""To what line 1 is filled up, so that the next one takes as many bytes."""
_GENERATION = re.compile(r'"gen":(\d{1,18}),')


class Recent:
    """The lines saved since the last backup. Reading them creates nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, lines: Iterable[bytes]) -> None:
        """Add lines that were saved; never fails, since they are in the journal."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        with contextlib.suppress(OSError):
            files.private_folder(self._file.parent)
            descriptor = os.open(self._file, flags, 0o600)
            try:
                os.write(descriptor, b"".join(b"%s\n" % line for line in lines))
            finally:
                os.close(descriptor)

    def image(self) -> Image:
        """Return what they hold, the versions of one entry merged; nothing if there are none."""
        with contextlib.suppress(OSError):
            return rescue(self._file.read_bytes())
        return Image()

    def forget(self) -> None:
        """Begin anew: all of it is in a backup; never fails."""
        with contextlib.suppress(OSError):
            files.remove(self._file)

    def erase(self, ids: Collection[str], updated: str) -> None:
        """Take the words of these entries out of it.

        Raises:
            OSError: if it could not be written.
        """
        image = self.image()
        tables = image.erased(ids, updated)
        if tables != image.tables or image.lost:
            lines = [line.blob for line in tables.values() if line.blob]
            files.replace(self._file, [b"\n".join(lines), b"\n"])


@frozen
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
