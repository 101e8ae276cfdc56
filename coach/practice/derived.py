"""What can be made again at any time: the outlook, kept where an hourly check finds it.

A check that finds it fitting need not open the journal, so it costs the same however much was
written. It fits as long as line 1 and the size of the journal, the settings' file and the version
of coach are those it was made from; else the check makes it again. So it may be missing, old or
impossible to write, and nothing is lost by that. The app, and the commands that keep something,
make it at once.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from coach import __version__
from coach import config as settings
from coach.domain.acts import sentence
from coach.domain.outlook import Outlook, outlook
from coach.errors import CoachError
from coach.practice import Practice
from coach.store import files


def look_ahead(practice: Practice) -> Outlook:
    """What the days from today on ask of the person.

    Raises:
        JournalError: if the journal cannot be read, or is damaged: what is left of it does not
            tell what is due.
    """
    acts, pauses = practice.acts(), practice.pauses()
    if practice.journal.condition == "damaged" and (problem := practice.journal.problem()):
        raise problem
    return outlook(practice.choices(), practice.sat(), acts, pauses, practice.day())


def refresh(practice: Practice) -> None:
    """Take the nudge away, since the person is here, and keep the outlook; never fails."""
    clear_nudge(practice)
    keep_outlook(practice)


def clear_nudge(practice: Practice) -> None:
    """Take away what a new shell would show; never fails."""
    with contextlib.suppress(OSError):
        practice.places.nudge.unlink(missing_ok=True)


def keep_outlook(practice: Practice) -> None:
    """Keep what the coming days ask; never fails."""
    places = practice.places
    try:
        stamps = _stamps(places.journal, places.config_file)  # before reading: old at worst
        if settings.load(places.config_file) != practice.config:
            return  # they changed while we run; whoever starts next makes it
        data = json.dumps(stamps | _record(practice), separators=(",", ":"))
        files.private_folder(places.state)
        files.replace(places.outlook, [data.encode()], durable=False)
    except (OSError, CoachError):
        with contextlib.suppress(OSError):  # it may hold words that were erased since
            places.outlook.unlink(missing_ok=True)


def _record(practice: Practice) -> dict[str, Any]:
    ahead, today = look_ahead(practice), practice.today()
    prompt = today.prompt
    return {
        "coach": __version__,
        "day_starts": practice.config.day_starts.isoformat(),
        "hook": bool(practice.config.remind.hook),
        "first": ahead.first.isoformat(),
        "until": ahead.until.isoformat(),
        "due": ahead.due,
        "acts": [{"id": act.id, "due": act.due, "sentence": sentence(act)} for act in ahead.acts],
        "next": prompt and {"id": prompt.id, "ask": prompt.ask, "why": today.why},
    }


def _stamps(journal: Path, config: Path) -> dict[str, Any]:
    """What the outlook is made from; `reminders.glance` compares it with what is there."""
    return {"journal": _journal_stamp(journal), "config": _file_stamp(config)}


def _journal_stamp(path: Path) -> list[Any] | None:
    """Line 1 and the size: they change with every save, whatever clocks and inodes do."""
    try:
        with path.open("rb", buffering=0) as file:
            line = os.pread(file.fileno(), 200, 0).partition(b"\n")[0]
            return [line.decode("latin-1"), os.fstat(file.fileno()).st_size]
    except FileNotFoundError:
        return None


def _file_stamp(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ino]
