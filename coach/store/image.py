"""The bytes of a journal: a JSON document with one record a line, and a checksum.

    {"_meta":{"1":{"schema":1,"gen":7,"crc32":"0123abcd"}},
    "answers":{
    "<id as decimal>":{…},
    "<id as decimal>":{…}
    },
    "acts":{
    },
    …
    }

The checksum is over every byte after line 1. The line is the unit: what was not touched is
never parsed or encoded again.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coach.errors import JournalError

SCHEMA = 1
TABLES = ("answers", "acts", "pauses", "entries", "choices")

_HEADER = re.compile(
    rb'\{"_meta":\{"1":\{"schema":(\d{1,9}),"gen":(\d{1,18}),"crc32":"([0-9a-f]{8})"\}\},\n'
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class DamagedError(JournalError):
    """The bytes are not a whole journal."""


@dataclass
class Image:
    """A journal's lines: for every table its records by id, each an encoded line.

    A line is `"<id>":{…}` without the comma.
    """

    generation: int = 0
    schema: int = SCHEMA
    tables: dict[str, dict[str, bytes]] = field(default_factory=lambda: {t: {} for t in TABLES})
    edited_by_hand: bool = False
    """Whether the bytes are a JSON document that does not fit its checksum."""


def line_of(doc_id: str, record: Mapping[str, Any]) -> bytes:
    """The encoded line of a record."""
    return f'"{doc_id}":{_ENCODER.encode(record)}'.encode()


def record_of(line: bytes) -> dict[str, Any]:
    """The record that an encoded line holds."""
    record: dict[str, Any] = json.loads(line[line.index(b":") + 1 :])
    return record


def encode(image: Image) -> Iterator[bytes]:
    """The bytes of a journal, in chunks, line 1 first."""
    body = list(_body(image.tables))
    checksum = 0
    for chunk in body:
        checksum = zlib.crc32(chunk, checksum)
    yield header(image.schema, image.generation, checksum)
    yield from body


def header(schema: int, generation: int, checksum: int) -> bytes:
    """Line 1."""
    meta = f'"schema":{schema},"gen":{generation},"crc32":"{checksum:08x}"'
    return f'{{"_meta":{{"1":{{{meta}}}}},\n'.encode()


def _body(tables: Mapping[str, Mapping[str, bytes]]) -> Iterator[bytes]:
    last = len(tables) - 1
    for number, (name, lines) in enumerate(tables.items()):
        yield json.dumps(name, ensure_ascii=False).encode() + b":{\n"
        if lines:
            yield b",\n".join(lines.values())
            yield b"\n"
        yield b"},\n" if number < last else b"}\n}\n"


def decode(data: bytes) -> Image:
    """The image of a journal's bytes.

    Raises:
        DamagedError: if they are no JSON document, or not a journal.
    """
    match = _HEADER.match(data)
    if match and zlib.crc32(memoryview(data)[match.end() :]) == int(match[3], 16):
        return Image(
            schema=int(match[1]),
            generation=int(match[2]),
            tables=dict(_tables(data[match.end() :].split(b"\n"))),
        )
    return _edited(data)


def _tables(lines: Iterable[bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    table: dict[str, bytes] = {}
    for line in lines:
        if line.endswith(b":{"):
            table = {}
            yield json.loads(line[:-2]), table
        elif line and line[:1] == b'"':
            end = line.index(b'"', 1)
            table[line[1:end].decode()] = line[:-1] if line.endswith(b",") else line


def _edited(data: bytes) -> Image:
    """The image of a document that something else than coach has written."""
    try:
        document = json.loads(data)
        image = Image(
            generation=int(document.get("_meta", {}).get("1", {}).get("gen", 0)),
            schema=int(document.get("_meta", {}).get("1", {}).get("schema", SCHEMA)),
            edited_by_hand=True,
        )
        for name, records in document.items():
            if name != "_meta":
                image.tables[name] = {i: line_of(i, dict(r)) for i, r in records.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedError(
            "The journal is damaged." if data else "The journal is an empty file.",
            "Nothing was changed.",
        ) from error
    return image
