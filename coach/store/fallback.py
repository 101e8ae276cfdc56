"""Where drafts go while their own folder can't be written."""

import contextlib
import os
import stat
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path


def fallbacks(home: Path) -> Iterator[Path]:
    """Yield the folders that drafts went to while their own one could not be written.

    They are in a folder that everybody may write to, so nobody else may have made them.
    """
    with contextlib.suppress(OSError):
        for folder in Path(temporary_folder()).glob(f"{_fallback_name(home)}*"):
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid():
                yield folder


def new_fallback(home: Path) -> Path:
    """Make such a folder, of a name that nobody can be waiting for."""
    return Path(tempfile.mkdtemp(prefix=_fallback_name(home), dir=temporary_folder()))


def _fallback_name(home: Path) -> str:
    """Return how its name begins; each home has its own."""
    return f"coach-drafts-{os.getuid()}-{zlib.crc32(os.fsencode(home.absolute())):08x}-"


def temporary_folder() -> str:
    """Return the system's folder for what is temporary; creates nothing that stays."""
    try:
        return tempfile.gettempdir()
    except OSError:  # no folder at all can be written: reading goes on, saving will say so
        return os.environ.get("TMPDIR", "/tmp")
