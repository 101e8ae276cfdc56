"""How a reminder is delivered: every way is tried, and each reports how it went."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from coach.errors import describe_os_error
from coach.files import write_private
from coach.frozen import frozen
from coach.reminders import programs
from coach.reminders.decide import TITLE

HOOK_SECONDS = 10.0
"""How long a hook may take."""

DESKTOP_SECONDS = 5.0
"""How long the desktop may take to accept a notification."""

BUS = "DBUS_SESSION_BUS_ADDRESS"
"""The variable that names a desktop's message bus; cron doesn't have it."""

HOOK_FIX = "check the hook under [remind] in config.toml; give its program's whole path there"
"""What to do about a hook that can't be run, or that fails."""


@frozen
class Outcome:
    """How one way of delivering went."""

    channel: str
    worked: bool
    says: str
    """A few words on it, never the reminder's own."""


@frozen
class Ways:
    """The ways in which a reminder can reach this person on this machine."""

    nudge: Path
    """The file that a new shell shows."""
    hook: Sequence[str]
    bus: str
    """The address of the desktop, as it was when the reminders were scheduled."""
    environ: Mapping[str, str]


def deliver(text: str, ways: Ways, *, may_print: bool = True) -> list[Outcome]:
    """Deliver the text in every way; print it if neither desktop nor hook took it. Never fails.

    The nudge file is always written, but it waits for a new shell, so it doesn't count as
    delivered.
    """
    outcomes = [to_nudge(text, ways.nudge), to_desktop(text, ways)]
    if ways.hook:
        outcomes.append(to_hook(text, ways.hook, ways.environ))
    if may_print and not is_delivered(outcomes):
        outcomes.append(to_output(text))
    return outcomes


def is_delivered(outcomes: Iterable[Outcome]) -> bool:
    """Return whether the desktop or the hook took it; the other ways wait to be looked at."""
    return any(outcome.worked and outcome.channel in {"desktop", "hook"} for outcome in outcomes)


def to_nudge(text: str, file: Path) -> Outcome:
    """Leave the text where a new shell shows it."""
    try:
        write_private(file, f"{TITLE}: {text}\n".encode(errors="replace"))
    except OSError as error:
        return Outcome("nudge", False, describe_os_error(error))
    return Outcome("nudge", True, "waiting for the next shell")


def to_desktop(text: str, ways: Ways) -> Outcome:
    """Show the text as a desktop notification."""
    name, arguments = notifier(text)
    program = shutil.which(name, path=ways.environ.get("PATH", os.defpath))
    if program is None:
        return Outcome("desktop", False, f"{name} isn't installed")
    problem = "no desktop found"
    for bus in buses(ways.environ, ways.bus):
        environ = {**ways.environ, BUS: bus} if bus else dict(ways.environ)
        problem = _run([program, *arguments], environ, DESKTOP_SECONDS)
        if not problem:
            return Outcome("desktop", True, "shown")
    return Outcome("desktop", False, problem)


def to_hook(text: str, hook: Sequence[str], environ: Mapping[str, str]) -> Outcome:
    """Hand the text to the person's own program, in its environment."""
    program, problem = hook_program(hook, environ)
    if program:
        environ = {**environ, "COACH_TITLE": TITLE, "COACH_TEXT": text}
        problem = _run([program, *hook[1:]], environ, HOOK_SECONDS)
    return Outcome("hook", not problem, problem or "done")


def hook_program(hook: Sequence[str], environ: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the program a hook runs, or None and why there is none, to end a sentence with."""
    name = os.path.expanduser(hook[0])  # noqa: PTH111 (never fails)
    found = shutil.which(name, path=environ.get("PATH", os.defpath))
    if found:
        return found, ""
    if "/" not in name:
        return None, "isn't on the PATH"
    exists = os.path.exists(name)  # noqa: PTH110 (a program's name is no path)
    return None, "isn't a program you may run" if exists else "doesn't exist"


def to_output(text: str) -> Outcome:
    """Print the text, which cron mails."""
    try:
        print(text, flush=True)
    except (OSError, ValueError):
        return Outcome("output", False, "nobody is reading it")
    return Outcome("output", True, "printed")


def notifier(text: str) -> tuple[str, list[str]]:
    """Return the program that shows notifications here, and its arguments."""
    if sys.platform == "darwin":
        script = "display notification (item 2 of argv) with title (item 1 of argv)"
        lines = ("on run argv", script, "end run")
        return "osascript", [*(part for line in lines for part in ("-e", line)), TITLE, text]
    return "notify-send", [f"--app-name={TITLE}", "--", TITLE, text]


def buses(environ: Mapping[str, str], remembered: str) -> Iterator[str]:
    """Yield the addresses a desktop may have: the environment's, the usual, the remembered one.

    Leaves out a socket file that doesn't exist. macOS needs no address.
    """
    if sys.platform == "darwin":
        yield ""
        return
    folder = environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    for address in dict.fromkeys([environ.get(BUS, ""), f"unix:path={folder}/bus", remembered]):
        socket = socket_of(address)
        if address and (socket is None or Path(socket).exists()):
            yield address


def socket_of(address: str) -> str | None:
    """Return the socket file of an address such as `unix:path=/run/user/1000/bus,guid=…`."""
    kind, _, rest = address.partition(":")
    paths = [part[5:] for part in rest.split(",") if part.startswith("path=")]
    return paths[0] if kind == "unix" and paths and ";" not in address else None


def _run(command: list[str], environ: Mapping[str, str], seconds: float) -> str:
    """Run a program and return what went wrong, "" if nothing did.

    Its output is discarded: it could repeat the reminder's text, which must stay out of the log.
    """
    try:
        code = programs.run(command, environ, seconds, read=False).returncode
    except programs.ProgramError as error:
        return str(error)
    return f"ended with code {code}" if code else ""
