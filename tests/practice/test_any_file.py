"""Whatever file is imported or lies in the folder: taken whole, or left whole and said why."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.history import Filter
from coach.errors import CoachError
from coach.paths import Places
from coach.practice import Practice
from coach.practice.transfer import read_file
from tests.conftest import FixedClock
from tests.strange import changed_json, few, strange


@pytest.fixture
def elsewhere(tmp_path: Path, clock: FixedClock) -> Practice:
    """Another machine, with an answer, a promise, a line and a pause."""
    home = tmp_path / "elsewhere"
    there = Practice(Places(home, home / "config.toml", home / "state"), clock=clock)
    answer = there.entries.answer("Words of @bill.", "give-free.for-free")
    there.promises.make("Bill calls", "check his oil")
    there.playbook.add("my-value", "I find it.", answer)
    there.course.pause(["2026-W50"], "Away.")
    return there


@few(10)
@given(data=st.data())
def test_an_export_with_any_value_changed_is_taken_whole_or_not_at_all(
    practice: Practice, elsewhere: Practice, data: st.DataObject
) -> None:
    whole = elsewhere.transfer.export("json", Filter()).encode()
    practice.entries.note("Here.")
    before = practice.journal.everything()
    changed = data.draw(strange(whole) | changed_json(whole))
    try:
        dry = practice.transfer.import_(changed, dry_run=True)
        assert practice.journal.everything() == before
        done = practice.transfer.import_(changed)
    except CoachError as error:
        assert practice.journal.everything() == before
        assert "Words of" not in str(error)
    else:
        assert (done.new, done.merged, done.same) == (dry.new, dry.merged, dry.same)
        assert practice.transfer.import_(changed).new == 0
    assert practice.journal.problem() is None
    practice.places.journal.unlink()
    practice.journal.accept()


@few(10)
@given(data=st.data())
def test_a_machines_file_of_any_bytes_is_merged_whole_or_named(
    practice: Practice, elsewhere: Practice, tmp_path: Path, data: st.DataObject
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(exist_ok=True)
    whole = elsewhere.places.journal.read_bytes()
    practice.entries.note("Here.")
    before = practice.journal.everything()
    path = folder / "coach-0123456789abcdef.json"
    path.write_bytes(data.draw(strange(whole)))
    synced = practice.sync.sync(folder)
    if synced.skipped:
        assert practice.journal.everything() == before
        assert all(path.name in why and "Words of" not in why for why in synced.skipped)
    else:
        assert synced.new == len(elsewhere.journal.everything())
    for file in folder.iterdir():
        file.unlink()
    practice.places.journal.unlink()
    practice.journal.accept()


def changed(document: dict[str, Any], table: str, **fields: Any) -> bytes:
    first = {**document[table][0], **fields}
    return json.dumps({**document, table: [first, *document[table][1:]]}).encode()


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("answers", {"day": "0000-01-01"}),
        ("answers", {"day": "0001-01-01", "week": "0001-W01"}),
        ("answers", {"day": "9999-12-31", "week": "9999-W52"}),
        ("answers", {"created": "9999-12-31T23:59:59.999-14:00"}),
        ("answers", {"text": ["a", "list"]}),
        ("answers", {"text": "\ud800"}),
        ("answers", {"id": "../../etc/passwd"}),
        ("answers", {"rev": 10**400}),
        ("answers", {"revisions": [[[]]]}),
        ("promises", {"due": "9999-12-31"}),
        ("promises", {"status": "kept"}),
        ("promises", {"came_back": [{"day": "2026-11-24"}]}),
        ("lines", {"page": "no-page"}),
        ("pauses", {"week": "2026-W54"}),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_taken(
    practice: Practice, elsewhere: Practice, table: str, fields: dict[str, Any]
) -> None:
    document = json.loads(elsewhere.transfer.export("json", Filter()))
    data = changed(document, table, **fields)
    with pytest.raises(CoachError, match=r"1 of the file|JSON") as raised:
        practice.transfer.import_(data)
    assert raised.value.hint
    assert not practice.places.data.exists()


def test_a_folder_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "a\0b"):
        with pytest.raises((CoachError, ValueError)):
            read_file(path)


@pytest.mark.faults
@pytest.mark.parametrize(
    "make",
    [
        lambda whole: b"\0" * 200_000_000,
        lambda whole: b"[" * 200_000_000,
        lambda whole: b"\xff" * 200_000_000,
        lambda whole: b'{"_meta"' + b" x" * 100_000_000,
        lambda whole: whole[:-3] + b" " * 200_000_000 + whole[-3:],
    ],
    ids=["zeros", "brackets", "no UTF-8", "nearly a journal", "an export with 200 MB of spaces"],
)
def test_200_megabytes_are_an_error_or_taken(
    practice: Practice, elsewhere: Practice, make: Callable[[bytes], bytes]
) -> None:
    whole = elsewhere.transfer.export("json", Filter()).encode()
    data = make(whole)
    if data.startswith(whole[:40]):
        assert practice.transfer.import_(data).new == len(elsewhere.journal.everything())
    else:
        with pytest.raises(CoachError):
            practice.transfer.import_(data)
        assert not practice.places.data.exists()
