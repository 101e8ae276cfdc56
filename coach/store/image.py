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

The checksum is over every byte after line 1. The line is the unit, and lines are held in
blocks of about 200 kB: what was not touched is never parsed, encoded or summed again, and
parsing one block never holds up another thread for long.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

Record = dict[str, Any]
Condition = Literal["whole", "edited", "damaged"]

SCHEMA = 1
TABLES = ("answers", "acts", "pauses", "entries", "choices")
BLOCK = 200_000
"""Bytes of lines that are held, parsed and encoded together."""

_HEADER = re.compile(
    rb'\{"_meta":\{"1":\{"schema":(\d{1,9}),"gen":(\d{1,18}),"crc32":"([0-9a-f]{8})"\}\},\n'
)
_ID = re.compile(rb'^"([^"]*)":', re.MULTILINE)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BETWEEN = b",\n"
_END_OF_TABLE = b"\n},\n"
_END = b"\n}\n}\n"


def line_of(doc_id: str, record: Mapping[str, Any]) -> bytes:
    """The encoded line of a record, `"<id>":{…}`, without the comma."""
    return f'"{doc_id}":{_ENCODER.encode(record)}'.encode()


class Block:
    """Some of a table's lines, parsed at most once."""

    __slots__ = ("_ids", "_records", "blob")

    def __init__(self, blob: bytes) -> None:
        self.blob = blob
        self._records: dict[str, Record] | None = None
        self._ids: list[str] | None = None

    @property
    def records(self) -> dict[str, Record]:
        """The records by id; shared, not to be changed."""
        if self._records is None:
            self._records = json.loads(b"{%s}" % self.blob)
        return self._records

    @property
    def ids(self) -> list[str]:
        """The ids in order."""
        if self._ids is None:
            self._ids = [found.decode() for found in _ID.findall(self.blob)]
        return self._ids

    def with_lines(self, lines: Mapping[str, bytes]) -> "Block":
        """The block with these lines in the place of those of the same id, new ones last."""
        mine = dict(zip(self.ids, self.blob.split(_BETWEEN), strict=True)) if self.blob else {}
        changed = Block(_BETWEEN.join({**mine, **lines}.values()))
        if self._records is not None or not self.blob:
            parsed = json.loads(b"{%s}" % _BETWEEN.join(lines.values()))
            changed._records = {**(self._records or {}), **parsed}
        return changed


class Lines:
    """A table's lines in blocks; never changed, only replaced by one that shares the rest."""

    def __init__(self, blocks: Sequence[Block] = ()) -> None:
        self.blocks = tuple(blocks)
        self._where: dict[str, int] | None = None

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> "Lines":
        """The table that holds these lines."""
        blocks: list[Block] = []
        batch: list[bytes] = []
        size = 0
        for line in lines:
            batch.append(line)
            size += len(line)
            if size > BLOCK:
                blocks.append(Block(_BETWEEN.join(batch)))
                batch, size = [], 0
        return cls([*blocks, Block(_BETWEEN.join(batch))] if batch else blocks)

    def records(self) -> dict[str, Record]:
        """All records by id, in order; shared, not to be changed."""
        return {i: record for block in self.blocks for i, record in block.records.items()}

    def fresh_records(self) -> dict[str, Record]:
        """All records by id, parsed for the caller alone."""
        records: dict[str, Record] = {}
        for block in self.blocks:
            records.update(json.loads(b"{%s}" % block.blob))
        return records

    def with_lines(self, lines: Mapping[str, bytes]) -> "Lines":
        """The table with these lines added, or in the place of those of the same id."""
        where = self._index()
        blocks = list(self.blocks)
        touched: dict[int, dict[str, bytes]] = {}
        for doc_id, line in lines.items():
            if doc_id not in where:
                if not blocks or len(blocks[-1].blob) > BLOCK:
                    blocks.append(Block(b""))
                where[doc_id] = len(blocks) - 1
            touched.setdefault(where[doc_id], {})[doc_id] = line
        for number, changed in touched.items():
            blocks[number] = blocks[number].with_lines(changed)
        result = Lines(blocks)
        result._where = where
        return result

    def without(self, ids: Iterable[str]) -> "Lines":
        """The table without these records; itself if it has none of them."""
        gone = set(ids)
        if gone.isdisjoint(self._index()):
            return self
        kept = [
            line
            for block in self.blocks
            for doc_id, line in zip(block.ids, block.blob.split(_BETWEEN), strict=True)
            if doc_id not in gone
        ]
        return Lines.of(kept)

    def _index(self) -> dict[str, int]:
        if self._where is None:
            self._where = {i: n for n, block in enumerate(self.blocks) for i in block.ids}
        return self._where


Summed = list[tuple[bytes, int]]
"""The pieces of a body in order, each with the checksum up to its end."""


@dataclass
class Image:
    """A journal in memory: its tables, and in what condition the bytes were."""

    generation: int = 0
    schema: int = SCHEMA
    tables: dict[str, Lines] = field(default_factory=lambda: {t: Lines() for t in TABLES})
    condition: Condition = "whole"
    """`edited`: a JSON document that does not fit its checksum. `damaged`: not even that."""
    lost: int = 0
    """Records of a damaged journal that could not be read."""
    summed: Summed = field(default_factory=list, repr=False, compare=False)

    def encode(self) -> list[bytes]:
        """The bytes of the journal in pieces, line 1 first."""
        self.summed = _sum(_body(self.tables), self.summed)
        return [
            header(self.schema, self.generation, self.summed[-1][1]),
            *[piece for piece, _ in self.summed],
        ]


def header(schema: int, generation: int, checksum: int) -> bytes:
    """Line 1."""
    meta = f'"schema":{schema},"gen":{generation},"crc32":"{checksum:08x}"'
    return f'{{"_meta":{{"1":{{{meta}}}}},\n'.encode()


def decode(data: bytes) -> Image | None:
    """The image of a journal's bytes; None if they do not fit their checksum."""
    match = _HEADER.match(data)
    if not match:
        return None
    tables = _cut(data, match.end())
    if tables is None:
        return None
    summed = _sum(_body(tables), [])
    if summed[-1][1] != int(match[3], 16):
        return None
    return Image(int(match[2]), int(match[1]), tables, summed=summed)


@lru_cache(maxsize=64)
def _opening(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode() + b":{\n"


def _body(tables: Mapping[str, Lines]) -> Iterator[bytes]:
    last = len(tables) - 1
    for number, (name, lines) in enumerate(tables.items()):
        yield _opening(name)
        for place, block in enumerate(lines.blocks):
            if place:
                yield _BETWEEN
            yield block.blob
        end = _END_OF_TABLE if number < last else _END
        yield end if lines.blocks else end[1:]


def _sum(pieces: Iterable[bytes], known: Summed) -> Summed:
    """The pieces with their running checksum, those that begin alike not summed again."""
    summed: Summed = []
    checksum = 0
    before = iter(known)
    same = True
    for piece in pieces:
        if same:
            old = next(before, None)
            same = old is not None and old[0] is piece
            checksum = old[1] if same and old else checksum
        if not same:
            checksum = zlib.crc32(piece, checksum)
        summed.append((piece, checksum))
    return summed


def _cut(data: bytes, start: int) -> dict[str, Lines] | None:
    """The tables of a body that begins at `start`, cut into blocks at line ends.

    None if anything stands there that `_body` would not write: every byte is accounted for.
    """
    tables: dict[str, Lines] = {}
    while True:
        opened = data.find(b":{\n", start) + 3
        try:
            name = json.loads(data[start : opened - 3])
        except ValueError:
            return None
        if opened < 3 or not isinstance(name, str) or data[start:opened] != _opening(name):
            return None
        blocks, end = _blocks(data, opened)
        tables[name] = Lines(blocks)
        if data.startswith(_END_OF_TABLE, end):
            start = end + len(_END_OF_TABLE)
        else:
            return tables if data[end:] == _END else None


def _blocks(data: bytes, begin: int) -> tuple[list[Block], int]:
    """The lines of a table that begins there, and the place of the line end that closes it.

    It looks at one block at a time, so that no single search holds up another thread.
    """
    blocks: list[Block] = []
    if data.startswith(b"}", begin):
        return blocks, begin - 1
    while True:
        end = data.find(b"\n}", begin, begin + BLOCK)
        if end < 0:
            end = data.find(b"\n", begin + BLOCK)
            end = len(data) if end < 0 else end
        if data.startswith(b",", end - 1) and end < len(data):
            blocks.append(Block(data[begin : end - 1]))
            begin = end + 1
        else:
            blocks.append(Block(data[begin:end]))
            return blocks, end
