"""Starting the app, once it is sure that a person is there."""

import sys

from coach.errors import UsageError


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
    from coach.tui.app import CoachApp  # Textual costs 200 ms that no other command pays

    app = CoachApp(Practice.here())
    app.run()
    return app.return_code or 0
