"""What every step of a sitting has in common."""

from dataclasses import dataclass

from textual.containers import Vertical
from textual.message import Message


class Step(Vertical):
    """One part of a sitting. It says when it is done; the sitting decides what follows."""

    @dataclass
    class Done(Message):
        """The step is over; `said` is what to tell the person of it.

        `passed` is whether it kept nothing that the sitting could tell by, so that it is to be
        left behind.
        """

        said: str
        passed: bool = False

    @dataclass
    class Said(Message):
        """Something for the status line."""

        message: str

    class Keeping(Message):
        """The step is being kept: what is typed from now on is for what follows."""

    class Refused(Message):
        """It could not be kept: the step goes on."""

    def say(self, message: str) -> None:
        """Tell the person what became of their words."""
        self.post_message(self.Said(message))

    async def leave(self) -> bool:
        """Make the step ready to be left; False if words would be lost."""
        return True

    def write_at_once(self) -> None:
        """Put what is typed where it survives: the program is about to end."""
