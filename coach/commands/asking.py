"""Asking before something that cannot be undone."""

import sys

from coach.commands.output import say
from coach.errors import UsageError


def sure(question: str, *, yes: bool) -> bool:
    """Whether the person agrees; `yes` is that they have said so already.

    Raises:
        UsageError: if nobody is there to ask.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("This asks first, and nobody is there to answer.", "Use --yes.")
    say(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
