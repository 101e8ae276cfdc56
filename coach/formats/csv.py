"""Tables for a spreadsheet: answers and promises, a file each, every word as it was written."""

import csv
import io
from collections.abc import Iterable, Sequence

from coach.domain.model import Answer, Promise
from coach.domain.promises import sentence

ANSWERS = (
    "id", "day", "week", "kind", "track", "prompt", "question", "text", "of", "evidence", "people",
    "tags", "created", "updated",
)  # fmt: skip
PROMISES = (
    "id", "promised", "due", "status", "promise", "cue", "action", "obstacle", "fallback",
    "reviewed", "did", "response", "expected", "came_back", "minutes", "track", "prompt", "of",
    "again_of", "people", "tags", "created", "updated",
)  # fmt: skip


def files(answers: Iterable[Answer], promises: Iterable[Promise]) -> dict[str, str]:
    """Return the two files by their names."""
    return {"answers.csv": _table(ANSWERS, answers), "promises.csv": _table(PROMISES, promises)}


def _table(columns: Sequence[str], rows: Iterable[Answer | Promise]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row, column) for column in columns] for row in rows)
    return text.getvalue()


def _cell(row: Answer | Promise, column: str) -> object:
    if column == "question" and isinstance(row, Answer):
        return row.ask
    if isinstance(row, Promise):
        if column == "promise":
            return sentence(row)
        if column == "came_back":
            return " ".join(back.what for back in row.came_back)
    value = getattr(row, column)
    return " ".join(value) if isinstance(value, list) else value
