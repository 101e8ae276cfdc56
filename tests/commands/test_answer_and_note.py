"""`coach answer` and `coach note`: writing without the app."""

import os
import re
import stat
from datetime import date
from pathlib import Path

import pytest

from coach.domain.history import Filter
from tests.packs.test_library import PACK

FIRST = "give-free.left-without-buying"
OTHER = "value.evidence"
WRITTEN = "Ten minutes and a phone number."


@pytest.mark.parametrize(
    "args", [["answer", OTHER, WRITTEN], ["note", WRITTEN]], ids=["answer", "note"]
)
def test_the_new_id_stands_alone_on_stdout(coach, practice, args: list[str]) -> None:
    result = coach(*args)
    assert (result.code, result.err) == (0, "")
    assert re.fullmatch(r"[0-9a-f]{32}\n", result.out)
    (saved,) = practice.journal.answers()
    assert (saved.id, saved.text) == (result.out.strip(), WRITTEN)


@pytest.mark.parametrize(
    ("args", "stdin", "prompt"),
    [
        ([OTHER, WRITTEN], "", OTHER),
        ([OTHER, "-"], WRITTEN, OTHER),
        ([OTHER], WRITTEN, OTHER),
        ([WRITTEN], "", FIRST),
        (["-"], WRITTEN, FIRST),
        ([], WRITTEN, FIRST),
    ],
)
def test_an_answer_can_be_given_in_every_form(
    coach, practice, args: list[str], stdin: str, prompt: str
) -> None:
    assert coach("answer", *args, stdin=f"{stdin}\r\n\n".encode()).code == 0
    (saved,) = practice.journal.answers()
    asked = practice.library.by_id[prompt]
    assert (saved.kind, saved.text, saved.of) == ("answer", WRITTEN, None)
    assert (saved.prompt, saved.track, saved.ask) == (prompt, asked.track, asked.ask)
    assert (saved.day, saved.week) == (date(2026, 11, 24), "2026-W48")
    assert saved.created == saved.updated == "2026-11-24T10:00:00.000+01:00"


@pytest.mark.parametrize(("args", "stdin"), [([WRITTEN], ""), (["-"], WRITTEN), ([], WRITTEN)])
def test_a_note_can_be_given_in_every_form(coach, practice, args: list[str], stdin: str) -> None:
    assert coach("note", *args, stdin=stdin.encode()).code == 0
    (saved,) = practice.journal.answers()
    assert (saved.kind, saved.text) == ("note", WRITTEN)
    assert (saved.prompt, saved.track, saved.ask) == (None, None, None)


def test_a_text_may_begin_with_a_dash(coach, practice) -> None:
    assert coach("answer", OTHER, "- one thing\n- another").code == 0
    assert coach("note", "-3 degrees and he still came").code == 0
    assert len(practice.journal.answers()) == 2


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (["answer", ""], ""),
        (["answer", " \n"], ""),
        (["answer", OTHER, ""], ""),
        (["answer", OTHER, " \t"], ""),
        (["answer"], ""),
        (["answer", "-"], " \n"),
        (["answer", OTHER], "\n"),
        (["note", ""], ""),
        (["note"], ""),
        (["note", "-"], "\n\n"),
    ],
)
def test_nothing_is_not_saved(coach, home: Path, args: list[str], stdin: str) -> None:
    result = coach(*args, stdin=stdin.encode())
    assert (result.code, result.out) == (2, "")
    assert result.err == "coach: Nothing to save.\n  Write at least a word.\n"
    assert not home.exists()


@pytest.mark.parametrize("args", [["answer"], ["answer", OTHER], ["answer", "-"], ["note"]])
def test_what_is_not_utf_8_is_not_saved_and_its_bytes_stay(
    coach, practice, home: Path, args: list[str]
) -> None:
    written = b"caf\xe9 secret\r\n"
    result = coach(*args, stdin=written)
    assert (result.code, result.out) == (2, "")
    assert "secret" not in result.err
    draft = Path(result.err.splitlines()[1].partition(" in ")[2])
    assert draft.parent == home / "drafts"
    assert draft.read_bytes() == written
    assert practice.journal.answers() == []


def test_an_argument_that_is_no_text_is_refused(coach, home: Path) -> None:
    result = coach("note", "secret \udcff")
    assert result.code == 2
    assert "secret" not in result.err
    assert not home.exists()


def test_an_unknown_question_is_answered_with_the_nearest_ones(coach, home: Path) -> None:
    result = coach("answer", "give-free.for-fre", "Ten minutes.")
    assert (result.code, result.out) == (2, "")
    assert "Nearest: give-free.for-free" in result.err
    assert "Ten minutes" not in result.err
    assert not home.exists()


@pytest.mark.parametrize(
    ("args", "prompt", "text"),
    [
        (["note", "bill", "called", "again"], None, "bill called again"),
        (["note", "-", "one thing"], None, "- one thing"),
        (["note", "a.b", "is no question"], None, "a.b is no question"),
        (["answer", "Mr.", "Smith", "called"], FIRST, "Mr. Smith called"),
        (["answer", "e.g. this"], FIRST, "e.g. this"),
        (["answer", "e.g.", "this"], FIRST, "e.g. this"),
        (["answer", "3.5", "hours"], FIRST, "3.5 hours"),
        (["answer", "Her wish", "and", "more"], FIRST, "Her wish and more"),
        (["answer", OTHER, "She", "left."], OTHER, "She left."),
        (["answer", OTHER, "--on", "today", "She", "left."], OTHER, "She left."),
        (["answer", "--", "-1", "degree"], FIRST, "-1 degree"),
    ],
)
def test_words_need_no_quotes_and_only_an_id_is_a_question(
    coach, practice, args: list[str], prompt: str | None, text: str
) -> None:
    assert coach(*args).code == 0
    (saved,) = practice.journal.answers()
    assert (saved.prompt, saved.text) == (prompt, text)


def test_an_empty_question_saves_nothing_to_another_one(coach, home: Path) -> None:
    result = coach("answer", "", "Her secret wish")
    assert (result.code, result.out) == (2, "")
    assert "secret" not in result.err
    assert not home.exists()


@pytest.mark.parametrize(
    ("named", "day", "week"),
    [
        ("yesterday", "2026-11-23", "2026-W48"),
        ("sun", "2026-11-22", "2026-W47"),
        ("2026-01-01", "2026-01-01", "2026-W01"),
        ("today", "2026-11-24", "2026-W48"),
    ],
)
@pytest.mark.parametrize("command", ["answer", "note"])
def test_what_was_forgotten_is_saved_for_its_day(
    coach, practice, clock, command: str, named: str, day: str, week: str
) -> None:
    coach("note", "of today")
    clock.pass_days(1 / 24)
    assert coach(command, "-", "--on", named, stdin=WRITTEN.encode()).code == 0
    saved = next(a for a in practice.journal.answers() if a.text == WRITTEN)
    assert (saved.day.isoformat(), saved.week) == (day, week)
    assert saved.created.startswith("2026-11-24T11:00")
    in_order = [a.text for a in practice.entries.past(Filter())]
    assert in_order == (["of today", WRITTEN] if named == "today" else [WRITTEN, "of today"])


@pytest.mark.parametrize("named", ["tomorrow", "2026-11-25", "2026-W47", "last week", "nonsense"])
@pytest.mark.parametrize("command", ["answer", "note"])
def test_a_day_that_is_none_or_to_come_saves_nothing_and_leaves_a_draft(
    coach, practice, command: str, named: str
) -> None:
    result = coach(command, "--on", named, "-", stdin=WRITTEN.encode())
    assert result.code == 2
    assert practice.journal.answers() == []
    assert [draft.text for draft in practice.drafts.all()] == [WRITTEN]
    assert WRITTEN not in result.err


def test_a_question_of_a_pack_that_broke_can_still_be_answered(coach, practice) -> None:
    own = practice.places.prompts / "own.toml"
    own.parent.mkdir(parents=True)
    own.write_text(PACK)
    assert coach("answer", "own.one", "first words").code == 0
    own.write_text("broken")
    assert coach("answer", "own.one", "second words").code == 0
    first, second = practice.journal.answers()
    assert (second.prompt, second.track, second.ask) == (first.prompt, first.track, first.ask)


def test_words_for_a_question_in_a_pack_that_is_broken_are_left_as_its_draft(
    coach, practice
) -> None:
    own = practice.places.prompts / "own.toml"
    own.parent.mkdir(parents=True)
    own.write_text("broken")
    result = coach("answer", "own.one", "precious", "words")
    assert result.code == 2
    assert "Left out: own.toml" in result.err
    assert [(d.key, d.text) for d in practice.drafts.all()] == [
        ("answer-own.one", "precious words")
    ]


def left_in(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home / "drafts")) for path in (home / "drafts").rglob("*"))


def test_without_a_text_the_editor_opens_and_its_words_are_saved(
    coach, practice, editor, home: Path
) -> None:
    editor(f"{WRITTEN}\n".encode())
    assert coach("answer").code == 0
    assert coach("note").code == 0
    assert [(a.prompt, a.text) for a in practice.journal.answers()] == [
        (FIRST, WRITTEN),
        (None, WRITTEN),
    ]
    assert left_in(home) == []


@pytest.mark.parametrize("code", [1, 130])
@pytest.mark.parametrize("command", ["answer", "note"])
def test_an_editor_that_ends_with_an_error_saves_nothing_and_leaves_a_draft(
    coach, practice, editor, home: Path, command: str, code: int
) -> None:
    editor(f"{WRITTEN}\n".encode(), code)
    result = coach(command)
    assert (result.code, result.out) == (1, "")
    assert practice.journal.answers() == []
    (draft,) = practice.drafts.all()
    assert draft.text == WRITTEN
    assert "The editor ended with an error" in result.err
    assert str(draft.path) in result.err
    assert WRITTEN not in result.err
    assert left_in(home) == [draft.path.name]


@pytest.mark.parametrize("code", [0, 1])
def test_what_an_editor_leaves_beside_the_text_is_gone_with_it(
    coach, script, home: Path, code: int
) -> None:
    script(
        'cd "$(dirname "$1")"; n=$(basename "$1"); echo words > "$1"; cp "$1" "$n~"\n'
        f'for f in ".$n.un~" ".$n.swp" "#$n#"; do echo words > "$f"; done; exit {code}\n'
    )
    assert coach("note").code == code
    assert left_in(home) == (["note.txt"] if code else [])


def test_the_editor_opens_with_the_question_and_it_is_not_saved(
    coach, practice, script, tmp_path: Path
) -> None:
    script(f'cp "$1" {tmp_path}/seen; printf "# mine\\r\\n#: mine too\\r\\n" >> "$1"\n')
    assert coach("answer", OTHER).code == 0
    (saved,) = practice.journal.answers()
    assert saved.text == "# mine\n#: mine too"
    seen = (tmp_path / "seen").read_text()
    assert all(line.startswith("#: ") for line in seen.splitlines() if line)
    asked = " ".join(line.removeprefix("#: ") for line in seen.splitlines()).strip()
    assert asked == " ".join(practice.library.by_id[OTHER].ask.split())


def test_words_typed_into_the_line_of_the_question_are_saved(coach, practice, script) -> None:
    script('sed -i "1s/$/ My answer./" "$1"\n')
    assert coach("answer", OTHER).code == 0
    assert practice.journal.answers()[0].text.partition("\n")[0].endswith(" My answer.")


def test_an_editor_that_leaves_the_question_alone_saves_nothing(
    coach, practice, script, home: Path
) -> None:
    script(": nothing\n")
    assert coach("answer").code == 2
    assert practice.journal.answers() == []
    assert left_in(home) == []


def test_what_the_editor_writes_is_the_persons_alone_from_the_start(
    coach, editor, tmp_path: Path
) -> None:
    editor(WRITTEN.encode())
    coach("answer")
    assert (tmp_path / "seen").read_text().startswith("-rw------- ")


def test_an_editor_left_empty_saves_nothing_and_leaves_nothing(
    coach, practice, editor, home: Path
) -> None:
    editor(b"\n")
    assert coach("answer").code == 2
    assert practice.journal.answers() == []
    assert list((home / "drafts").glob("*")) == []


def test_what_an_editor_writes_that_is_not_utf_8_stays_in_its_file(coach, editor) -> None:
    editor(b"caf\xe9 secret\n")
    result = coach("answer")
    assert result.code == 2
    assert "secret" not in result.err
    draft = Path(result.err.splitlines()[1].partition(" in ")[2])
    assert draft.read_bytes() == b"caf\xe9 secret\n"


@pytest.mark.parametrize("command", ["there-is-no-such-editor --wait", "/", "'unclosed"])
def test_an_editor_that_cannot_be_started_is_named_and_leaves_nothing(
    coach, terminal, home: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    result = coach("answer")
    assert (result.code, result.out) == (1, "")
    assert "Can't start the editor" in result.err
    assert "EDITOR" in result.err
    assert list((home / "drafts").glob("*")) == []


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("code", "--wait"), ("zed", "--wait"), ("cursor", "--wait"), ("kate -n", "--block"),
        ("gedit", "--wait"), ("code --wait", "--wait"), ("nano", ""),
    ],
)  # fmt: skip
def test_an_editor_that_would_return_at_once_is_told_to_wait(
    coach, terminal, practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str,
    told: str,
) -> None:  # fmt: skip
    program, *own = named.split()
    script = tmp_path / program
    script.write_text(f'#!/bin/sh\necho "$*" > "{tmp_path}/called"\n'
                      'for file; do :; done; echo words > "$file"\n')  # fmt: skip
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", " ".join([str(script), *own]))
    assert coach("note").code == 0
    called = (tmp_path / "called").read_text().split()[:-1]
    assert called == list(dict.fromkeys([*own, *([told] if told else [])]))


def test_a_draft_that_says_what_is_saved_is_removed(coach, practice) -> None:
    draft, _ = practice.open_draft(f"answer-{OTHER}")
    draft.write(f"{WRITTEN}\n")
    draft.close()
    coach("answer", OTHER, WRITTEN)
    assert practice.drafts.all() == []


def test_a_draft_that_says_something_else_stays(coach, practice) -> None:
    draft, _ = practice.open_draft(f"answer-{OTHER}")
    draft.write("Half a thought")
    draft.close()
    coach("answer", OTHER, WRITTEN)
    assert [d.text for d in practice.drafts.all()] == ["Half a thought"]


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (["answer", OTHER, WRITTEN], ""),
        (["answer", WRITTEN], ""),
        (["answer", "-"], WRITTEN),
        (["answer", OTHER], WRITTEN),
        (["answer"], WRITTEN),
        (["note", WRITTEN], ""),
        (["note"], WRITTEN),
    ],
)
@pytest.mark.parametrize("empty", [False, True], ids=["cut off", "empty"])
def test_a_damaged_journal_is_left_as_it_is_and_the_text_is_a_draft(
    coach, damaged: Path, args: list[str], stdin: str, empty: bool
) -> None:
    if empty:
        damaged.write_bytes(b"")
    before = damaged.read_bytes()
    result = coach(*args, stdin=stdin.encode())
    assert (result.code, result.out) == (1, "")
    hint = result.err.splitlines()[1]
    assert WRITTEN not in result.err
    draft = Path(hint.partition(": ")[2])
    assert draft.read_text() == WRITTEN
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert damaged.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (["answer", OTHER, WRITTEN], ""),
        (["answer", WRITTEN], ""),
        (["answer"], WRITTEN),
        (["note"], WRITTEN),
    ],
)
def test_where_nothing_can_be_written_the_text_goes_to_the_temporary_folder(
    coach, no_home: Path, tmp_path: Path, args: list[str], stdin: str
) -> None:
    result = coach(*args, stdin=stdin.encode())
    assert (result.code, result.out) == (1, "")
    draft = Path(result.err.splitlines()[1].partition(": ")[2])
    assert draft.read_text() == WRITTEN
    assert draft.is_relative_to(tmp_path / "tmp")
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert stat.S_IMODE(draft.parent.stat().st_mode) == 0o700


def test_what_is_written_is_the_persons_alone(coach, damaged: Path, home: Path) -> None:
    before = os.umask(0)
    try:
        coach("note", "left as a draft")
        damaged.unlink()
        coach("answer", OTHER, WRITTEN)
        coach("note", stdin=b"\xff")
    finally:
        os.umask(before)
    files = [path for path in home.rglob("*") if path.is_file()]
    folders = [path for path in [home, *home.rglob("*")] if path.is_dir()]
    assert len(files) >= 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


@pytest.mark.parametrize("args", [["--", "-text"], ["so", "--", "-text", "--on"]])
def test_words_after_two_dashes_are_words_whatever_they_look_like(coach, practice, args) -> None:
    assert coach("note", *args).code == 0
    assert coach("answer", "give-free.for-free", *args).code == 0
    said = " ".join(word for word in args if word != "--")
    assert [answer.text for answer in practice.journal.answers()] == [said, said]
