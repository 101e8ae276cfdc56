"""Where an editor works on a draft: a private folder, and what editors leave in one."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from coach import files
from coach.domain.text import decoded, is_blank, normalize

SUFFIX = ".editor"

_MARK = "#: "
_WIDTH = 76
"""The most characters of a line of the question."""
_SWAP, _UNDO = b"b0VIM", b"Vim\x9fUnDo"
"""How vim's own files begin."""


class Desk:
    """The folder in which an editor works on one draft, beside it and for its owner alone.

    It is there as long as the editor is; one that is there later tells of a crash.
    """

    def __init__(self, draft: Path) -> None:
        self.folder = draft.with_name(f"{draft.stem}{SUFFIX}")
        self.file = self.folder / draft.name
        self._question = self.folder / ".question"
        self._laid_out = ""

    def lay_out(self, text: str, question: str) -> Path:
        """Write the text for the editor, below the question as a comment; return the file.

        Raises:
            OSError: if it could not be written.
        """
        self.clear()
        files.private_folder(self.folder)
        lines = [part for line in question.split("\n") for part in textwrap.wrap(line, _WIDTH)]
        comment = "".join(f"{_MARK}{line}\n" for line in lines)
        files.replace(self._question, [comment.encode()])
        files.replace(self.file, [f"{comment}\n{text}".encode() if comment else text.encode()])
        self._laid_out = text
        return self.file

    def text(self) -> str:
        """Return what was written, without the question.

        Raises:
            OSError: if it cannot be read.
            UnicodeDecodeError: if it is not UTF-8.
        """
        return self._without_question(normalize(decoded(self.file.read_bytes())))

    def unsaved(self) -> Iterator[str]:
        """Yield what is in here that the editor did not begin with, the file's own text first."""
        for path in sorted(self._files(), key=lambda path: path != self.file):
            text = self._without_question(words_in(path))
            if not is_in(text, [self._laid_out]):
                yield text

    def clear(self) -> None:
        """Remove the folder with everything that the editor left in it; never fails."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _files(self) -> Iterator[Path]:
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            is_backup = path.name.endswith("~") and self.file.exists()
            if path != self._question and not is_backup:
                yield path

    def _without_question(self, text: str) -> str:
        """Take out the lines at the beginning that are still as they were written there."""
        comment = self._question.read_text("utf-8").splitlines() if self._question.exists() else []
        lines = text.split("\n")
        begin = next((n for n, line in enumerate(lines) if line.rstrip() not in comment), None)
        if not begin:
            return text if begin == 0 else ""
        return "\n".join(lines[begin + (not lines[begin].strip()) :])


def is_remains(path: Path) -> bool:
    """Return whether an editor left this file beside a draft: a backup, a swap file, a lock."""
    ours = (".txt", ".lock", ".tmp")
    return ".txt" in path.name and (path.name.startswith(".#") or not path.name.endswith(ours))


def draft_of(remains: Path) -> str:
    """Return the name of the draft, without its suffix, that this was left beside."""
    return remains.name.partition(".txt")[0].lstrip(".#")


def is_in(text: str, known: Iterable[str]) -> bool:
    """Return whether these words are nothing, or are all in one of the texts known."""
    return is_blank(text) or any(text.strip() in other for other in known)


def words_in(path: Path) -> str:
    """Return the words in a file that an editor left; what is not UTF-8 is read as Latin-1."""
    if path.is_symlink() or not path.is_file():
        return ""
    data = path.read_bytes()
    if data.startswith(_SWAP):
        return normalize(_swapped(data).decode("utf-8", "replace"))
    if data.startswith(_UNDO):
        return ""
    try:
        return normalize(decoded(data))
    except UnicodeDecodeError:
        return normalize(data.decode("latin-1"))  # words in it must not go with the file


def _swapped(data: bytes) -> bytes:
    """Return the lines in a swap file of vim: its data blocks, each with an index of its lines."""
    page = int.from_bytes(data[12:16], "little") or 4096
    lines: list[bytes] = []
    for start in range(page, len(data), page):
        if data[start : start + 2] != b"ad":
            continue
        count = int.from_bytes(data[start + 16 : start + 24], "little")
        for at in range(start + 24, min(start + 24 + 4 * count, len(data)), 4):
            begin = start + (int.from_bytes(data[at : at + 4], "little") & 0x7FFFFFFF)
            lines.append(data[begin : data.find(b"\0", begin)])
    return b"\n".join(lines)
