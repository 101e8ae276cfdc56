"""Drafts: texts not saved yet, one small file each, named for what they are for."""

import contextlib
import os
import re
import shutil
import stat
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from coach import files
from coach.domain.text import normalize
from coach.errors import SaveError
from coach.frozen import frozen
from coach.store.desk import SUFFIX, Desk, draft_of, is_in, is_remains, words_in
from coach.store.open_draft import (
    OpenDraft,
    dotted,
    key_of,
    new_drafts,
    read_draft,
    save_in,
    take,
    writing_in,
)

_SET_ASIDE = re.compile(r"\.[0-9a-f]{6}\.bytes")
_TRIES = 5
"""How often words are tried to be saved on the way out."""


@frozen
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
                key, text = read_draft(path)
                if text.strip() and not files.is_locked(dotted(path)):
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
                if (lock := take(draft.path)) is not None:
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
        with writing_in(Path(_temporary_folder())):
            copy = next(new_drafts(self._fallback(), draft.key))
        copy.write(draft.text)
        return copy

    def _fallback(self) -> Path:
        """Return such a folder; a new one has a name that nobody can be waiting for."""
        for folder in _fallbacks(self.folder):
            return folder
        prefix = _fallback_name(self.folder)
        return Path(tempfile.mkdtemp(prefix=prefix, dir=_temporary_folder()))

    def open_new(self, key: str) -> "OpenDraft":
        """Return a new draft for `key`, whatever else waits.

        Raises:
            SaveError: if the folder cannot be written.
        """
        with writing_in(self.folder):
            files.private_folder(self.folder)
            return next(new_drafts(self.folder, key))

    def remains(self) -> list[Path]:
        """Return what editors left beside drafts that no window has open."""
        left = [path for path in self._files("*") if is_remains(path)]
        beside = {path: path.with_name(f"{draft_of(path)}.txt") for path in left}
        beside |= {path: _draft_at(path) for path in self._files(f"*{SUFFIX}")}
        return [path for path, draft in beside.items() if not files.is_locked(dotted(draft))]

    def sweep(self) -> None:
        """Make drafts of what was written in an editor when it or coach crashed; never fails."""
        for folder in self._files(f"*{SUFFIX}"):
            with contextlib.suppress(OSError, SaveError):
                path = _draft_at(folder)
                if (lock := take(path)) is not None:
                    draft = OpenDraft(key_of(path), path, lock)
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
            return save_in(self.folder, key, text)
        with writing_in(Path(_temporary_folder())):
            return save_in(self._fallback(), key, text)

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
            if is_draft and files.is_locked(dotted(path)):
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


def _says(path: Path, texts: Collection[str]) -> bool:
    """Return whether all that a draft says, line by line, is in one of these texts."""
    said = Desk(_draft_at(path)).unsaved() if path.is_dir() else [words_in(path)]
    lines = [line.strip() for text in said for line in text.split("\n") if line.strip()]
    return bool(lines) and all(
        is_in(line, texts) or is_in(line.partition(": ")[2] or line, texts) for line in lines
    )


def _draft_at(desk: Path) -> Path:
    """Return the draft that an editor worked on in this folder."""
    return desk.with_name(f"{desk.name.removesuffix(SUFFIX)}.txt")


def _fallbacks(home: Path) -> Iterator[Path]:
    """Yield the folders that drafts went to while their own one could not be written.

    They are in a folder that everybody may write to, so nobody else may have made them.
    """
    with contextlib.suppress(OSError):
        for folder in Path(_temporary_folder()).glob(f"{_fallback_name(home)}*"):
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid():
                yield folder


def _fallback_name(home: Path) -> str:
    """Return how its name begins; each home has its own."""
    return f"coach-drafts-{os.getuid()}-{zlib.crc32(os.fsencode(home.absolute())):08x}-"


def _temporary_folder() -> str:
    """Return the system's folder for what is temporary; creates nothing that stays."""
    try:
        return tempfile.gettempdir()
    except OSError:  # no folder at all can be written: reading goes on, saving will say so
        return os.environ.get("TMPDIR", "/tmp")
