"""On a disk that cannot be written, everything can still be read, and no file is left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.practice import Practice

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

READING = [
    ["today"],
    ["history"],
    ["progress"],
    ["prompts", "list", "--json"],
    ["export"],
    ["export", "--format", "json"],
    ["doctor"],
    ["restore"],
]


@pytest.fixture
def read_only(practice: Practice, home: Path) -> Iterator[Path]:
    """The home with an answer in it, on a file system mounted read-only."""
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "coach", home], check=True)
    try:
        practice.entries.answer("my words", "give-free.for-free")
        subprocess.run(["mount", "-o", "remount,ro", home], check=True)
        yield home
    finally:
        subprocess.run(["umount", home], check=True)


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def coach(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "coach", *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_reading_works_and_leaves_nothing_behind(read_only: Path, args: list[str]) -> None:
    before = files_in(read_only)
    result = coach(*args)
    assert result.returncode == 0, result.stderr
    assert files_in(read_only) == before


def test_what_cannot_be_saved_is_a_draft_elsewhere(read_only: Path, tmp_path: Path) -> None:
    result = coach("note", "-", stdin=b"precious")
    assert result.returncode == 1
    assert b"read-only" in result.stderr
    (draft,) = (tmp_path / "tmp").rglob("*.txt")
    assert draft.read_text() == "precious"
    assert str(draft).encode() in result.stderr
