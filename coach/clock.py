"""The only module that asks what time it is."""

from datetime import datetime


class Clock:
    """The system's clock. Tests hand in one of their own."""

    def now(self) -> datetime:
        """The present moment as local time with its offset."""
        return datetime.now().astimezone()
