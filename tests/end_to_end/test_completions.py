"""What bash, zsh and fish complete with the scripts that `coach completions` prints."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.end_to_end.terminal import Terminal

LINES = {
    "coach an": "coach answer",
    "coach history --per": "coach history --person",
    "coach answer value.ev": "coach answer value.evidence",
    "coach prompts show value.ev": "coach prompts show value.evidence",
    "coach history --track bound": "coach history --track boundaries",
    "coach promise kept --back th": "coach promise kept --back thanks",
    "coach progress --js": "coach progress --json",
    "coach playbook add my-pr": "coach playbook add my-price",
    "coach help two": "coach help two-machines",
}
"""What is typed, and what stands there once it is completed."""


@pytest.fixture
def script(coach: Callable[..., Result], tmp_path: Path) -> Callable[[str], Path]:
    """Writes the script of a shell, which has to be there."""

    def write(shell: str) -> Path:
        if not shutil.which(shell):
            pytest.skip(f"{shell} is not installed")
        path = tmp_path / f"coach.{shell}"
        path.write_text(coach("completions", shell).out)
        return path

    return write


def _printed(*command: str) -> list[str]:
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    assert result.stderr == ""
    return result.stdout.splitlines()


def test_bash_completes_commands_options_and_ids(script: Callable[[str], Path]) -> None:
    asks = [
        f"COMP_WORDS=({typed}); COMP_CWORD={typed.count(' ')}; _shtab_coach; echo ${{COMPREPLY[@]}}"
        for typed in LINES
    ]
    found = _printed("bash", "--norc", "-c", f"source {script('bash')}; {'; '.join(asks)}")
    assert found == [completed.split()[-1] for completed in LINES.values()]


def test_fish_completes_commands_options_and_ids(script: Callable[[str], Path]) -> None:
    asks = [f"complete -C '{typed}'" for typed in LINES]
    found = _printed("fish", "-N", "-c", f"source {script('fish')}; {'; '.join(asks)}")
    words = [line.partition("\t")[0] for line in found]
    assert words == [completed.split()[-1] for completed in LINES.values()]


@pytest.mark.terminal
def test_zsh_completes_commands_options_and_ids(
    script: Callable[[str], Path], terminal: Callable[..., Terminal]
) -> None:
    path = script("zsh")
    shell = terminal()
    shell.line("zsh -f")
    shell.line("PS1='%# '; autoload -U compinit; compinit -u -D")
    shell.line(f'eval "$(cat {path})"')
    shell.line("clear; print begun")
    shell.wait_for("begun")
    for typed, completed in LINES.items():
        shell.type(typed)
        shell.keys("Tab")
        shell.wait_for(completed.split()[-1])  # in the line, or in the list below it
        shell.keys("C-u")


def test_a_pack_of_ones_own_is_completed_too(coach, home: Path) -> None:
    coach("prompts", "new", "my-shop")
    for shell in ("bash", "zsh", "fish"):
        assert "my-shop.another-thing" in coach("completions", shell).out


def test_another_shell_is_wrong_usage(coach, home: Path) -> None:
    result = coach("completions", "csh")
    assert (result.code, result.out) == (2, "")
    assert "bash, zsh, fish" in result.err
    assert not home.exists()
