"""A journal in TinyDB as it comes, without a storage of our own."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table


@contextmanager
def stock_table(path: Path, records: Iterable[dict[str, Any]]) -> Iterator[Table]:
    """The table of these records in a new file."""
    table = {str(number): record for number, record in enumerate(records, 1)}
    path.write_text(json.dumps({"answers": table}), encoding="utf-8")
    with TinyDB(path) as database:
        yield database.table("answers")
