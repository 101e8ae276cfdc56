"""The settings: every one has a default, and a wrong one is named."""

import re
from dataclasses import fields, replace
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given

from coach import keymap
from coach.config import Config, Remind, load, write_default
from tests.strange import few, strange


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_every_setting_has_its_default(file: Path) -> None:
    assert load(file) == Config()
    assert not file.exists()


def test_an_empty_file_is_as_good_as_none(file: Path) -> None:
    file.write_text("# nothing yet\n")
    assert load(file) == Config()


def test_every_setting_can_be_set(file: Path) -> None:
    file.write_text(
        'day_starts = "05:30"\ntheme = "nord"\nten_minutes = false\nplain = true\n'
        '[keys]\nsave = "ctrl+s,f8"\n'
    )
    assert load(file) == Config(
        day_starts=time(5, 30),
        theme="nord",
        ten_minutes=False,
        plain=True,
        keys={"save": "ctrl+s,f8"},
    )


@pytest.mark.parametrize(
    ("text", "wanted", "plain"),
    [
        ("", "1", True),
        ("", "0", False),
        ("", "", False),
        ("plain = true", "0", False),
        ("plain = true", "", True),
        ("plain = false", "1", True),
    ],
)
def test_the_environment_may_ask_for_plain_lines(
    file: Path, monkeypatch: pytest.MonkeyPatch, text: str, wanted: str, plain: bool
) -> None:
    file.write_text(text)
    monkeypatch.setenv("COACH_PLAIN", wanted)
    assert load(file).plain is plain
    assert load(file, environ={}).plain is ("true" in text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("day_start = 4", "unknown setting “day_start”; did you mean “day_starts”?"),
        ("zzz = 4", "unknown setting “zzz”."),
        ("theme = 4", "expected text, got a whole number, at theme."),
        ("theme = ''", "“theme” is empty, at theme."),
        ("day_starts = 04:00:00", "expected text, got a date or time, at day_starts."),
        ('day_starts = "late"', "expected a time such as “04:00”, at day_starts."),
        ('day_starts = "25:00"', "expected a time such as “04:00”, at day_starts."),
        ('day_starts = "04:00+01:00"', "expected a time such as “04:00”, at day_starts."),
        ("plain = 1", "expected true or false, got a whole number, at plain."),
        ("keys = 'f8'", "expected a table, got text, at keys."),
        ("[keys]\nsave = 8", "expected text, got a whole number, at keys.save."),
        ("[keys]\nsave = ''", "“save” is empty, at keys.save."),
        ("[keys]\nsav = 'f8'", "unknown key “sav”, at keys.sav; did you mean “save”?"),
        ("theme = 'nrod'", "there is no theme “nrod” (did you mean “nord”?), at theme."),
        (
            "[keys]\nsave = 'contrl+s'",
            "there is no key “contrl+s” (did you mean “ctrl+s”?), at keys.save.",
        ),
        (
            "[keys]\nsave = 'Control+N'",
            "there is no key “control+n” (did you mean “ctrl+n”?), at keys.save.",
        ),
        ("[keys]\nnote = 'esc'", "there is no key “esc” (did you mean “escape”?), at keys.note."),
        ("[keys]\nedit = 'd'", "“d” is the key of “delete” already, at keys.edit."),
        ("[keys]\nnew_line = 'e'", "“e” is the key of “edit” already, at keys.new_line."),
        ("[keys]\nnote = '1'", "“1” is the key of “today” already, at keys.note."),
        (
            "[keys]\nplan = 'ctrl+q'",
            "“ctrl+q” is the key of “quit_anywhere” already, at keys.plan.",
        ),
        (
            "[keys]\nsave = 's'",
            "“s” types in a session; take one with ctrl, or F1 to F12, at keys.save.",
        ),
        (
            '[remind]\nhook = ["a", "b\\u0000c"]',
            "a character that no program can be given, at remind.hook[2].",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    config = load(file)
    (problem,) = config.problems
    assert problem.message == f"config.toml: {message}"
    assert problem.hint == f"Fix it in {file}."
    assert replace(config, problems=()) == Config()


def test_a_syntax_error_is_named_with_its_line(file: Path) -> None:
    file.write_text('theme = "nord"\n\nkeys == 3\n')
    (problem,) = load(file).problems
    assert re.fullmatch(r"config\.toml: .*line 3.*", problem.message)
    assert str(file) in problem.hint


def test_settings_that_cannot_be_read_are_no_crash(file: Path) -> None:
    file.mkdir()
    assert [problem.message for problem in load(file).problems] == [
        "Can't read config.toml: it isn't a file."
    ]


def test_settings_in_a_folder_that_may_not_be_read_are_no_crash(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr("os.open", refuse)
    assert [problem.message for problem in load(file).problems] == [
        "Can't read config.toml: permission was denied."
    ]


def test_where_no_folder_can_be_every_setting_has_its_default(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    assert load(tmp_path / "home" / "config.toml") == Config()


def test_reminders_can_be_set(file: Path) -> None:
    file.write_text('[remind]\nhook = ["/bin/say", "a b"]\n')
    assert load(file).remind == Remind(("/bin/say", "a b"))
    file.write_text("[remind]\nhook = []\n")
    assert load(file).remind == Remind()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("remind = 3", "expected a table, got a whole number, at remind"),
        ("[remind]\nhooks = []", "unknown setting “hooks”, at remind.hooks; did you mean “hook”?"),
        ('[remind]\nhook = "say"', "expected a list, got text, at remind.hook"),
        ("[remind]\nhook = [3]", "expected text, got a whole number, at remind.hook[1]"),
        ('[remind]\nhook = [" "]', "the program is missing, at remind.hook[1]"),
    ],
)
def test_a_wrong_setting_of_reminders_is_named(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    (problem,) = load(file).problems
    assert message in problem.message
    assert load(file).remind == Remind()


def test_beside_a_wrong_setting_all_others_count(file: Path) -> None:
    file.write_text(
        'ten_minutes = "no"\nday_starts = "05:00"\nfoo = 1\n[keys]\nsave = "f8, f10"\nback = ","\n'
        '[remind]\nhook = ["/bin/say"]\nhoook = 1\n'
    )
    config = load(file)
    assert (config.ten_minutes, config.day_starts) == (True, time(5, 0))
    assert (config.keys, config.remind) == ({"save": "f8,f10"}, Remind(("/bin/say",)))
    assert len(config.problems) == 4


@pytest.mark.parametrize(
    "keys",
    [
        'save = "f8,ctrl+s"', 'plan = "q,f11"', 'read = "enter"', 'why = "f5,f12"',
        'help = "h,f1"', 'note = "shift+n"', 'search = "slash,ctrl+f"', 'quit = "ctrl+w"',
        'note = "q"\nquit = "n"',
    ],
)  # fmt: skip
def test_keys_that_do_not_clash_are_taken(file: Path, keys: str) -> None:
    file.write_text(f"[keys]\n{keys}\n")
    problems = load(file).problems
    assert [p.message for p in problems if "plan" not in keys] == []
    assert bool(problems) == ("plan" in keys)


def test_a_key_is_understood_in_any_case(file: Path) -> None:
    file.write_text('[keys]\nsave = "Ctrl+N, F10"\nback = "Escape,Shift+PageUp"\nnote = "N"\n')
    config = load(file)
    assert config.problems == ()
    assert config.keys == {"save": "ctrl+n,f10", "back": "escape,shift+pageup", "note": "N"}


def test_of_two_own_keys_that_clash_only_one_is_taken(file: Path) -> None:
    file.write_text('[keys]\nedit = "z"\ndelete = "z"\n')
    config = load(file)
    assert [p.message for p in config.problems] == [
        "config.toml: “z” is the key of “delete” already, at keys.edit."
    ]
    assert config.keys == {"delete": "z"}


def test_the_default_that_is_written_names_everything_and_says_what_holds_anyway(
    file: Path,
) -> None:
    write_default(file)
    assert load(file) == Config()
    text = file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    assert '# another = "f3"  # another question\n' in text
    assert keymap.IN_WORDS.keys() <= keymap.KEYS.keys()
    file.write_text(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    config = load(file)
    assert config.problems == ()
    assert config.keys == keymap.KEYS
    assert replace(config, keys={}) == Config()
    named = {name for name in text.split() if name.isidentifier()}
    assert {field.name for field in fields(Config)} - {"problems", "keys", "remind"} <= named
    assert {field.name for field in fields(Remind)} <= named
    file.write_text("# mine\n")
    write_default(file)
    assert file.read_text() == "# mine\n"


WHOLE = b"""day_starts = "05:30"
theme = "nord"
ten_minutes = false
plain = true
[keys]
save = "ctrl+s, f8"
[remind]
hook = ["/bin/say", "a b"]
"""


@few()
@given(data=strange(WHOLE))
def test_settings_of_any_bytes_are_settings(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    config = load(file, environ={})
    assert isinstance(config.day_starts, time)
    assert {type(value) for value in (config.plain, config.ten_minutes)} == {bool}
    assert all(problem.message.isprintable() for problem in config.problems)
