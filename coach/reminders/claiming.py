"""Of several runs at once one speaks: it is written down before it is said."""

import contextlib
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from coach.reminders import private
from coach.reminders.deciding import Memory
from coach.reminders.memory import NAME, recall


def claim(state: Path, day: date, left: Callable[[Memory], tuple[str, ...]]) -> tuple[str, ...]:
    """The kinds that this run, and no other, is to speak of on this day.

    `left` decides it once more from what is remembered now.

    Raises:
        OSError: if it cannot be written down.
    """
    with _alone(state):
        memory = recall(state)
        kinds = left(memory)
        if kinds:
            memory.said |= dict.fromkeys(kinds, day.isoformat())
            _remember(state, memory)
    return kinds


def snooze(state: Path, until: datetime) -> None:
    """Be silent until then, and speak afterwards even of what was said already.

    Raises:
        OSError: if it cannot be written down.
    """
    with _alone(state):
        _remember(state, Memory({}, until, recall(state).bus))


def remember_bus(state: Path, bus: str) -> None:
    """Remember the address of the desktop, which cron will not know.

    Raises:
        OSError: if it cannot be written down.
    """
    with _alone(state):
        memory = recall(state)
        if memory.bus != bus:
            memory.bus = bus
            _remember(state, memory)


def _remember(state: Path, memory: Memory) -> None:
    snoozed = memory.snoozed and memory.snoozed.isoformat()
    record = {"said": memory.said, "snoozed": snoozed, "bus": memory.bus}
    private.write(state / NAME, json.dumps(record).encode())


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Hold the lock, a file of its own; the kernel frees it when its holder ends."""
    private.folder(state)
    descriptor = os.open(state / f"{NAME}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # held for a millisecond, so waiting is safe
        yield
    finally:
        os.close(descriptor)
