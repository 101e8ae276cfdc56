"""Our own JSON: everything, exactly, so that an import gives the same again."""

import json
from collections.abc import Iterable
from typing import Any

from coach.domain.history import in_order
from coach.domain.model import Answer
from coach.domain.records import RecordError, checked_answer, to_record
from coach.errors import CoachError

SCHEMA = 1


def dumps(answers: Iterable[Answer], version: str) -> str:
    """The export of these answers, deleted ones too, by day and time."""
    document = {
        "coach": {"schema": SCHEMA, "version": version, "masked": False},
        "answers": [to_record(answer) for answer in in_order(answers)],
        "acts": [],
        "pauses": [],
        "entries": [],
        "choices": {},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def loads(data: bytes) -> list[Answer]:
    """The answers of an export.

    Raises:
        CoachError: if it is not an export of ours, is masked, or holds what this version
            cannot keep.
    """
    document = _document(data)
    head = document.get("coach")
    if not isinstance(head, dict) or not isinstance(document.get("answers"), list):
        raise CoachError("This is not an export of coach.", "Use coach export --format json.")
    if head.get("masked"):
        raise CoachError(
            "This export is masked, so its names are gone.", "Import one made without --mask."
        )
    if head.get("schema") != SCHEMA:
        raise CoachError("This export is of a newer coach.", "Install the newer version.")
    for name in ("acts", "pauses", "entries", "choices"):
        if document.get(name):
            raise CoachError(
                f"This export holds {name}, which this version cannot keep.",
                "Install the newer version.",
            )
    answers: dict[str, Answer] = {}
    for number, record in enumerate(document["answers"], 1):
        try:
            answer = checked_answer(record)
            if answer.id in answers:
                raise RecordError("Its field “id” is there twice.")
            answers[answer.id] = answer
        except RecordError as error:
            raise CoachError(
                f"Answer {number} of the file: {error.message}", "Nothing came in."
            ) from error
    return list(answers.values())


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise CoachError(
            "This file is not JSON, or not whole.", "Use coach export --format json."
        ) from error
    return document if isinstance(document, dict) else {}
