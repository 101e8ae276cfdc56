"""Whatever bytes come in: they are saved, or left as a draft, or refused; nothing half-taken."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cli import main
from coach.domain.text import normalize
from coach.errors import CoachError
from coach.practice import Practice
from tests.strange import changed_json, few, strange

OLD = Path(__file__).parents[1] / "fixtures" / "schema-1"

Run = Callable[..., int]


@pytest.fixture
def run(clock: object) -> Run:
    """Runs a command with these bytes on stdin; unlike `coach`, many times in one test."""

    def run(*args: str, stdin: bytes) -> int:
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with mock.patch.multiple(
            sys, stdin=io.TextIOWrapper(io.BytesIO(stdin)), stdout=out, stderr=io.StringIO()
        ):
            return main(args)

    return run


@few()
@given(data=strange(b"@bill fragte\n\n# was?\n"))
def test_any_bytes_on_stdin_are_saved_or_left_as_a_draft(
    run: Run, practice: Practice, home: Path, data: bytes
) -> None:
    before = len(practice.journal.answers())
    code = run("note", "-", stdin=data)
    paths = [*(home / "drafts").glob("*.txt")]
    drafts = [path.read_bytes() for path in paths]
    for path in paths:
        path.unlink()  # or there are soon as many as there may be
    if code == 0:
        assert practice.journal.answers()[before].text == normalize(data.decode("utf-8-sig"))
    else:
        assert len(practice.journal.answers()) == before
        assert data in drafts or not data.decode("utf-8-sig").strip()


@few(5)
@given(data=strange(b"/why\nWas geschah?\n\n\nkept\n/another\n/leave\n"))
def test_a_session_of_any_bytes_ends_without_a_fault(run: Run, home: Path, data: bytes) -> None:
    assert run("session", stdin=data) in (0, 1, 2)
    assert not (home / "state" / "crash.txt").exists()


@few(6)
@given(data=st.data())
@pytest.mark.parametrize("name", ["schema-1-export.json", "schema-1.json"])
def test_any_bytes_are_imported_whole_or_not_at_all(
    practice: Practice, name: str, data: st.DataObject
) -> None:
    whole = (OLD / name).read_bytes()
    practice.entries.note("here")
    before = practice.journal.everything()
    try:
        practice.transfer.import_(data.draw(strange(whole) | changed_json(whole)))
    except CoachError:
        assert practice.journal.everything() == before
    assert practice.journal.problem() is None
    practice.places.journal.unlink()
    practice.journal.accept()
