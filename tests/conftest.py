"""What every test stands on: a home of its own, a clock that stands still, no real terminal."""

import functools
import gc
import io
import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from coach.clock import Clock
from coach.paths import Places
from tests.builders import answered, chosen, library_of, lined, paused, promised
from tests.strange import LONG

if TYPE_CHECKING:
    from coach.domain.model import Library
    from coach.practice import Practice

__all__ = ["answered", "chosen", "library_of", "lined", "paused", "promised"]
"""Builders that every test may ask for."""

settings.register_profile(
    "steady",
    deadline=None,  # how long an example takes is no promise
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a script
    signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored where `nohup` runs them

MAY_BE_SKIPPED_IN_CI: set[str] = set()
"""The reasons for which a test may be skipped where everything should be there."""

FAKES = Path(__file__).parent / "fakes"
"""Programs that stand first on the PATH: a crontab and a desktop of the test's own."""

NUMBERS = count()

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))
"""Tuesday 24 November 2026, 10:00, in week 2026-W48."""


class FixedClock(Clock):
    """A clock that a test sets."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def pass_days(self, days: float) -> None:
        self.time += timedelta(days=days)


@dataclass
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own; pytest's would first look through those of all the other tests."""
    folder = tmp_path_factory.getbasetemp() / str(next(NUMBERS))
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing a test does can reach the person who runs it."""
    folder = tmp_path / "home"
    for name in ("EDITOR", "VISUAL", "PAGER", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "COACH_PLAIN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    # No test reads or writes the crontab of whoever runs it, or shows them anything.
    monkeypatch.setenv("PATH", f"{FAKES}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("COACH_HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    return folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """It is NOW, for everything that asks the time."""
    fixed = FixedClock(NOW)
    monkeypatch.setattr(Clock, "now", lambda self: fixed.time)
    return fixed


@pytest.fixture
def practice(home: Path, clock: FixedClock) -> "Practice":
    """An empty practice in the test's home."""
    from coach.practice import Practice

    places = Places(data=home, config_file=home / "config.toml", state=home / "state")
    return Practice(places, clock=clock)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve weeks of a repair shop, lived once in a run; to be read or copied."""
    from coach.practice import Practice
    from tests import repair_shop

    home = tmp_path_factory.mktemp("lived")
    clock = FixedClock(NOW)
    repair_shop.live(
        Practice(Places(home, home / "config.toml", home / "state"), clock=clock), clock
    )
    return home


@pytest.fixture
def shop(practice: "Practice", clock: FixedClock, home: Path, lived: Path) -> "Practice":
    """The practice, after those twelve weeks."""
    from tests import repair_shop

    shutil.copytree(lived, home)
    clock.time = repair_shop.at(repair_shop.TODAY)
    return practice


@pytest.fixture
def every_prompt(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes every question say something else, such as `cue`, before the library is read."""
    from coach.packs.library import load

    def change(**changes: object) -> None:
        def changed(folder: Path) -> "Library":
            library = load(folder)
            prompts = tuple(replace(prompt, **changes) for prompt in library.prompts)  # type: ignore[arg-type]
            return replace(library, prompts=prompts)

        monkeypatch.setattr("coach.packs.library.load", changed)

    return change


@functools.cache
def _command_parser() -> Callable[[str], object]:
    """Return what makes each parser once: a third of what a command takes here is making it."""
    from coach.commands.parsers import command_parser

    return functools.cache(command_parser)


@pytest.fixture
def coach(
    clock: FixedClock, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs a command line in this process; `stdin` is what is piped in."""
    from coach.cli import main

    monkeypatch.setattr("coach.commands.parsers.command_parser", _command_parser())

    def run(*args: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        try:
            code = main(args)
        except SystemExit as ended:
            code = int(ended.code or 0)
        sys.stdout.flush()
        out, err = capsysbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return run


def pytest_configure(config: pytest.Config) -> None:
    """Among the long tests, try each property on many examples."""
    settings.register_profile(LONG, settings.get_profile("steady"))
    if config.option.markexpr == "faults":
        settings.load_profile(LONG)


def pytest_collection_finish() -> None:
    """Look for garbage more rarely, and no more at all among what stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything should be there, a skip is a failure."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if reason.removeprefix("Skipped: ") not in MAY_BE_SKIPPED_IN_CI:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped: {reason}"
    return report
