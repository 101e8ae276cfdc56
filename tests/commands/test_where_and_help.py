"""`coach where`, `--help` and `--version`."""

import json
import re
import sys
from pathlib import Path

import pytest

from coach import __version__
from coach.commands.overview import COMMANDS
from coach.packs import library


def test_every_place_is_under_the_home_that_was_set(coach, home: Path) -> None:
    result = coach("where", "--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == {
        "journal": f"{home}/coach.json",
        "config": f"{home}/config.toml",
        "drafts": f"{home}/drafts",
        "backups": f"{home}/backups",
        "prompts": f"{home}/prompts",
        "state": f"{home}/state",
    }
    assert not home.exists()


def test_every_place_is_printed_with_its_name(coach, home: Path) -> None:
    lines = dict(line.split(maxsplit=1) for line in coach("where").out.splitlines())
    assert lines == json.loads(coach("where", "--json").out)


def test_without_a_home_set_the_places_are_the_users_own(
    coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COACH_HOME")
    places = json.loads(coach("where", "--json").out)
    assert all(Path(place).is_relative_to(tmp_path / "user") for place in places.values())
    assert not (tmp_path / "user").exists()


def test_a_home_may_be_relative_or_begin_with_a_tilde(
    coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", "here")
    assert json.loads(coach("where", "--json").out)["drafts"] == f"{tmp_path}/here/drafts"
    monkeypatch.setenv("COACH_HOME", "~/practice")
    assert json.loads(coach("where", "--json").out)["state"] == f"{tmp_path}/user/practice/state"


def test_the_version_is_printed(coach) -> None:
    assert coach("--version").out == f"coach {__version__}\n"


def test_help_names_every_command_and_shows_examples(coach, home: Path) -> None:
    result = coach("--help")
    assert (result.code, result.err) == (0, "")
    assert all(f"  {name} " in result.out for name in COMMANDS)
    assert "\nexamples:\n  coach" in result.out
    assert not home.exists()


def test_the_second_line_of_the_help_says_what_screen_readers_need(coach) -> None:
    line = coach("--help").out.splitlines()[1]
    assert "screen reader" in line
    assert "COACH_PLAIN=1" in line
    assert "coach session" in line


@pytest.mark.parametrize("way", ["setting", "variable", "terminal"])
def test_in_plain_mode_coach_opens_the_session(
    coach, home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "setting":
        home.mkdir()
        (home / "config.toml").write_text("plain = true\n")
    elif way == "variable":
        monkeypatch.setenv("COACH_PLAIN", "1")
    else:
        monkeypatch.setenv("TERM", "dumb")
    result = coach(stdin=b"")
    assert result.code == 0
    assert result.out == coach("session", stdin=b"").out
    assert library.load().prompts[0].ask in " ".join(result.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_shows_examples_and_fits(
    coach, home: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = coach(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"usage: coach {command}")
    assert "\nexamples:\n  " in result.out
    assert f"coach {command}" in result.out.partition("\nexamples:\n")[2]
    assert max(map(len, result.out.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "40")
    narrow = [line.strip() for line in coach(command, "--help").out.splitlines()]
    assert [line for line in narrow if len(line) > 40 and " " in line] == []
    assert not home.exists()


def test_a_page_is_set_for_the_terminal_that_shows_it(
    coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_written = coach("help", "settings").out
    assert as_written.startswith("# Settings\n")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "1000")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    lines = re.sub(r"\x1b\[[\d;]*m", "", coach("help", "settings").out).splitlines()
    assert lines[0].strip() == "Settings"
    assert max(map(len, lines)) <= 40
    monkeypatch.setenv("COACH_PLAIN", "1")
    assert coach("help", "settings").out == as_written


@pytest.mark.parametrize(
    ("about", "meant"),
    [("histry", "history"), ("keys", "settings"), ("Syncthing", "two-machines"), ("jrnl", "start")],
)
def test_help_on_what_is_no_topic_names_the_one_that_tells_of_it(coach, about, meant) -> None:
    result = coach("help", about)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(f"\n  See coach help {meant}.\n")
    assert coach("help", "zzz").err.endswith("\n  See coach help.\n")


@pytest.mark.parametrize(
    "args",
    [
        ["today"], ["history", "--revisions"], ["promise"], ["progress"], ["plan"], ["prompts"],
        ["prompts", "show", "value.evidence"], ["restore"], ["doctor"], ["where"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_in_plain_mode_no_command_prints_bars_or_symbols(
    coach, practice, clock, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    note = practice.entries.note("words")
    practice.entries.edit(note.id, "other words")
    coach("answer", "value.evidence", "Twelve.")
    coach("promise", "add", "--if", "Bill calls", "--then", "ask", "--track", "give-free")
    clock.pass_days(7)
    coach("promise", "kept", "--back", "thanks")
    monkeypatch.setenv("COACH_PLAIN", "1")
    result = coach(*args)
    assert result.code == 0
    assert result.out
    assert not set(result.out) & set("·•░▒▓█│─✓✗→")
