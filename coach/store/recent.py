"""What was saved since the last backup: each encoded line once more, in a file of the state folder.

Together with that backup it is everything that was ever saved here, whatever becomes of the
journal itself: so a journal that is replaced by an older one, or is gone, costs no entry.
"""

import contextlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

from coach import files
from coach.store.image import Image
from coach.store.salvage import rescue


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
