"""`coach export` and `coach import`: everything a person wrote, there and back."""

import io
import json
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from coach import __version__
from coach.domain.records import ANSWERS
from tests.builders import on


@pytest.fixture
def full(coach, clock, practice) -> list[str]:
    """A journal with everything in it that an answer can be; gives the ids."""
    ids = [
        coach("answer", "value.evidence", "Zwölf. „Ja“ 🙂\n\n\tmore  \nend").out.strip(),
    ]
    clock.pass_days(0.01)
    ids.append(coach("note", "@bill wrote").out.strip())
    clock.pass_days(8)
    ids.append(coach("answer", "circle.who-i-serve", "Three.").out.strip())
    one, note, last = practice.journal.answers()
    practice.journal.put(
        [
            ANSWERS.changed(replace(one, text="Elf."), one.updated, text=one.text),
            replace(note, deleted=True),
            replace(
                last, prompt="gone.question", track="gone", week="2020-W01", day=on("2020-01-01")
            ),
        ]
    )
    return ids


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Moves on to another machine: an empty home."""

    def move() -> Path:
        monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
        return tmp_path / "elsewhere"

    return move


def test_its_json_has_exactly_its_shape(coach, practice, full: list[str]) -> None:
    answers = sorted(practice.journal.answers(), key=lambda a: (a.day, a.id))
    assert json.loads(coach("export", "--format", "json").out) == {
        "coach": {"schema": 2, "version": __version__, "masked": False},
        "answers": [ANSWERS.record(answer) for answer in answers],
        "promises": [],
        "pauses": [],
        "lines": [],
        "choices": {},
    }


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_an_export_taken_in_elsewhere_exports_as_the_same_bytes(
    coach, full: list[str], elsewhere, tmp_path: Path, way: str
) -> None:
    exported = coach("export", "--format", "json").out.encode()
    (tmp_path / "all.json").write_bytes(exported)
    elsewhere()
    source = str(tmp_path / "all.json") if way == "file" else "-"
    result = coach("import", source, stdin=exported if way == "stdin" else b"")
    assert (result.code, result.out) == (0, "")
    assert result.err == "3 imported, 0 merged.\n"
    assert coach("export", "--format", "json").out.encode() == exported


class Terminal(io.StringIO):
    """Takes what is written for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("many", "stderr", "bars"),
    [
        (3, Terminal(), {"Checking", "Merging"}),
        (4, Terminal(), set()),
        (3, io.StringIO(), set()),
    ],
    ids=["long", "short", "no terminal"],
)
def test_a_long_import_shows_on_a_terminal_how_far_it_is(
    coach, full: list[str], elsewhere, monkeypatch: pytest.MonkeyPatch, many, stderr, bars
) -> None:
    exported = coach("export", "--format", "json").out.encode()
    elsewhere()
    monkeypatch.setattr("coach.commands.import_.MANY", many)
    monkeypatch.setattr("sys.stderr", stderr)
    assert coach("import", "-", stdin=exported).code == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", stderr.getvalue())
    assert {*re.findall(r"(\w+) +━+ +\d/3", shown)} == bars
    assert shown.endswith("3 imported, 0 merged.\n")


def test_taking_it_in_twice_changes_nothing(coach, full: list[str], home: Path) -> None:
    exported = coach("export", "--format", "json").out.encode()
    before = (home / "coach.json").read_bytes()
    result = coach("import", "-", stdin=exported)
    assert (result.code, result.err) == (0, "0 imported, 0 merged. 3 already here.\n")
    assert (home / "coach.json").read_bytes() == before


def test_what_is_here_already_is_merged_and_no_words_are_lost(
    coach, full: list[str], practice
) -> None:
    other = coach("export", "--format", "json").out.replace("Three.", "Four.").encode()
    dry = coach("import", "-", "--dry-run", stdin=other)
    assert dry.err == "0 would be imported, 1 merged. 2 already here.\n"
    assert coach("import", "-", stdin=other).err == "0 imported, 1 merged. 2 already here.\n"
    answer = next(a for a in practice.journal.answers() if a.id == full[2])
    assert {answer.text, *(version["text"] for version in answer.revisions)} == {"Three.", "Four."}


def test_an_older_export_changes_nothing(coach, full: list[str], practice) -> None:
    older = coach("export", "--format", "json").out.encode()
    practice.entries.edit(full[2], "Five.")
    before = coach("export", "--format", "json").out
    dry = coach("import", "-", "--dry-run", stdin=older)
    assert dry.err == "0 would be imported, 0 merged. 3 already here.\n"
    assert coach("import", "-", stdin=older).err == "0 imported, 0 merged. 3 already here.\n"
    assert coach("export", "--format", "json").out == before


def test_a_dry_run_says_what_would_come_in_and_makes_nothing(
    coach, full: list[str], elsewhere
) -> None:
    exported = coach("export", "--format", "json").out.encode()
    new_home = elsewhere()
    result = coach("import", "-", "--dry-run", stdin=exported)
    said = "3 would be imported, 0 merged.\nNew: 3 answers.\n"
    assert (result.code, result.err) == (0, said)
    assert not new_home.exists()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_broken_record_keeps_all_of_them_out(
    coach, full: list[str], elsewhere, number: int
) -> None:
    document = json.loads(coach("export", "--format", "json").out)
    document["answers"][number - 1]["created"] = "a secret"
    new_home = elsewhere()
    result = coach("import", "-", stdin=json.dumps(document).encode())
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"coach: Answer {number} of the file: ")
    assert "secret" not in result.err
    assert not new_home.exists()


def test_a_masked_export_is_refused(coach, full: list[str], elsewhere) -> None:
    document = json.loads(coach("export", "--format", "json").out)
    document["coach"]["masked"] = True
    new_home = elsewhere()
    result = coach("import", "-", stdin=json.dumps(document).encode())
    assert result.code == 1
    assert "masked" in result.err
    assert not new_home.exists()


@pytest.mark.parametrize(
    "data", [b"", b"not json", b"\xff", b"[]", b"{}", b'{"coach": {"schema": 99}, "answers": []}']
)
def test_what_is_no_export_is_refused_in_one_sentence_and_a_hint(
    coach, home: Path, data: bytes
) -> None:
    result = coach("import", "-", stdin=data)
    assert (result.code, result.out) == (1, "")
    assert len(result.err.splitlines()) == 2
    assert not home.exists()


@pytest.mark.parametrize("name", ["none.json", "", "n" * 300], ids=["missing", "folder", "long"])
def test_a_file_that_cannot_be_read_is_named(coach, tmp_path: Path, name: str) -> None:
    result = coach("import", str(tmp_path / name))
    assert (result.code, result.out) == (1, "")
    assert "Can't read " in result.err


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--track", "value"], ["value.evidence"]),
        (["--since", "2026-11-24"], ["value.evidence", None]),
        (["--until", "2020-W01"], ["gone.question"]),
        (["--track", "gone", "--since", "today"], []),
    ],
)
def test_filters_choose_what_goes_out(
    coach, full: list[str], filters: list[str], found: list[str | None]
) -> None:
    exported = json.loads(coach("export", "--format", "json", *filters).out)
    assert [record["prompt"] for record in exported["answers"]] == found


@pytest.mark.parametrize(
    "filters", [["--since", "soon"], ["--until", ""], ["--track", "none"], ["--format", "xml"]]
)
def test_a_wrong_filter_writes_nothing(coach, tmp_path: Path, filters: list[str]) -> None:
    result = coach("export", *filters, "-o", str(tmp_path / "out"))
    assert (result.code, result.out) == (2, "")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("args", [[], ["-o", "-"], ["--format", "markdown"]])
def test_markdown_goes_to_stdout(coach, full: list[str], args: list[str]) -> None:
    result = coach("export", *args)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("# My practice\n\nWednesday, January 1, 2020 to Tuesday, ")
    assert "\n# Dec 30, 2019 – Jan 5, 2020: gone\n" in result.out
    assert "Zwölf. „Ja“ 🙂\n\n\tmore  \nend\n" in result.out
    assert "@bill wrote" not in result.out  # it was deleted


def test_an_empty_journal_exports_and_creates_nothing(coach, home: Path) -> None:
    assert coach("export").out == "# My practice\n\nNothing is written yet.\n"
    assert json.loads(coach("export", "--format", "json").out)["answers"] == []
    assert not home.exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["vault"], "No entry has the word “vault”."),
        (["my vault", "here"], "No entry has all of these words."),
        (["--until", "2019-01-01"], "No matching entries."),
    ],
)
def test_an_export_of_what_nothing_matches_says_so_and_writes_nothing(
    coach, full: list[str], tmp_path: Path, args: list[str], said: str
) -> None:
    result = coach("export", *args, "-o", str(tmp_path / "out.md"))
    assert (result.code, result.out) == (1, "")
    assert said in result.err
    assert ("coach export --format notes -o vault" in result.err) == (args == ["vault"])
    assert not (tmp_path / "out.md").exists()


def test_a_folder_can_be_asked_for_by_the_name_of_the_app_that_reads_it(
    coach, full: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "vault"
    assert coach("export", "--format", "Obsidian", "-o", str(folder)).code == 0
    assert (folder / "sessions").is_dir()
    assert "--format notes" in coach("export", "-o", str(folder)).err


def test_a_file_is_written_for_its_owner_alone_and_said_on_stderr(
    coach, full: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.md"
    result = coach("export", "-o", str(path))
    assert (result.code, result.out, result.err) == (0, "", f"Written to {path}\n")
    assert path.read_text() == coach("export").out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_existing_file_is_replaced_only_by_force(coach, full: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("mine")
    result = coach("export", "-o", str(path))
    assert (result.code, result.out) == (1, "")
    assert "--force" in result.err
    assert path.read_text() == "mine"
    assert coach("export", "-o", str(path), "--force").code == 0
    assert path.read_text().startswith("# My practice")


@pytest.mark.parametrize(
    "place", ["file/out.md", "none/out.md", "", "n" * 300], ids=["in a file", "none", "dir", "long"]
)
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    coach, full: list[str], tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    before = sorted(tmp_path.iterdir())
    result = coach("export", "-o", str(tmp_path / place))
    assert (result.code, result.out) == (1, "")
    assert len(result.err.splitlines()) == 2
    assert "itself" not in result.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.fixture
def promises(coach, clock) -> list[str]:
    """Everything that can be promised and chosen; gives the ids of the promises."""
    coach("answer", "value.evidence", "Twelve of them.")
    ids = [coach("promise", "add", "--if", "Bill calls", "--then", "say sixty").out.strip()]
    clock.pass_days(3)
    coach(
        "promise", "kept", "--did", "Said „sechzig“.", "--response", "He paid.\n\n@bill",
        "--back", "paid", "thanks", "--minutes", "4",
    )  # fmt: skip
    coach("answer", "circle.who-i-serve", "Three.")
    ids.append(coach("promise", "again", ids[0]).out.strip())
    coach("promise", "move")
    ids.append(coach("promise", "add", "--if", "x", "--then", "y").out.strip())
    coach("delete", ids[2])
    coach("pause", "2026-W46", "next", "--reason", "at the sea")
    coach("pause", "2026-W46", "--undo")
    coach("plan", "--days", "tue,fri", "--start", "2", "--course", "on")
    coach("plan", "--sessions", "3")
    return ids


def test_promises_pauses_and_choices_come_back_as_the_same_bytes(
    coach, promises: list[str], elsewhere
) -> None:
    exported = coach("export", "--format", "json").out.encode()
    document = json.loads(exported)
    assert [len(document[name]) for name in ("answers", "promises", "pauses")] == [2, 3, 2]
    assert document["choices"]["start"] == {"week": "2026-W48", "number": 2}
    elsewhere()
    dry = coach("import", "-", "--dry-run", stdin=exported)
    assert dry.err.endswith("New: 2 answers, 3 promises, 2 pauses and your choices.\n")
    result = coach("import", "-", stdin=exported)
    assert (result.code, result.err) == (0, "8 imported, 0 merged.\n")
    assert coach("export", "--format", "json").out.encode() == exported
    assert coach("import", "-", stdin=exported).err == "0 imported, 0 merged. 8 already here.\n"


def test_choices_are_merged_and_the_newer_ones_win(coach, clock, promises, elsewhere) -> None:
    exported = coach("export", "--format", "json").out.encode()
    elsewhere()
    clock.pass_days(1)
    coach("plan", "--days", "mon")
    mine = json.loads(coach("export", "--format", "json").out)["choices"]
    assert coach("import", "-", stdin=exported).err == "7 imported, 1 merged.\n"
    assert json.loads(coach("export", "--format", "json").out)["choices"]["plan"] == mine["plan"]


def test_everything_a_journal_holds_goes_there_and_back_as_the_same_bytes(
    coach, practice, full: list[str], promises: list[str], elsewhere
) -> None:
    answer = next(a for a in practice.journal.answers() if a.prompt == "circle.who-i-serve")
    lines = [practice.playbook.add("who-i-serve", text, answer) for text in ("Ann", "Bo\n\nlast")]
    practice.promises.edit(promises[1], {"cue": "Bill asks", "action": "say it"})
    coach("erase", coach("note", "a secret").out.strip(), "--yes")
    coach("erase", lines[1].id, "--yes")
    exported = coach("export", "--format", "json").out.encode()
    document = json.loads(exported)
    assert all(document[table] for table in ("answers", "promises", "pauses", "lines", "choices"))
    records = [*document["answers"], *document["promises"], *document["lines"]]
    for kind in ("deleted", "erased", "revisions"):
        assert any(record[kind] for record in records)
    assert "gone.question" in {record.get("prompt") for record in records}
    elsewhere()
    assert coach("import", "-", stdin=exported).code == 0
    assert coach("export", "--format", "json").out.encode() == exported


@pytest.mark.parametrize("kind", ["export", "journal"])
@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    ],
    ids=["mark", "crlf", "both"],
)
def test_a_file_that_an_editor_saved_its_own_way_is_imported(
    coach, full: list[str], home: Path, elsewhere, kind: str, change
) -> None:
    exported = coach("export", "--format", "json").out
    data = exported.encode() if kind == "export" else (home / "coach.json").read_bytes()
    elsewhere()
    assert coach("import", "-", stdin=change(data)).err == "3 imported, 0 merged.\n"
    assert coach("export", "--format", "json").out == exported


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-16", "is UTF-16, not UTF-8"),
        ("utf-16-le", "isn't valid UTF-8"),
        ("utf-16-be", "isn't valid UTF-8"),
        ("utf-32", "is UTF-16, not UTF-8"),
    ],
)
def test_a_file_in_another_encoding_is_refused_plainly(
    coach, full: list[str], elsewhere, encoding: str, said: str
) -> None:
    data = coach("export", "--format", "json").out.encode(encoding)
    new_home = elsewhere()
    result = coach("import", "-", stdin=data)
    assert result.code == 1
    assert result.err.startswith(f"coach: This file {said}.\n")
    assert len(result.err.splitlines()) == 2
    assert not new_home.exists()


@pytest.mark.parametrize("kind", ["export", "journal"])
def test_a_file_cut_off_anywhere_is_refused_in_one_sentence(
    coach, full: list[str], home: Path, elsewhere, kind: str
) -> None:
    exported = coach("export", "--format", "json").out.encode()
    data = exported if kind == "export" else (home / "coach.json").read_bytes()
    new_home = elsewhere()
    for end in range(0, len(data.rstrip()), 97):
        result = coach("import", "-", stdin=data[:end])
        assert (result.code, len(result.err.splitlines())) == (1, 2)
    assert not new_home.exists()


def test_a_dry_run_names_every_record_that_is_refused(coach, full: list[str], elsewhere) -> None:
    document = json.loads(coach("export", "--format", "json").out)
    document["answers"][0]["text"] = 5
    document["answers"][2]["created"] = "a secret"
    new_home = elsewhere()
    result = coach("import", "-", "--dry-run", stdin=json.dumps(document).encode())
    assert (result.code, result.err.splitlines()) == (
        1,
        [
            "1 would be imported, 0 merged. 2 refused:",
            "  Answer 1 of the file: An answer's field “text” is not what it should be.",
            "  Answer 3 of the file: An answer's field “created” is not what it should be.",
            "coach: Nothing would be imported.",
            "  Fix the file, or export it again.",
        ],
    )
    assert not new_home.exists()


def test_a_journal_edited_into_something_else_is_refused(
    coach, full: list[str], home: Path, elsewhere
) -> None:
    data = (home / "coach.json").read_bytes().replace(b'"Three."', b"5")
    new_home = elsewhere()
    result = coach("import", "-", stdin=data)
    assert (result.code, len(result.err.splitlines())) == (1, 2)
    assert "Three" not in result.err
    assert not new_home.exists()


def test_a_missing_folder_is_named(coach, full: list[str], tmp_path: Path) -> None:
    result = coach("export", "-o", str(tmp_path / "none" / "out.md"))
    assert result.code == 1
    assert result.err.splitlines() == [
        f"coach: There is no folder {tmp_path / 'none'}.",
        "  Make it first.",
    ]


@pytest.mark.parametrize(
    ("filters", "number", "shown"),
    [
        ([], 3, ["Twelve", "Bill calls", "He paid", "Three"]),
        (["--track", "value"], 2, ["Twelve", "Bill calls", "He paid"]),
        (["--track", "serve"], 0, []),
        (["--until", "2026-11-24"], 1, ["Twelve", "Bill calls", "He paid"]),
        (["--since", "2026-11-27"], 2, ["Three", "Bill calls"]),
    ],
)
def test_filters_choose_promises_too(
    coach, promises: list[str], filters: list[str], number: int, shown: list[str]
) -> None:
    exported = json.loads(coach("export", "--format", "json", *filters).out)
    assert len(exported["promises"]) == number
    written = coach("export", *filters).out
    words = ("Twelve", "Three", "Bill calls", "He paid")
    assert [word for word in words if word in written] == [w for w in words if w in shown]


def test_the_document_holds_each_promise_once_with_its_outcome(coach, promises: list[str]) -> None:
    written = coach("export").out
    made, _, later = written.partition("## Friday, November 27, 2026\n")
    assert "You promised: If Bill calls, I'll say sixty. On Fri, Nov 27 you did it" in made
    assert "Paid work and thanks came back. It took 4 minutes." in made
    assert "He paid.\n\n@bill\n" in made
    assert written.count("you did it") == 1
    assert "### A promise\n\nYou promised: If Bill calls, I'll say sixty. Due " in later
    assert "If x" not in written  # it was deleted


def test_the_format_follows_the_suffix_unless_it_is_named(
    coach, full: list[str], tmp_path: Path
) -> None:
    exported = coach("export", "--format", "json").out
    assert coach("export", "-o", str(tmp_path / "all.json")).code == 0
    assert (tmp_path / "all.json").read_text() == exported
    coach("export", "--format", "markdown", "-o", str(tmp_path / "read.json"))
    assert (tmp_path / "read.json").read_text() == coach("export").out


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        (["--person", "@bill"], ["@bill asked"]),
        (["--tag", "#price"], ["@ann #price"]),
        (["--prompt", "value.evidence"], ["Twelve."]),
    ],
)
def test_an_export_takes_the_filters_of_the_history(
    coach, filters: list[str], texts: list[str]
) -> None:
    coach("note", "@bill asked")
    coach("note", "@ann #price")
    coach("answer", "value.evidence", "Twelve.")
    exported = json.loads(coach("export", "--format", "json", *filters).out)
    found = json.loads(coach("history", "--json", *filters).out)
    assert [record["text"] for record in exported["answers"]] == texts
    assert [record["text"] for record in found] == texts


def test_a_journal_and_an_export_of_schema_1_import_as_the_same(
    coach, elsewhere, tmp_path: Path
) -> None:
    old = Path(__file__).parents[1] / "fixtures" / "schema-1"
    assert coach("import", str(old / "schema-1-export.json")).err == "32 imported, 0 merged.\n"
    exported = coach("export", "--format", "json").out
    elsewhere()
    assert coach("import", str(old / "schema-1.json")).err == "32 imported, 0 merged.\n"
    assert json.loads(coach("export", "--format", "json").out) == json.loads(exported)
    assert {record["status"] for record in json.loads(exported)["promises"]} == {
        "open", "kept", "partly", "not-this-time", "let-go",
    }  # fmt: skip
