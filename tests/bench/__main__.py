"""Measure all of it, or the lines that are named: `python -m tests.bench starts keys`."""

import sys
import tempfile
from pathlib import Path

from tests.bench.lines import GROUPS, by_size
from tests.bench.world import MOST, World


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        print(f"At {MOST:,} records, medians:", flush=True)
        for group in names or GROUPS:
            for line in GROUPS[group](world):
                print(line, flush=True)
        if not names:
            print()
            for row in by_size(world):
                print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
