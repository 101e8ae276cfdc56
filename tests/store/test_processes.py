"""Several coaches at once: none loses anything, none shows an error, none sees half a file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.crash import STORES, BrokenError, Store, all_ended, end_of, start_apart


def reads_until_done(store: Store, savers: list[subprocess.Popen[str]]) -> tuple[int, int]:
    """How often the journal was read while the others saved, and how often it was broken."""
    reads = broken = 0
    while any(saver.poll() is None for saver in savers):
        try:
            store.read()
        except FileNotFoundError:
            continue
        except BrokenError:
            broken += 1
        reads += 1
    return reads, broken


@pytest.mark.parametrize(
    ("processes", "saves"), [(2, 40), pytest.param(4, 500, marks=pytest.mark.faults)]
)
def test_processes_and_a_reader_lose_nothing_and_see_nothing_broken(
    tmp_path: Path, processes: int, saves: int
) -> None:
    home = tmp_path / "home"
    savers = [start_apart("saves", "coach", str(home), f"p{n}", saves) for n in range(processes)]
    with all_ended(savers):
        reads, broken = reads_until_done(STORES["coach"](home), savers)
        saved = dict(pair for saver in savers for pair in end_of(saver, seconds=600))
    there = STORES["coach"](home).read()
    lost = [name for name, token in saved.items() if not there.get(name, "").startswith(token)]
    print(
        f"{processes} processes x {saves}: {len(saved)} acknowledged, {len(lost)} lost; "
        f"{reads} reads beside them, {broken} broken"
    )
    assert len(saved) == processes * saves
    assert there.keys() == saved.keys()
    assert (len(lost), broken) == (0, 0)
    assert reads


@pytest.mark.faults
def test_the_same_processes_break_stock_tinydb(tmp_path: Path) -> None:
    for attempt in range(5):
        home = tmp_path / f"home-{attempt}"
        savers = [start_apart("saves", "stock", str(home), f"p{n}", 100) for n in range(4)]
        with all_ended(savers):
            _, broken = reads_until_done(STORES["stock"](home), savers)
            ends = [saver.communicate() for saver in savers]
        failed = sum(saver.returncode != 0 for saver in savers)
        saved = sum(len(json.loads(out)) for out, _ in ends if out)
        try:
            there = len(STORES["stock"](home).read())
        except BrokenError:
            there = 0
        print(
            f"stock: {failed} of {len(savers)} processes failed, {broken} broken reads, "
            f"{there} there of {saved} acknowledged"
        )
        if failed or broken or there < saved:
            return
    pytest.fail("stock TinyDB came through five times")


def test_commands_that_save_at_once_give_an_id_each(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coach", "note"]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*command, f"note {n}"], stdout=pipe, stderr=pipe) for n in range(4)
    ]
    ends = [process.communicate() for process in running]
    assert [err for _, err in ends] == [b""] * 4
    assert len({out for out, _ in ends}) == 4
