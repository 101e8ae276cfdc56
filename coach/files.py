"""Files: private folders, a lock, and the only way a file is replaced."""

import contextlib
import errno
import fcntl
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from coach.errors import SaveError

LOCK_SECONDS = 10.0
"""How long a save waits for another process."""
NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a file system says that locks nothing."""
A_STRETCH = 1 << 20
"""Bytes of a large file that are written before the disk begins with them."""

_LEFTOVER = re.compile(r"\..+\.(\d{1,10})\.[0-9a-f]{8}\.tmp")


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


def locked(path: Path, seconds: float | None = None) -> AbstractContextManager[None]:
    """Hold the lock of this file while a `with` block runs.

    The lock is a separate file beside it, since a lock on a file that is then replaced protects
    nothing. The kernel frees it when its holder ends, however it ends.

    Raises:
        SaveError: if another process holds it for longer than `seconds`.
        OSError: if the lock file cannot be made, or the file system locks nothing.
    """
    return _held(lambda: take_lock(lock_of(path)), seconds)


def locked_folder(path: Path) -> AbstractContextManager[None]:
    """Hold a folder while a `with` block runs, where its file system locks folders.

    A lock file can be removed while somebody holds it, and the next one then locks another;
    nobody removes the folder that holds a journal.

    Raises:
        SaveError: if another process holds it for too long.
        OSError: if it cannot be opened.
    """
    return _held(lambda: _take_folder(path))


@contextlib.contextmanager
def _held(take: Callable[[], int | None], seconds: float | None = None) -> Iterator[None]:
    seconds = LOCK_SECONDS if seconds is None else seconds
    deadline = time.monotonic() + seconds
    pause = 0.001
    while (descriptor := take()) is None:
        if time.monotonic() > deadline:
            raise SaveError(
                f"Another coach has been saving for {seconds:g} seconds.",
                "Close it, or try again in a moment.",
            )
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the lock is free anyway, and the save was made
            os.close(descriptor)


def take_lock(lock: Path) -> int | None:
    """Return an open lock file that is locked, or None if another process holds it.

    What was locked must still be what is there: a lock file that was removed meanwhile keeps
    nobody out.

    Raises:
        OSError: if it cannot be made, or the file system locks nothing.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with contextlib.suppress(FileNotFoundError):
            if try_lock(descriptor) and os.path.samestat(os.fstat(descriptor), lock.lstat()):
                return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _take_folder(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    with contextlib.suppress(OSError):  # not every file system locks folders
        if not try_lock(descriptor):
            os.close(descriptor)
            return None
    return descriptor


def lock_of(path: Path) -> Path:
    """Return the lock file of a file."""
    return path.with_name(f"{path.name}.lock")


def is_locked(path: Path) -> bool:
    """Return whether another process holds the file's lock now; creates nothing."""
    with contextlib.suppress(OSError):  # there is none, or the file system locks nothing
        descriptor = os.open(lock_of(path), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            return not try_lock(descriptor, fcntl.LOCK_SH)
        finally:
            os.close(descriptor)
    return False


def try_lock(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
    """Lock an open lock file unless another process holds it; return whether it worked."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def replace(path: Path, chunks: Iterable[bytes | memoryview], *, follow: bool = True) -> None:
    """Put these bytes in the file's place, whole or not at all, readable by its owner alone.

    A link is followed, so that it stays a link; or is itself replaced, if not `follow`. When
    this returns the bytes survive a power cut.

    Raises:
        OSError: if it could not be done. The file then holds the old bytes, or, if only the
            folder could not be synced, the new ones: read it again before telling anyone.
    """
    target = Path(os.path.realpath(path)) if follow else path
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        _write_new(temporary, chunks)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def write_private(path: Path, data: bytes) -> None:
    """Replace a file of our own, whose folder may be missing; a link in its place is not followed.

    Raises:
        OSError: if it could not be done.
    """
    private_folder(path.parent)
    replace(path, [data], follow=False)


def read_regular(path: Path, most: int | None = None) -> bytes:
    """Return what a file holds; a folder, a device or a pipe is an error at once.

    Raises:
        OSError: if it cannot be read, is none, or holds more than `most` bytes.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "It isn't a file", str(path))
        if most is not None and os.fstat(descriptor).st_size > most:
            raise OSError(errno.EINVAL, "It is too large", str(path))
        return file.read()


def remove(path: Path) -> None:
    """Remove a file if it is there, so that a power cut does not bring it back.

    Raises:
        OSError: if it could not be done.
    """
    if path.exists() or path.is_symlink():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def sweep(path: Path) -> None:
    """Remove what replacing this file left behind when it was cut off.

    Only while its lock is held: then nobody is writing, so every temporary file is a leftover.
    """
    with os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def sweep_leftovers(folder: Path) -> None:
    """Remove what replacing any file in this folder left behind; never fails.

    What a process that still runs here is writing stays.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                left = _LEFTOVER.fullmatch(entry.name)
                if left and not _runs(int(left[1])):
                    Path(entry.path).unlink()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def sync_folder(path: Path) -> None:
    """Make the folder's entries survive a power cut.

    Where the file system says that a folder is nothing to sync, there is nothing more to do.

    Raises:
        OSError: if it could not be done.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        with contextlib.suppress(OSError):  # what fsync confirmed, close cannot take back
            os.close(descriptor)


def _begin_to_sync(descriptor: int, written: int) -> None:
    """Let the disk begin with the bytes that were written last, so that the sync waits for less.

    Linux does so when told that a program won't need them; those on their way stay in memory.
    """
    if written == A_STRETCH and hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):  # it is only a hint
            at = os.lseek(descriptor, 0, os.SEEK_CUR) - written
            os.posix_fadvise(descriptor, at, written, os.POSIX_FADV_DONTNEED)


def _write_new(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        for chunk in chunks:
            rest = memoryview(chunk)
            while rest:
                written = os.write(descriptor, rest[:A_STRETCH])
                if not written:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                rest = rest[written:]
                _begin_to_sync(descriptor, written)
        os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(descriptor)
        raise
    os.close(descriptor)
