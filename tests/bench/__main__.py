"""What a save, a search, a start and an hourly check cost, beside stock TinyDB: `make bench`.

Answers are lines of 600 bytes. A save is what the app does when a person keeps an answer:
everything from the use case to the fsync of the folder. Median of several, in milliseconds;
the ratios hold where the absolute times do not.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tinydb import TinyDB

from coach.domain.history import Filter
from coach.domain.model import Answer
from coach.domain.records import ANSWERS
from coach.paths import Places
from coach.practice import Practice
from tests.bench import hourly

SIZES = (10_000, 18_250, 100_000)
LINE = 600
PROMPT = "give-free.for-free"


def practice_at(home: Path) -> Practice:
    return Practice(Places(home, home / "config.toml", home / "state"))


def median_ms(call: Callable[[int], object], times: int = 9) -> float:
    taken = []
    for number in range(times):
        begun = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def answers(home: Path, count: int) -> list[Answer]:
    """So many answers whose lines are 600 bytes each."""
    model = practice_at(home / "model").answer("x", PROMPT)
    bare = len(json.dumps(ANSWERS.record(model), ensure_ascii=False, separators=(",", ":"))) + 42
    words = ("the customer asked about oil and left with a number to call " * 20)[: LINE - bare]
    return [replace(model, id=f"{n:032x}", text=f"{n:06d}{words[6:]}") for n in range(1, count + 1)]


def stock_insert_ms(home: Path, kept: list[Answer]) -> float:
    path = home / "stock.json"
    table = {str(n): ANSWERS.record(answer) for n, answer in enumerate(kept, 1)}
    path.write_text(json.dumps({"answers": table}), encoding="utf-8")
    with TinyDB(path) as database:
        stock = database.table("answers")
        record = ANSWERS.record(kept[0])
        stock.insert(record)
        return median_ms(lambda _: stock.insert(record), times=5)


async def longest_stall_ms(home: Path) -> float:
    """The longest time the event loop could not run while another thread loads the journal."""
    loop = asyncio.get_running_loop()
    practice = practice_at(home)  # held, or freeing all of it would be measured too
    loading = loop.run_in_executor(None, practice.today)
    longest, last = 0.0, time.perf_counter()
    while not loading.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest * 1000


def in_a_fresh_process(home: Path) -> str:
    """As the app loads: with nothing else in memory."""
    command = [sys.executable, "-m", "tests.bench", str(home)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    print("answers   save   edit  stock insert  faster  search  load  longest stall   (ms)")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as temporary:
            home = Path(temporary)
            kept = answers(home, size)
            practice_at(home / "ours").journal.put(kept)
            practice = practice_at(home / "ours")
            load = median_ms(lambda _, p=practice: p.journal.answers(), times=1)
            practice.answer("the first save of the day also makes a backup", PROMPT)
            text = kept[0].text
            save = median_ms(lambda n, p=practice, t=text: p.answer(f"{n} {t}", PROMPT))
            edit = median_ms(lambda n, p=practice, k=kept: p.edit(k[n].id, f"edited {n}"))
            wanted = [Filter(search=word) for word in ("009999", "number", "not there", "oil")]
            practice.history(wanted[0])
            search = max(
                median_ms(lambda _, p=practice, w=w: p.history(w), times=3) for w in wanted
            )
            stock = stock_insert_ms(home, kept)
            stall = float(in_a_fresh_process(home / "ours"))
            print(
                f"{size:>7,} {save:>6.1f} {edit:>6.1f} {stock:>13.1f} {stock / save:>6.1f}x"
                f" {search:>7.1f} {load:>5.0f} {stall:>14.1f}"
            )
    hourly.main(practice_at, answers)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(asyncio.run(longest_stall_ms(Path(sys.argv[1]))))
    else:
        main()
