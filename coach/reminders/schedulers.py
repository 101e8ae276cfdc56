"""What can run the hourly check: cron, or where there is no crontab program, systemd."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from coach.frozen import frozen
from coach.reminders import crontab, timer
from coach.reminders.call import Call, parse_call
from coach.reminders.state import SCHEDULED, ReminderState
from coach.reminders.timer import TIMER

Kind = Literal["cron", "systemd"]
KINDS: tuple[Kind, ...] = ("cron", "systemd")


@frozen
class Change:
    """What is to be added, in words, and what adds it."""

    shows: str
    make: Callable[[], None]


def usual() -> Kind:
    """Return cron, or systemd where there is no crontab program but a systemd of this user."""
    return "cron" if crontab.is_available() or not timer.is_available() else "systemd"


def is_scheduled() -> bool:
    """Return whether one of them runs it now.

    Raises:
        CoachError: if what is scheduled can't be read, or was changed by hand.
    """
    line = crontab.line_in(crontab.read() or b"") if crontab.is_available() else None
    return bool(timer.scheduled() or (line and parse_call(line)))


def change_to(kind: Kind, call: Call, backups: Path, now: datetime) -> Change | None:
    """Return what schedules this call, and only it; None if it is scheduled so already.

    Raises:
        CoachError: if what is scheduled now can't be read, or was changed by hand.
    """
    if kind == "systemd":
        if timer.scheduled() == call and timer.runs():
            return None
        units = f"I'll add a systemd timer for you:\n  {timer.folder() / TIMER}"
        return Change(units, partial(_make_timer, call, backups, now))
    line = call.cron_line()
    before = crontab.read()
    after = crontab.with_line(before or b"", line)
    if after == before:
        return None
    shows = f"I'll put this line into your crontab:\n  {os.fsdecode(line)}"
    return Change(shows, partial(_make_line, before, after, backups, now))


def carry_out(change: Change, call: Call, state: ReminderState, now: datetime) -> None:
    """Make the change, and say so in the log."""
    change.make()
    state.log(now, f"{SCHEDULED} from {call.at:%H:%M} on")


def turn_off(backups: Path, now: datetime) -> list[Kind]:
    """Take away what is scheduled, and return what ran it.

    Raises:
        NoCrontab: if there is nothing that could run it.
    """
    gone: list[Kind] = ["systemd"] if timer.remove() else []
    if (crontab.is_available() or not gone) and _without_line(backups, now):
        gone.append("cron")
    return gone


def _make_timer(call: Call, backups: Path, now: datetime) -> None:
    timer.install(call)
    if crontab.is_available():
        _without_line(backups, now)


def _make_line(before: bytes | None, after: bytes, backups: Path, now: datetime) -> None:
    crontab.change(before, after, backups, now)
    timer.remove()


def _without_line(backups: Path, now: datetime) -> bool:
    before = crontab.read() or b""
    after = crontab.without_line(before)
    if after != before:
        crontab.change(before, after, backups, now)
    return after != before
