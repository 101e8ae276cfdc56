"""What every step of a sitting has in common."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.containers import Vertical
from textual.message import Message


class Step(Vertical):
    """One part of a sitting. It says when it is done; the sitting decides what follows."""

    over = False
    """Whether it is kept or skipped: then nothing of it is left to be written."""
    busy = False
    """Whether it is being kept, or over: what is typed meanwhile waits for what follows."""

    @dataclass
    class Done(Message):
        """The step is over; `said` is what to tell the person of it.

        `passed` is whether it kept nothing that the sitting could tell by, so that it is to be
        left behind.
        """

        said: str
        passed: bool = False
        ends: bool = False
        """Whether the whole sitting ends with it."""

    @dataclass
    class Said(Message):
        """Something for the status line."""

        message: str

    class GivenBack(Message):
        """It goes on: what was typed meanwhile is for it."""

    def take_in_hand(self, then: Callable[[], None]) -> None:
        """Hold back what is typed from now on, and call `then` once all before has arrived.

        A key on its way to a field is there only after those before it; so what is called at
        once, by a key that comes first, would not see them yet.
        """
        if not self.busy:
            self.busy = True
            (self.screen.focused or self).call_later(then)

    def give_back(self) -> None:
        """Go on with the step: it is not kept, or not yet."""
        self.busy = False
        self.post_message(self.GivenBack())

    def say(self, message: str) -> None:
        """Tell the person what became of their words."""
        self.post_message(self.Said(message))

    def put_away(self) -> bool:
        """Put away what is shown beside it, if anything is."""
        return False

    async def leave(self) -> bool:
        """Make the step ready to be left; False if words would be lost."""
        return True

    def write_at_once(self) -> None:
        """Put what is typed where it survives: the program is about to end."""
