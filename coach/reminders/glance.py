"""The hourly check that finds nothing to say: from the kept outlook, without the journal.

It knows only how to be silent. Whatever it is not sure of is left to the command itself, so it
may be as small as it is quick: it loads no parser, no TinyDB and no dataclass.
"""

import json
import os
from datetime import date, time

from coach import __version__
from coach.clock import Clock
from coach.domain.dates import practice_day
from coach.reminders import log
from coach.reminders.bus import buses
from coach.reminders.deciding import Memory, decide
from coach.reminders.memory import recall


def is_settled(arguments: list[str]) -> bool:
    """Whether `coach remind` with these arguments has nothing to say; then it is in the log."""
    try:
        if len(arguments) == 2 and arguments[0] == "--at" and len(arguments[1]) == 5:
            return _is_silent(time.fromisoformat(arguments[1]))
    except Exception:  # whatever it is, the command itself finds it too, and can say it
        return False
    return False


def _is_silent(at: time) -> bool:
    places = _places()
    if places is None:
        return False
    journal, config, state = places
    with open(os.path.join(state, "today.json"), "rb") as file:  # noqa: PTH118, PTH123
        outlook = json.loads(file.read())
    if outlook["coach"] != __version__:
        return False
    if outlook["journal"] != _journal_stamp(journal) or outlook["config"] != _file_stamp(config):
        return False
    now = Clock().now()
    day_starts = time.fromisoformat(outlook["day_starts"])
    day = practice_day(now, day_starts)
    if not date.fromisoformat(outlook["first"]) <= day <= date.fromisoformat(outlook["until"]):
        return False
    due = outlook["due"].get(day.isoformat(), ())
    memory = recall(state)
    kinds, why = decide(due, now=now, day=day, at=at, day_starts=day_starts, memory=memory)
    if kinds and not (_are_said(kinds, memory, day) and not _may_be_heard(outlook, memory)):
        return False
    if not due:
        forget_nudge(state)
    log.write(state, now, why)
    return True


def _are_said(kinds: tuple[str, ...], memory: Memory, day: date) -> bool:
    """Whether they were said today already, though nothing took them."""
    return all(memory.said.get(kind) == day.isoformat() for kind in kinds)


def _may_be_heard(outlook: dict[str, object], memory: Memory) -> bool:
    """Whether there is a hook or a desktop by now that could take what was said."""
    return bool(outlook["hook"]) or any(True for _ in buses(os.environ, memory.bus))


def forget_nudge(state: str | os.PathLike[str]) -> None:
    """Take away a nudge whose day is over; one that cannot be taken away stays."""
    try:
        os.unlink(os.path.join(state, "nudge"))  # noqa: PTH108, PTH118
    except OSError:
        return


def _places() -> tuple[str, str, str] | None:
    """The journal, the settings and the state folder, where the environment names them.

    The line in the crontab names them; `paths.places` says the same, for 15 ms.
    """
    home = os.environ.get("COACH_HOME")
    if home:
        named = home.startswith("/")
        return (f"{home}/coach.json", f"{home}/config.toml", f"{home}/state") if named else None
    data, config, state = (
        os.environ.get(f"XDG_{kind}_HOME", "") for kind in ("DATA", "CONFIG", "STATE")
    )
    if not all(folder.startswith("/") for folder in (data, config, state)):
        return None
    return f"{data}/coach/coach.json", f"{config}/coach/config.toml", f"{state}/coach"


def _journal_stamp(path: str) -> list[object] | None:
    """As `practice.derived` made it: line 1 and the size."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        line = os.pread(descriptor, 200, 0).partition(b"\n")[0]
        return [line.decode("latin-1"), os.fstat(descriptor).st_size]
    finally:
        os.close(descriptor)


def _file_stamp(path: str) -> list[int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ino]
