"""A crontab and a cron daemon of the test's own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.reminders import call, health
from coach.reminders.call import Call


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The crontab that the fake `crontab` keeps: a file."""
    return tmp_path / "tmp" / "crontab"


@pytest.fixture
def cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A machine on which cron runs; calling it makes another program run instead."""
    proc = tmp_path / "proc"
    (proc / "17").mkdir(parents=True)
    (proc / "1").mkdir()
    (proc / "1" / "comm").write_text("init\n")
    (proc / "1" / "cmdline").write_bytes(b"/sbin/init\0")
    monkeypatch.setattr(health, "PROC", proc)
    monkeypatch.setattr(health, "SYSTEMD", tmp_path / "nowhere")
    monkeypatch.setattr(call, "TEMPORARY", ())  # the checkout itself may be there

    def run(name: str, *arguments: str) -> None:
        (proc / "17" / "comm").write_text(f"{name}\n")
        (proc / "17" / "cmdline").write_bytes("\0".join([name, *arguments, ""]).encode())

    run("cron")
    return run


@pytest.fixture
def with_fakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Cron's bare environment, but with the fake programs in it."""
    bare = vars(Call)["environ"].fget
    own = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path / "tmp")}
    monkeypatch.setattr(Call, "environ", property(lambda call: {**bare(call), **own}))
