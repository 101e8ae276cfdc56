"""Our own JSON: everything, exactly, so that an import gives the same again."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from coach.domain.consistency import contradiction
from coach.domain.history import in_order
from coach.domain.migration import SCHEMA, TABLES_1, migrate_record
from coach.domain.model import Answer, Item
from coach.domain.records import CHOICES, TYPES, Record, RecordError, RecordType, record_type
from coach.domain.text import capitalized, decoded, not_utf_8
from coach.errors import CoachError

Watch = Callable[[Sequence[Any], str], Iterable[Any]]
"""Gives records one by one, and may show how far what is done with them is."""


def unwatched(records: Sequence[Any], _: str) -> Iterable[Any]:
    """Give the records and show nothing."""
    return records


def dumps(items: Iterable[Item], version: str, *, masked: bool = False) -> str:
    """Return the export of these items, deleted ones too: answers by day, the rest by id."""
    items = list(items)
    answers = in_order(item for item in items if isinstance(item, Answer))
    others = sorted((i for i in items if not isinstance(i, Answer)), key=lambda item: item.id)
    tables: dict[str, list[Record]] = {name: [] for name in TYPES}
    for item in [*answers, *others]:
        kind = record_type(item)
        tables[kind.table].append(kind.record(item))
    head = {"schema": SCHEMA, "version": version, "masked": masked}
    document = {"coach": head, **tables, "choices": next(iter(tables["choices"]), {})}
    return dumped(document)


def dumped(data: Any) -> str:
    """Return data as JSON text."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def loads(data: bytes, watch: Watch = unwatched) -> tuple[list[Item], list[str]]:
    """Return what an export holds, one of schema 1 too, and why what it left out is refused.

    `watch` sees every record go by.

    Raises:
        CoachError: if it is not an export of ours, or is masked.
    """
    document = _document(data)
    head = document.get("coach")
    if not isinstance(head, dict) or not isinstance(document.get("answers"), list):
        raise CoachError("This is not an export of coach.", "Use coach export --format json.")
    if head.get("masked"):
        raise CoachError(
            "This export is masked, so its names are gone.", "Import one made without --mask."
        )
    if head.get("schema") not in (1, SCHEMA):
        raise CoachError("This export is from a newer coach.", "Install the newer version.")
    tables = TABLES_1 if head["schema"] == 1 else {name: name for name in TYPES}
    items, refused, no_lists = list[Item](), list[str](), list[str]()
    rows = list[tuple[str, int, Any]]()
    for old, new in tables.items():
        records = document.get(old)
        if TYPES[new] is CHOICES:  # there is one, so it stands alone
            records = [records] if records not in (None, {}) else []
        if isinstance(records, list):
            rows += [(old, number, record) for number, record in enumerate(records, 1)]
        elif records is not None:
            no_lists.append(f"The file's {old} are not a list.")
    ids: dict[str, set[str]] = {old: set() for old in tables}
    for old, number, record in watch(rows, "Checking"):
        kind = TYPES[tables[old]]
        try:
            if head["schema"] == 1 and isinstance(record, dict):
                _, record = migrate_record(old, record)
            items.append(_checked(kind, record, ids[old]))
        except RecordError as error:
            called = kind.called.partition(" ")[2].capitalize()
            refused.append(f"{called} {number} of the file: {error.message}")
    return items, refused + no_lists


def _checked(kind: RecordType[Any], record: Any, ids: set[str]) -> Item:
    """Return the item of a record whose id is none of `ids`, to which it is added.

    Raises:
        RecordError: if it is none of ours.
    """
    item: Item = kind.checked(record)
    if item.id in ids:
        raise RecordError("Its id is there twice.")
    if why := contradiction(item):
        raise RecordError(f"{capitalized(why)}.")
    ids.add(item.id)
    return item


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(decoded(data))
    except UnicodeDecodeError as error:
        raise CoachError(
            f"This file {not_utf_8(data)}.", "Save it as UTF-8, or use coach export --format json."
        ) from error
    except (ValueError, RecursionError) as error:
        raise CoachError(
            "This file is not JSON, or not whole.", "Use coach export --format json."
        ) from error
    return document if isinstance(document, dict) else {}
