"""What `coach doctor` reports."""

from coach.frozen import frozen


@frozen
class Check:
    """One thing the doctor looked at."""

    name: str
    ok: bool
    says: str
    """What was found, as a sentence without its period."""
    fix: str = ""
    """A command that repairs it; empty if there is nothing to repair."""
