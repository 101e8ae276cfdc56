"""What Today shows first, found out by a second process while this one loads Textual.

To read ten years of journal takes as long as to load Textual; on two cores neither waits for the
other. Where there can't be a second process, or it fails, Today reads the journal itself.
"""

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Self, TypeVar

from coach.domain.model import Library
from coach.frozen import frozen

if TYPE_CHECKING:
    from coach.practice import Practice
    from coach.practice.session import Today

Seen = TypeVar("Seen")


@frozen
class FirstLook:
    """What the coach says as the app is opened, and of what state of the practice."""

    state: object
    today: "Today"
    library: Library

    @classmethod
    def at(cls, practice: "Practice") -> Self:
        """Look at a practice."""
        from coach.practice.session import Session

        return cls(practice.state(), Session(practice).opened(), practice.library)


def beside(look: Callable[[], Seen]) -> Callable[[], Seen | None]:
    """Look in a process of its own from now on; return what waits for it, and gives what it saw.

    That is None if it saw nothing.
    """
    reading, writing = os.pipe()
    try:
        pid = os.fork()
    except OSError:  # too many, or too little memory
        pid = -1
    if pid == 0:
        os.close(reading)  # else nothing would tell it that the app ended before it asked
        with suppress(BaseException), os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(look()))
        os._exit(0)
    os.close(writing)

    @cache
    def seen() -> Seen | None:
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read()
        if pid > 0:
            os.waitpid(pid, 0)
        with suppress(EOFError, pickle.UnpicklingError):  # it came to its end before it was done
            found: Seen = pickle.loads(told)
            return found
        return None

    return seen
