"""Of several runs at once one speaks: it is written down before it is said.

What was claimed counts as unheard until a desktop or a hook took it, so that a run which was
killed between the two is made up for by the next one.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from pathlib import Path

from coach.reminders import private
from coach.reminders.deciding import Memory
from coach.reminders.memory import NAME, recall


def claim(state: Path, day: date, left: Callable[[Memory], tuple[str, ...]]) -> tuple[str, ...]:
    """The kinds that this run, and no other, is to speak of on this day.

    `left` decides it once more from what is remembered now. Nobody has heard of them yet.

    Raises:
        OSError: if it cannot be written down.
    """
    with _alone(state):
        memory = recall(state)
        kinds = left(memory)
        if kinds:
            memory.said |= dict.fromkeys(kinds, day.isoformat())
            memory.unheard = tuple({*memory.unheard, *kinds})
            _remember(state, memory)
    return kinds


def heard(state: Path, kinds: Collection[str]) -> None:
    """These were taken by a desktop or a hook.

    Raises:
        OSError: if it cannot be written down.
    """
    with _alone(state):
        memory = recall(state)
        memory.unheard = tuple(kind for kind in memory.unheard if kind not in kinds)
        _remember(state, memory)


@contextlib.contextmanager
def speaking(state: Path) -> Iterator[bool]:
    """Whether no other run is speaking just now; while the block runs this one is.

    Raises:
        OSError: if that cannot be found out.
    """
    descriptor = _lock(state, "speaking.lock")
    try:
        yield _taken(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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
    unheard = sorted(memory.unheard)
    record = {"said": memory.said, "snoozed": snoozed, "bus": memory.bus, "unheard": unheard}
    private.write(state / NAME, json.dumps(record).encode())


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Hold the lock on what is remembered."""
    descriptor = _lock(state, f"{NAME}.lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # held for a millisecond, so waiting is safe
        yield
    finally:
        os.close(descriptor)


def _lock(state: Path, name: str) -> int:
    """A lock, not held yet: a file of its own, which the kernel frees when its holder ends."""
    private.folder(state)
    return os.open(state / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
