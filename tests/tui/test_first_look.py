"""What Today shows first, found out by a second process."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from coach.domain.model import Answer
from coach.practice import Practice
from coach.practice.session import Session
from coach.tui.app import CoachApp
from coach.tui.first_look import FirstLook, beside
from tests.tui.conftest import Opened

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

WORDS = "Ten minutes on the phone."


MORE_THAN_A_PIPE_HOLDS = 1 << 20
ENDS_AT_ONCE = f"""
import os
from coach.tui.first_look import beside

beside(lambda: bytes({MORE_THAN_A_PIPE_HOLDS}))
os._exit(0)
"""


def killed() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def failed() -> str:
    raise RuntimeError


def test_another_process_looks_and_is_gone_afterwards() -> None:
    look = beside(os.getpid)
    seen = look()
    assert seen not in (None, os.getpid())
    assert look() == seen  # it may be asked once more
    with pytest.raises(ChildProcessError):
        os.waitpid(seen or 0, os.WNOHANG)


def test_it_is_gone_if_the_app_ends_before_it_asks() -> None:
    # What it prints to is closed by the last of the two.
    command = [sys.executable, "-c", ENDS_AT_ONCE]
    subprocess.run(command, stdout=subprocess.PIPE, timeout=10, check=True)


@pytest.mark.parametrize("look", [killed, failed, lambda: lambda: None])
def test_a_look_that_comes_to_nothing_says_so(
    look: Callable[[], object], capfd: pytest.CaptureFixture[str]
) -> None:
    assert beside(look)() is None
    assert capfd.readouterr() == ("", "")


def test_where_there_can_be_no_second_process_nothing_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert beside(lambda: 1)() is None


async def test_today_shows_what_was_seen_without_reading_it_again(
    opened: Opened, practice: Practice, entries: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    look = beside(lambda: FirstLook.at(practice))
    asked = practice.entries.next_prompt().ask
    monkeypatch.setattr(CoachApp, "prepare", lambda self: None)
    monkeypatch.setattr(Session, "today", lambda self: pytest.fail("it was read again"))
    async with opened(first_look=look) as user:
        assert user.text("#ask") == asked


async def test_what_was_saved_since_the_first_look_is_shown(
    opened: Opened, practice: Practice, entries: list[Answer]
) -> None:
    seen = FirstLook.at(practice)
    prompt = practice.entries.next_prompt()
    practice.entries.answer(WORDS, prompt.id)
    async with opened(first_look=lambda: seen) as user:
        assert user.text("#next").endswith("Continue")
