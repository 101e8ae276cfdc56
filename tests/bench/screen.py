"""A program on a terminal of its own, and what it shows there, with the time that it took."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from typing import Self

LONGEST = 60
"""Seconds that anything may take."""
_SEQUENCES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])",
    re.DOTALL,
)


class Screen:
    """A running program. Times are milliseconds since it was started or a key was sent."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self._sent = b""
        self._since = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if not self.pid:
            os.execvpe(command[0], command, environ)
        size = struct.pack("4H", 24, 80, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def send(self, keys: str) -> None:
        """Type; what was shown before is forgotten."""
        self._sent = b""
        self._since = time.perf_counter()
        os.write(self._terminal, keys.encode())

    def shows(self, *texts: str) -> float:
        """Wait until one of these texts is shown, and return how long that took."""
        while not any(text in self._shown() for text in texts):
            if not self._read(LONGEST):
                raise AssertionError(f"never showed any of {texts}, but: {self._shown()}")
        return (time.perf_counter() - self._since) * 1000

    def rest(self, seconds: float) -> None:
        """Let it work for a while."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def memory(self) -> float:
        """Return the MiB that are resident."""
        command = ["ps", "-o", "rss=", "-p", str(self.pid)]
        return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1024

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        data = os.read(self._terminal, 1 << 16) if ready else b""
        self._sent += data
        return data

    def _shown(self) -> str:
        return _SEQUENCES.sub("", self._sent.decode("utf-8", "replace"))
