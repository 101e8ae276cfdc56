"""What is measured: journals of three sizes, and how coach and the others are run on them."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from coach.domain.model import Item
from coach.paths import Places
from coach.practice import Practice
from tests.bench import jrnl
from tests.bench.screen import Screen
from tests.journals import ten_years

HERE = Path(__file__).parent
TEN_YEARS, MOST = 5_000, 18_250
"""Records of three sessions a week for ten years, and those of five a day."""
READS = 1.5
"""Seconds that a person takes to read the question, before they press a key."""

Call = Callable[[], float]
"""Does something and returns how long it took, in milliseconds."""


def medians(*calls: Call, times: int = 7) -> list[float]:
    """The median of each of these calls, made in turn, so that what else runs slows all alike."""
    rounds = [[call() for call in calls] for _ in range(times + 1)]
    return [statistics.median(taken) for taken in zip(*rounds[1:], strict=True)]


def timed(call: Callable[[], object]) -> Call:
    """Make a call one that returns how long it took."""

    def run() -> float:
        begun = time.perf_counter()
        call()
        return (time.perf_counter() - begun) * 1000

    return run


@dataclass(frozen=True)
class World:
    """A folder with a journal of each size, under the clock of the machine."""

    folder: Path

    def home(self, records: int = MOST, *, practiced: bool = False) -> Path:
        """The home of a journal of so many records, made when it is asked for first.

        One in which somebody has `practiced` today has a home of its own, to write in.
        """
        home = self.folder / f"{records}{'-practiced' if practiced else ''}"
        if not home.exists():
            home.mkdir()
            self.practice(home).journal.put(self.items(records))
            if practiced:
                self.practice(home).entries.note("The first save of a day makes a backup, too.")
        return home

    def items(self, records: int) -> list[Item]:
        """What is in it; its last day is yesterday, so that nothing is due."""
        practice = self.practice(self.folder)
        yesterday = practice.day() - timedelta(days=1)
        return ten_years(records, yesterday, practice.library.prompts) if records else []

    def practice(self, home: Path) -> Practice:
        """The use cases on the journal of a home."""
        return Practice(Places(home, home / "config.toml", home / "state"))

    @cached_property
    def _environ(self) -> dict[str, str]:
        unset = {"COLUMNS", "LINES", "NO_COLOR", "COACH_PLAIN", "PYTHONDONTWRITEBYTECODE"}
        kept = {name: value for name, value in os.environ.items() if name not in unset}
        root = str(HERE.parents[1])
        return kept | {"PYTHONPATH": root, "TERM": "xterm-256color", "COLORTERM": "truecolor"}

    def command(self, *args: str, records: int = MOST) -> Call:
        """`coach` with these arguments, by somebody who has practiced today."""
        home = self.home(records, practiced=True)
        return self._run([sys.executable, "-m", "coach", *args], home)

    def bare_python(self) -> Call:
        """The start of Python."""
        return self._run([sys.executable, str(HERE / "bare_python.py")], self.folder)

    @cached_property
    def _jrnl(self) -> list[str] | None:
        program = jrnl.installed()
        settings = jrnl.journal_of(self.items(MOST), self.folder / "jrnl") if program else None
        return [str(program), "--config-file", str(settings)] if program else None

    def jrnl(self, *args: str) -> Call | None:
        """`jrnl` with these arguments, on the same words; None where it can't be installed."""
        return self._run([*self._jrnl, *args], self.folder) if self._jrnl else None

    def _run(self, command: Sequence[str], home: Path) -> Call:
        environ = self._environ | {"COACH_HOME": str(home)}

        def run() -> None:
            subprocess.run(
                command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=True
            )

        return timed(run)

    @contextmanager
    def app(self, records: int = MOST) -> Iterator[Screen]:
        """The app, just started; what was begun before is gone."""
        home = self.home(records)
        shutil.rmtree(home / "drafts", ignore_errors=True)
        environ = self._environ | {"COACH_HOME": str(home)}
        with Screen([sys.executable, "-m", "coach"], environ) as screen:
            yield screen

    @contextmanager
    def read_app(self, records: int = MOST) -> Iterator[Screen]:
        """The app, once a person has read what is on it."""
        with self.app(records) as screen:
            screen.shows(self.question(records))
            screen.rest(READS)
            yield screen

    def bare_app(self) -> Screen:
        """The bare Textual app, just started."""
        return Screen([sys.executable, str(HERE / "bare_app.py")], self._environ)

    def question(self, records: int) -> str:
        """How the question that Today shows begins."""
        return self.practice(self.home(records)).entries.next_prompt().ask[:20]
