"""What `coach doctor` reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing the doctor looked at."""

    name: str
    ok: bool
    says: str
    """What was found, as a sentence without its period."""
    fix: str = ""
    """A command that repairs it; empty if there is nothing to repair."""
