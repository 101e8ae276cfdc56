"""What can still be read of a journal that does not fit its checksum.

Nothing here writes: the file stays as it is until the person restores or accepts it.
"""

import json
import re
from itertools import chain
from typing import Any

from coach.domain.merge import merged
from coach.domain.migration import SCHEMA, TABLES_1, migrate_record
from coach.domain.records import TYPES, Record, RecordError
from coach.store.image import TABLES, Image, Lines, decode, doc_id
from coach.store.migrations import Records, migrated

# Each begins with what it must begin with: a look behind it would make a search ten times slower.
_PLACE = re.compile(r'"(?<!\\")\d{1,40}":\s*(?=\{)')
_GENERATION = re.compile(r'\{"_meta":\{"1":\{"schema":\d{1,9},"gen":(\d{1,18}),')
_SCHEMA = re.compile(rb'(\{"_meta":\{"1":\{"schema":)[^,]{1,20}(,"gen":)')
_DECODER = json.JSONDecoder()


def image_of(data: bytes, *, trusted: bool = False) -> Image:
    """Return the image of a journal's bytes, whatever is the matter with them.

    A right checksum says that the bytes are those that were written, not who wrote them: only
    of a `trusted` journal the records are not checked one by one.
    """
    image = decode(data)
    if image is None:
        return rescue(data)
    if trusted or (not image.newer and not image.problems()):
        return image
    readable = _salvaged(data.decode("utf-8", errors="replace"))
    if image.newer:
        readable.schema, readable.condition, readable.lost = image.schema, "whole", 0
    return readable


def rescue(data: bytes) -> Image:
    """Return the image of bytes that are no whole journal.

    A JSON document is taken as it is and called edited; so is a journal of which only the number
    of its schema was hit. Of anything else every record that is whole is taken, and two versions
    of one are merged; the rest is counted as lost.
    """
    head = _SCHEMA.match(data)
    repaired = head and decode(b"%s%d%s" % (head[1], SCHEMA, data[head.start(2) :]))
    if repaired and not repaired.problems():
        repaired.condition = "edited"
        return repaired
    try:
        return _edited(json.loads(data, object_pairs_hook=_object))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, RecordError):
        return _salvaged(data.decode("utf-8", errors="replace"))


def _object(pairs: list[tuple[str, Any]]) -> Record:
    """Return a JSON object.

    Raises:
        ValueError: if a name is there twice: taking the last one would lose the other.
    """
    if len(record := dict(pairs)) < len(pairs):
        raise ValueError
    return record


def _edited(document: Any) -> Image:
    meta = document.get("_meta", {}).get("1", {})
    schema = int(meta.get("schema", SCHEMA))
    known = TABLES_1 if schema == 1 else TABLES
    if not {"answers"} <= set(document) <= {"_meta", "_default", *known}:
        raise ValueError  # a table's name was hit: this is damage
    tables = {name: dict(records) for name, records in document.items() if name != "_meta"}
    image = Image(int(meta.get("gen", 0)), schema, condition="edited")
    image.tables = {name: Lines.of(rows) for name, rows in migrated(tables, schema).items()}
    image.items()
    return image


def _salvaged(text: str) -> Image:
    tables: Records = {name: {} for name in TABLES}
    lost = 0
    # No record holds the place of another, so one that isn't whole costs only its own length.
    for piece in _PLACE.split(text)[1:]:
        try:
            record, _ = _DECODER.raw_decode(piece)
            if "crc32" in record:
                continue  # line 1, not a record
            table, record = _recognized(record)
        except (ValueError, RecursionError, RecordError):
            lost += 1
        else:
            if any(doc_id(record["id"]) in tables[name] for name in TABLES if name != table):
                record = record | {"id": _another_id(table, record["id"])}
            records, number = tables[table], doc_id(record["id"])
            if number in records:
                record = merged(records[number], record, TYPES[table].versioned)
            records[number] = record
    return Image(
        max(map(int, _GENERATION.findall(text)), default=0),
        tables={name: Lines.of(records) for name, records in tables.items()},
        condition="damaged",
        lost=lost,
    )


def _another_id(table: str, item_id: str) -> str:
    """Return the id for a record whose own one is taken in another table; always the same one."""
    from hashlib import blake2b  # 10 ms that only damage costs

    return blake2b(f"{table} {item_id}".encode(), digest_size=16).hexdigest()


def _recognized(record: Record) -> tuple[str, Record]:
    """Return the table a record belongs in, by its fields alone, and the record migrated."""
    old = (migrate_record(table, record) for table in TABLES_1)
    for table, candidate in chain(((table, record) for table in TABLES), old):
        try:
            TYPES[table].checked(candidate)
        except RecordError:
            continue
        return table, candidate
    raise RecordError("No kind of record has these fields.")
