"""Where a command's text comes from: the argument, stdin, or the person's editor."""

import sys

from coach import editor
from coach.errors import CoachError, SaveError, UsageError
from coach.practice import Practice


def text_from(given: str | None, practice: Practice, draft_key: str, before: str = "") -> str:
    """Return the text given; else stdin's for `-` or a pipe; else what the editor makes of it.

    The editor opens with the text there was `before`.

    Raises:
        UsageError: if it is not UTF-8; the bytes are then in a draft, and the hint says where.
        CoachError: if no editor could be started.
    """
    if given is not None and given != "-":
        return given
    if given == "-" or not sys.stdin.isatty():
        return _from_stdin(practice, draft_key)
    return _from_editor(practice, draft_key, before)


def unsaved(error: CoachError, practice: Practice, draft_key: str, data: bytes) -> CoachError:
    """Leave what a command could not use as a draft; return the error with where it is."""
    if not data.strip():
        return error
    try:
        hint = f"{error.hint} Your text is in a draft: {practice.drafts.save(draft_key, data)}"
    except SaveError as second:
        hint = f"{second.message} Copy your words somewhere else."
    return type(error)(error.message, hint)


def unread(given: str | None) -> bytes:
    """Return what waits on stdin and was not read, if the text was to come from there."""
    waits = given in (None, "-") and not sys.stdin.isatty()
    return sys.stdin.buffer.read() if waits else b""


def _from_stdin(practice: Practice, draft_key: str) -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        path = practice.drafts.save(draft_key, data)
        raise UsageError(
            "The text on stdin isn't valid UTF-8, so it wasn't saved.",
            f"Its bytes are in {path}",
        ) from error


def _from_editor(practice: Practice, draft_key: str, before: str) -> str:
    """Return what the person makes of the text in their editor.

    The file is the draft, so nothing can be lost; where one waits, it goes on from there.
    """
    draft = practice.drafts.open(draft_key)
    try:
        begun = draft.path.exists()
        editor.edit(draft.path if begun else draft.open_for_editor(before))
        return draft.read()
    finally:
        if draft.path.exists() and not draft.path.read_bytes().strip():
            draft.write("")
        draft.close()
