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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from coach.domain.merge import erased
from coach.domain.migration import SCHEMA
from coach.domain.model import Item
from coach.domain.records import ANSWERS, LINES, PROMISES, TYPES, R, Record, RecordError, RecordType
from coach.store.migrations import migrated

Condition = Literal["whole", "edited", "damaged"]
Piece = bytes | memoryview

TABLES = tuple(TYPES)

_HEADER = re.compile(
    rb'\{"_meta":\{"1":\{"schema":([1-9]\d{0,8}),"gen":(\d{1,18}),"crc32":"[0-9a-f]{8}"\}\},\n'
)
_BETWEEN = b",\n"
FEW = 8
"""Records of a save that are looked for one by one, before all lines are taken apart."""
A_CHUNK = 65_536
"""Bytes that are worth a write of their own."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Lines:
    """A table's encoded lines; never changed, only replaced. Split and parsed only when asked.

    They stand from `begin` to `end` in `data`, which may be the whole file that was read, and
    after them those that were `added`: so that neither reading nor saving copies them.
    """

    def __init__(
        self, data: bytes = b"", begin: int = 0, end: int | None = None, added: Sequence[bytes] = ()
    ) -> None:
        self.data, self.begin = data, begin
        self.end = len(data) if end is None else end
        self._added = added
        self._items: tuple[RecordType[Any], dict[str, Any]] | None = None

    @classmethod
    def of(cls, records: Mapping[str, Mapping[str, Any]]) -> "Lines":
        """Return the table that holds these records."""
        return cls().with_records(records)

    def pieces(self) -> list[Piece]:
        """Return the bytes of all of them, in as many pieces as they are in memory."""
        pieces: list[Piece] = [memoryview(self.data)[self.begin : self.end]]
        for line in self._added:
            pieces += [_BETWEEN, line]
        return pieces if self.begin < self.end else pieces[2:]

    @property
    def blob(self) -> bytes:
        """The bytes of all of them, with nothing around them from now on."""
        if self._added or self.end - self.begin < len(self.data):
            self.data, self._added = b"".join(self.pieces()), ()
            self.begin, self.end = 0, len(self.data)
        return self.data

    def _in_one(self) -> tuple[bytes, int, int]:
        """Return what holds all of them in one piece, and from where to where in it they stand."""
        return (self.blob, 0, len(self.blob)) if self._added else (self.data, self.begin, self.end)

    @property
    def records(self) -> dict[str, Record]:
        """The records by id, in order, parsed anew for the caller alone."""
        return _parsed(self.pieces())

    def record(self, number: str) -> Record | None:
        """Return the record of this id, the only one that is parsed; None if there is none."""
        return self.having(_key(number).decode()).get(number)

    def having(self, *texts: str) -> dict[str, Record]:
        """Return the records that have one of these texts in their JSON, parsed; no other is."""
        lines = dict[int, bytes]()
        data, start, stop = self._in_one()
        for text in map(str.encode, texts):
            at = data.find(text, start, stop)
            while at >= 0:
                begin, end = data.rfind(b"\n", start, at) + 1, data.find(_BETWEEN, at, stop)
                end = end if end >= 0 else stop
                lines[begin] = data[begin or start : end]
                at = data.find(text, end, stop)
        return _parsed([_BETWEEN.join(lines.values())])

    def newest(self, field: str, count: int) -> tuple[dict[str, Record], str]:
        """Return the records of the newest days in a field, `count` or more, and since which day.

        Some of earlier days may be among them. The day is empty if these are all.
        """
        field = f'"{field}":"'
        days = {*re.compile(field.encode() + b"(.{10})").findall(*self._in_one())}
        found: dict[str, Record] = {}
        for day in sorted(map(bytes.decode, days), reverse=True):
            found |= self.having(field + day)
            if len(found) >= count:
                return found, day
        return found, ""

    def items(self, kind: RecordType[R]) -> dict[str, R]:
        """Return what the records hold, by id and in order, each made once; not to be changed."""
        if self._items is None:
            with _gc_paused():
                items = {i: kind.taken(record) for i, record in self.records.items()}
            self._items = kind, items
        return self._items[1]

    def with_records(self, changed: Mapping[str, Mapping[str, Any]]) -> "Lines":
        """Return the table with these records added, or in the place of those of the same id."""
        new = {i: f'"{i}":{_ENCODER.encode(record)}'.encode() for i, record in changed.items()}
        if len(new) > FEW:
            result = Lines(_BETWEEN.join({**self._by_id(), **new}.values()))
        else:
            result = self
            for number, line in new.items():
                result = result._with(number, line)
        if self._items:
            kind, items = self._items
            records = _parsed([_BETWEEN.join(new.values())])
            result._items = kind, items | {i: kind.taken(r) for i, r in records.items()}
        return result

    def _with(self, number: str, line: bytes) -> "Lines":
        key = _key(number)
        if self.data.find(key, self.begin, self.end) < 0 and not any(
            added.startswith(key) for added in self._added
        ):
            return Lines(self.data, self.begin, self.end, (*self._added, line))
        begin = self.blob.rfind(key)  # of two with the same id it is the last that counts
        end = self.blob.find(_BETWEEN, begin)
        rest = memoryview(self.blob)[end if end >= 0 else len(self.blob) :]
        return Lines(b"".join((memoryview(self.blob)[:begin], line, rest)))

    def _by_id(self) -> dict[str, bytes]:
        blob = self.blob
        lines = blob.split(_BETWEEN) if blob else []
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
        return b"".join(self.chunks())

    def chunks(self) -> list[Piece]:
        """Return the bytes of the journal in few chunks; those that are as they were aren't copied.

        The first one has line 1 in it.
        """
        chunks: list[Piece] = []
        small: list[Piece] = []
        for part in self.parts():
            for piece in part.pieces() if isinstance(part, Lines) else (part,):
                if len(piece) < A_CHUNK:
                    small.append(piece)
                else:
                    chunks += [b"".join(small), piece]
                    small = []
        return [*chunks, b"".join(small)]

    def parts(self) -> list[bytes | Lines]:
        """Return what the journal consists of, in order: its tables, and what is around them."""
        head = f'{{"_meta":{{"1":{{"schema":{self.schema},"gen":{self.generation},"crc32":"'
        parts: list[bytes | Lines] = [head.encode(), b"", b'"}},\n']
        for number, (name, lines) in enumerate(self.tables.items()):
            parts += [_BETWEEN if number else b"", json.dumps(name).encode(), b":{\n"]
            parts += [lines, b"\n}" if lines.pieces() else b"}"]
        parts.append(b"\n}\n")
        checksum = 0
        for part in parts if self.schema > 1 else parts[3:]:
            for piece in part.pieces() if isinstance(part, Lines) else (part,):
                checksum = zlib.crc32(piece, checksum)
        parts[1] = b"%08x" % checksum
        return parts

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
            blob = lines.blob
            wrong += bool(blob) + blob.count(_BETWEEN) - len(records)
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
    at = 0
    for part in image.parts():
        begins = part.begin == at if isinstance(part, Lines) else data.startswith(part, at)
        if not begins:
            return None
        at = part.end if isinstance(part, Lines) else at + len(part)
    if at != len(data):
        return None
    if image.schema < SCHEMA:
        try:
            records = {name: lines.records for name, lines in image.tables.items()}
            image.tables = {n: Lines.of(r) for n, r in migrated(records, image.schema).items()}
        except (ValueError, LookupError, TypeError, AttributeError):
            return None
    return image


def _cut(data: bytes, start: int) -> dict[str, Lines]:
    """Return the tables of a body that begins at `start`; no line of a record begins with `}`.

    They are cut off from the end, since the first one is by far the largest.
    """
    tables: dict[str, Lines] = {}
    stop = len(data) - len(b"\n}\n")
    while stop > start:
        before = data.rfind(b'\n},\n"', start, stop)
        name = start if before < 0 else before + len(b"\n},\n")
        opened = data.index(b":{\n", name, stop)
        begin = opened + len(b":{\n")
        tables[str(json.loads(data[name:opened]))] = Lines(data, begin, max(stop - 2, begin))
        stop = name - len(b",\n")
    return dict(reversed(tables.items()))


def doc_id(item_id: str) -> str:
    """Return TinyDB's id of an item: the same number, in decimal."""
    return str(int(item_id, 16))


def _parsed(pieces: Sequence[Piece]) -> dict[str, Record]:
    records: dict[str, Record] = json.loads(b"".join((b"{", *pieces, b"}")))
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
