"""What is said is written down first, so that of many at once one says it."""

import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from coach.reminders.claiming import claim, remember_bus, snooze
from coach.reminders.memory import recall

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))


CLAIMING = """
import sys
from datetime import date, timedelta
from pathlib import Path
from coach.reminders.claiming import claim

claimed = 0
for number in range(300):
    day = date(2026, 11, 24) + timedelta(days=number)
    left = lambda m: ("sitting",) * (m.said.get("sitting", "") < day.isoformat())
    claimed += len(claim(Path(sys.argv[1]), day, left))
print(claimed)
"""
"""Claims three hundred days in order, and prints how many it got."""


def test_of_many_processes_each_day_is_claimed_by_one(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLAIMING, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(6)]
    assert sum(int(process.communicate()[0]) for process in running) == 300
    assert recall(tmp_path).said == {"sitting": (DAY + timedelta(days=299)).isoformat()}


def test_a_snooze_forgets_what_was_said_and_keeps_the_rest(tmp_path: Path) -> None:
    remember_bus(tmp_path, "unix:path=/run/user/1000/bus")
    assert claim(tmp_path, DAY, lambda memory: ("sitting",)) == ("sitting",)
    assert recall(tmp_path).said == {"sitting": "2026-11-24"}
    snooze(tmp_path, NOW)
    memory = recall(tmp_path)
    assert (memory.said, memory.snoozed) == ({}, NOW)
    assert memory.bus == "unix:path=/run/user/1000/bus"
