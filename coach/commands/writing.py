"""Where a command's text comes from: the argument, stdin, or the person's editor."""

import contextlib
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from io import BufferedReader
from typing import cast

from coach.domain.dates import parse_past_day
from coach.domain.text import decoded, normalize, not_utf_8
from coach.errors import SaveError, UsageError
from coach.practice import Practice


@contextlib.contextmanager
def words(
    given: str | None, practice: Practice, draft_key: str, before: str = "", question: str = ""
) -> Iterator[str]:
    """Give the text given; else stdin's for `-` or a pipe; else what the editor makes of it.

    The editor opens with the text there was `before`, below the question as a comment. However
    the block ends if it does not end well, the words are in a draft then.

    Raises:
        UsageError: if it is not UTF-8; the bytes are then in a draft, and the hint says where.
        CoachError: if no editor could be started, or it ended with an error.
    """
    text = "" if given == "-" else given or ""
    try:
        if given == "-" or (given is None and is_piped()):
            text = _from_stdin(practice, draft_key)
        elif given is None:
            text = _from_editor(practice, draft_key, before, question)
        yield text
    except BaseException as error:
        is_wrong_usage = isinstance(error, UsageError) and given not in (None, "-")
        if not is_wrong_usage and not isinstance(error, SaveError):  # that says where they are
            practice.work.note_draft(error, draft_key, text)
        raise


@contextlib.contextmanager
def not_lost(given: str | None, practice: Practice, draft_key: str) -> Iterator[None]:
    """Leave what waits on stdin as a draft if the block can't go on to take it.

    So too what was given as an argument, unless the command line was wrong.
    """
    try:
        yield
    except BaseException as error:
        waits = given in (None, "-") and is_piped()
        is_told = isinstance(error, SaveError) or bool(getattr(error, "__notes__", ()))
        if waits and isinstance(error, KeyboardInterrupt):
            with contextlib.suppress(OSError):  # whoever writes there may not be done
                os.set_blocking(sys.stdin.fileno(), False)
        text = (sys.stdin.buffer.read() or b"") if waits else given or ""
        if waits or not (is_told or isinstance(error, UsageError)):
            practice.work.note_draft(error, draft_key, text)
        raise


def is_piped() -> bool:
    """Return whether a text may wait on stdin, as nobody types there."""
    return not sys.stdin.isatty()


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


def _from_stdin(practice: Practice, draft_key: str) -> str:
    stdin, read, is_more = cast(BufferedReader, sys.stdin.buffer), bytearray(), True
    try:
        while is_more:
            before = len(read)
            read += stdin.read1()  # with nothing in between that could fail
            is_more = len(read) > before
        return normalize(decoded(bytes(read)))
    except UnicodeDecodeError as error:
        path = practice.drafts.save(draft_key, bytes(read))
        raise UsageError(
            f"The text on stdin {not_utf_8(bytes(read))}, so it wasn't saved.",
            f"Its bytes are in {path}",
        ) from error
    except BaseException as error:
        practice.work.note_draft(error, draft_key, bytes(read))
        raise


def _from_editor(practice: Practice, draft_key: str, before: str, question: str) -> str:
    """Return what the person makes of the text in their editor; where a draft waits, of that."""
    from coach import editor

    draft, begun = practice.open_draft(draft_key)
    try:
        return editor.write(draft, begun or before, question)
    finally:
        draft.close()
