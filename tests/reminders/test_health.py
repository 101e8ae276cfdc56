"""The doctor's checks of the reminders, and the trial of a scheduled call."""

import shutil
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from pathlib import Path

import pytest

from coach.config import Config, Remind
from coach.domain.check import Check
from coach.paths import Places, places
from coach.reminders import health
from coach.reminders.call import Call, current_call
from coach.reminders.crontab import BEGIN, END, with_line
from coach.reminders.deliver import HOOK_FIX, Outcome, Ways
from coach.reminders.state import ReminderState
from tests.conftest import FixedClock
from tests.reminders.cron import cron, table, with_fakes

__all__ = ["cron", "table", "with_fakes"]

Checks = Callable[..., dict[str, Check]]
pytestmark = pytest.mark.usefixtures("cron")


@pytest.fixture
def here(home: Path) -> Places:
    return places()


@pytest.fixture
def scheduled(table: Path, here: Places, home: Path) -> Callable[..., Call]:
    """Schedules this coach at 08:30, or with another program or time."""

    def schedule(program: tuple[str, ...] = (), at: time = time(8, 30)) -> Call:
        call = current_call(at, here, {"COACH_HOME": str(home)})
        call = Call(program or call.program, call.variables, at)
        table.write_bytes(with_line(b"", call.cron_line()))
        return call

    return schedule


@pytest.fixture
def checked(here: Places, clock: FixedClock) -> Checks:
    """Runs the checks and gives them by name."""

    def check(hook: Sequence[str] = (), at: Places = here) -> dict[str, Check]:
        found = health.checks(at, Config(remind=Remind(hook=tuple(hook))), clock.now())
        return {check.name: check for check in found}

    return check


def test_without_a_schedule_all_is_well(checked: Checks) -> None:
    says = "none scheduled; to set a time: coach schedule --at 08:30"
    assert checked() == {"reminders": Check("reminders", True, says)}


def test_without_a_crontab_program_all_is_well(
    checked: Checks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checked()["reminders"].ok
    assert "--print systemd" in checked()["reminders"].says


def test_a_block_that_was_changed_by_hand_is_named(checked: Checks, table: Path) -> None:
    table.write_bytes(BEGIN + b"\n0 5 * * * mine\n" + END + b"\n")
    check = checked()["reminders"]
    assert (check.ok, check.fix) == (False, "crontab -e")
    assert "changed by hand" in check.says


def test_what_is_scheduled_is_checked(
    checked: Checks, scheduled: Callable[..., Call], here: Places, clock: FixedClock
) -> None:
    scheduled()
    assert checked()["reminders"].says == "from 08:30 on; last check: none yet"
    ReminderState(here.state).log(clock.now(), "it isn't 23:00 yet")
    checks = checked()
    assert all(check.ok for check in checks.values())
    last = "2026-11-24 10:00:00  it isn't 23:00 yet"
    assert checks["reminders"].says == f"from 08:30 on; last check: {last}"
    assert checks["cron"].says == "running"
    assert {"desktop", "hook"} - {*checks} == {"hook"}


def test_what_keeps_reminders_away_is_wrong(
    checked: Checks, scheduled: Callable[..., Call], cron: Callable[..., None]
) -> None:
    scheduled(program=("/gone/bin/coach",))
    cron("bash")
    checks = checked(hook=["not-there-at-all"])
    assert checks["reminders"] == Check(
        "reminders",
        False,
        "cron runs /gone/bin/coach, which doesn't exist",
        "coach schedule --at 08:30",
    )
    assert checks["cron"] == Check(
        "cron",
        False,
        "cron isn't running, so no reminder will be sent",
        "sudo service cron start",
    )
    says = "run by cron, its program isn't on the PATH"
    assert checks["hook"] == Check("hook", False, says, HOOK_FIX)
    assert checked(hook=["true"])["hook"].ok


def test_a_line_for_another_journal_is_named(
    checked: Checks, scheduled: Callable[..., Call], home: Path, tmp_path: Path
) -> None:
    scheduled(at=time(17))
    other = Places(tmp_path / "other", tmp_path / "config.toml", tmp_path / "other" / "state")
    check = checked(at=other)["reminders"]
    assert (check.ok, check.fix) == (False, "coach schedule --at 17:00")
    assert check.says == f"scheduled for another journal: {home}"


def test_a_program_that_does_not_start_is_named(
    checked: Checks, scheduled: Callable[..., Call]
) -> None:
    scheduled(program=("/usr/bin/env", "python3", "-S", "-I", "-m", "coach"))
    check = checked()["reminders"]
    assert not check.ok
    assert "python3 -S -I -m coach, which doesn't start" in check.says


def test_checks_that_stopped_are_noticed(
    checked: Checks, scheduled: Callable[..., Call], here: Places, clock: FixedClock
) -> None:
    state = ReminderState(here.state)
    state.log(clock.now(), "nothing is due")
    scheduled()
    clock.pass_days(30)
    state.log(clock.now(), "scheduled from 08:30 on")
    assert checked()["reminders"].says == "from 08:30 on; last check: none yet"
    clock.pass_days(1)
    assert checked()["reminders"].ok
    clock.pass_days(0.2)
    check = checked()["reminders"]
    assert (check.ok, check.fix) == (False, "coach schedule test")
    assert check.says.startswith("no check since 2026-12-24 10:00:00")


def test_a_line_that_was_switched_off_by_hand_is_named(
    checked: Checks, scheduled: Callable[..., Call], table: Path
) -> None:
    scheduled(at=time(17, 30))
    table.write_bytes(table.read_bytes().replace(b"\n30 *", b"\n#30 *"))
    assert checked() == {
        "reminders": Check(
            "reminders", False, "switched off in your crontab", "coach schedule --at 17:30"
        )
    }


def test_busybox_runs_what_its_first_argument_names(cron: Callable[..., None]) -> None:
    cron("busybox", "sh")
    assert health.cron_runs() is False
    cron("busybox", "crond")
    assert health.cron_runs() is True


def test_hidden_processes_prove_nothing(
    checked: Checks, scheduled: Callable[..., Call], cron: Callable[..., None], tmp_path: Path
) -> None:
    scheduled()
    cron("bash")
    assert health.cron_runs() is False
    shutil.rmtree(tmp_path / "proc" / "1")
    assert health.cron_runs() is None
    assert checked()["cron"].ok
    shutil.rmtree(tmp_path / "proc")
    assert health.cron_runs() is None


def test_systemd_may_stand_in_for_a_daemon(
    cron: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cron("bash")
    monkeypatch.setattr(health, "GENERATORS", [tmp_path])
    assert health.cron_runs() is False
    monkeypatch.setattr(health, "SYSTEMD", tmp_path)
    assert health.cron_runs() is True


@pytest.mark.parametrize("kind", ["nobody listens", "somebody listens"])
def test_a_desktop_is_one_that_listens(tmp_path: Path, kind: str) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        if kind == "somebody listens":
            server.listen()
        environ: Mapping[str, str] = {"XDG_RUNTIME_DIR": str(tmp_path)}
        ways = Ways(tmp_path / "nudge", (), "", environ)
        assert health.desktop_answers(ways) == (kind == "somebody listens")


@pytest.mark.usefixtures("with_fakes")
class TestTrial:
    def test_it_runs_the_call_and_delivers_in_every_way(
        self, scheduled: Callable[..., Call], here: Places, tmp_path: Path
    ) -> None:
        (tmp_path / "bus").touch()
        bus = f"unix:path={tmp_path / 'bus'}"
        (tmp_path / "tmp" / "desktop").write_text(bus)
        ReminderState(here.state).remember_bus(bus)
        script = "test $1 = remind && test $4 = --dry-run && echo Would send: it"
        call = scheduled(program=("/bin/sh", "-c", script, "coach"))
        assert health.trial(call, ["true"]) == [
            Outcome("check", True, "Would send: it"),
            Outcome("nudge", True, "waiting for the next shell"),
            Outcome("desktop", True, "shown"),
            Outcome("hook", True, "done"),
        ]
        assert (tmp_path / "tmp" / "shown").read_text() == "coach|This is a test reminder.|\n"

    @pytest.mark.parametrize(
        ("program", "says"),
        [
            (("/gone/coach",), "couldn't be started: no such file or directory"),
            (("/bin/false",), "it says nothing"),
            (("/bin/sh", "-c", "echo 'coach: broken' >&2; exit 1"), "broken"),
        ],
    )
    def test_a_call_that_does_not_work_is_named(
        self, scheduled: Callable[..., Call], program: tuple[str, ...], says: str
    ) -> None:
        assert health.trial(scheduled(program=program), [])[0] == Outcome("check", False, says)

    @pytest.mark.parametrize("before", [None, b"coach: Your session is due today.\n"])
    def test_the_nudge_is_left_as_it_was(
        self, scheduled: Callable[..., Call], here: Places, before: bytes | None
    ) -> None:
        if before:
            here.state.mkdir(parents=True)
            here.nudge.write_bytes(before)
        assert health.trial(scheduled(program=("/bin/true",)), [])[1].worked
        assert (here.nudge.read_bytes() if here.nudge.exists() else None) == before
