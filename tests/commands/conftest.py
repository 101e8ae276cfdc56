"""What the tests of the command line share."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.practice import Practice


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts the person at a terminal with an editor that writes these bytes to the file."""

    def install(writes: bytes, code: int = 0) -> None:
        (tmp_path / "written").write_bytes(writes)
        script = tmp_path / "my editor"
        script.write_text(
            f'#!/bin/sh\ncat "{tmp_path}/written" > "$1"\n'
            f'ls -l "$1" > "{tmp_path}/seen"\nexit {code}\n'
        )
        script.chmod(0o700)
        monkeypatch.setenv("VISUAL", f"'{script}'")
        at_a_terminal(monkeypatch)

    return install


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts the person at a terminal with an editor that does this to the file, its `$1`."""

    def install(does: str) -> None:
        editor = tmp_path / "script"
        editor.write_text(f"#!/bin/sh\n{does}")
        editor.chmod(0o700)
        monkeypatch.setenv("VISUAL", str(editor))
        at_a_terminal(monkeypatch)

    return install


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True), stderr=sys.stderr)
    monkeypatch.setattr("coach.commands.writing.sys", terminal)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the person at a terminal."""
    at_a_terminal(monkeypatch)


@pytest.fixture
def no_home(home: Path) -> Path:
    """A home that can be neither read nor made: a file is in its way."""
    home.write_text("in the way")
    return home


@pytest.fixture
def damaged(practice: Practice, home: Path) -> Path:
    """A journal with something in it, cut off in the middle."""
    practice.entries.answer("one saved answer", "give-free.for-free")
    journal = home / "coach.json"
    journal.write_bytes(journal.read_bytes()[:-40])
    return journal
