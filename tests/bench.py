"""What saving, finding and loading cost, beside stock TinyDB: `make bench`.

Answers are lines of 600 bytes. A save is what the app does when a person saves an answer:
everything from the use case to the fsync of the folder. Medians in milliseconds; the ratios
hold where the absolute times do not. Three sessions a week are about 5,000 records in ten years.
"""

import json
import statistics
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

SIZES = (1_000, 5_000, 18_250)
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
    model = practice_at(home / "model").entries.answer("x", PROMPT)
    bare = len(json.dumps(ANSWERS.record(model), ensure_ascii=False, separators=(",", ":"))) + 42
    words = ("the customer asked about oil and left with a number to call " * 20)[: LINE - bare]
    return [replace(model, id=f"{n:032x}", text=f"{n:06d}{words[6:]}") for n in range(1, count + 1)]


def stock_insert_ms(home: Path, saved: list[Answer]) -> float:
    path = home / "stock.json"
    table = {str(n): ANSWERS.record(answer) for n, answer in enumerate(saved, 1)}
    path.write_text(json.dumps({"answers": table}), encoding="utf-8")
    with TinyDB(path) as database:
        stock = database.table("answers")
        record = ANSWERS.record(saved[0])
        stock.insert(record)
        return median_ms(lambda _: stock.insert(record), times=5)


def measure(home: Path, size: int) -> str:
    """One row of the table."""
    saved = answers(home, size)
    practice_at(home / "ours").journal.put(saved)
    practice = practice_at(home / "ours")
    load = median_ms(lambda _: practice.journal.answers(), times=1)
    entries, text = practice.entries, saved[0].text
    entries.answer("the first save of the day also makes a backup", PROMPT)
    save = median_ms(lambda n: entries.answer(f"{n} {text}", PROMPT))
    edit = median_ms(lambda n: entries.edit(saved[n].id, f"edited {n}"))
    wanted = [Filter(search=word) for word in ("009999", "number", "not there", "oil")]
    search = median_ms(lambda n: entries.history(wanted[n % 4]), times=12)
    stock = stock_insert_ms(home, saved)
    return (
        f"{size:>7,} {save:>6.1f} {edit:>6.1f} {stock:>13.1f} {stock / save:>6.1f}x"
        f" {search:>7.1f} {load:>5.0f}"
    )


def main() -> None:
    print("answers   save   edit  stock insert  faster  search  load   (ms)")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as home:
            print(measure(Path(home), size), flush=True)


if __name__ == "__main__":
    main()
