"""Where a command's text comes from: the argument, stdin, or the person's editor."""

import sys

from coach import editor
from coach.errors import UsageError
from coach.practice import Practice


def text_from(given: str | None, practice: Practice, draft_key: str, before: str = "") -> str:
    """The text given; or stdin for `-` or where something is piped in; or from the editor.

    The editor opens with what was there `before`.

    Raises:
        UsageError: if it is not UTF-8; the bytes of stdin are then kept as a draft.
    """
    if given is not None and given != "-":
        return given
    if given == "-" or not sys.stdin.isatty():
        return _from_stdin(practice, draft_key)
    return _from_editor(practice, draft_key, before)


def keep_unread(error: UsageError, given: str | None, practice: Practice) -> UsageError:
    """The error, once what waits on stdin is a draft and its hint says where."""
    if given in (None, "-") and not sys.stdin.isatty() and (data := sys.stdin.buffer.read()):
        path = practice.drafts.keep("answer", data)
        return UsageError(error.message, f"{error.hint} Your text is kept as a draft: {path}")
    return error


def _from_stdin(practice: Practice, draft_key: str) -> str:
    """All of stdin.

    Raises:
        UsageError: if it is not UTF-8; its bytes are then kept as a draft.
    """
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        path = practice.drafts.keep(draft_key, data)
        raise UsageError(
            "The text on stdin is not valid UTF-8, so it was not saved.",
            f"It is kept as it came: {path}",
        ) from error


def _from_editor(practice: Practice, draft_key: str, before: str) -> str:
    """What the person makes of the text in their editor.

    The file is the draft, so nothing can be lost; where one waits, it goes on from there.

    Raises:
        UsageError: if it is not UTF-8; its bytes are then kept aside.
    """
    draft = practice.open_draft(draft_key)
    try:
        if not draft.path.exists():
            draft.write(before)
            draft.path.touch(mode=0o600)  # the editor is not to choose who may read it
        editor.edit(draft.path)
        return draft.read()
    finally:
        if draft.path.exists() and not draft.path.read_bytes().strip():
            draft.write("")
        draft.close()
