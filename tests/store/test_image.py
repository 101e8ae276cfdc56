"""The bytes of a journal: readable by anyone, and damage never goes unseen."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.store.image import Image, Lines, decode, line_of
from coach.store.salvage import rescue

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def answer(number: int, text: str) -> dict[str, object]:
    return {
        "id": f"{number:032x}", "kind": "answer", "prompt": "give-free.for-free",
        "track": "give-free", "ask": "What?", "of": None, "text": text,
        "created": "2026-11-24T10:00:00.000+01:00", "updated": "2026-11-24T10:00:00.000+01:00",
        "day": "2026-11-24", "week": "2026-W48", "rev": 1, "revisions": [], "deleted": False,
    }  # fmt: skip


def image_of(*texts: str) -> Image:
    image = Image(generation=7)
    lines = [line_of(str(n), answer(n, text)) for n, text in enumerate(texts, 1)]
    image.tables["answers"] = Lines.of(lines)
    return image


def encoded(image: Image) -> bytes:
    return b"".join(image.encode())


def texts_of(image: Image) -> list[str]:
    return [record["text"] for record in image.tables["answers"].records().values()]


def test_the_format_is_one_record_a_line_after_a_line_with_the_checksum() -> None:
    image = Image(generation=7)
    image.tables["answers"] = Lines.of([line_of("1", {"text": "Grüße"}), line_of("2", {"n": 1})])
    data = encoded(image)
    first, body = data.split(b"\n", 1)
    crc = f"{zlib.crc32(body):08x}".encode()
    assert first == b'{"_meta":{"1":{"schema":1,"gen":7,"crc32":"' + crc + b'"}},'
    assert body.decode() == (
        '"answers":{\n"1":{"text":"Grüße"},\n"2":{"n":1}\n},\n'
        '"acts":{\n},\n"pauses":{\n},\n"entries":{\n},\n"choices":{\n}\n}\n'
    )
    assert json.loads(data)["answers"]["1"] == {"text": "Grüße"}


@given(st.lists(WORDS, max_size=5))
def test_what_is_written_is_what_is_read(texts: list[str]) -> None:
    data = encoded(image_of(*texts))
    again = decode(data)
    assert again
    assert texts_of(again) == texts
    assert encoded(again) == data


@given(
    st.lists(WORDS, min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(1, 40), WORDS), max_size=10),
    st.integers(1, 400),
)
def test_changing_a_few_lines_gives_the_bytes_of_writing_all_anew(
    texts: list[str], changes: list[tuple[int, str]], block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coach.store.image.BLOCK", block)
        image = decode(encoded(image_of(*texts)))
        assert image
        plain = dict(enumerate(texts, 1))
        for number, text in changes:
            if text:
                plain[number] = text
                lines = {str(number): line_of(str(number), answer(number, text))}
                table = image.tables["answers"].with_lines(lines)
            else:
                plain.pop(number, None)
                table = image.tables["answers"].without([str(number)])
            image = Image(7, 1, {**image.tables, "answers": table}, summed=image.summed)
            image.encode()
    anew = Image(generation=7)
    anew.tables["answers"] = Lines.of(line_of(str(n), answer(n, text)) for n, text in plain.items())
    assert encoded(image) == encoded(anew)
    assert texts_of(image) == list(plain.values())


def test_a_cut_at_any_byte_is_seen_and_the_entries_before_it_are_saved() -> None:
    data = encoded(image_of("one", "two", "three"))
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
    data = encoded(image_of("one", "two", "three"))
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        image = decode(bytes(flipped))
        if image is not None:
            # The numbers of the generation and of the schema are not in the checksum: a
            # change there loses nothing.
            assert bytes(flipped).partition(b',"crc32"')[2] == data.partition(b',"crc32"')[2]
            assert texts_of(image) == ["one", "two", "three"]
            continue
        rescued = rescue(bytes(flipped))
        assert rescued.condition in {"edited", "damaged"}
        same = set(texts_of(rescued)) & {"one", "two", "three"}
        assert len(same) >= 2


def test_a_document_that_something_else_wrote_is_known_by_its_checksum() -> None:
    data = encoded(image_of("one")).replace(b'"one"', b'"eins"')
    assert decode(data) is None
    assert rescue(data).condition == "edited"
    assert texts_of(rescue(data)) == ["eins"]


@pytest.mark.parametrize("data", [b"", b"words", b"[]", b"7", b'{"answers":[1]}', b"\xff\xfe"])
def test_what_is_no_journal_is_damage(data: bytes) -> None:
    assert decode(data) is None
    assert rescue(data).condition == "damaged"
