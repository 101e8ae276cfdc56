"""The hourly check's short way: it is silent only where the command would be, too."""

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import coach
from coach import paths
from coach.domain.plan import Plan
from coach.practice import Practice
from coach.practice.derived import keep_outlook
from coach.reminders import claiming, glance, log
from coach.reminders.glance import is_settled
from tests.acts import ACT

AT = ["--at", "08:30"]


@pytest.fixture
def planned(practice: Practice, home: Path) -> Practice:
    """Tuesdays and Fridays, and an act that is due on Thursday; nothing was said yet."""
    practice.choose_plan(Plan(("tue", "fri")))
    practice.journal.put([ACT])
    keep_outlook(practice)
    return practice


def last(practice: Practice) -> str:
    return log.last(practice.places.state).partition("  ")[2]


def test_it_is_silent_exactly_where_the_command_would_be(
    planned: Practice, clock: object, coach: Callable[..., object]
) -> None:
    clock.time = clock.time.replace(hour=4, minute=30)
    spoken = set()
    for hour in range(24 * 9):
        if hour == 56:
            claiming.snooze(planned.places.state, clock.time + timedelta(hours=12))
        if hour % 50 == 49:
            keep_outlook(planned)
        silent = is_settled(AT)
        would = coach("remind", "--dry-run", *AT).out
        assert would.startswith("Would be silent" if silent else "Would say"), (clock.time, would)
        if silent:
            assert f"Would be silent: {last(planned)}.\n" == would
        else:
            spoken.add(f"{clock.time:%a %H:%M}")
            assert coach("remind", *AT).out
            claiming.heard(planned.places.state, ["sitting", "act"])
        clock.time += timedelta(hours=1)
    # The act is due on Thursday; it was snoozed from Thursday noon to midnight.
    assert spoken == {"Tue 08:30", "Thu 08:30", "Fri 00:30", "Fri 08:30"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["--at"], ["--at", "8:30"], ["--at", "25:00"], ["--dry-run", "--at"], ["--snooze", "2h"],
     ["--at", "08:30", "--json"], ["--json"], ["--at", "08:3x"]],
    ids=" ".join,
)  # fmt: skip
def test_every_other_call_is_left_to_the_command(planned: Practice, arguments: list[str]) -> None:
    planned.answer("The sitting.", "give-free.for-free")
    keep_outlook(planned)
    assert is_settled(AT)
    assert not is_settled(arguments)


def _another_save(practice: Practice) -> None:
    practice.note("from another window")


def _restored(practice: Practice) -> None:
    practice.places.journal.write_bytes(practice.places.journal.read_bytes()[:-1])


def _settings(practice: Practice) -> None:
    practice.places.config_file.write_text('day_starts = "05:00"\n')


def _gone(practice: Practice) -> None:
    practice.places.outlook.unlink()


def _torn(practice: Practice) -> None:
    practice.places.outlook.write_bytes(practice.places.outlook.read_bytes()[:-100])


def _no_journal(practice: Practice) -> None:
    practice.places.journal.unlink()


def _another_kind(practice: Practice) -> None:
    practice.places.outlook.write_text("[1, 2]")


def _another_version(practice: Practice) -> None:
    outlook = practice.places.outlook.read_text()
    practice.places.outlook.write_text(outlook.replace(f'"{coach.__version__}"', '"0.0.9"'))


@pytest.mark.parametrize(
    "change",
    [_another_save, _restored, _settings, _gone, _torn, _no_journal, _another_kind,
     _another_version],
)  # fmt: skip
def test_an_outlook_that_does_not_fit_is_not_trusted(
    planned: Practice, change: Callable[[Practice], None]
) -> None:
    planned.answer("The sitting.", "give-free.for-free")
    keep_outlook(planned)
    assert is_settled(AT)
    change(planned)
    assert not is_settled(AT)


def test_it_does_not_look_further_ahead_or_back_than_it_was_made_for(
    planned: Practice, clock: object
) -> None:
    planned.journal.put([replace(ACT, status="kept", said="2026-11-24")])
    keep_outlook(planned)
    clock.pass_days(55)  # a Monday
    assert is_settled(AT)
    clock.pass_days(2)
    assert not is_settled(AT)
    clock.pass_days(-58)
    assert not is_settled(AT)


def test_a_nudge_whose_day_is_over_goes_and_one_of_today_stays(
    planned: Practice, clock: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    planned.places.nudge.write_text("coach: Your sitting is due today.\n")
    claiming.claim(planned.places.state, planned.day(), lambda memory: ("sitting",))
    assert is_settled(AT)  # nobody has heard it yet, and nobody could
    (tmp_path / "bus").touch()
    assert not is_settled(AT)  # somebody could now
    claiming.heard(planned.places.state, ["sitting"])
    assert is_settled(AT)
    assert last(planned) == "it was said today"
    assert planned.places.nudge.exists()
    clock.pass_days(1)
    assert is_settled(AT)
    assert not planned.places.nudge.exists()


def test_settings_that_change_while_we_run_are_not_taken_for_those_we_run_with(
    planned: Practice,
) -> None:
    planned.answer("The sitting.", "give-free.for-free")
    _settings(planned)
    keep_outlook(planned)
    assert not is_settled(AT)
    keep_outlook(Practice.here())
    assert json.loads(planned.places.outlook.read_bytes())["day_starts"] == "05:00:00"


def test_an_outlook_that_cannot_be_written_fails_nothing(practice: Practice, home: Path) -> None:
    home.mkdir()
    (home / "state").write_text("in the way")
    keep_outlook(practice)
    assert not is_settled(AT)


def test_the_outlook_is_private_and_says_what_comes_next(planned: Practice) -> None:
    assert planned.places.outlook.stat().st_mode & 0o777 == 0o600
    assert planned.places.state.stat().st_mode & 0o777 == 0o700
    kept = json.loads(planned.places.outlook.read_bytes())
    today = planned.today()
    assert kept["next"] == {"id": today.prompt.id, "ask": today.prompt.ask, "why": today.why}
    sentence = "If Bill calls, then I check his invoice."
    assert kept["acts"] == [{"id": ACT.id, "due": "2026-11-26", "sentence": sentence}]


@pytest.mark.parametrize(
    "environ",
    [
        {"COACH_HOME": "/p"},
        {"COACH_HOME": "here"},
        {"COACH_HOME": "~/p"},
        {"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
        {"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c"},
        {"XDG_DATA_HOME": "d", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
    ],
    ids=lambda environ: " ".join(f"{k}={v}" for k, v in environ.items()),
)
def test_it_looks_where_the_command_would_or_nowhere(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COACH_HOME")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found, meant = glance._places(), paths.places()
    if all(value.startswith("/") for value in environ.values()) and len(environ) != 2:
        assert found == (str(meant.journal), str(meant.config_file), str(meant.state))
    else:
        assert found is None


def test_the_log_keeps_its_last_lines(practice: Practice, clock: object) -> None:
    state = practice.places.state
    for number in range(2000):
        log.write(state, clock.time, f"line {number}\nand more")
    lines = (state / log.NAME).read_text().splitlines()
    assert log.LINES <= len(lines) < 1500
    assert lines[-1] == log.last(state) == "2026-11-24 10:00:00  line 1999 and more"
    assert (state / log.NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in state.iterdir()] == [log.NAME]
    assert state.stat().st_mode & 0o777 == 0o700


def test_a_log_that_cannot_be_written_holds_nothing_up(
    practice: Practice, clock: object, home: Path
) -> None:
    home.mkdir()
    practice.places.state.write_text("in the way")
    log.write(practice.places.state, clock.time, "nowhere to write, and no error")
    practice.places.state.unlink()
    practice.places.state.mkdir()
    os.mkfifo(practice.places.state / log.NAME)
    log.write(practice.places.state, clock.time, "to nobody")
    reader = os.open(practice.places.state / log.NAME, os.O_RDONLY | os.O_NONBLOCK)
    log.write(practice.places.state, clock.time, "to somebody")
    with contextlib.suppress(BlockingIOError):
        assert os.read(reader, 100) == b""
    os.close(reader)
    assert log.last(practice.places.state) == ""
