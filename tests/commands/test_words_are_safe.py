"""What a person gives to a command is saved, or is where the message says."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import files
from coach.errors import SaveError
from coach.practice import Practice
from tests.conftest import Result

Coach = Callable[..., Result]


@pytest.mark.parametrize(
    "text",
    ["彼女は電話番号を残して帰った。", "nothing", "ok!", "Grüße"],
    ids=["ja", "en", "ok", "de"],
)
def test_a_text_of_one_word_is_an_answer(coach: Coach, practice: Practice, text: str) -> None:
    assert coach("answer", text).code == 0
    assert [answer.text for answer in practice.journal.answers()] == [text]


def test_words_on_stdin_for_an_unknown_question_become_a_draft(
    coach: Coach, practice: Practice
) -> None:
    result = coach("answer", "give-fre.for-free", stdin=b"precious")
    assert result.code == 2
    (draft,) = practice.drafts.all()
    assert draft.text == "precious"
    assert "give-free.for-free" in result.err
    assert str(draft.path) in result.err


def test_an_export_is_written_to_a_pipe_and_does_not_replace_it(
    coach: Coach, practice: Practice, tmp_path: Path
) -> None:
    practice.entries.note("words")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    assert coach("export", "-o", str(pipe), "--force").code == 0
    reader.join(10)
    assert pipe.is_fifo()
    assert "words" in read[0]


def test_an_import_never_replaces_what_another_process_has_changed(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = practice.entries.new_note("words")
    other = Practice(practice.places, clock=practice.clock)
    assert other.journal.answers() == []
    practice.journal.merge([note])
    practice.entries.edit(note.id, "newer words")
    assert other.journal.merge([note]) == []
    assert [(a.text, a.rev) for a in other.journal.answers()] == [("newer words", 2)]


def test_a_folder_that_cannot_be_synced_is_named_as_it_is(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.entries.note("one")

    def fails(path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "sync_folder", fails)
    with pytest.raises(SaveError, match="didn't confirm"):
        practice.entries.note("two")
    assert [answer.text for answer in practice.journal.answers()] == ["one", "two"]
    practice.drop_saved_drafts()
    assert practice.drafts.all() == []


@pytest.mark.parametrize("args", [["today"], ["export", "-o", "~nosuchuser/x"]])
def test_a_home_of_nobody_is_wrong_usage(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    if args == ["today"]:
        monkeypatch.setenv("COACH_HOME", "~nosuchuser/x")
    result = coach(*args)
    assert result.code == 2
    assert "There is no such home" in result.err


def test_history_shows_characters_that_steer_a_terminal_and_the_export_has_them(
    coach: Coach, practice: Practice
) -> None:
    practice.entries.note("red \x1b[2J wiped\x07")
    assert "red ␛[2J wiped␇" in coach("history").out
    assert "red \x1b[2J wiped\x07" in coach("export").out


@pytest.mark.parametrize(
    "args", [["note", "-hello this is private"], ["private words here"], ["history", "-n", "²"]]
)
def test_no_usage_error_repeats_a_persons_words(coach: Coach, args: list[str]) -> None:
    result = coach(*args)
    assert result.code == 2
    assert "private" not in result.err
    assert "invalid" not in result.err
