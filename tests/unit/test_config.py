"""The settings: every one has a default, and a wrong one is named."""

from datetime import time
from pathlib import Path

import pytest

from coach.config import Config, Remind, load
from coach.errors import TomlError


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
        'day_starts = "05:30"\ntheme = "nord"\nten_minutes = false\n[keys]\nkeep = "ctrl+s,f8"\n'
    )
    assert load(file) == Config(
        day_starts=time(5, 30), theme="nord", ten_minutes=False, keys={"keep": "ctrl+s,f8"}
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("day_start = 4", "unknown field “day_start”; did you mean “day_starts”?, at day_start"),
        ("zzz = 4", "unknown field “zzz”, at zzz"),
        ("theme = 4", "expected text, got a whole number, at theme"),
        ("theme = ''", "the field “theme” is empty, at theme"),
        ("day_starts = 04:00:00", "expected text, got a date or time, at day_starts"),
        ('day_starts = "late"', "expected a time such as “04:00”, at day_starts"),
        ('day_starts = "25:00"', "expected a time such as “04:00”, at day_starts"),
        ('day_starts = "04:00+01:00"', "expected a time such as “04:00”, at day_starts"),
        ("keys = 'f8'", "expected a table, got text, at keys"),
        ("[keys]\nkeep = 8", "expected text, got a whole number, at keys.keep"),
        ("[keys]\nkeep = ''", "the field “keep” is empty, at keys.keep"),
        (
            '[remind]\nhook = ["a", "b\\u0000c"]',
            "a sign that no program can be given, at remind.hook[2]",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(TomlError) as refused:
        load(file)
    line = text.count("\n") + 1
    assert refused.value.message == f"config.toml line {line}: {message}."
    assert refused.value.hint


def test_a_syntax_error_is_named_with_its_line(file: Path) -> None:
    file.write_text('theme = "nord"\n\nkeys == 3\n')
    with pytest.raises(TomlError, match=r"config\.toml: .*line 3") as refused:
        load(file)
    assert str(file) in refused.value.hint


def test_settings_that_cannot_be_read_are_no_crash(file: Path) -> None:
    file.mkdir()
    with pytest.raises(TomlError, match=r"config\.toml cannot be read"):
        load(file)


def test_reminders_can_be_set(file: Path) -> None:
    file.write_text('[remind]\nhook = ["/bin/say", "a b"]\nact_words = true\n')
    assert load(file).remind == Remind(("/bin/say", "a b"), True)
    file.write_text("[remind]\nhook = []\n")
    assert load(file).remind == Remind()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("remind = 3", "expected a table, got a whole number, at remind"),
        ("[remind]\nhooks = []", "unknown field “hooks”; did you mean “hook”?, at remind.hooks"),
        ('[remind]\nhook = "say"', "expected a list, got text, at remind.hook"),
        ("[remind]\nhook = [3]", "expected text, got a whole number, at remind.hook[1]"),
        ('[remind]\nhook = [" "]', "a program is missing, at remind.hook[1]"),
        ("[remind]\nact_words = 1", "expected true or false, got a whole number, at remind."),
    ],
)
def test_a_wrong_setting_of_reminders_is_named(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(TomlError) as refused:
        load(file)
    assert message in refused.value.message
