"""A draft that is open in one window: how its file is locked, written and named."""

import contextlib
import glob
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from coach import files
from coach.domain.migration import migrate_draft
from coach.domain.text import decoded, is_blank, normalize, not_utf_8
from coach.errors import SaveError, UsageError, os_errors_as
from coach.store.desk import Desk, is_in

_MANY = 100
"""Drafts of one key that are numbered; further ones have a random name."""


class OpenDraft:
    """A draft that this window writes to; no other window takes it meanwhile."""

    def __init__(self, key: str, path: Path, lock: int | None) -> None:
        """Write to this path; without a `lock` it is one that nobody else knows."""
        self.key = key
        self.path = path
        self._lock = lock
        self._desk = Desk(path)

    def read(self) -> str:
        """Return what it holds; nothing if there is no such file.

        Raises:
            UsageError: if it is not UTF-8; the bytes are then set aside and the hint says where.
        """
        try:
            return read_draft(self.path)[1]
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise self._set_aside(self.path, error) from error

    def write(self, text: str) -> None:
        """Replace what it holds; an empty text removes the file.

        Raises:
            SaveError: if it could not be written.
        """
        with writing_in(self.path.parent):
            if text.strip():
                files.replace(self.path, [text.encode("utf-8")])
            else:
                files.remove(self.path)

    def open_for_editor(self, text: str, question: str = "") -> Path:
        """Write the text to a file for an editor, in a folder of its own, and return it.

        The question stands above it as a comment.

        Raises:
            SaveError: if it could not be written.
        """
        self.leave_editor(stays=True)  # what an earlier one left could not be swept up
        with writing_in(self.path.parent):
            try:
                return self._desk.lay_out(text, question)
            except OSError:
                self._desk.clear()
                raise

    def take_from_editor(self) -> str:
        """Return what was written in the editor; it is the draft now, and the folder is gone.

        Raises:
            SaveError: if the draft could not be written; the next start tries again.
            UsageError: if it is not UTF-8; the bytes are then set aside and the hint says where.
        """
        with writing_in(self._desk.folder):
            try:
                text = self._desk.text()
            except UnicodeDecodeError as error:
                refused = self._set_aside(self._desk.file, error)
                self._desk.clear()
                raise refused from error
            except FileNotFoundError as error:
                self._desk.clear()
                raise SaveError("The editor left no file.", "Your draft is as it was.") from error
        self.write(text)
        self._desk.clear()
        return text

    def leave_editor(self, *, stays: bool) -> Path | None:
        """Make a draft of what was written in an editor that ended badly; return where it is.

        It becomes this draft, or one of its own where this one holds other words or `stays` as it
        is. None if nothing was written.

        Raises:
            SaveError: if it could not be written; it is swept up at the next start.
        """
        left: Path | None = None
        with writing_in(self._desk.folder):
            for text in self._desk.unsaved():
                left = self._put_in(text, stays=stays) or left
        self._desk.clear()
        return left

    def _put_in(self, text: str, *, stays: bool) -> Path | None:
        """Make a draft of a text unless this one has its words already; return where it is."""
        own = ""
        with contextlib.suppress(UsageError):  # bytes that are no text are out of the way now
            own = normalize(self.read())
        if is_in(text, [own]):
            return None
        if is_blank(own) or (is_in(own, [text]) and not stays):
            self.write(text)
            return self.path
        return save_in(self.path.parent, self.key, text.encode("utf-8"))

    def _set_aside(self, path: Path, error: UnicodeDecodeError) -> UsageError:
        """Move bytes that are no text out of the way, and return the error that says where."""
        aside = self.path.with_name(f"{self.path.stem}.{os.urandom(3).hex()}.bytes")
        path.replace(aside)  # or the next text would replace it
        return UsageError(
            f"The text {not_utf_8(error.object)}, so it wasn't saved.", f"Its bytes are in {aside}"
        )

    def close(self) -> None:
        """Let other windows have it; what it holds stays."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with contextlib.suppress(OSError):
                _lock_path(self.path).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                os.close(lock)


def save_in(folder: Path, key: str, text: bytes) -> Path:
    """Leave a text as a draft of its own in this folder, and return where it is.

    Raises:
        OSError: if it could not be done.
    """
    files.private_folder(folder)
    for path in folder.glob(f"{glob.escape(key)}*.txt"):
        with contextlib.suppress(OSError):
            if key_of(path) == key and path.read_bytes() == text:
                return path  # a second try need not make a second draft
    for draft in new_drafts(folder, key):
        try:
            with contextlib.suppress(OSError):
                files.replace(draft.path, [text])
            if draft.path.read_bytes() == text:  # whether or not the folder was synced
                return draft.path
        finally:
            draft.close()
    raise AssertionError


def new_drafts(folder: Path, key: str) -> Iterator[OpenDraft]:
    """Yield drafts that are new and open, until one will do."""
    for path in _names(folder, key):
        try:
            lock = None if path.exists() else take(path)
        except OSError as error:
            if error.errno not in files.NO_LOCKS:
                raise
            yield OpenDraft(key, _unknown(folder, key), None)
            continue
        if lock is not None:
            draft = OpenDraft(key, path, lock)
            if not path.exists():
                yield draft
            else:
                draft.close()


def _names(folder: Path, key: str) -> Iterator[Path]:
    yield folder / f"{key}.txt"
    for number in range(2, _MANY + 1):
        yield folder / f"{key}~{number}.txt"
    while True:
        yield _unknown(folder, key)


def _unknown(folder: Path, key: str) -> Path:
    return folder / f"{key}~{os.urandom(4).hex()}.txt"


def read_draft(path: Path) -> tuple[str, str]:
    """Return the key and the text of a draft, those that an older coach left included."""
    return migrate_draft(key_of(path), decoded(path.read_bytes()))


def key_of(path: Path) -> str:
    """Return what the draft at this path is for."""
    return path.name.removesuffix(".txt").partition("~")[0]


def dotted(path: Path) -> Path:
    """Return what the draft's lock is named after: nothing to be seen beside the draft."""
    return path.with_name(f".{path.name}")


def _lock_path(path: Path) -> Path:
    return files.lock_of(dotted(path))


def take(path: Path) -> int | None:
    """Return a held lock for a draft's path, or None if another window holds it."""
    if (descriptor := files.take_lock(_lock_path(path))) is not None:
        files.sweep(path)
    return descriptor


def writing_in(folder: Path) -> AbstractContextManager[None]:
    """Raise an OSError of a `with` block as a SaveError: no draft could be written here."""
    return os_errors_as(SaveError, "Can't write the draft", f"Check {folder}.")
