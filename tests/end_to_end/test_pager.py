"""What is longer than the terminal goes through the pager; what is piped never does."""

import shutil
from collections.abc import Callable

import pytest

from tests.end_to_end.terminal import COACH, Terminal

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize("command", ["prompts list", "help journal"])
def test_what_is_long_goes_through_the_pager(
    terminal: Callable[..., Terminal], command: str
) -> None:
    shell = terminal()
    shell.line(f"PAGER='wc -l; echo paged' {COACH} {command}")
    shell.wait_for("\npaged")
    shell.line(f"clear; PAGER='echo paged;' {COACH} {command} | tail -1; echo over")
    assert "paged" not in shell.wait_for("\nover")


def test_less_shows_styles_and_outlives_ctrl_c(terminal: Callable[..., Terminal]) -> None:
    if not shutil.which("less"):
        pytest.skip("less is not installed")
    shell = terminal(size=(80, 10))
    shell.line(f"{COACH} note 'to have begun' >/dev/null; clear")
    shell.line(f"LESS=-i {COACH} progress; echo ended with $?")
    shown = shell.wait_for("\nYou practiced", "ESC[", "\u241b[")
    assert "ESC[" not in shown
    assert "\u241b[" not in shown
    shell.keys("/")
    shell.wait_for("\n/")
    shell.keys("C-c")  # what is typed before it took effect would be thrown away
    shell.wait_for("\n:")
    shell.keys("q")
    shell.wait_for("ended with 0")


def test_what_is_short_and_what_no_pager_takes_is_printed(
    terminal: Callable[..., Terminal],
) -> None:
    shell = terminal()
    shell.line(f"{COACH} note 'a short one' >/dev/null; clear")
    shell.line(f"PAGER='echo paged;' {COACH} history; echo over")
    shown = shell.wait_for("\nover")
    assert "a short one" in shown
    shell.line(f"clear; PAGER=no-such-pager {COACH} prompts list; echo ended with $?")
    shell.wait_for("ended with 0")
