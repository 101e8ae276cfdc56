"""Starting the app, once it is sure that a person is there."""

import sys
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.paths import expanded
from coach.tui.first_look import FirstLook, beside

if TYPE_CHECKING:
    from coach.practice import Practice

LONGEST_SYNC = 10.0
"""Seconds that the end of the app waits for the folder it syncs with."""


def run() -> int:
    """Open the app and return its exit code.

    Raises:
        UsageError: without a terminal. Textual draws on stderr and would read a piped stdin
            as typing, so both must be terminals.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "The app needs a terminal.", "Try coach today or coach answer; see coach --help."
        )
    from coach.practice import Practice

    practice = Practice.here()
    look = beside(partial(FirstLook.at, practice))
    from coach.tui.app import CoachApp  # Textual costs 200 ms that no other command pays

    app = CoachApp(practice, look)
    app.run()
    if not app.return_code and (problem := sync_at_the_end(practice)):
        print(f"coach: Not synced: {problem}", file=sys.stderr)
    return app.return_code or 0


def sync_at_the_end(practice: "Practice") -> str:
    """Sync once the app is closed, if a folder is set; return what went wrong, else nothing.

    A folder that doesn't answer is left to the next time.
    """
    if not practice.config.sync:
        return ""
    problems = [f"{practice.config.sync} doesn't answer."]

    def sync() -> None:
        try:
            practice.sync.sync(expanded(practice.config.sync))
            problems.clear()
        except CoachError as error:
            problems[:] = [str(error)]

    thread = Thread(target=sync, name="coach-sync", daemon=True)
    thread.start()
    thread.join(LONGEST_SYNC)
    return "".join(problems)
