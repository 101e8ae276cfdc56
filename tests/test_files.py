"""How a file is replaced: what reaches the disk, and when."""

import os
from pathlib import Path

import pytest

from coach import files

LARGE = os.urandom(2 * files.A_STRETCH + 100)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Where the disk was told to begin, and with how many bytes."""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(
        os, "posix_fadvise", lambda _, at, many, advice: told.append((at, many)), raising=False
    )
    monkeypatch.setattr(os, "POSIX_FADV_DONTNEED", 4, raising=False)
    return told


def test_the_disk_begins_with_a_large_file_while_it_is_written(
    begun: list[tuple[int, int]], tmp_path: Path
) -> None:
    files.replace(tmp_path / "large", [b"a small piece", LARGE])
    first = len(b"a small piece")
    assert begun == [(first, files.A_STRETCH), (first + files.A_STRETCH, files.A_STRETCH)]
    assert (tmp_path / "large").read_bytes() == b"a small piece" + LARGE


def test_a_small_file_is_synced_at_once(begun: list[tuple[int, int]], tmp_path: Path) -> None:
    files.replace(tmp_path / "small", [b"a few words"])
    assert begun == []


def test_a_disk_that_takes_no_hint_still_gets_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*_: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "posix_fadvise", refused, raising=False)
    files.replace(tmp_path / "large", [LARGE])
    assert (tmp_path / "large").read_bytes() == LARGE
    monkeypatch.delattr(os, "posix_fadvise")  # as on a Mac
    files.replace(tmp_path / "large", [LARGE[::-1]])
    assert (tmp_path / "large").read_bytes() == LARGE[::-1]
