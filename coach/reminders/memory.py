"""What a reminder remembers between runs: `reminders.json` in the state folder.

Reading is cheap to import, since it happens every hour.
"""

import json
import os
from datetime import datetime

from coach.reminders.deciding import Memory

NAME = "reminders.json"


def recall(state: str | os.PathLike[str]) -> Memory:
    """What is remembered in this state folder; nothing where it is missing or cannot be read."""
    try:
        with open(os.path.join(state, NAME), "rb") as file:  # noqa: PTH118, PTH123 (pathlib: 3 ms)
            found = json.loads(file.read())
        snoozed = found["snoozed"] and datetime.fromisoformat(found["snoozed"])
        if snoozed and not snoozed.tzinfo:
            raise ValueError
        bus = str(found["bus"])
        bus = bus if bus.isprintable() else ""
        unheard = [str(kind) for kind in found.get("unheard", ())]
        return Memory(dict(found["said"]), snoozed, bus, unheard)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Memory()
