"""The manual page and the completions are those that the parsers of the commands give."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from coach.commands.completions import SHELLS, script_of
from coach.commands.overview import COMMANDS
from tests.completions import completions
from tests.manual import manual

PAGE = Path(__file__).parents[1] / "docs" / "coach.1"


def test_the_manual_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "Run: make manual"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completions_are_current(shell: str) -> None:
    assert script_of(shell).read_text(encoding="utf-8") == completions(shell), "Run: make manual"


def test_man_shows_it_without_a_warning() -> None:
    if not shutil.which("man"):
        pytest.skip("man is not installed")
    env = os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    command = ["man", "--warnings", "-l", str(PAGE)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    for heading in ("SYNOPSIS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES"):
        assert f"\n{heading}\n" in done.stdout
    for command_name in COMMANDS:
        assert f"\n   coach {command_name}\n" in done.stdout
    assert "POSITIONAL" not in done.stdout
