"""Processes that a test started, or had started."""

import time
from pathlib import Path


def until_gone(number: str) -> None:
    """Wait until this process has ended, no longer than ten seconds."""
    deadline = time.monotonic() + 10
    status = Path(f"/proc/{number}/stat")
    while status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline, "it did not end"
        time.sleep(0.01)
