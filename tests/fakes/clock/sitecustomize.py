"""Sets the clock of a whole process; it goes on from there.

Python imports a module of this name at every start. So a test moves the clock of the installed
command by two variables, and by nothing that comes between the command and its signals.
"""

import os
from datetime import datetime

if begins := os.environ.get("CLOCK_BEGINS_AT"):
    from coach.clock import Clock

    _START = datetime.fromisoformat(begins).astimezone()
    _REAL_START = datetime.now().astimezone()
    Clock.now = lambda self: _START + (datetime.now().astimezone() - _REAL_START)  # type: ignore[method-assign]
