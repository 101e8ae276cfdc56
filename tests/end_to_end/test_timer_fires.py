"""A real systemd user timer runs the check: scheduled by the command, fired by systemd itself."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.terminal import COACH

SYSTEMD = Path("/lib/systemd/systemd")
MANAGER = f"""
mount -t tmpfs tmpfs /run/systemd && mkdir -p /run/systemd/system
exec {SYSTEMD} --user --log-target=null
"""
"""A user manager that takes this machine for one booted by systemd, in mounts of its own."""

pytestmark = pytest.mark.faults


@pytest.fixture
def manager(tmp_path: Path, home: Path) -> Iterator[dict[str, str]]:
    """A user manager of the test's own; gives the environment in which it answers."""
    if os.getuid() or not SYSTEMD.exists() or not shutil.which("systemctl", path="/usr/bin:/bin"):
        pytest.skip("a systemd user manager needs root and systemd")
    (tmp_path / "run").mkdir(mode=0o700)
    environ = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path / "user"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "COACH_HOME": str(home),
    }
    (tmp_path / "user").mkdir()
    process = subprocess.Popen(["unshare", "-m", "sh", "-c", MANAGER], env=environ)
    try:
        until(lambda: systemctl(environ, "show-environment").returncode == 0, 20)
        yield environ
    finally:
        process.terminate()
        process.wait(20)


def systemctl(environ: dict[str, str], *args: str) -> "subprocess.CompletedProcess[str]":
    command = ["systemctl", "--user", *args]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def until(holds: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def coach(environ: dict[str, str], *args: str) -> str:
    done = subprocess.run([COACH, *args], env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_timer_fires_at_its_minute_and_is_gone_when_it_is_turned_off(
    manager: dict[str, str], home: Path
) -> None:
    soon = datetime.now() + timedelta(seconds=70)
    coach(manager, "schedule", "--at", f"04:{soon.minute:02d}", "--with", "systemd", "--yes")
    assert "coach.timer" in systemctl(manager, "list-timers", "coach.timer").stdout
    assert "timer: running" in subprocess.run(
        [COACH, "doctor"], env=manager, capture_output=True, text=True, check=False
    ).stdout  # fmt: skip
    until(lambda: "due: session" in (home / "state" / "remind.log").read_text(), 200)
    assert (home / "state" / "nudge").exists()
    coach(manager, "schedule", "off")
    assert "coach.timer" not in systemctl(manager, "list-timers", "--all").stdout
