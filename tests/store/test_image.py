"""The bytes of a journal: readable by anyone, and damage never goes unseen."""

import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.records import ANSWERS
from coach.errors import CoachError
from coach.store.image import Image, Lines, decode
from coach.store.salvage import rescue
from tests.strange import changed_json, few, strange

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def answer(number: int, text: str) -> dict[str, object]:
    return {
        "id": f"{number:032x}", "kind": "answer", "prompt": "give-free.for-free",
        "track": "give-free", "ask": "What?", "of": None, "text": text, "evidence": None,
        "created": "2026-11-24T10:00:00.000+01:00", "updated": "2026-11-24T10:00:00.000+01:00",
        "day": "2026-11-24", "week": "2026-W48", "rev": 1, "revisions": [], "deleted": False,
        "erased": False,
    }  # fmt: skip


def image_of(*texts: str) -> Image:
    image = Image(generation=7)
    image.tables["answers"] = Lines.of({str(n): answer(n, t) for n, t in enumerate(texts, 1)})
    return image


def texts_of(image: Image) -> list[str]:
    return [record["text"] for record in image.table("answers").records.values()]


def test_the_format_is_one_record_a_line_after_a_line_with_the_checksum() -> None:
    image = Image(generation=7)
    image.tables["answers"] = Lines.of({"1": {"text": "Grüße"}, "2": {"n": 1}})
    data = image.encode()
    before = b'{"_meta":{"1":{"schema":2,"gen":7,"crc32":"'
    after = (
        '"}},\n"answers":{\n"1":{"text":"Grüße"},\n"2":{"n":1}\n},\n'
        '"promises":{\n},\n"pauses":{\n},\n"lines":{\n},\n"choices":{\n}\n}\n'
    ).encode()
    assert data == before + f"{zlib.crc32(before + after):08x}".encode() + after
    assert json.loads(data)["answers"]["1"] == {"text": "Grüße"}


@given(st.lists(WORDS, max_size=5))
def test_what_is_written_is_what_is_read(texts: list[str]) -> None:
    data = image_of(*texts).encode()
    again = decode(data)
    assert again
    assert texts_of(again) == texts
    assert again.encode() == data


@given(
    st.lists(WORDS, min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(1, 40), WORDS), max_size=10),
    st.booleans(),
)
def test_changing_a_few_lines_gives_the_bytes_of_writing_all_anew(
    texts: list[str], changes: list[tuple[int, str]], parsed: bool
) -> None:
    image = decode(image_of(*texts).encode())
    assert image
    table = image.table("answers")
    plain = dict(enumerate(texts, 1))
    for number, text in changes:
        assert not parsed or table.items(ANSWERS)
        plain[number] = text
        table = table.with_records({str(number): answer(number, text)})
    anew = Image(7)
    anew.tables["answers"] = Lines.of({str(n): answer(n, text) for n, text in plain.items()})
    assert Image(7, tables={**image.tables, "answers": table}).encode() == anew.encode()
    assert [record["text"] for record in table.records.values()] == list(plain.values())
    assert [item.text for item in table.items(ANSWERS).values()] == list(plain.values())


def test_what_was_not_touched_is_not_parsed_again() -> None:
    table = image_of("one", "two").table("answers")
    one = table.items(ANSWERS)["1"]
    changed = table.with_records({"2": answer(2, "zwei")}).items(ANSWERS)
    assert changed["1"] is one
    assert changed["2"].text == "zwei"
    assert table.items(ANSWERS)["2"].text == "two"


def test_what_was_read_is_written_again_without_a_copy() -> None:
    data = image_of(*["word " * 200] * 80).encode()
    image = decode(data)
    assert image
    image.tables["answers"] = image.table("answers").with_records({"99": answer(99, "new")})
    head, old, rest = image.chunks()
    assert isinstance(old, memoryview) and old.obj is data
    assert len(head) + len(rest) < 1500


def test_a_cut_at_any_byte_is_seen_and_the_entries_before_it_are_saved() -> None:
    data = image_of("one", "two", "three").encode()
    starts = [data.index(b'\n"%d"' % n) + 1 for n in (1, 2, 3)]
    ends = [data.index(b"\n", start) for start in starts]
    for length in range(len(data)):
        cut = data[:length]
        assert decode(cut) is None
        rescued = rescue(cut)
        whole = sum(end - 1 <= length for end in ends)
        assert len(texts_of(rescued)) >= whole - (length < ends[-1] and whole == 3)
        assert texts_of(rescued) == ["one", "two", "three"][: len(texts_of(rescued))]
        assert rescued.condition == ("edited" if length == len(data) - 1 else "damaged")


def test_any_flipped_bit_is_seen_and_costs_one_entry_at_most() -> None:
    data = image_of("one", "two", "three").encode()
    for bit in range(0, len(data) * 8, 7):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        assert decode(bytes(flipped)) is None
        rescued = rescue(bytes(flipped))
        assert rescued.condition in {"edited", "damaged"}
        assert len(set(texts_of(rescued)) & {"one", "two", "three"}) >= 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"1":{', b'"1": {'),  # a space that means nothing
        (b'"lines":{\n}', b'"lines":{\n},\n"lines":{\n}'),
        (b'"schema":2', b'"schema":02'),
        (b"\n}\n}\n", b"\n}\n}\n\n"),
        (b'"answers":{', b"7:{"),
    ],
)
def test_bytes_that_we_would_not_write_are_no_journal_whatever_their_checksum(
    before: bytes, after: bytes
) -> None:
    data = image_of("one").encode().replace(before, after)
    start = data.index(b'crc32":"') + len(b'crc32":"')
    checksum = f"{zlib.crc32(data[:start] + data[start + 8 :]):08x}".encode()
    assert decode(data[:start] + checksum + data[start + 8 :]) is None


def test_a_document_that_something_else_wrote_is_known_by_its_checksum() -> None:
    data = image_of("one").encode().replace(b'"one"', b'"eins"')
    assert decode(data) is None
    assert rescue(data).condition == "edited"
    assert texts_of(rescue(data)) == ["eins"]


@pytest.mark.parametrize(
    "data",
    [b"", b"words", b"[]", b"7", b'{"answers":[1]}', b"\xff\xfe", b'{"_meta":7,"answers":{}}'],
)
def test_what_is_no_journal_is_damage(data: bytes) -> None:
    assert decode(data) is None
    assert rescue(data).condition == "damaged"


def test_a_table_whose_name_was_hit_loses_none_of_its_records() -> None:
    pause: dict[str, Any] = {
        "id": f"{9:032x}", "week": "2026-W47", "reason": "Flu", "rev": 1, "revisions": [],
        "created": "2026-11-24T10:00:00.000+01:00", "updated": "2026-11-24T10:00:00.000+01:00",
        "deleted": False,
    }  # fmt: skip
    image = image_of("one")
    image.tables["pauses"] = Lines.of({"9": pause})
    rescued = rescue(image.encode().replace(b'"pauses"', b'"qauses"'))
    assert (rescued.condition, rescued.lost) == ("damaged", 0)
    assert rescued.table("pauses").records == {"9": pause}
    assert texts_of(rescued) == ["one"]


def test_a_newer_schema_is_read_as_it_is() -> None:
    image = replace(image_of("one"), schema=3)
    image.tables |= {"seals": Lines.of({"5": {"seal": "red"}})}
    newer = decode(image.encode())
    assert newer
    assert newer.newer
    assert texts_of(newer) == ["one"]
    assert newer.encode() == image.encode()


JOURNAL = image_of("one", "two").encode()


@few()
@given(strange(JOURNAL) | changed_json(JOURNAL))
def test_a_journal_of_any_bytes_is_whole_or_salvaged(data: bytes) -> None:
    image = decode(data) or rescue(data)
    assert (image.condition == "whole") is (decode(data) is not None)
    try:
        items = image.items()
    except CoachError:
        return  # a record of a newer coach, or one that was changed by hand
    assert len(items) == sum(len(table.records) for table in image.tables.values())
