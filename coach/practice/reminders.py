"""Reminders, as a person sets them up from within a session."""

import contextlib
import os

from coach.errors import CoachError
from coach.practice.workspace import Workspace


class Reminders:
    """Whether reminders can be set up here, and setting them up; only then is their code loaded."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def can_schedule(self) -> bool:
        """Return whether something here could run them, and nothing does yet."""
        from coach.reminders import crontab, schedulers, timer

        with contextlib.suppress(CoachError):
            can_run = crontab.is_available() or timer.is_available()
            return can_run and not schedulers.is_scheduled()
        return False

    def schedule(self, time_of_day: str) -> str:
        """Schedule them from a time such as `08:30` on, and return what to tell the person.

        Raises:
            CoachError: if it can't be done; nothing was changed then.
        """
        from coach.reminders import schedulers
        from coach.reminders.call import current_call, parse_time
        from coach.reminders.deliver import BUS
        from coach.reminders.state import ReminderState

        at = parse_time(time_of_day)
        places, now = self._work.places, self._work.clock.now()
        call, state = current_call(at, places, os.environ), ReminderState(places.state)
        change = schedulers.change_to(schedulers.usual(), call, places.backups, now)
        if bus := os.environ.get(BUS):
            with contextlib.suppress(OSError):
                state.remember_bus(bus)
        if change:
            schedulers.carry_out(change, call, state, now)
        return f"I'll remind you from {at:%H:%M} on if something is due."
