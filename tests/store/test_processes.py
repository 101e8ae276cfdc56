"""Several coaches at once: none loses anything, none shows an error, none sees half a file."""

import json
import subprocess
import sys
from pathlib import Path

from tests.store.crash import STORES, BrokenError, Store, all_ended, end_of, start_apart

PROCESSES, SAVES = 4, 500


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


def test_four_processes_and_a_reader_lose_nothing_and_see_nothing_broken(tmp_path: Path) -> None:
    home = tmp_path / "home"
    savers = [start_apart("saves", "coach", str(home), f"p{n}", SAVES) for n in range(PROCESSES)]
    with all_ended(savers):
        reads, broken = reads_until_done(STORES["coach"](home), savers)
        kept = dict(pair for saver in savers for pair in end_of(saver))
    there = STORES["coach"](home).read()
    lost = [name for name, token in kept.items() if not there.get(name, "").startswith(token)]
    print(
        f"{PROCESSES} processes x {SAVES}: {len(kept)} acknowledged, {len(lost)} lost; "
        f"{reads} reads beside them, {broken} broken"
    )
    assert len(kept) == PROCESSES * SAVES
    assert there.keys() == kept.keys()
    assert (len(lost), broken) == (0, 0)
    assert reads > 10


def test_the_same_processes_break_stock_tinydb(tmp_path: Path) -> None:
    home = tmp_path / "home"
    savers = [start_apart("saves", "stock", str(home), f"p{n}", 100) for n in range(PROCESSES)]
    with all_ended(savers):
        _, broken = reads_until_done(STORES["stock"](home), savers)
        ends = [saver.communicate() for saver in savers]
    failed = sum(saver.returncode != 0 for saver in savers)
    kept = sum(len(json.loads(out)) for out, _ in ends if out)
    try:
        there = len(STORES["stock"](home).read())
    except BrokenError:
        there = 0
    print(
        f"stock: {failed} of {PROCESSES} processes failed, {broken} broken reads, "
        f"{there} there of {kept} acknowledged"
    )
    assert failed or broken or there < kept


def test_commands_that_save_at_once_give_an_id_each(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coach", "note"]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*command, f"note {n}"], stdout=pipe, stderr=pipe) for n in range(8)
    ]
    ends = [process.communicate() for process in running]
    assert [err for _, err in ends] == [b""] * 8
    assert len({out for out, _ in ends}) == 8
