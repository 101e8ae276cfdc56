"""The person's own editor, for writing outside the app."""

import os
import shlex
import shutil
import signal
import subprocess
from pathlib import Path

from coach.errors import CoachError, SaveError
from coach.practice import OpenDraft

_WAIT = {
    "code": "--wait", "codium": "--wait", "cursor": "--wait", "zed": "--wait", "zeditor": "--wait",
    "subl": "--wait", "mate": "-w", "bbedit": "-w", "gvim": "-f", "mvim": "-f", "kate": "--block",
    "gedit": "--wait", "gnome-text-editor": "--standalone",
}  # fmt: skip
"""Editors that return at once unless they are told to wait."""


class EditorFailed(CoachError):
    """The editor ended with an error: what its file holds may not be what the person wants."""


def write(draft: OpenDraft, text: str, question: str = "", *, stays: bool = False) -> str:
    """Return what the person makes of a text in their editor; the draft holds it, too.

    If the editor fails, the draft `stays` as it is, or holds what was written.

    Raises:
        CoachError: if no editor could be started, it ended with an error, or its text is unusable;
            the hint says where the words are.
    """
    path = draft.open_for_editor(text, question)
    try:
        edit(path)
    except BaseException as error:
        if isinstance(error, CoachError):
            raise left(error, draft, stays=stays) from error
        draft.leave_editor(stays=stays)
        raise
    return draft.take_from_editor()


def left(error: CoachError, draft: OpenDraft, *, stays: bool = True) -> CoachError:
    """Leave what was written in an editor as a draft, and return the error that says where."""
    try:
        path = draft.leave_editor(stays=stays)
    except SaveError as second:
        return CoachError(error.message, f"{second.message} {second.hint}")
    if path is None:
        return error
    return CoachError(error.message, f"What you wrote is in a draft: {path}")


def edit(path: Path) -> None:
    """Open a file in `$VISUAL`, else `$EDITOR`, else nano or vi, and wait until it is closed.

    Raises:
        CoachError: if no editor could be started.
        EditorFailed: if it ended with an error.
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
        code = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise CoachError(
            f"Can't start the editor “{command[0]}”.",
            "Set VISUAL or EDITOR, for example: export EDITOR=nano.",
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        raise EditorFailed(
            "The editor ended with an error, so nothing was taken from it.",
            "Nothing new was written.",
        )


def default_editor() -> str:
    """Return nano, which says how to leave it, else vi."""
    return next((name for name in ("nano", "vi") if shutil.which(name)), "vi")
