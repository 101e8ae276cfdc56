"""What is said is written down first, so that of many at once one says it."""

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from coach.reminders.claiming import claim, remember_bus, snooze
from coach.reminders.deciding import Memory
from coach.reminders.memory import recall

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))


def claimed(state: Path, day: date) -> tuple[str, ...]:
    def left(memory: Memory) -> tuple[str, ...]:
        return ("sitting",) if memory.said.get("sitting", "") < day.isoformat() else ()

    return claim(state, day, left)


def test_of_many_processes_each_day_is_claimed_by_one(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    children = []
    for _ in range(6):
        child = os.fork()
        if child == 0:
            try:
                for number in range(300):
                    if claimed(tmp_path, DAY + timedelta(days=number)):
                        os.write(writing, b"x")
            finally:
                os._exit(0)
        children.append(child)
    os.close(writing)
    for child in children:
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as said:
        assert said.read() == b"x" * 300
    assert recall(tmp_path).said == {"sitting": (DAY + timedelta(days=299)).isoformat()}


def test_a_snooze_forgets_what_was_said_and_keeps_the_rest(tmp_path: Path) -> None:
    remember_bus(tmp_path, "unix:path=/run/user/1000/bus")
    assert claimed(tmp_path, DAY) == ("sitting",)
    assert claimed(tmp_path, DAY) == ()
    snooze(tmp_path, NOW)
    memory = recall(tmp_path)
    assert (memory.said, memory.snoozed) == ({}, NOW)
    assert memory.bus == "unix:path=/run/user/1000/bus"
