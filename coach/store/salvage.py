"""What can still be read of a journal that does not fit its checksum.

Nothing here writes: the file stays as it is until the person restores or accepts it.
"""

import json
import re
from typing import Any

from coach.domain.records import TYPES, RecordError
from coach.store.image import SCHEMA, TABLES, Image, Lines, Record, line_of

_PLACE = re.compile(rf'(?<!\\)"(?:({"|".join(TABLES)})":\s*\{{|(\d{{1,40}})":\s*(?=\{{))')
_KNOWN = {"_meta", "_default", *TABLES}
_DECODER = json.JSONDecoder()


def rescue(data: bytes) -> Image:
    """The image of bytes that are no whole journal.

    A JSON document is taken as it is and called edited. Of anything else every record that is
    whole is kept, the rest is counted as lost.
    """
    try:
        return _edited(json.loads(data))
    except (ValueError, TypeError, AttributeError, RecursionError, RecordError):
        return _salvaged(data.decode("utf-8", errors="replace"))


def _edited(document: Any) -> Image:
    if not {"answers"} <= set(document) <= _KNOWN:
        raise ValueError  # a name was hit, and with it the place of every record in that table
    meta = document.get("_meta", {}).get("1", {})
    image = Image(
        generation=int(meta.get("gen", 0)),
        schema=int(meta.get("schema", SCHEMA)),
        condition="edited",
    )
    for name, records in document.items():
        if name != "_meta":
            image.tables[name] = _lines({i: dict(record) for i, record in records.items()})
    for name, kind in TYPES.items():
        for record in image.tables[name].records().values():
            kind.checked(record)
    return image


def _salvaged(text: str) -> Image:
    tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
    table, place, lost = "answers", 0, 0
    while match := _PLACE.search(text, place):
        place = match.end()
        if match[1]:
            table = match[1]
            continue
        try:
            record, place = _DECODER.raw_decode(text, place)
            if "crc32" in record:
                continue  # line 1, not a record
            if table in TYPES:
                TYPES[table].checked(record)
        except (ValueError, RecursionError, RecordError):
            lost += 1
        else:
            tables[table][match[2]] = record
    return Image(
        tables={name: _lines(records) for name, records in tables.items()},
        condition="damaged",
        lost=lost,
    )


def _lines(records: dict[str, Record]) -> Lines:
    return Lines.of(line_of(doc_id, record) for doc_id, record in records.items())
