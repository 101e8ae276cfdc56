"""Whatever happens to the bytes is seen, is never written over, and costs one entry at most."""

import random
from pathlib import Path

import pytest
from tinydb import TinyDB

from coach.errors import SaveError
from coach.practice import Practice
from coach.store.image import decode
from coach.store.salvage import rescue

FLIPS = 2000


@pytest.fixture
def journal(practice: Practice) -> Path:
    """A journal of thirty answers."""
    for number in range(30):
        practice.answer(f"Answer {number}: she left with “a number” to call.", "value.evidence")
    return practice.places.journal


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def whole_entries(data: bytes, before: list[str]) -> int:
    """How many entries are read just as they were."""
    answers = (decode(data) or rescue(data)).tables["answers"].records().values()
    return len({answer["text"] for answer in answers} & set(before))


def test_two_thousand_flipped_bits_are_all_seen(practice: Practice, journal: Path) -> None:
    data = journal.read_bytes()
    before = [answer.text for answer in practice.journal.answers()]
    chance = random.Random(4)
    seen = harmless = worst = 0
    for _ in range(FLIPS):
        damaged = flipped(data, chance.randrange(len(data) * 8))
        if decode(damaged) is None:
            seen += 1
        else:  # the number of the generation or of the schema, which say nothing of the entries
            assert damaged.partition(b',"crc32"')[2] == data.partition(b',"crc32"')[2]
            harmless += 1
        worst = max(worst, len(before) - whole_entries(damaged, before))
    print(
        f"{FLIPS} flipped bits: {seen} seen, {harmless} in a number of line 1 that no entry "
        f"hangs on; {worst} entry lost at most"
    )
    assert seen + harmless == FLIPS
    assert harmless < FLIPS / 100
    assert worst <= 1


def test_every_length_it_is_cut_to_is_seen(practice: Practice, journal: Path) -> None:
    data = journal.read_bytes()
    before = [answer.text for answer in practice.journal.answers()]
    ends = [data.index(text.encode()) for text in before]
    for length in range(len(data)):
        assert decode(data[:length]) is None
    for length in range(0, len(data), 97):
        survived = whole_entries(data[:length], before)
        assert survived >= sum(end < length for end in ends) - 1  # all but the one that was cut
    print(f"{len(data)} lengths: all seen")


@pytest.mark.parametrize("bit", [3, 999, 20_001, 40_002])
def test_no_damage_is_ever_written_over(practice: Practice, journal: Path, bit: int) -> None:
    damaged = flipped(journal.read_bytes(), bit)
    journal.write_bytes(damaged)
    with pytest.raises(SaveError):
        practice.note("precious")
    assert journal.read_bytes() == damaged
    assert [draft.text for draft in practice.drafts.all()] == ["precious"]
    assert practice.journal.problem()


def test_stock_tinydb_reads_flipped_bits_as_other_words(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    with TinyDB(path) as database:
        for number in range(30):
            database.insert({"text": f"Answer {number}: she left with a number to call."})
        before = database.all()
    data, chance, unseen = path.read_bytes(), random.Random(4), 0
    for _ in range(200):
        path.write_bytes(flipped(data, chance.randrange(len(data) * 8)))
        try:
            with TinyDB(path) as database:
                unseen += database.all() != before
        except (ValueError, TypeError, AttributeError):
            continue
    print(f"stock: {unseen} of 200 flipped bits read as other words without an error")
    assert unseen > 20
