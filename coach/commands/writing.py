"""Where a command's text comes from: the argument, stdin, or the person's editor."""

import sys

from coach import editor
from coach.errors import UsageError
from coach.practice import Practice


def text_from(given: str | None, practice: Practice, draft_key: str) -> str:
    """The text given; or stdin for `-` or where something is piped in; or from the editor.

    Raises:
        UsageError: if it is not UTF-8; the bytes of stdin are then kept as a draft.
    """
    if given is not None and given != "-":
        return given
    if given == "-" or not sys.stdin.isatty():
        return _from_stdin(practice, draft_key)
    return _from_editor(practice, draft_key)


def _from_stdin(practice: Practice, draft_key: str) -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        path = practice.drafts.keep(draft_key, data)
        raise UsageError(
            "The text on stdin is not valid UTF-8, so it was not saved.",
            f"It is kept as it came: {path}",
        ) from error


def _from_editor(practice: Practice, draft_key: str) -> str:
    """What the person writes in the editor; the file is the draft, so nothing can be lost."""
    draft = practice.open_draft(draft_key)
    try:
        if not draft.path.exists():
            draft.path.touch(mode=0o600)
        editor.edit(draft.path)
        text = draft.read()
        if not text.strip():
            draft.write("")
        return text
    finally:
        draft.close()
