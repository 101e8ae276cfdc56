"""The real program in a real terminal, by way of tmux."""

import os
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.processes import clock_at

COACH = Path(sys.executable).parent / "coach"

OFFERS = (
    "Answer this question", "Answer one more question", "Start today's session", "Continue",
    "See your twelve weeks",
)  # fmt: skip
"""What Today's chip offers; one of them is there once the app is."""
GOES_ON = ("Save", "Skip", "Choose", "Next", "Go on", "Done for today")
"""What the chip of a step says."""

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
"""When a terminal's clock begins, unless a test says otherwise: a Tuesday evening."""


def command(*args: str, at: datetime = NOW) -> str:
    """The line that runs coach in a shell, under a clock that begins at this moment."""
    variables = [f"{name}={value}" for name, value in clock_at(at).items()]
    return shlex.join(["env", "TZ=UTC", *variables, str(COACH), *args])


class Terminal:
    """A tmux window of its own server, with a shell in it."""

    def __init__(self, socket: Path, home: Path, size: tuple[int, int] = (80, 24)) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self._home = home
        self.pressed = 0
        """Keys pressed by name: all that are not words."""
        width, height = size
        self._run(
            "new-session", "-d", "-x", str(width), "-y", str(height), "-s", "t",
            "env", f"COACH_HOME={home}", "PS1=ready> ", "ENV=", "LC_ALL=C.UTF-8", "sh",
        )  # fmt: skip
        self.wait_for("ready>")

    def open_app(self, at: datetime = NOW) -> None:
        """Start the app and wait for its first frame; `at` is when its clock begins."""
        self.line(f"{command(at=at)}; echo ended with $?")
        self.wait_for(*OFFERS)
        self.pressed = 0

    def walk_out(self) -> None:
        """Skip whatever is left of the session, until Today is there."""
        for _ in range(16):
            shown = self.wait_for("That's it for", "That's the week", *GOES_ON)
            if "That's" in shown:
                return
            self.keys("C-s")
            self._wait_while(shown)
        raise AssertionError(f"the session does not end:\n{self.screen()}")

    def _wait_while(self, shown: str) -> None:
        """Wait for another screen; a ctrl+s too soon after the last one does nothing."""
        deadline = time.monotonic() + 5
        while self.screen() == shown and time.monotonic() < deadline:
            time.sleep(0.02)

    def line(self, text: str) -> None:
        self.type(text)
        self.keys("Enter")

    def type(self, text: str) -> None:
        self._run("send-keys", "-t", "t", "-l", text)

    def keys(self, *names: str) -> None:
        self.pressed += len(names)
        self._run("send-keys", "-t", "t", *names)

    def paste(self, text: bytes) -> None:
        """Paste as a terminal does, in brackets, without changing a byte."""
        subprocess.run([*self._tmux, "load-buffer", "-"], input=text, check=True)
        self._run("paste-buffer", "-p", "-r", "-t", "t")

    def screen(self, *options: str) -> str:
        return self._run("capture-pane", "-p", *options, "-t", "t")

    def wait_for(self, *texts: str, seconds: float = 30) -> str:
        """The screen, once it shows one of these texts."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = self.screen()
            if any(text in shown for text in texts):
                return shown
            time.sleep(0.02)
        raise AssertionError(f"none of {texts} on the screen:\n{self.screen()}{self._crash()}")

    def _crash(self) -> str:
        """What the app says of a crash of its own, if there was one."""
        report = self._home / "state" / "crash.txt"
        return f"\n{report.read_text()}" if report.exists() else ""

    def app_pid(self) -> int:
        """The process of the app in this window, and of no other."""
        (shell,) = self._run("list-panes", "-t", "t", "-F", "#{pane_pid}").split()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    stat = (entry / "stat").read_text()
                except OSError:
                    continue
                if stat.rpartition(")")[2].split()[1] == shell:
                    return int(entry.name)
        raise AssertionError("the app is not running")

    def close_window(self) -> None:
        """Close the window, as a person does with the mouse."""
        self._run("kill-session", "-t", "t")

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)

    def _run(self, *args: str) -> str:
        result = subprocess.run(
            [*self._tmux, *args], check=True, capture_output=True, text=True, env=_environment()
        )
        return result.stdout


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
