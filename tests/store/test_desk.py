"""Where an editor works: nothing of it stays, and no word of it is lost in a crash."""

from pathlib import Path

import pytest

from coach.practice import Practice
from coach.store.desk import words_in
from coach.store.drafts import Drafts


@pytest.fixture
def drafts(practice: Practice) -> Drafts:
    return practice.drafts


def crashed(drafts: Drafts, text: str, writes: str | None, key: str = "note") -> Path:
    """The editor wrote, and then coach was killed; the folder of the editor is there."""
    draft = drafts.open(key)
    file = draft.open_for_editor(text, "What happened?")
    if writes is not None:
        file.write_text(file.read_text() + writes)
    draft.close()
    return file


def names(drafts: Drafts) -> set[str]:
    return {path.name for path in drafts.folder.iterdir()}


def test_what_was_written_before_a_crash_becomes_the_draft(
    practice: Practice, drafts: Drafts
) -> None:
    file = crashed(drafts, "", "precious\n")
    file.with_name(".note.txt.un~").write_bytes(b"Vim\x9fUnDo\xe5precious")
    practice.drop_saved_drafts()
    assert [(d.key, d.text) for d in drafts.all()] == [("note", "precious")]
    assert names(drafts) == {"note.txt"}


def test_the_next_editor_goes_on_with_what_a_crash_left(drafts: Drafts) -> None:
    crashed(drafts, "", "precious\n")
    assert drafts.open("note").read() == "precious"


def test_a_crash_never_costs_the_draft_of_before(practice: Practice, drafts: Drafts) -> None:
    drafts.save("note", b"of before")
    file = crashed(drafts, "of before", None)
    file.write_text("quite other words")
    practice.drop_saved_drafts()
    assert {d.text for d in drafts.all()} == {"of before", "quite other words"}


def test_a_file_that_a_crash_left_empty_costs_nothing(practice: Practice, drafts: Drafts) -> None:
    drafts.save("note", b"of before")
    crashed(drafts, "of before", None).write_text("")
    practice.drop_saved_drafts()
    assert [d.text for d in drafts.all()] == ["of before"]
    assert names(drafts) == {"note.txt"}


def test_latin_1_that_a_crash_left_is_a_draft(practice: Practice, drafts: Drafts) -> None:
    crashed(drafts, "", None).write_bytes(b"caf\xe9")
    practice.drop_saved_drafts()
    assert [d.text for d in drafts.all()] == ["caf\u00e9"]
    assert names(drafts) == {"note.txt"}


def test_a_draft_that_is_no_text_never_costs_what_a_crash_left(
    practice: Practice, drafts: Drafts
) -> None:
    file = crashed(drafts, "", "precious\n")
    (drafts.folder / "note.txt").write_bytes(b"caf\xe9")
    practice.drop_saved_drafts()
    assert [d.text for d in drafts.all()] == ["precious"]
    assert not file.parent.exists()
    assert [path.read_bytes() for path in drafts.folder.glob("*.bytes")] == [b"caf\xe9"]


def test_an_editor_that_is_open_is_left_alone(practice: Practice, drafts: Drafts) -> None:
    draft = drafts.open("note")
    file = draft.open_for_editor("", "")
    practice.drop_saved_drafts()
    assert drafts.remains() == []
    file.write_text("words")
    assert draft.take_from_editor() == "words"
    assert not file.parent.exists()


def test_it_works_in_a_folder_for_its_owner_alone(drafts: Drafts) -> None:
    file = drafts.open("note").open_for_editor("words", "")
    assert [path.stat().st_mode & 0o777 for path in (file.parent, file)] == [0o700, 0o600]


REMAINS = {
    ".note.txt.un~": b"Vim\x9fUnDo\xe5saved words",
    "note.txt~": b"saved words\n",
    "#note.txt#": b"unsaved words\n",
    "answer-give-free.for-free.txt.save": b"emergency\n",
    ".note.txt.swo": b"half a dr",
}


def test_old_remains_are_found_and_removed_without_losing_unsaved_words(
    coach, practice: Practice, drafts: Drafts
) -> None:
    practice.entries.note("saved words, and more")
    drafts.save("note", b"half a draft")
    for name, data in REMAINS.items():
        (drafts.folder / name).write_bytes(data)
    (drafts.folder / ".#note.txt").symlink_to("me@machine.1:2")
    told = coach("doctor")
    assert told.code == 1
    assert "WRONG  drafts: an editor left 6 files beside them" in told.out
    assert "Fix: coach doctor --tidy" in told.out
    assert "drafts" not in "".join(coach("doctor", "--tidy", "--yes").out.split("WRONG")[1:])
    assert {(d.key, d.text.strip()) for d in drafts.all()} == {
        ("note", "half a draft"),
        ("note", "unsaved words"),
        ("answer-give-free.for-free", "emergency"),
    }
    assert all(
        path.suffix == ".txt" and path.name[0] not in ".#" for path in drafts.folder.iterdir()
    )


def test_erasing_clears_what_editors_left(coach, practice: Practice, drafts: Drafts) -> None:
    note = practice.entries.note("secret words")
    crashed(drafts, "", "more secret words", key=f"edit-{note.id}")
    for name in ("note.txt~", ".note.txt.un~", "#note.txt#"):
        (drafts.folder / name).write_bytes(b"secret words")
    coach("erase", note.id, "--yes")
    left = [path for path in practice.places.data.rglob("*") if path.is_file()]
    assert [path for path in left if b"secret" in path.read_bytes()] == []
    assert list(drafts.folder.iterdir()) == []


def swap_file(*lines: str) -> bytes:
    """What vim writes: a page that names it, a page of pointers, a page of lines from its end."""
    index, page = b"", b""
    for line in lines:
        page = line.encode() + b"\0" + page
        index += (4096 - len(page)).to_bytes(4, "little")
    count = len(lines).to_bytes(8, "little")
    head = b"ad\0\0" + b"\0" * 8 + (4096).to_bytes(4, "little") + count + index
    name = b"b0VIM 9.0\0\0\0" + (4096).to_bytes(4, "little")
    return (
        name.ljust(4096, b"\0")
        + b"tp".ljust(4096, b"\0")
        + head
        + page.rjust(4096 - len(head), b"\0")
    )


def test_words_that_are_only_in_a_swap_file_of_vim_become_a_draft(
    practice: Practice, drafts: Drafts
) -> None:
    file = crashed(drafts, "", None)
    data = swap_file("#: What happened?", "", "three with Zwölf Äpfel", "and more")
    file.with_name(".note.txt.swp").write_bytes(data)
    practice.drop_saved_drafts()
    assert [d.text for d in drafts.all()] == ["three with Zwölf Äpfel\nand more"]
    assert names(drafts) == {"note.txt"}


@pytest.mark.parametrize("cut", [0, 5, 20, 4096, 8200, 8216, 8230])
def test_a_swap_file_that_is_cut_off_is_no_crash(tmp_path: Path, cut: int) -> None:
    (tmp_path / ".note.txt.swp").write_bytes(swap_file("one", "two")[:cut])
    assert "\0" not in words_in(tmp_path / ".note.txt.swp")


def test_words_in_latin_1_that_an_editor_left_become_a_draft(practice: Practice) -> None:
    practice.drafts.folder.mkdir(parents=True, mode=0o700)
    (practice.drafts.folder / "note.txt.save").write_bytes(b"the only copy, caf\xe9")
    practice.tidy_drafts()
    assert [draft.text for draft in practice.drafts.all()] == ["the only copy, caf\u00e9"]
