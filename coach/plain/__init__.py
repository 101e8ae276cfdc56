"""A session in plain lines, for screen readers, thin terminals and pipes."""

from coach.plain.session import PlainSession

__all__ = ["PlainSession"]
