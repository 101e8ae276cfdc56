"""Processes that a test started, or had started."""

import time
from datetime import datetime
from pathlib import Path

from tests.conftest import FAKES


def clock_at(moment: datetime) -> dict[str, str]:
    """Return the variables under which the clock of a Python process begins at this moment."""
    return {"PYTHONPATH": str(FAKES / "clock"), "CLOCK_BEGINS_AT": moment.isoformat()}


def until_gone(number: str) -> None:
    """Wait until this process has ended, no longer than ten seconds."""
    deadline = time.monotonic() + 10
    status = Path(f"/proc/{number}/stat")
    while status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline, "it did not end"
        time.sleep(0.01)
