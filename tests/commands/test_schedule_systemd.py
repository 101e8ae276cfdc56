"""`coach schedule` with a systemd user timer: installed, shown, checked and taken away again."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.practice import Practice
from coach.reminders import crontab, timer
from tests.conftest import Result
from tests.reminders.cron import cron, table, with_fakes

__all__ = ["cron", "table", "with_fakes"]

Coach = Callable[..., Result]
AT = ("schedule", "--at", "08:30", "--yes")

pytestmark = pytest.mark.usefixtures("cron")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Where the units of this test's user are, whose systemd runs."""
    (tmp_path / "tmp" / "systemd").mkdir()
    return tmp_path / "user" / ".config" / "systemd" / "user"


@pytest.fixture
def no_crontab(monkeypatch: pytest.MonkeyPatch) -> None:
    which = shutil.which

    def found(name: str, path: str | None = None) -> str | None:
        return None if name == "crontab" else which(name, path=path)

    monkeypatch.setattr("coach.reminders.crontab.shutil.which", found)


def test_a_timer_is_installed_shown_and_taken_away(
    coach: Coach, units: Path, table: Path, tmp_path: Path
) -> None:
    result = coach(*AT, "--with", "systemd")
    assert result.code == 0
    assert f"I'll add a systemd timer for you:\n  {units}/coach.timer" in result.err
    assert "I'll remind you from 08:30 on if something is due." in result.err
    assert (tmp_path / "tmp" / "systemd" / "coach.timer").exists()
    assert "OnCalendar=*-*-* *:30:00\n" in (units / "coach.timer").read_text()
    assert not table.exists()
    shown = coach("schedule", "show")
    assert shown.out.startswith("Reminders from 08:30 on, if something is due.\n")
    assert str(units / "coach.timer") in shown.out
    again = coach(*AT, "--with", "systemd")
    assert again.err == "Already scheduled; your timer is unchanged.\n"
    off = coach("schedule", "off")
    assert (off.code, off.err) == (0, "Reminders are off. The timer is gone.\n")
    assert [*units.iterdir(), *(tmp_path / "tmp" / "systemd").iterdir()] == []
    assert "No reminders are scheduled" in coach("schedule", "off").err


@pytest.mark.usefixtures("no_crontab")
def test_where_there_is_no_crontab_program_the_timer_is_what_it_takes(
    coach: Coach, units: Path
) -> None:
    assert "none scheduled" in coach("doctor").out
    assert coach(*AT).code == 0
    assert timer.scheduled()
    assert "reminders: from 08:30 on" in coach("doctor").out
    assert "timer: running" in coach("doctor").out
    assert coach("schedule", "off").err == "Reminders are off. The timer is gone.\n"


def test_only_one_of_the_two_reminds(coach: Coach, units: Path, table: Path) -> None:
    table.write_bytes(b"0 5 * * * backup\n")
    coach(*AT)
    assert crontab.line_in(table.read_bytes())
    coach(*AT, "--with", "systemd")
    assert table.read_bytes() == b"0 5 * * * backup\n"
    assert timer.scheduled()
    coach(*AT, "--with", "cron")
    assert crontab.line_in(table.read_bytes())
    assert timer.scheduled() is None


def test_units_of_ones_own_are_never_touched(coach: Coach, units: Path) -> None:
    units.mkdir(parents=True)
    for text in ("[Service]\nExecStart=mine\n", timer.MARK + "[Service]\nExecStart=mine\n"):
        (units / "coach.service").write_text(text)
        for args in ((*AT, "--with", "systemd"), ("schedule", "off"), ("schedule", "show")):
            result = coach(*args)
            assert result.code == 1
            assert "isn't as I wrote it, so I won't touch it." in result.err
        assert (units / "coach.service").read_text() == text
    assert "WRONG  reminders" in coach("doctor").out


def test_one_that_refuses_is_quoted_and_nothing_is_left(
    coach: Coach, units: Path, tmp_path: Path
) -> None:
    (tmp_path / "tmp" / "systemd" / "refuses").touch()
    result = coach(*AT, "--with", "systemd")
    assert result.code == 1
    assert "It says: Unit is bad." in result.err
    assert [*units.iterdir()] == []


def test_a_timer_that_stopped_is_named_with_what_starts_it(
    coach: Coach, units: Path, tmp_path: Path
) -> None:
    coach(*AT, "--with", "systemd")
    (tmp_path / "tmp" / "systemd" / "coach.timer").unlink()
    out = coach("doctor").out
    assert "WRONG  timer: the timer isn't running" in out
    assert "Fix: systemctl --user enable --now coach.timer" in out
    coach(*AT, "--with", "systemd")
    assert "timer: running" in coach("doctor").out


@pytest.mark.usefixtures("with_fakes")
def test_what_is_scheduled_can_be_tried(coach: Coach, units: Path, tmp_path: Path) -> None:
    coach(*AT, "--with", "systemd")
    out = coach("schedule", "test").out
    assert "ok      check" in out


@pytest.mark.parametrize("name", ["plain", '50% off, o\'neill $x "ü" é'])
def test_any_path_survives_the_quoting_of_units_and_systemd_takes_them(
    coach: Coach, practice: Practice, units: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, name: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("COACH_HOME", str(tmp_path / name))
    assert coach(*AT, "--with", "systemd").code == 0
    call = timer.scheduled()
    assert call
    assert call.variables["COACH_HOME"] == str(tmp_path / name)
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "coach.timer", "coach.service"],
        cwd=units, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "coach." not in done.stderr, done.stderr
