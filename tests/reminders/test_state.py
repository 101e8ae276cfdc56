"""The reminders' memory and log, shared by concurrent checks."""

import contextlib
import json
import os
import stat
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coach.reminders.decide import Decision, Memory
from coach.reminders.state import LOG_LINES, ReminderState

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))
SESSION = Decision(("session",), "due: session")


CLAIMING = """
import sys
from datetime import date, timedelta
from pathlib import Path
from coach.reminders.decide import Decision
from coach.reminders.state import ReminderState

state, claimed = ReminderState(Path(sys.argv[1])), 0
for number in range(300):
    day = date(2026, 11, 24) + timedelta(days=number)
    decide = lambda m: Decision(("session",) * (m.sent.get("session", date.min) < day), "")
    claimed += len(state.claim(day, decide).kinds)
print(claimed)
"""
"""Claims three hundred days in order, and prints how many it got."""


@pytest.fixture
def state(tmp_path: Path) -> ReminderState:
    return ReminderState(tmp_path / "state")


def test_of_many_processes_one_claims_each_day(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLAIMING, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(6)]
    assert sum(int(process.communicate()[0]) for process in running) == 300
    assert ReminderState(tmp_path).memory().sent == {"session": DAY + timedelta(days=299)}


def test_a_claim_is_undelivered_until_it_is_marked(state: ReminderState) -> None:
    assert state.claim(DAY, lambda memory: SESSION) == SESSION
    assert state.memory() == Memory({"session": DAY}, frozenset({"session"}))
    state.mark_delivered(["session"])
    assert state.memory() == Memory({"session": DAY})


def test_silence_claims_nothing(state: ReminderState, tmp_path: Path) -> None:
    silence = Decision((), "nothing is due")
    assert state.claim(DAY, lambda memory: silence) == silence
    assert not (tmp_path / "state" / "reminders.json").exists()


def test_a_snooze_forgets_what_was_sent_and_keeps_the_desktop(state: ReminderState) -> None:
    state.remember_bus("unix:path=/run/user/1000/bus")
    state.claim(DAY, lambda memory: SESSION)
    state.snooze(NOW)
    assert state.memory() == Memory(snoozed=NOW, bus="unix:path=/run/user/1000/bus")


def test_only_one_check_delivers_at_a_time(state: ReminderState) -> None:
    with state.delivering(), pytest.raises(BlockingIOError), state.delivering():
        pytest.fail("two at once")
    with state.delivering():
        pass


@pytest.mark.parametrize(
    "damaged",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"sent": 3, "undelivered": [], "snoozed": null, "bus": ""}',
        '{"sent": {"session": "soon"}, "undelivered": [], "snoozed": null, "bus": ""}',
        '{"sent": {}, "undelivered": [], "snoozed": "2026-12-24T10:00:00", "bus": ""}',
        '{"sent": {}, "undelivered": [], "snoozed": null, "bus": 7}',
    ],
    ids=lambda text: text[:70],
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "reminders.json"
    file.write_text(damaged)
    state = ReminderState(tmp_path)
    assert state.memory() == Memory()
    state.claim(DAY, lambda memory: SESSION)
    assert state.memory().sent == {"session": DAY}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("bus", ["unix:path=/a\0b", "unix:path=/\ud800", "tcp:\nx"])
def test_an_address_that_no_program_can_be_given_is_forgotten(tmp_path: Path, bus: str) -> None:
    record: dict[str, object] = {"sent": {"session": "2026-11-24"}, "undelivered": []}
    record |= {"snoozed": None, "bus": bus}
    (tmp_path / "reminders.json").write_text(json.dumps(record))
    assert ReminderState(tmp_path).memory() == Memory({"session": DAY})


def test_the_log_keeps_its_last_lines_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    state = ReminderState(folder)
    assert state.last_log_line() == ""
    for number in range(LOG_LINES + 50):
        state.log(NOW, f"line {number}\nand more")
    lines = (folder / "remind.log").read_text().splitlines()
    assert len(lines) == LOG_LINES
    assert lines[0] == "2026-11-24 10:00:00  line 50 and more"
    assert lines[-1] == state.last_log_line() == "2026-11-24 10:00:00  line 249 and more"
    assert stat.S_IMODE((folder / "remind.log").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"remind.log", "remind.log.lock"}


def test_concurrent_checks_each_leave_their_line(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from coach.reminders.state import ReminderState\n"
        "for n in range(20): ReminderState(Path(sys.argv[1])).log(datetime.now(), f'{n}')"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert len((tmp_path / "remind.log").read_text().splitlines()) == 80


def test_a_log_that_cannot_be_written_holds_nothing_up(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.write_text("in the way")
    state = ReminderState(folder)
    state.log(NOW, "nowhere to write, and no error")
    folder.unlink()
    folder.mkdir()
    os.mkfifo(folder / "remind.log")
    state.log(NOW, "to nobody")
    reader = os.open(folder / "remind.log", os.O_RDONLY | os.O_NONBLOCK)
    state.log(NOW, "to somebody")
    with contextlib.suppress(BlockingIOError):
        assert os.read(reader, 100) == b""
    os.close(reader)
    assert state.last_log_line() == ""
