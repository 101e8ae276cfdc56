"""Records: the model as plain JSON values, and back with every field checked."""

import re
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import Any, get_args

from coach.domain.dates import monday_of
from coach.domain.model import Answer, AnswerKind, Revision
from coach.errors import CoachError

Record = dict[str, Any]

ANSWER_FIELDS = tuple(f.name for f in fields(Answer))
ID = re.compile(r"[0-9a-f]{32}")


class RecordError(CoachError):
    """A record that is not of the model; the message names the field, never the words."""


def to_record(answer: Answer) -> Record:
    """The answer as a dictionary of exactly the model's fields, in the model's order."""
    record = asdict(answer)
    record["revisions"] = [asdict(revision) for revision in answer.revisions]
    return record


def answer_of(record: Record) -> Answer:
    """The answer that a trusted record holds; fields of a later version are passed over."""
    known = {name: record[name] for name in ANSWER_FIELDS if name in record}
    known["revisions"] = tuple(
        Revision(text=r["text"], updated=r["updated"], rev=r["rev"])
        for r in record.get("revisions", ())
    )
    return Answer(**known)


def checked_answer(record: object) -> Answer:
    """The answer that a record from outside holds.

    Raises:
        RecordError: if it is not an answer of the model, naming the first field that is wrong.
    """
    if not isinstance(record, dict):
        raise RecordError("An answer is not an object.")
    for name in ANSWER_FIELDS:
        if name not in record:
            raise RecordError(f"An answer has no field “{name}”.")
        if not _CHECKS[name](record[name]):
            raise RecordError(f"An answer's field “{name}” is not what it should be.")
    for revision in record["revisions"]:
        if not (
            isinstance(revision, dict)
            and _text(revision.get("text"))
            and _moment(revision.get("updated"))
            and _count(revision.get("rev"))
        ):
            raise RecordError("An answer's field “revisions” is not what it should be.")
    return answer_of(record)


def _text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text_or_none(value: object) -> bool:
    return value is None or _text(value)


def _id(value: object) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _week(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(monday_of(value) + timedelta(days=6))
    except (ValueError, OverflowError):
        return False


_CHECKS: dict[str, Callable[[object], bool]] = {
    "id": _id,
    "kind": lambda value: value in get_args(AnswerKind),
    "prompt": _text_or_none,
    "track": _text_or_none,
    "ask": _text_or_none,
    "of": lambda value: value is None or _id(value),
    "text": _text,
    "created": _moment,
    "updated": _moment,
    "day": _day,
    "week": _week,
    "rev": _count,
    "revisions": lambda value: isinstance(value, list),
    "deleted": lambda value: isinstance(value, bool),
}
