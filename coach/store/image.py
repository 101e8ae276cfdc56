"""The bytes of a journal: a JSON document with one record a line, and a checksum.

    {"_meta":{"1":{"schema":2,"gen":7,"crc32":"0123abcd"}},
    "answers":{
    "<id as decimal>":{…},
    "<id as decimal>":{…}
    },
    "promises":{
    },
    …
    }

The checksum is over the whole file but its own eight digits; in schema 1 it was over what
follows line 1. The line is the unit: what is not touched is never parsed or encoded again.
"""

import contextlib
import gc
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from coach.domain.merge import erased
from coach.domain.migration import SCHEMA
from coach.domain.model import Item
from coach.domain.records import ANSWERS, LINES, PROMISES, TYPES, R, Record, RecordError, RecordType
from coach.store.migrations import migrated

Condition = Literal["whole", "edited", "damaged"]

TABLES = tuple(TYPES)

_HEADER = re.compile(
    rb'\{"_meta":\{"1":\{"schema":([1-9]\d{0,8}),"gen":(\d{1,18}),"crc32":"[0-9a-f]{8}"\}\},\n'
)
_BETWEEN = b",\n"
FEW = 8
"""Records of a save that are looked for one by one, before all lines are taken apart."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Lines:
    """A table's encoded lines; never changed, only replaced. Split and parsed only when asked."""

    def __init__(self, blob: bytes = b"") -> None:
        self.blob = blob
        self._items: tuple[RecordType[Any], dict[str, Any]] | None = None

    @classmethod
    def of(cls, records: Mapping[str, Mapping[str, Any]]) -> "Lines":
        """Return the table that holds these records."""
        return cls().with_records(records)

    @property
    def records(self) -> dict[str, Record]:
        """The records by id, in order, parsed anew for the caller alone."""
        return _parsed(self.blob)

    def record(self, number: str) -> Record | None:
        """Return the record of this id, the only one that is parsed; None if there is none."""
        begin = self.blob.rfind(_key(number))
        if begin < 0:
            return None
        end = self.blob.find(_BETWEEN, begin)
        return _parsed(self.blob[begin:] if end < 0 else self.blob[begin:end])[number]

    def items(self, kind: RecordType[R]) -> dict[str, R]:
        """Return what the records hold, by id and in order, each made once; not to be changed."""
        if self._items is None:
            with _gc_paused():
                items = {i: kind.taken(record) for i, record in _parsed(self.blob).items()}
            self._items = kind, items
        return self._items[1]

    def with_records(self, changed: Mapping[str, Mapping[str, Any]]) -> "Lines":
        """Return the table with these records added, or in the place of those of the same id."""
        new = {i: f'"{i}":{_ENCODER.encode(record)}'.encode() for i, record in changed.items()}
        if len(new) <= FEW and not any(_key(number) in self.blob for number in new):
            lines = [self.blob, *new.values()] if self.blob else [*new.values()]
        else:
            lines = [*{**self._by_id(), **new}.values()]
        result = Lines(_BETWEEN.join(lines))
        if self._items:
            kind, items = self._items
            records = _parsed(_BETWEEN.join(new.values()))
            result._items = kind, items | {i: kind.taken(r) for i, r in records.items()}
        return result

    def _by_id(self) -> dict[str, bytes]:
        lines = self.blob.split(_BETWEEN) if self.blob else []
        return {line[1 : line.find(b'"', 1)].decode(): line for line in lines}


@dataclass
class Image:
    """A journal in memory: its tables in the present schema, and what the file was like."""

    generation: int = 0
    schema: int = SCHEMA
    """The schema of the file. Its tables are those of the present one, unless it is newer."""
    tables: dict[str, Lines] = field(default_factory=lambda: {name: Lines() for name in TABLES})
    condition: Condition = "whole"
    """`edited`: a JSON document that does not fit its checksum. `damaged`: not even that."""
    lost: int = 0
    """Records of a damaged journal that could not be read."""

    @property
    def newer(self) -> bool:
        """Whether a newer coach wrote the file."""
        return self.schema > SCHEMA

    def encode(self) -> bytes:
        """Return the bytes of the journal."""
        head = f'{{"_meta":{{"1":{{"schema":{self.schema},"gen":{self.generation},"crc32":"'
        pieces = [head.encode(), b"", b'"}},\n']
        for number, (name, lines) in enumerate(self.tables.items()):
            pieces += [_BETWEEN if number else b"", json.dumps(name).encode(), b":{\n"]
            pieces += [lines.blob, b"\n}" if lines.blob else b"}"]
        pieces.append(b"\n}\n")
        checksum = 0
        for piece in pieces if self.schema > 1 else pieces[3:]:
            checksum = zlib.crc32(piece, checksum)
        pieces[1] = b"%08x" % checksum
        return b"".join(pieces)

    def table(self, name: str) -> Lines:
        """Return a table, empty if there is none of this name."""
        return self.tables.get(name, Lines())

    def items(self) -> list[Item]:
        """Return everything in it, table by table, with every field checked.

        Raises:
            RecordError: if a record is not of the model.
        """
        return [
            kind.checked(record)
            for name, kind in TYPES.items()
            for record in self.table(name).records.values()
        ]

    def problems(self) -> int:
        """Return how much in it is not as `encode` and the model have it, if all were written here.

        Tables that are missing or unknown, lines that share an id, and records that are not of
        the model.
        """
        wrong, ids = len(self.tables.keys() ^ TYPES.keys()), set[str]()
        for name, kind in TYPES.items():
            lines = self.table(name)
            try:
                records = lines.records
            except (ValueError, RecursionError):
                wrong += 1
                continue
            wrong += bool(lines.blob) + lines.blob.count(_BETWEEN) - len(records)
            wrong += len(ids & records.keys())
            ids |= records.keys()
            for number, record in records.items():
                try:
                    wrong += doc_id(kind.checked(record).id) != number
                except RecordError:
                    wrong += 1
        return wrong

    def erased(self, ids: Iterable[str], updated: str) -> dict[str, Lines]:
        """Return the tables with a marker in the place of each of these answers, promises, lines.

        Tables that hold none of them are the same ones.
        """
        tables, wanted = dict(self.tables), [doc_id(item_id) for item_id in ids]
        kinds: tuple[RecordType[Any], ...] = (ANSWERS, PROMISES, LINES)
        for kind in kinds:
            there = self.table(kind.table).records
            items = {i: kind.of(there[i]) for i in wanted if i in there}
            markers = {i: erased(item, updated) for i, item in items.items() if not item.erased}
            if markers:
                records = {i: kind.record(marker) for i, marker in markers.items()}
                tables[kind.table] = tables[kind.table].with_records(records)
        return tables


def decode(data: bytes) -> Image | None:
    """Return the image of a journal's bytes; None unless every byte is accounted for."""
    match = _HEADER.match(data)
    if not match:
        return None
    try:
        image = Image(int(match[2]), int(match[1]), _cut(data, match.end()))
    except ValueError:
        return None
    # Taken apart loosely and put together again: only a file written by `encode` comes out equal.
    if image.encode() != data:
        return None
    if image.schema < SCHEMA:
        try:
            records = {name: lines.records for name, lines in image.tables.items()}
            image.tables = {n: Lines.of(r) for n, r in migrated(records, image.schema).items()}
        except (ValueError, LookupError, TypeError, AttributeError):
            return None
    return image


def _cut(data: bytes, start: int) -> dict[str, Lines]:
    """Return the tables of a body that begins at `start`; no line of a record begins with `}`."""
    tables: dict[str, Lines] = {}
    while data.startswith(b'"', start):
        opened = data.index(b":{\n", start)
        begin = opened + 3
        end = begin if data.startswith(b"}", begin) else data.index(b"\n}", begin)
        tables[str(json.loads(data[start:opened]))] = Lines(data[begin:end])
        start = data.index(b"}", end) + len(b"},\n")
    return tables


def doc_id(item_id: str) -> str:
    """Return TinyDB's id of an item: the same number, in decimal."""
    return str(int(item_id, 16))


def _parsed(blob: bytes) -> dict[str, Record]:
    records: dict[str, Record] = json.loads(b"{%s}" % blob)
    return records


def _key(number: str) -> bytes:
    """Return how the line of an id begins: no text has this in it, since its quotes are escaped."""
    return b'"%s":{' % number.encode()


@contextlib.contextmanager
def _gc_paused() -> Iterator[None]:
    """Keep the garbage collector from looking at new records that all stay: a third of a load."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
