"""Nothing acknowledged is lost to kill -9, and no kill leaves a broken journal."""

from pathlib import Path

import pytest

from tests.store.crash import all_ended, apart, end_of, start_apart


@pytest.mark.parametrize(
    ("kills", "answers"), [(16, 100), pytest.param(1000, 1000, marks=pytest.mark.faults)]
)
def test_kills_break_nothing_and_lose_nothing_acknowledged(
    tmp_path: Path, kills: int, answers: int
) -> None:
    homes = [str(tmp_path / f"home-{half}") for half in range(2)]
    halves = [
        start_apart("kills", "coach", home, kills // 2, seed, False, answers)
        for seed, home in enumerate(homes)
    ]
    with all_ended(halves):
        ends = [end_of(half, seconds=1200) for half in halves]
    cuts, acknowledged, midway, broken, lost, left = (
        sum(end[name] for end in ends)
        for name in ("cuts", "acknowledged", "midway", "broken", "lost", "left")
    )
    print(f"{cuts} kills: {broken} broken, {lost} of {acknowledged} acknowledged lost; ", end="")
    print(f"{midway} in the middle of a save, {left} temporary files left behind at the end")
    assert [end["errors"] for end in ends] == [[], []]
    assert (cuts, broken, lost) == (kills, 0, 0)
    assert acknowledged > kills / 2
    assert midway > kills / 2


@pytest.mark.faults
def test_the_same_kills_break_stock_tinydb(tmp_path: Path) -> None:
    end = apart("kills", "stock", str(tmp_path / "home"), 1000, 1, True)
    print(f"stock: failed at kill {end['cuts']}: {end['broken']} broken, {end['lost']} lost")
    assert end["broken"] or end["lost"]
