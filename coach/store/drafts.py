"""Drafts: texts not saved yet, one small file each, named for what they are for."""

import contextlib
import errno
import itertools
import os
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import files
from coach.domain.migration import migrate_draft
from coach.domain.text import decoded, not_utf_8
from coach.errors import SaveError, UsageError, describe_os_error

_MANY = 100
"""More windows than anyone opens on one question."""


@dataclass(frozen=True)
class Draft:
    """A text that was not saved, and where it is."""

    key: str
    """What it is for: `answer-give-free.for-free`, `note`."""
    path: Path
    text: str


class Drafts:
    """The folder of drafts. Reading it creates nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Draft]:
        """Return every draft that says something and is not open in a window, newest first."""
        found: list[tuple[float, Draft]] = []
        folders = [
            folder
            for folder in (self.folder, _fallback(self.folder))
            if folder.is_dir() and _is_ours(folder)
        ]
        for path in itertools.chain.from_iterable(folder.glob("*.txt") for folder in folders):
            with contextlib.suppress(OSError, UnicodeDecodeError):
                key, text = _read(path)
                if text.strip() and not files.is_locked(_dotted(path)):
                    found.append((path.stat().st_mtime, Draft(key, path, text)))
        return [draft for _, draft in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def open(self, key: str) -> "OpenDraft":
        """Return the newest draft for `key` that no other window has open, or a new one.

        Raises:
            SaveError: if the folder cannot be written.
        """
        waiting = [draft.path for draft in self.all() if draft.key == key]
        try:
            for path in waiting:
                if (lock := _take(path)) is not None:
                    return OpenDraft(key, path, lock)
            files.private_folder(self.folder)
            for path in _names(self.folder, key):
                if (lock := _take(path)) is not None:
                    draft = OpenDraft(key, path, lock)
                    if not path.exists():
                        return draft
                    draft.close()  # it holds something that can't be read: not ours to replace
        except OSError as error:
            raise _not_writable(self.folder, error) from error
        raise SaveError(f"{_MANY} windows have this draft open.", "Close one of them.")

    def save(self, key: str, text: bytes) -> Path:
        """Leave a text that could not be saved as a draft of its own, and return where it is.

        If the folder cannot be written it goes to the system's temporary folder, readable by
        its owner alone.

        Raises:
            SaveError: if that cannot be written either.
        """
        with contextlib.suppress(OSError):
            return self._save_in(self.folder, key, text)
        temporary = _fallback(self.folder)
        try:
            return self._save_in(temporary, key, text)
        except OSError as error:
            raise _not_writable(temporary, error) from error

    def _save_in(self, folder: Path, key: str, text: bytes) -> Path:
        files.private_folder(folder)
        if not _is_ours(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        for path in _names(folder, key):
            if path.exists() and path.read_bytes() == text:
                return path  # a second try need not make a second draft
            if (lock := _take(path)) is not None:
                draft = OpenDraft(key, path, lock)
                try:
                    if not path.exists():
                        with contextlib.suppress(OSError):
                            files.replace(path, [text])
                        if path.read_bytes() == text:  # whether or not the folder was synced
                            return path
                finally:
                    draft.close()
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


class OpenDraft:
    """A draft that this window writes to; no other window takes it meanwhile."""

    def __init__(self, key: str, path: Path, lock: int) -> None:
        self.key = key
        self.path = path
        self._lock = lock

    def read(self) -> str:
        """Return what it holds; nothing if there is no such file.

        Raises:
            UsageError: if it is not UTF-8; the bytes are then set aside and the hint says where.
        """
        try:
            return _read(self.path)[1]
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            aside = self.path.with_name(f"{self.path.stem}.{os.urandom(3).hex()}.bytes")
            self.path.replace(aside)  # or the next text would replace it
            raise UsageError(
                f"The text {not_utf_8(error.object)}, so it wasn't saved.",
                f"Its bytes are in {aside}",
            ) from error

    def write(self, text: str) -> None:
        """Replace what it holds; an empty text removes the file.

        Raises:
            SaveError: if it could not be written.
        """
        try:
            if text.strip():
                files.replace(self.path, [text.encode("utf-8")], durable=False)
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise _not_writable(self.path.parent, error) from error

    def open_for_editor(self, text: str) -> Path:
        """Write the text, and return the file for an editor: there, and for its owner alone.

        Raises:
            SaveError: if it could not be written.
        """
        self.write(text)
        try:
            self.path.touch(mode=0o600)  # the editor must not choose who may read an empty one
        except OSError as error:
            raise _not_writable(self.path.parent, error) from error
        return self.path

    def close(self) -> None:
        """Let other windows have it; what it holds stays."""
        with contextlib.suppress(OSError):
            _lock_path(self.path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.close(self._lock)


def _read(path: Path) -> tuple[str, str]:
    """Return the key and the text of a draft, those that an older coach left included."""
    key = path.name.removesuffix(".txt").partition("~")[0]
    return migrate_draft(key, decoded(path.read_bytes()))


def _fallback(home: Path) -> Path:
    """Return where drafts go while their own folder can't be written; each home has its own."""
    try:
        folder = tempfile.gettempdir()
    except OSError:  # no folder at all can be written: reading goes on, saving will say so
        folder = os.environ.get("TMPDIR", "/tmp")
    name = f"{zlib.crc32(os.fsencode(home.absolute())):08x}"
    return Path(folder) / f"coach-drafts-{os.getuid()}-{name}"


def _is_ours(folder: Path) -> bool:
    """Return whether nobody else made this folder, to see what is put there."""
    return folder.stat().st_uid == os.getuid()


def _names(folder: Path, key: str) -> Iterator[Path]:
    yield folder / f"{key}.txt"
    for number in range(2, _MANY + 1):
        yield folder / f"{key}~{number}.txt"


def _dotted(path: Path) -> Path:
    """Return what the draft's lock is named after: nothing to be seen beside the draft."""
    return path.with_name(f".{path.name}")


def _lock_path(path: Path) -> Path:
    return files.lock_of(_dotted(path))


def _take(path: Path) -> int | None:
    """Return a held lock for a draft's path, or None if another window holds it."""
    descriptor = os.open(_lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with contextlib.suppress(FileNotFoundError):
        # The holder before may have removed the file between our two calls.
        if (
            files.try_lock(descriptor)
            and os.fstat(descriptor).st_ino == _lock_path(path).stat().st_ino
        ):
            files.sweep(path)
            return descriptor
    os.close(descriptor)
    return None


def _not_writable(folder: Path, error: OSError) -> SaveError:
    return SaveError(f"Can't write the draft: {describe_os_error(error)}.", f"Check {folder}.")
