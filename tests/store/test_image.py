"""The bytes of a journal: readable by anyone, and damage never goes unseen."""

import contextlib
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.store.image import DamagedError, Image, decode, encode, line_of, record_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def image_of(*texts: str) -> Image:
    image = Image(generation=7)
    for number, text in enumerate(texts):
        image.tables["answers"][str(number)] = line_of(str(number), {"text": text})
    return image


def test_the_format_is_one_record_a_line_after_a_line_with_the_checksum() -> None:
    data = b"".join(encode(image_of("Grüße", "two\nlines")))
    first, body = data.split(b"\n", 1)
    crc = f"{zlib.crc32(body):08x}".encode()
    assert first == b'{"_meta":{"1":{"schema":1,"gen":7,"crc32":"' + crc + b'"}},'
    assert body.decode() == (
        '"answers":{\n"0":{"text":"Grüße"},\n"1":{"text":"two\\nlines"}\n},\n'
        '"acts":{\n},\n"pauses":{\n},\n"entries":{\n},\n"choices":{\n}\n}\n'
    )
    assert json.loads(data)["answers"]["1"] == {"text": "two\nlines"}


@given(st.lists(WORDS, max_size=5))
def test_what_is_written_is_what_is_read(texts: list[str]) -> None:
    image = image_of(*texts)
    again = decode(b"".join(encode(image)))
    assert again == image
    assert [record_of(line)["text"] for line in again.tables["answers"].values()] == texts


def test_a_cut_at_any_byte_is_seen() -> None:
    data = b"".join(encode(image_of("one", "two")))
    for length in range(len(data) - 1):
        with pytest.raises(DamagedError):
            decode(data[:length])
    assert decode(data[:-1]).edited_by_hand  # without its last line end it is whole, but not ours


def test_any_flipped_bit_is_seen() -> None:
    data = b"".join(encode(image_of("one", "two")))
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with contextlib.suppress(DamagedError):
            assert decode(bytes(flipped)).edited_by_hand or _only_the_generation(flipped, data)


def _only_the_generation(flipped: bytes, data: bytes) -> bool:
    """Whether the two differ in the number of the generation or the schema alone."""
    return flipped.partition(b',"crc32"')[2] == data.partition(b',"crc32"')[2]


def test_a_document_that_something_else_wrote_is_known_by_its_checksum() -> None:
    data = b"".join(encode(image_of("one")))
    image = decode(data.replace(b"one", b"eins"))
    assert image.edited_by_hand
    assert record_of(image.tables["answers"]["0"]) == {"text": "eins"}


@pytest.mark.parametrize("data", [b"", b"words", b"[]", b"7", b'{"answers":[1]}', b"\xff\xfe"])
def test_what_is_no_journal_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedError):
        decode(data)
