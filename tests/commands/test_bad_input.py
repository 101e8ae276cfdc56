"""What goes wrong is said in one sentence and one hint, and costs nobody a word."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

READING = [
    ["today"],
    ["today", "--json"],
    ["promise"],
    ["promise", "--json"],
    ["plan"],
    ["plan", "--json"],
    ["history"],
    ["history", "--json"],
    ["progress"],
    ["progress", "--json"],
    ["prompts", "list", "--json"],
    ["export"],
    ["export", "--format", "json"],
]


@pytest.mark.parametrize(
    "args",
    [*READING, ["prompts", "show", "value.evidence"], ["where"], ["doctor"], ["restore"]],
    ids=" ".join,
)
def test_a_command_that_only_reads_creates_nothing(coach, home: Path, args: list[str]) -> None:
    assert coach(*args).code == 0
    assert not home.exists()


@pytest.mark.parametrize("args", READING, ids=" ".join)
@pytest.mark.parametrize("empty", [False, True], ids=["cut off", "empty"])
def test_a_damaged_journal_is_named_and_left_as_it_is(
    coach, damaged: Path, args: list[str], empty: bool
) -> None:
    if empty:
        damaged.write_bytes(b"")
    before = {path: path.read_bytes() for path in damaged.parent.rglob("*") if path.is_file()}
    result = coach(*args)
    assert result.code == 1
    sentence, hint = result.err.splitlines()[-2:]
    assert sentence.startswith("coach: The journal is damaged")
    assert str(damaged) in sentence
    assert "coach restore" in hint
    assert "saved answer" not in result.err
    after = {path: path.read_bytes() for path in damaged.parent.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_a_home_that_cannot_be_read_is_named(coach, no_home: Path, args: list[str]) -> None:
    result = coach(*args)
    assert (result.code, result.out) == (1, "")
    assert "coach: Can't read the journal" in result.err
    assert len(result.err.splitlines()) <= 3
    assert no_home.read_text() == "in the way"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("tody", "today"), ("hisotry", "history"), ("notes", "note"),
        ("find", "history"), ("yesterday:", "answer --on yesterday"), ("reminder", "schedule"),
    ],
)  # fmt: skip
def test_an_unknown_command_is_answered_with_the_one_that_is_meant(
    coach, home: Path, name: str, meant: str
) -> None:
    result = coach(name)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"coach: There is no command “{name}”.\n  Did you mean coach {meant}?\n"
    assert not home.exists()


def test_a_command_unlike_any_other_points_to_the_help(coach) -> None:
    assert coach("zzz").err == "coach: There is no command “zzz”.\n  See coach --help.\n"


@pytest.mark.parametrize(
    "args", [["--colour"], ["today", "--jsno"], ["export", "--format"], ["import"], ["-x", "today"]]
)
def test_wrong_usage_is_one_sentence_and_one_hint(coach, home: Path, args: list[str]) -> None:
    result = coach(*args)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert result.err.startswith("coach: ")
    assert "--help" in result.err
    assert not home.exists()


@pytest.mark.parametrize(
    ("args", "said", "hint"),
    [
        (["today", "--jsno"], "Unknown option --jsno.", "See coach today --help."),
        (["history", "--from", "14d"], "Unknown option --from.", "Did you mean --since?"),
        (["export", "-to", "fri"], "That option isn't known.", "Did you mean --until?"),
        (
            ["history", "-contains", "kettle"],
            "That option isn't known.",
            "Words to find need no option. See coach history --help.",
        ),
        (["-x", "today"], "Unknown option -x.", "See coach --help."),
        (["--install-completion"], "That option isn't known.", "See coach --help."),
        (
            ["export", "-o", ""],
            "The name of the file is empty.",
            "Name one, or leave out the option.",
        ),
        (["edit"], "Missing ID.", "See coach edit --help."),
        (["delete", "two", "words"], "Too many arguments.", "See coach delete --help."),
        (["export", "-o"], "-o/--output needs a value.", "See coach export --help."),
        (
            ["export", "--format", "xml"],
            "--format must be one of: markdown, notes, json, csv, html.",
            "See coach export --help.",
        ),
        (
            ["plan", "--days", "tue", "--sessions", "2"],
            "Use --sessions or --days, not both.",
            "See coach plan --help.",
        ),
        (
            ["progress", "--weeks", "many"],
            "--weeks must be a number from 1 to 5,200.",
            "See coach progress --help.",
        ),
        (
            ["history", "--t", "x"],
            "That could be any of these: --track, --tag.",
            "See coach history --help.",
        ),
        (
            ["erase", "01a2", "--yes=her secret"],
            "That option isn't known.",
            "If your text starts with -, put -- before it: coach erase -- -text",
        ),
    ],
)
def test_wrong_usage_says_what_to_do(coach, args: list[str], said: str, hint: str) -> None:
    assert coach(*args).err == f"coach: {said}\n  {hint}\n"


@pytest.mark.parametrize("command", ["erase", "restore"])
def test_nothing_is_done_unconfirmed(
    coach, practice, clock, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    note = practice.entries.note("words")
    clock.pass_days(1)
    practice.entries.note("more words")
    about = note.id if command == "erase" else practice.work.backups.all()[0].name
    before = practice.places.journal.read_bytes()
    result = coach(command, about)
    assert result.code == 2
    assert result.err.endswith("coach: Can't ask for confirmation here.\n  Add --yes.\n")
    answers = iter(["n\n", "\n", "yes\n"])
    terminal = SimpleNamespace(isatty=lambda: True, readline=lambda: next(answers))
    monkeypatch.setattr(
        "coach.commands.output.sys", SimpleNamespace(stdin=terminal, stderr=sys.stderr)
    )
    for _ in range(2):
        result = coach(command, about)
        assert result.code == 1
        assert "[y/N] Nothing was " in result.err
        assert practice.places.journal.read_bytes() == before
    assert coach(command, about).code == 0
    assert practice.places.journal.read_bytes() != before


def test_without_a_terminal_the_app_is_not_opened(coach, home: Path) -> None:
    result = coach()
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "coach: The app needs a terminal.\n  Try coach today or coach answer; see coach --help.\n"
    )
    assert not home.exists()


WRONG_SETTINGS = {
    "value": b'ten_minutes = "no"',
    "name": b"ten_minute = false",
    "not-toml": b'theme = "nord"\n\nkeys == 3\n',
    "not-utf-8": b"theme = 'caf\xe9'",
    "a-folder": None,
}


@pytest.fixture(params=WRONG_SETTINGS.values(), ids=list(WRONG_SETTINGS))
def wrong_settings(request: pytest.FixtureRequest, home: Path) -> None:
    """Settings that are wrong in one place."""
    file = home / "config.toml"
    file.parent.mkdir(parents=True)
    file.mkdir() if request.param is None else file.write_bytes(request.param)


@pytest.mark.usefixtures("wrong_settings")
def test_a_wrong_setting_never_stops_a_note(coach, practice) -> None:
    result = coach("note", "-", stdin=b"words")
    assert result.code == 0
    assert [answer.text for answer in practice.journal.answers()] == ["words"]
    assert "config.toml" in result.err
    assert result.err.endswith("The default is used.\n")
    assert result.err.count("\n") == 1


READING = [["today"], ["export"], ["backup"], ["history"], ["progress"], ["plan"]]


@pytest.mark.usefixtures("wrong_settings")
@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_a_wrong_setting_stops_no_command(coach, practice, args: list[str]) -> None:
    practice.entries.note("words")
    result = coach(*args)
    assert (result.code, result.err.count("config.toml: ") or "Can't read" in result.err) == (0, 1)
    assert result.out


@pytest.mark.usefixtures("wrong_settings")
def test_the_doctor_names_a_wrong_setting_and_what_opens_the_file(coach) -> None:
    result = coach("doctor")
    assert result.code == 1
    (fault,) = re.findall(r"WRONG  settings: .*\n +Fix: (.*)", result.out)
    assert fault == "coach config"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the program, whose errors hold a person's words."""

    def fail(*_: object, **__: object) -> None:
        try:
            raise KeyError("her secret words")
        except KeyError as error:
            raise RuntimeError("her secret words again") from error

    monkeypatch.setattr("coach.practice.entries.Entries.note", fail)
    monkeypatch.setattr("coach.practice.session.Session.today", fail)


@pytest.mark.parametrize("args", [["note", "her secret words"], ["today"]], ids=["note", "today"])
def test_a_fault_of_the_program_repeats_no_words(
    coach, broken, home: Path, args: list[str]
) -> None:
    before = os.umask(0)
    try:
        result = coach(*args)
    finally:
        os.umask(before)
    assert (result.code, result.out) == (1, "")
    hint = result.err.splitlines()[1]
    report = Path(hint.partition(" is in ")[2].split()[0])
    assert report == home / "state" / "crash.txt"
    written = report.read_text()
    assert all(name in written for name in ("RuntimeError", "KeyError", "test_bad_input.py"))
    assert "secret" not in result.err + written
    assert "Traceback" not in result.err + written
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in (home, home / "state")} == {0o700}


def test_a_fault_that_cannot_be_reported_is_still_named(
    coach, broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "file" / "home"))
    result = coach("note", "her secret words")
    assert (result.code, result.out) == (1, "")
    assert "The report couldn't be written" in result.err
    assert "secret" not in result.err


def piped(home: Path, *args: str, stdout: int, **env: str) -> subprocess.CompletedProcess[bytes]:
    package = Path(sys.modules["coach"].__file__).parent.parent
    return subprocess.run(
        [sys.executable, "-m", "coach", *args],
        env=os.environ | {"COACH_HOME": str(home), "PYTHONPATH": str(package)} | env,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


@pytest.mark.parametrize(
    ("args", "unbuffered"),
    [
        ("today", ""), ("export", ""), ("--version", ""),
        ("prompts list", "1"), ("export", "1"), ("note --help", "1"),
    ],
)  # fmt: skip
def test_a_reader_that_has_gone_is_no_error(home: Path, args: str, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = piped(home, *args.split(), stdout=writing, PYTHONUNBUFFERED=unbuffered)
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    ("args", "unbuffered"), [("today", ""), ("export", ""), ("prompts list", "1"), ("export", "1")]
)
def test_output_that_cannot_be_written_is_named(home: Path, args: str, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        result = piped(home, *args.split(), stdout=full.fileno(), PYTHONUNBUFFERED=unbuffered)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 2
    assert b"the disk is full" in result.stderr
    assert not home.exists()
