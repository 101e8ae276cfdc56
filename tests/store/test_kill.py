"""Nothing acknowledged is lost to kill -9, and no kill leaves a broken journal."""

from pathlib import Path

from tests.store.crash import all_ended, apart, end_of, start_apart


def test_a_thousand_kills_break_nothing_and_lose_nothing_acknowledged(tmp_path: Path) -> None:
    halves = [
        start_apart("kills", "coach", str(tmp_path / f"home-{half}"), 500, half, False)
        for half in range(2)
    ]
    with all_ended(halves):
        ends = [end_of(half) for half in halves]
    cuts, acknowledged, broken, lost, left = (
        sum(end[name] for end in ends)
        for name in ("cuts", "acknowledged", "broken", "lost", "left")
    )
    print(f"{cuts} kills: {broken} broken, {lost} of {acknowledged} acknowledged lost; ", end="")
    print(f"{left} temporary files left behind at the end")
    assert [end["errors"] for end in ends] == [[], []]
    assert (cuts, broken, lost) == (1000, 0, 0)
    assert acknowledged > 200  # the kills did come in the middle of saves


def test_the_same_kills_break_stock_tinydb(tmp_path: Path) -> None:
    end = apart("kills", "stock", str(tmp_path / "home"), 400, 1, True)
    print(f"stock: failed at kill {end['cuts']}: {end['broken']} broken, {end['lost']} lost")
    assert end["broken"] or end["lost"]
