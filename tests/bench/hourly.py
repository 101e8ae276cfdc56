"""What the hourly check costs with nothing to say, beside a Python that does nothing.

Whole processes in turn, so that both see the same machine; the median of each.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from coach.domain.model import Answer
from coach.practice import Practice

TIMES = 41
CHECK = [str(Path(sys.executable).with_name("coach")), "remind", "--at", "23:59"]
"""The scheduled line, by the installed script; before 23:59 there is nothing to say."""
BARE = [sys.executable, "-c", "pass"]


def in_turn(*commands: list[str], home: Path) -> list[float]:
    """The median of each command in milliseconds."""
    environ = {"PATH": os.defpath, "COACH_HOME": str(home)}
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(TIMES):
        for command, times in zip(commands, taken, strict=True):
            begun = time.perf_counter()
            subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
            times.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in taken]


def main(
    practice_at: Callable[[Path], Practice], answers: Callable[[Path, int], list[Answer]]
) -> None:
    """Print a line for an empty journal and one for a big one."""
    print("\nanswers   hourly check  bare Python  ratio   (ms)")
    for size in (0, 100_000):
        with tempfile.TemporaryDirectory() as temporary:
            home = Path(temporary) / "home"
            if size:
                practice_at(home).journal.put(answers(Path(temporary), size))
            in_turn(CHECK, home=home)  # the first one looks into the journal, for all the others
            check, bare = in_turn(CHECK, BARE, home=home)
            print(f"{size:>7,} {check:>14.1f} {bare:>12.1f} {check / bare:>5.1f}x")
