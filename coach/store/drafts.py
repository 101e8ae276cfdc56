"""Drafts: texts not saved yet, one small file each, named for what they are for."""

import contextlib
import glob
import os
import re
import shutil
import stat
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import files
from coach.domain.migration import migrate_draft
from coach.domain.text import decoded, is_blank, normalize, not_utf_8
from coach.errors import SaveError, UsageError, describe_os_error
from coach.store.desk import SUFFIX, Desk, draft_of, is_in, is_remains, words_in

_MANY = 100
"""Drafts of one key that are numbered; further ones have a random name."""
_SET_ASIDE = re.compile(r"\.[0-9a-f]{6}\.bytes")
_TRIES = 5
"""How often words are tried to be saved on the way out."""


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
        for path in self._files("*.txt"):
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
        self.sweep()
        for draft in [draft for draft in self.all() if draft.key == key]:
            try:
                if (lock := _take(draft.path)) is not None:
                    return OpenDraft(key, draft.path, lock)
            except OSError as error:
                if error.errno in files.NO_LOCKS:
                    break
                return self._copied(draft)
        return self.open_new(key)

    def _copied(self, draft: Draft) -> "OpenDraft":
        """Return a copy, elsewhere, of a draft that can be read and not be written.

        Raises:
            SaveError: if that can't be written either.
        """
        try:
            copy = next(_new_drafts(self._fallback(), draft.key))
        except OSError as error:
            raise _not_writable(Path(_temporary()), error) from error
        copy.write(draft.text)
        return copy

    def _fallback(self) -> Path:
        return next(iter(_fallbacks(self.folder)), None) or _new_fallback(self.folder)

    def open_new(self, key: str) -> "OpenDraft":
        """Return a new draft for `key`, whatever else waits.

        Raises:
            SaveError: if the folder cannot be written.
        """
        try:
            files.private_folder(self.folder)
            return next(_new_drafts(self.folder, key))
        except OSError as error:
            raise _not_writable(self.folder, error) from error

    def remains(self) -> list[Path]:
        """Return what editors left beside drafts that no window has open."""
        left = [path for path in self._files("*") if is_remains(path)]
        beside = {path: path.with_name(f"{draft_of(path)}.txt") for path in left}
        beside |= {path: _draft_at(path) for path in self._files(f"*{SUFFIX}")}
        return [path for path, draft in beside.items() if not files.is_locked(_dotted(draft))]

    def sweep(self) -> None:
        """Make drafts of what was written in an editor when it or coach crashed; never fails."""
        for folder in self._files(f"*{SUFFIX}"):
            with contextlib.suppress(OSError, SaveError):
                path = _draft_at(folder)
                if (lock := _take(path)) is not None:
                    draft = OpenDraft(_key(path), path, lock)
                    try:
                        draft.leave_editor(stays=False)
                    finally:
                        draft.close()

    def tidy(self, saved: Iterable[str]) -> int:
        """Remove what editors left beside drafts and return how many files; no word is lost.

        Words that are in no draft, and in nothing `saved`, become a draft.

        Raises:
            OSError: if something cannot be read or removed.
            SaveError: if a draft cannot be written.
        """
        remains = self.remains()
        self.sweep()
        known = [*saved, *(normalize(draft.text) for draft in self.all())]
        for path in remains:
            words = words_in(path)
            if not is_in(words, known):
                self.save(draft_of(path).partition("~")[0], words.encode("utf-8"))
                known.append(words)
            if not path.is_dir():
                path.unlink(missing_ok=True)
        return len(remains)

    def _files(self, pattern: str) -> Iterator[Path]:
        for folder in self.folders():
            yield from folder.glob(pattern)

    def folders(self) -> list[Path]:
        """Return every folder that may hold drafts: its own, and those it had to turn to."""
        return [*([self.folder] if self.folder.is_dir() else []), *_fallbacks(self.folder)]

    def save(self, key: str, text: bytes) -> Path:
        """Leave a text that could not be saved as a draft of its own, and return where it is.

        If the folder cannot be written it goes to the system's temporary folder, readable by
        its owner alone.

        Raises:
            SaveError: if that cannot be written either.
        """
        with contextlib.suppress(OSError):
            return _save_in(self.folder, key, text)
        try:
            return _save_in(self._fallback(), key, text)
        except OSError as error:
            raise _not_writable(Path(_temporary()), error) from error

    def erase(
        self, about: Collection[str], kinds: Collection[str], texts: Collection[str]
    ) -> tuple[int, list[Path]]:
        """Remove every draft `about` an entry, and those of these `kinds` that say what it said.

        So too what an editor or a write that was cut off left of them. Return how many drafts
        went, and those that a window has open and may write again.

        Raises:
            OSError: if one could not be removed.
        """
        removed, opened = 0, []
        for path in [path for path in self._files("*") if path.suffix != ".lock"]:
            stem = _SET_ASIDE.sub("", draft_of(path)).removesuffix(SUFFIX)
            key = stem.partition("~")[0]
            is_draft = path.suffix == ".txt" and not path.name.startswith(".")
            if key not in about and not (key in kinds and _says(path, texts)):
                continue
            if is_draft and files.is_locked(_dotted(path)):
                opened.append(path)
            removed += is_draft
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        for folder in self.folders():
            files.sync_folder(folder)
        return removed, opened

    def last_resort(
        self, key: str, text: str | bytes, draft: "OpenDraft | None" = None
    ) -> Path | None:
        """Save words on the way out of the program, wherever that can be done; never fails.

        Into the `draft` if it can still be written, else into one of their own. An interrupt or
        a lack of memory on the way only makes it try again. Return where they are; None if there
        are none, or nowhere.
        """
        for _ in range(_TRIES):
            with contextlib.suppress(BaseException):
                if not text.strip():
                    return None
                if draft and isinstance(text, str):
                    with contextlib.suppress(SaveError):
                        draft.write(text)
                        return draft.path
                data = text.encode("utf-8", "replace") if isinstance(text, str) else text
                return self.save(key, data)
        return None


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
            return _read(self.path)[1]
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise self._set_aside(self.path, error) from error

    def write(self, text: str) -> None:
        """Replace what it holds; an empty text removes the file.

        Raises:
            SaveError: if it could not be written.
        """
        try:
            if text.strip():
                files.replace(self.path, [text.encode("utf-8")])
            else:
                files.remove(self.path)
        except OSError as error:
            raise _not_writable(self.path.parent, error) from error

    def open_for_editor(self, text: str, question: str = "") -> Path:
        """Write the text to a file for an editor, in a folder of its own, and return it.

        The question stands above it as a comment.

        Raises:
            SaveError: if it could not be written.
        """
        self.leave_editor(stays=True)  # what an earlier one left could not be swept up
        try:
            return self._desk.lay_out(text, question)
        except OSError as error:
            self._desk.clear()
            raise _not_writable(self.path.parent, error) from error

    def take_from_editor(self) -> str:
        """Return what was written in the editor; it is the draft now, and the folder is gone.

        Raises:
            SaveError: if the draft could not be written; the next start tries again.
            UsageError: if it is not UTF-8; the bytes are then set aside and the hint says where.
        """
        try:
            text = self._desk.text()
        except UnicodeDecodeError as error:
            refused = self._set_aside(self._desk.file, error)
            self._desk.clear()
            raise refused from error
        except FileNotFoundError as error:
            self._desk.clear()
            raise SaveError("The editor left no file.", "Your draft is as it was.") from error
        except OSError as error:
            raise _not_writable(self._desk.folder, error) from error
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
        try:
            for text in self._desk.unsaved():
                left = self._put_in(text, stays=stays) or left
        except OSError as error:
            raise _not_writable(self._desk.folder, error) from error
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
        return _save_in(self.path.parent, self.key, text.encode("utf-8"))

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


def _save_in(folder: Path, key: str, text: bytes) -> Path:
    files.private_folder(folder)
    for path in folder.glob(f"{glob.escape(key)}*.txt"):
        with contextlib.suppress(OSError):
            if _key(path) == key and path.read_bytes() == text:
                return path  # a second try need not make a second draft
    for draft in _new_drafts(folder, key):
        try:
            with contextlib.suppress(OSError):
                files.replace(draft.path, [text])
            if draft.path.read_bytes() == text:  # whether or not the folder was synced
                return draft.path
        finally:
            draft.close()
    raise AssertionError


def _new_drafts(folder: Path, key: str) -> Iterator[OpenDraft]:
    """Yield drafts that are new and open, until one will do."""
    for path in _names(folder, key):
        try:
            lock = None if path.exists() else _take(path)
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


def _says(path: Path, texts: Collection[str]) -> bool:
    """Return whether all that a draft says, line by line, is in one of these texts."""
    said = Desk(_draft_at(path)).unsaved() if path.is_dir() else [words_in(path)]
    lines = [line.strip() for text in said for line in text.split("\n") if line.strip()]
    return bool(lines) and all(
        is_in(line, texts) or is_in(line.partition(": ")[2] or line, texts) for line in lines
    )


def _read(path: Path) -> tuple[str, str]:
    """Return the key and the text of a draft, those that an older coach left included."""
    return migrate_draft(_key(path), decoded(path.read_bytes()))


def _key(path: Path) -> str:
    return path.name.removesuffix(".txt").partition("~")[0]


def _draft_at(desk: Path) -> Path:
    """Return the draft that an editor worked on in this folder."""
    return desk.with_name(f"{desk.name.removesuffix(SUFFIX)}.txt")


def _fallbacks(home: Path) -> Iterator[Path]:
    """Yield the folders that drafts went to while their own one could not be written.

    They are in a folder that everybody may write to, so nobody else may have made them.
    """
    with contextlib.suppress(OSError):
        for folder in Path(_temporary()).glob(f"{_fallback_name(home)}*"):
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid():
                yield folder


def _new_fallback(home: Path) -> Path:
    """Make such a folder, of a name that nobody can be waiting for."""
    return Path(tempfile.mkdtemp(prefix=_fallback_name(home), dir=_temporary()))


def _fallback_name(home: Path) -> str:
    """Return how its name begins; each home has its own."""
    return f"coach-drafts-{os.getuid()}-{zlib.crc32(os.fsencode(home.absolute())):08x}-"


def _temporary() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:  # no folder at all can be written: reading goes on, saving will say so
        return os.environ.get("TMPDIR", "/tmp")


def _names(folder: Path, key: str) -> Iterator[Path]:
    yield folder / f"{key}.txt"
    for number in range(2, _MANY + 1):
        yield folder / f"{key}~{number}.txt"
    while True:
        yield _unknown(folder, key)


def _unknown(folder: Path, key: str) -> Path:
    return folder / f"{key}~{os.urandom(4).hex()}.txt"


def _dotted(path: Path) -> Path:
    """Return what the draft's lock is named after: nothing to be seen beside the draft."""
    return path.with_name(f".{path.name}")


def _lock_path(path: Path) -> Path:
    return files.lock_of(_dotted(path))


def _take(path: Path) -> int | None:
    """Return a held lock for a draft's path, or None if another window holds it."""
    if (descriptor := files.take_lock(_lock_path(path))) is not None:
        files.sweep(path)
    return descriptor


def _not_writable(folder: Path, error: OSError) -> SaveError:
    return SaveError(f"Can't write the draft: {describe_os_error(error)}.", f"Check {folder}.")
