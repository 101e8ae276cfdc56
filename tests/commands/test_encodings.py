"""What a person's other programs write, they may write with a byte-order mark and any line ends."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.practice import Practice
from tests.conftest import Result
from tests.packs.test_library import PACK

Coach = Callable[..., Result]

PROMISE = "cue: Bill calls\naction: check his invoice\n"


def windows(text: str) -> bytes:
    """What Notepad saves."""
    return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()


UTF_16 = [text.encode("utf-16") for text in ("precious words", "wertvolle Wörter")]
UTF_16.append(codecs.BOM_UTF16_BE + "precious words".encode("utf-16-be"))


@pytest.mark.parametrize("command", ["note", "answer"])
def test_a_text_on_stdin_is_saved_without_its_mark(
    coach: Coach, practice: Practice, command: str
) -> None:
    assert coach(command, "-", stdin=windows("one\ntwo\n")).code == 0
    assert [answer.text for answer in practice.journal.answers()] == ["one\ntwo"]


def test_a_mark_alone_is_nothing_to_save(coach: Coach, home: Path) -> None:
    assert coach("note", "-", stdin=codecs.BOM_UTF8).code == 2
    assert not home.exists()


def test_a_promise_can_be_reworded_from_a_file_of_notepad(coach: Coach, practice: Practice) -> None:
    made = coach("promise", "add", "--if", "Bill calls", "--then", "listen").out.strip()
    assert coach("edit", made, stdin=windows(PROMISE)).code == 0
    (promise,) = practice.journal.promises()
    assert (promise.cue, promise.action) == ("Bill calls", "check his invoice")


def test_settings_and_packs_are_read_with_a_mark(
    coach: Coach, practice: Practice, home: Path
) -> None:
    practice.places.prompts.mkdir(parents=True)
    (practice.places.prompts / "own.toml").write_bytes(windows(PACK))
    practice.places.config_file.write_bytes(windows('day_starts = "11:00"\nplain = true\n'))
    assert coach("prompts", "check").code == 0
    result = coach("note", "before eleven")
    assert (result.code, result.err) == (0, "")
    assert practice.journal.answers()[0].day.day == 23


@pytest.mark.parametrize("name", ["export.json", "coach.json"])
def test_an_import_is_read_with_a_mark(
    coach: Coach, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    coach("note", "words")
    exported = coach("export", "--format", "json").out
    text = (home / name).read_text() if name == "coach.json" else exported
    (tmp_path / name).write_bytes(windows(text))
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
    assert coach("import", str(tmp_path / name)).code == 0
    assert "words" in coach("history").out


def test_a_draft_is_read_with_a_mark(practice: Practice) -> None:
    practice.drafts.save("note", windows("one\ntwo\n"))
    draft, text = practice.open_draft("note")
    draft.close()
    assert text == "one\ntwo"
    practice.entries.note("one\ntwo")
    practice.drop_saved_drafts()
    assert practice.drafts.all() == []


@pytest.mark.parametrize("data", UTF_16)
def test_utf_16_on_stdin_is_called_so_and_its_bytes_stay(
    coach: Coach, practice: Practice, home: Path, data: bytes
) -> None:
    result = coach("note", "-", stdin=data)
    assert result.code == 2
    assert "is UTF-16, not UTF-8" in result.err
    assert [path.read_bytes() for path in (home / "drafts").glob("*.txt")] == [data]
    assert practice.journal.answers() == []


@pytest.mark.parametrize("data", UTF_16)
def test_utf_16_is_never_half_imported(
    coach: Coach, practice: Practice, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "export.json").write_bytes(data)
    result = coach("import", str(tmp_path / "export.json"))
    assert (result.code, result.err.splitlines()[0]) == (
        1,
        "coach: This file is UTF-16, not UTF-8.",
    )
    assert practice.journal.answers() == []


def test_settings_in_utf_16_are_called_so_and_stop_nothing(coach: Coach, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_bytes("plain = true".encode("utf-16"))
    result = coach("note", "words")
    assert result.code == 0
    assert "config.toml: the file is UTF-16, not UTF-8." in result.err
