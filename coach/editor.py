"""The person's own editor, for writing outside the app."""

import os
import shlex
import shutil
import signal
import subprocess
from pathlib import Path

from coach.errors import CoachError

_WAIT = {"code": "--wait", "codium": "--wait", "subl": "--wait", "mate": "-w", "gvim": "-f"}
"""Editors that return at once unless they are told to wait."""


def edit(path: Path) -> None:
    """Open a file in `$VISUAL`, else `$EDITOR`, else nano or vi, and wait until it is closed.

    How the editor ends does not matter: what the file then holds is what was written.

    Raises:
        CoachError: if no editor could be started.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or default_editor()
    try:
        command = shlex.split(named) or [default_editor()]
    except ValueError:
        command = [named]  # a quote is left open; what it names will not be there
    wait = _WAIT.get(Path(command[0]).name)
    if wait and wait not in command:
        command.append(wait)
    # ctrl+c is the editor's own; for us it must not be the end.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        raise CoachError(
            f"Can't start the editor “{command[0]}”.",
            "Set VISUAL or EDITOR, for example: export EDITOR=nano.",
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)


def default_editor() -> str:
    """Return nano, which says how to leave it, else vi."""
    return next((name for name in ("nano", "vi") if shutil.which(name)), "vi")
