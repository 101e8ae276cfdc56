"""`coach config`: the settings in the editor, and what is wrong in them."""

from pathlib import Path

import pytest


def test_without_a_terminal_the_default_is_written_and_its_place_printed(coach, home: Path) -> None:
    result = coach("config")
    assert (result.code, result.out, result.err) == (0, f"{home}/config.toml\n", "")
    assert '# save = "ctrl+s,f8"' in (home / "config.toml").read_text()


def test_it_opens_in_the_editor_and_says_what_is_wrong_then(
    coach, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "my-editor"
    script.write_text('#!/bin/sh\necho \'sav = "f8"\' >> "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr("coach.commands.config._at_a_terminal", lambda: True)
    result = coach("config")
    assert result.code == 1
    assert "unknown key “sav”, at keys.sav; did you mean “save”?" in result.err
    assert "The default is used." in result.err


def test_check_names_everything_that_is_wrong_and_so_does_the_doctor(coach, home: Path) -> None:
    assert coach("config", "--check").err == "No settings of your own yet.\n"
    assert not home.exists()
    home.mkdir()
    (home / "config.toml").write_text(
        'theme = "nrod"\nplan = 3\n[keys]\nsav = "f8"\nedit = "d"\n[remind]\nhok = []\n'
    )
    result = coach("config", "--check")
    assert (result.code, result.out) == (1, "")
    for wrong in ("“nrod”", "unknown setting “plan”", "“sav”", "“d” is the key of", "“hok”"):
        assert wrong in result.err
    assert len(result.err.splitlines()) == 5
    doctor = coach("doctor")
    assert doctor.code == 1
    assert "WRONG  settings: config.toml: unknown setting “plan”" in doctor.out
    assert "(and 4 more)" in doctor.out
    assert "Fix: coach config" in doctor.out
    (home / "config.toml").write_text('theme = "nord"\n')
    assert coach("config", "--check").err == "All settings are fine.\n"
    assert coach("config", "--check").code == 0
