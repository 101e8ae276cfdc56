"""The report that a fault of the program leaves behind.

Neither the message nor the file holds a value or an exception's own text, since either may be a
person's words: only the kind of the error and where in the code it was raised.
"""

import traceback
from collections.abc import Iterator

from coach import __version__, paths
from coach.files import write_private


def report(error: BaseException) -> tuple[str, str]:
    """Write the report, readable by its owner alone; return one sentence and one hint.

    If it cannot be written, the hint says so.
    """
    sentence = "Something went wrong in coach itself. What you saved is safe."
    path = paths.places().state / "crash.txt"
    try:
        write_private(path, "".join(_lines(error)).encode(errors="replace"))
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
