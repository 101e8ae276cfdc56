"""Files: private folders, a lock, and the only way a file is replaced."""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from coach.errors import SaveError

LOCK_SECONDS = 10.0
"""How long a save waits for another process."""


def private_folder(path: Path) -> None:
    """Make the folder and all that are missing above it, readable by their owner alone.

    Raises:
        OSError: if one cannot be made.
    """
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)


@contextlib.contextmanager
def locked(path: Path, seconds: float | None = None) -> Iterator[None]:
    """Hold the lock of this file while the block runs.

    The lock is a separate file beside it, since a lock on a file that is then replaced protects
    nothing. The kernel frees it when its holder ends, however it ends.

    Raises:
        SaveError: if another process holds it for longer than `seconds`.
        OSError: if the lock file cannot be made.
    """
    descriptor = os.open(lock_of(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        seconds = LOCK_SECONDS if seconds is None else seconds
        deadline = time.monotonic() + seconds
        pause = 0.001
        while not try_lock(descriptor):
            if time.monotonic() > deadline:
                raise SaveError(
                    f"Another coach has been saving for {seconds:g} seconds.",
                    "Close it, or try again in a moment.",
                )
            time.sleep(pause)
            pause = min(pause * 2, 0.02)
        yield
    finally:
        with contextlib.suppress(OSError):  # the lock is free anyway, and the save was made
            os.close(descriptor)


def lock_of(path: Path) -> Path:
    """Return the lock file of a file."""
    return path.with_name(f"{path.name}.lock")


def is_locked(path: Path) -> bool:
    """Return whether another process holds the file's lock now; creates nothing."""
    try:
        descriptor = os.open(lock_of(path), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def try_lock(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
    """Lock an open lock file unless another process holds it; return whether it worked."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def replace(path: Path, chunks: Iterable[bytes], *, durable: bool = True) -> None:
    """Put these bytes in the file's place, whole or not at all, readable by its owner alone.

    A link is followed, so that it stays a link. When this returns the bytes survive a power
    cut (`durable`), or at least the end of the process (not `durable`).

    Raises:
        OSError: if it could not be done. The file then holds the old bytes, or, if only the
            folder could not be synced, the new ones: read it again before telling anyone.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        _write_new(temporary, chunks, durable)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(target.parent)


def write_private(path: Path, data: bytes) -> None:
    """Replace a file whose folder may be missing; not synced, so for what a power cut may take.

    Raises:
        OSError: if it could not be done; the file then holds the old bytes.
    """
    private_folder(path.parent)
    replace(path, [data], durable=False)


def sweep(path: Path) -> None:
    """Remove what replacing this file left behind when it was cut off.

    Only while its lock is held: then nobody is writing, so every temporary file is a leftover.
    """
    with os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def sync_folder(path: Path) -> None:
    """Make the folder's entries survive a power cut.

    Raises:
        OSError: if it could not be done.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        with contextlib.suppress(OSError):  # what fsync confirmed, close cannot take back
            os.close(descriptor)


def _write_new(path: Path, chunks: Iterable[bytes], durable: bool) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        for chunk in chunks:
            rest = memoryview(chunk)
            while rest:
                written = os.write(descriptor, rest)
                if not written:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                rest = rest[written:]
        if durable:
            os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(descriptor)
        raise
    os.close(descriptor)
