"""What the doctor says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `fix` is the command that mends it."""

    name: str
    ok: bool
    says: str
    fix: str = ""
