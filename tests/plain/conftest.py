"""Sessions in plain lines, piped in."""

from collections.abc import Callable

import pytest

from tests.plain.scripts import FIRST_SESSION


@pytest.fixture
def session(coach, every_prompt) -> Callable[..., object]:
    """Goes through a session with these lines; questions suggest nothing for the promise."""
    every_prompt(cue="")
    return lambda *lines: coach("session", stdin="".join(f"{line}\n" for line in lines).encode())


@pytest.fixture
def began(session, clock) -> None:
    """A first session was had, and its promise is due."""
    session(*FIRST_SESSION)
    clock.pass_days(7)
