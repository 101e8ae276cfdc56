"""Where a command's text comes from: the argument, stdin, or the person's editor."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date

from coach import editor
from coach.domain.dates import parse_past_day
from coach.domain.text import decoded, normalize, not_utf_8
from coach.errors import CoachError, SaveError, UsageError
from coach.practice import Practice


def text_from(
    given: str | None, practice: Practice, draft_key: str, before: str = "", question: str = ""
) -> str:
    """Return the text given; else stdin's for `-` or a pipe; else what the editor makes of it.

    The editor opens with the text there was `before`, below the question as a comment.

    Raises:
        UsageError: if it is not UTF-8; the bytes are then in a draft, and the hint says where.
        CoachError: if no editor could be started, or it ended with an error.
    """
    if given is not None and given != "-":
        return given
    if given == "-" or not sys.stdin.isatty():
        return _from_stdin(practice, draft_key)
    return _from_editor(practice, draft_key, before, question)


def joined(words: Sequence[str]) -> str | None:
    """Return the text that was given as words, quoted or not; None if none was."""
    return " ".join(words) if words else None


def add_day(parser: ArgumentParser) -> None:
    """Declare `--on`."""
    parser.add_argument("--on", metavar="D", help="its day: yesterday, fri or 2026-11-24")


def day_from(args: Namespace, practice: Practice) -> date | None:
    """Return the day that `--on` names; None without it.

    Raises:
        UsageError: if it is none, or still to come.
    """
    return None if args.on is None else parse_past_day(args.on, practice.day())


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
        return normalize(decoded(data))
    except UnicodeDecodeError as error:
        path = practice.drafts.save(draft_key, data)
        raise UsageError(
            f"The text on stdin {not_utf_8(data)}, so it wasn't saved.",
            f"Its bytes are in {path}",
        ) from error


def _from_editor(practice: Practice, draft_key: str, before: str, question: str) -> str:
    """Return what the person makes of the text in their editor; where a draft waits, of that."""
    draft, begun = practice.open_draft(draft_key)
    try:
        return editor.write(draft, begun or before, question)
    finally:
        draft.close()
