"""The report that a fault of the program leaves behind.

Neither the message nor the file holds a value or an exception's own text, since either may be a
person's words: only the kind of the error and where in the code it was raised.
"""

import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from coach import __version__, paths
from coach.files import private_folder


def report(error: BaseException) -> tuple[str, str]:
    """Write the report, readable by its owner alone; return one sentence and one hint.

    If it cannot be written, the hint says so.
    """
    sentence = "Something went wrong in coach itself. What you saved is safe."
    path = paths.places().state / "crash.txt"
    try:
        private_folder(path.parent)
        _write(path, "".join(_lines(error)))
    except OSError:
        return sentence, f"The report couldn't be written to {path}."
    return sentence, f"A report without your words is in {path}"


def _lines(error: BaseException) -> Iterator[str]:
    yield f"coach {__version__}\n"
    cause: BaseException | None = error
    while cause is not None:
        yield f"\n{type(cause).__module__}.{type(cause).__qualname__}\n"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}\n"
        cause = cause.__cause__ or cause.__context__


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
