"""How a reminder gets through: every way is tried, and each says what became of it."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.reminders import private, running
from coach.reminders.bus import BUS, buses
from coach.reminders.deciding import TITLE

HOOK_SECONDS = 10.0
"""How long a hook may take."""

DESKTOP_SECONDS = 5.0
"""How long the desktop may take to accept a notification."""


@dataclass(frozen=True)
class Outcome:
    """What became of one way of delivering."""

    channel: str
    worked: bool
    says: str
    """A few words on it, never the reminder's."""


@dataclass(frozen=True)
class Ways:
    """By which ways a reminder can go, on this machine and for this person."""

    nudge: Path
    """The file that a new shell shows."""
    hook: Sequence[str]
    bus: str
    """The address of the desktop as it was when the reminder was scheduled."""
    environ: Mapping[str, str]


def deliver(text: str, ways: Ways, *, may_print: bool = True) -> list[Outcome]:
    """Give the text by every way there is; print it if neither desktop nor hook took it.

    The nudge file is always written, but it waits for a shell to be opened, so it does not
    count as having arrived. Never fails.
    """
    outcomes = [to_nudge(text, ways.nudge), to_desktop(text, ways)]
    if ways.hook:
        outcomes.append(to_hook(text, ways.hook, ways.environ))
    if may_print and not is_heard(outcomes):
        outcomes.append(to_output(text))
    return outcomes


def is_heard(outcomes: Iterable[Outcome]) -> bool:
    """Whether the desktop or the hook took it: the other ways wait to be looked at."""
    return any(outcome.worked and outcome.channel in {"desktop", "hook"} for outcome in outcomes)


def to_nudge(text: str, file: Path) -> Outcome:
    """Leave the text where a new shell shows it."""
    try:
        private.write(file, f"{TITLE}: {text}\n".encode(errors="replace"))
    except OSError as error:
        return Outcome("nudge", False, private.plainly(error))
    return Outcome("nudge", True, "left for the next shell")


def to_desktop(text: str, ways: Ways) -> Outcome:
    """Show the text as a notification of the desktop."""
    name, arguments = notifier(text)
    program = shutil.which(name, path=ways.environ.get("PATH", os.defpath))
    if program is None:
        return Outcome("desktop", False, f"{name} is not installed")
    said = "no desktop is there"
    for bus in buses(ways.environ, ways.bus):
        environ = {**ways.environ, BUS: bus} if bus else dict(ways.environ)
        said = _run([program, *arguments], environ, DESKTOP_SECONDS)
        if not said:
            return Outcome("desktop", True, "shown")
    return Outcome("desktop", False, said)


def to_hook(text: str, hook: Sequence[str], environ: Mapping[str, str]) -> Outcome:
    """Hand the text to the person's own program, in its environment."""
    found = program_of(hook, environ)
    if found is None:
        return Outcome("hook", False, missing(hook))
    told = {**environ, "COACH_TITLE": TITLE, "COACH_TEXT": text}
    said = _run([found, *hook[1:]], told, HOOK_SECONDS)
    return Outcome("hook", not said, said or "done")


def program_of(hook: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """The program that a hook calls; None where there is none that can be run."""
    return shutil.which(_named(hook), path=environ.get("PATH", os.defpath))


def missing(hook: Sequence[str]) -> str:
    """Why a hook's program cannot be run, as the end of a sentence."""
    program = _named(hook)
    if "/" not in program:
        return "could not be found on the PATH"
    there = os.path.exists(program)  # noqa: PTH110 (a program's name is no path)
    return "is not a program that may be run" if there else "is not there"


def _named(hook: Sequence[str]) -> str:
    return os.path.expanduser(hook[0])  # noqa: PTH111 (never fails)


def to_output(text: str) -> Outcome:
    """Print the text; cron mails it."""
    try:
        print(text, flush=True)
    except (OSError, ValueError):
        return Outcome("output", False, "nobody reads it")
    return Outcome("output", True, "printed")


def notifier(text: str) -> tuple[str, list[str]]:
    """The program that shows notifications here, and its arguments."""
    if sys.platform == "darwin":
        script = "display notification (item 2 of argv) with title (item 1 of argv)"
        lines = ("on run argv", script, "end run")
        return "osascript", [*(part for line in lines for part in ("-e", line)), TITLE, text]
    return "notify-send", [f"--app-name={TITLE}", "--", TITLE, text]


def _run(command: list[str], environ: Mapping[str, str], seconds: float) -> str:
    """Run a program; gives what went wrong, empty if nothing did.

    Its output goes nowhere: what it says could hold the text, and a log must not.
    """
    try:
        code = running.run(command, environ, seconds, read=False).returncode
    except OSError as error:
        return f"could not be started: {private.plainly(error)}"
    except ValueError:
        return "could not be started: it holds a sign that no program can be given"
    except running.TooLongError:
        return f"took longer than {seconds:g} seconds and was ended"
    return f"ended with code {code}" if code else ""
