"""What reminders remember between checks, and the log: two files in the state folder.

A reminder is recorded before it is delivered, so only one of several concurrent checks sends it.
Until a desktop or hook has taken it, it counts as undelivered: if a check is killed between the
two, the next one sends the reminder after all.
"""

import contextlib
import errno
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from coach.domain.text import one_line
from coach.errors import SaveError
from coach.files import locked, private_folder, write_private
from coach.reminders.decide import Decision, Memory

LOG_LINES = 200

SCHEDULED = "scheduled"
"""How the log line begins that `coach schedule` writes."""


class ReminderState:
    """The reminders' memory and log in one state folder.

    Every method that changes the memory raises OSError if it can't be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "reminders.json"
        self._log = folder / "remind.log"

    def memory(self) -> Memory:
        """Return what is remembered; nothing if the file is missing or damaged."""
        try:
            found = json.loads(self._file.read_bytes())
            snoozed = found["snoozed"] and datetime.fromisoformat(found["snoozed"])
            if snoozed and not snoozed.tzinfo:
                raise ValueError
            return Memory(
                sent={kind: date.fromisoformat(day) for kind, day in found["sent"].items()},
                undelivered=frozenset(map(str, found["undelivered"])),
                snoozed=snoozed,
                bus=found["bus"] if found["bus"].isprintable() else "",
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Memory()

    def claim(self, day: date, decide: Callable[[Memory], Decision]) -> Decision:
        """Decide from the current memory, and record what is to be sent as sent.

        Ensures that only one of several concurrent checks sends a reminder.
        """
        with self._locked("reminders.json"):
            memory = self.memory()
            decision = decide(memory)
            if decision.kinds:
                sent = {**memory.sent, **dict.fromkeys(decision.kinds, day)}
                undelivered = memory.undelivered | {*decision.kinds}
                self._write(replace(memory, sent=sent, undelivered=undelivered))
        return decision

    def mark_delivered(self, kinds: Collection[str]) -> None:
        """Record that a desktop or hook has taken these kinds."""
        with self._locked("reminders.json"):
            memory = self.memory()
            self._write(replace(memory, undelivered=memory.undelivered - {*kinds}))

    def snooze(self, until: datetime) -> None:
        """Send nothing until then, and afterward send again even what was sent today."""
        with self._locked("reminders.json"):
            self._write(Memory(snoozed=until, bus=self.memory().bus))

    def remember_bus(self, bus: str) -> None:
        """Remember the address of the desktop, which cron won't know."""
        with self._locked("reminders.json"):
            memory = self.memory()
            if memory.bus != bus:
                self._write(replace(memory, bus=bus))

    def delivering(self) -> AbstractContextManager[None]:
        """Keep other checks from delivering while a `with` block runs.

        Raises:
            BlockingIOError: if another check is delivering now.
        """
        return self._locked("delivering", seconds=0)

    def log(self, now: datetime, line: str) -> None:
        """Add a line to the log, which keeps the last 200; never fails."""
        entry = f"{now:%Y-%m-%d %H:%M:%S}  {one_line(line)}"
        with contextlib.suppress(OSError), self._locked("remind.log"):
            lines = [*self._log_lines()[1 - LOG_LINES :], entry, ""]
            write_private(self._log, "\n".join(lines).encode(errors="replace"))

    def last_log_line(self) -> str:
        """Return the last log line, such as `2026-11-24 08:30:00  nothing is due`, or ""."""
        with contextlib.suppress(OSError, IndexError):
            return self._log_lines()[-1]
        return ""

    def _log_lines(self) -> list[str]:
        if not self._log.exists():
            return []
        if not self._log.is_file():  # a pipe would block, and isn't ours to replace
            raise OSError(errno.EINVAL, "not a regular file")
        return self._log.read_text(encoding="utf-8", errors="replace").splitlines()

    def _write(self, memory: Memory) -> None:
        record = {
            "sent": {kind: day.isoformat() for kind, day in memory.sent.items()},
            "undelivered": sorted(memory.undelivered),
            "snoozed": memory.snoozed and memory.snoozed.isoformat(),
            "bus": memory.bus,
        }
        write_private(self._file, json.dumps(record).encode())

    @contextlib.contextmanager
    def _locked(self, name: str, seconds: float | None = None) -> Iterator[None]:
        private_folder(self._folder)
        try:
            with locked(self._folder / name, seconds):
                yield
        except SaveError as error:
            raise BlockingIOError(errno.EAGAIN, "another check is running") from error
