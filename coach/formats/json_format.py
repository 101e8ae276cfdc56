"""Our own JSON: everything, exactly, so that an import gives the same again."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from coach.domain.history import in_order
from coach.domain.model import Answer, Choices, Item
from coach.domain.records import TYPES, Record, RecordError, record_type
from coach.errors import CoachError

SCHEMA = 1


def dumps(items: Iterable[Item], version: str) -> str:
    """The export of these items, deleted ones too: answers by day and time, the rest by id."""
    items = list(items)
    answers = in_order(item for item in items if isinstance(item, Answer))
    others = sorted((i for i in items if not isinstance(i, Answer)), key=lambda item: item.id)
    tables: dict[str, list[Record]] = {name: [] for name in TYPES}
    for item in [*answers, *others]:
        kind = record_type(item)
        tables[kind.table].append(kind.record(item))
    document = {
        "coach": {"schema": SCHEMA, "version": version, "masked": False},
        "answers": tables["answers"],
        "acts": tables["acts"],
        "pauses": tables["pauses"],
        "entries": tables["entries"],
        "choices": next(iter(tables["choices"]), {}),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def loads(data: bytes) -> list[Item]:
    """What an export holds.

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
    return [item for name in TYPES for item in _items(name, document)]


def _items(table: str, document: Mapping[str, Any]) -> list[Item]:
    kind = TYPES[table]
    records = document.get(table) or []
    if kind.model is Choices and records:
        records = [records]  # there is one, so it stands alone
    if not isinstance(records, list):
        raise CoachError(f"The file's {table} are not a list.", "Nothing came in.")
    items: dict[str, Item] = {}
    for number, record in enumerate(records, 1):
        try:
            item = kind.checked(record)
            if item.id in items:
                raise RecordError("Its field “id” is there twice.")
            items[item.id] = item
        except RecordError as error:
            called = kind.called.partition(" ")[2].capitalize()
            raise CoachError(
                f"{called} {number} of the file: {error.message}", "Nothing came in."
            ) from error
    return list(items.values())


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise CoachError(
            "This file is not JSON, or not whole.", "Use coach export --format json."
        ) from error
    return document if isinstance(document, dict) else {}
