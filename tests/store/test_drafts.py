"""Drafts: what is typed is on disk, and two windows never share one."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given

from coach.errors import SaveError
from coach.practice import Practice
from coach.practice.drafting import draft_key, form_text, form_values
from coach.store.drafts import Drafts
from tests.strange import few, strange

KEY = draft_key("answer", "give-free.for-free")


@pytest.fixture
def drafts(home: Path) -> Drafts:
    return Drafts(home / "drafts")


def test_what_was_written_is_found_again(drafts: Drafts) -> None:
    draft = drafts.open(KEY)
    draft.write("half a\r\nthought \x0c")
    draft.close()
    assert [(d.key, d.text) for d in drafts.all()] == [(KEY, "half a\r\nthought \x0c")]
    assert drafts.open(KEY).read() == "half a\r\nthought \x0c"


def test_a_second_window_gets_its_own(drafts: Drafts) -> None:
    one, two = drafts.open(KEY), drafts.open(KEY)
    one.write("one")
    two.write("two")
    assert one.path != two.path
    assert drafts.all() == []  # both are open, so neither waits
    one.close()
    two.close()
    assert {d.text for d in drafts.all()} == {"one", "two"}
    assert {d.key for d in drafts.all()} == {KEY}


def test_the_newest_is_taken_first(drafts: Drafts) -> None:
    for age, text in ((100, "older"), (50, "newer")):
        path = drafts.save(KEY, text.encode())
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    assert drafts.open(KEY).read() == "newer"
    assert drafts.open(KEY).read() == "older"
    assert drafts.open(KEY).read() == ""


def test_an_empty_text_takes_the_file_away(drafts: Drafts) -> None:
    draft = drafts.open(KEY)
    draft.write("words")
    draft.write(" \n")
    draft.close()
    assert list(drafts.folder.iterdir()) == []


def test_only_its_owner_may_read_it(drafts: Drafts) -> None:
    draft = drafts.open(KEY)
    draft.write("private")
    assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts.folder.stat().st_mode) == 0o700


def test_what_could_not_be_saved_never_replaces_another_draft(drafts: Drafts) -> None:
    window = drafts.open(KEY)
    paths = [drafts.save(KEY, text) for text in (b"one", b"two", b"three")]
    window.write("typed")
    assert [path.read_bytes() for path in paths] == [b"one", b"two", b"three"]
    assert window.read() == "typed"


def test_bytes_that_are_no_text_are_left_where_they_are(drafts: Drafts) -> None:
    path = drafts.save(KEY, b"caf\xe9")
    window = drafts.open(KEY)
    window.write("words")
    assert path.read_bytes() == b"caf\xe9"
    assert [d.text for d in drafts.all()] == []


def test_where_the_folder_cannot_be_written_it_goes_to_the_temporary_one(
    drafts: Drafts, tmp_path: Path
) -> None:
    drafts.folder.parent.write_text("a file where the home should be")
    path = drafts.save(KEY, b"words")
    assert path.read_bytes() == b"words"
    assert path.is_relative_to(tmp_path / "tmp")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    waiting = drafts.open(KEY)
    assert (waiting.path, waiting.read()) == (path, "words")
    waiting.close()
    with pytest.raises(SaveError, match="write the draft"):
        drafts.open("note")
    assert [draft.text for draft in drafts.all()] == ["words"]
    assert Drafts(tmp_path / "another" / "drafts").all() == []


def test_a_draft_of_what_was_saved_is_dropped_at_the_start(practice: Practice) -> None:
    practice.entries.answer("saved words", "give-free.for-free")
    practice.drafts.save(KEY, b"saved words\n")
    practice.drafts.save(KEY, b"other words")
    practice.drafts.save("note", b"saved words")
    practice.drafts.save("note", b"noted")
    practice.entries.note("noted")
    practice.drop_saved_drafts()
    assert {(d.key, d.text) for d in practice.drafts.all()} == {
        (KEY, "other words"),
        ("note", "saved words"),
    }


FORM = b"cue: Bill calls\nact: check his invoice\n    and the last one\noutcome: not-yet\n"


@few()
@given(data=strange(FORM))
def test_a_draft_of_any_bytes_is_read_or_left_as_it_is(practice: Practice, data: bytes) -> None:
    for key in ("note", "promise", "edit-0123", KEY):
        path = practice.drafts.save(key, data)
        draft, text = practice.open_draft(key)
        draft.close()
        assert text or path.read_bytes() == data
        assert form_text(form_values(text)) is not None
        practice.drop_saved_drafts()
        assert path.read_bytes() == data
        path.unlink()
