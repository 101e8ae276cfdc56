"""Whatever happens to the bytes is seen, is never written over, and costs one entry at most."""

import random
from pathlib import Path

import pytest
from tinydb import TinyDB

from coach.errors import SaveError
from coach.practice import Practice
from coach.store.image import decode
from coach.store.salvage import rescue


@pytest.fixture
def journal(practice: Practice) -> Path:
    """A journal of thirty answers."""
    for number in range(30):
        practice.entries.answer(
            f"Answer {number}: she left with “a number” to call.", "value.evidence"
        )
    return practice.places.journal


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def whole_entries(data: bytes, before: list[str]) -> int:
    """How many entries are read just as they were."""
    answers = (decode(data) or rescue(data)).table("answers").records.values()
    return len({answer["text"] for answer in answers} & set(before))


@pytest.mark.parametrize("flips", [100, pytest.param(2000, marks=pytest.mark.faults)])
def test_flipped_bits_are_all_seen(practice: Practice, journal: Path, flips: int) -> None:
    data = journal.read_bytes()
    before = [answer.text for answer in practice.journal.answers()]
    chance = random.Random(4)
    worst = 0
    for _ in range(flips):
        damaged = flipped(data, chance.randrange(len(data) * 8))
        assert decode(damaged) is None
        worst = max(worst, len(before) - whole_entries(damaged, before))
    print(f"{flips} flipped bits: all seen, {worst} entry lost at most")
    assert worst <= 1


def test_every_bit_of_line_1_is_seen(journal: Path) -> None:
    data = journal.read_bytes()
    for bit in range(data.index(b"\n") * 8):
        assert decode(flipped(data, bit)) is None


@pytest.mark.parametrize("step", [61, pytest.param(1, marks=pytest.mark.faults)])
def test_every_length_it_is_cut_to_is_seen(practice: Practice, journal: Path, step: int) -> None:
    data = journal.read_bytes()
    before = [answer.text for answer in practice.journal.answers()]
    ends = [data.index(text.encode()) for text in before]
    for length in range(0, len(data), step):
        assert decode(data[:length]) is None
    for length in range(0, len(data), max(step * 8, 97)):
        survived = whole_entries(data[:length], before)
        assert survived >= sum(end < length for end in ends) - 1  # all but the one that was cut


@pytest.mark.parametrize("bit", [3, 190, 999, 20_001, 40_002])
def test_no_damage_is_ever_written_over(practice: Practice, journal: Path, bit: int) -> None:
    damaged = flipped(journal.read_bytes(), bit)
    journal.write_bytes(damaged)
    with pytest.raises(SaveError):
        practice.entries.note("precious")
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
