"""Small files of the state folder: whole or not at all, readable by their owner alone."""

import contextlib
import os
from pathlib import Path


def folder(path: Path) -> None:
    """Make the folder and those above it that are missing, for its owner alone.

    Raises:
        OSError: if it cannot be made.
    """
    if not path.is_dir():
        folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def write(path: Path, data: bytes) -> None:
    """Put these bytes in the file's place; its folder is made.

    Raises:
        OSError: if it cannot be done; then the file is as it was.
    """
    folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(
            os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb"
        ) as file:
            file.write(data)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def plainly(error: OSError) -> str:
    """What the system said, as the end of a sentence."""
    return (error.strerror or type(error).__name__).lower()
