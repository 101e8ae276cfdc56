"""What is left behind when the program itself is at fault.

Neither the message nor the file holds a value or an exception's own text, since either may
be a person's words: only the kind of the error and where in the code it rose.
"""

import os
import traceback
from pathlib import Path

from coach import __version__, paths
from coach.store.files import private_folder


def report(error: BaseException) -> tuple[str, str]:
    """Write the report; gives one sentence and one hint for the person.

    The file is readable by its owner alone. If it cannot be written, the hint says so.
    """
    sentence = "Something went wrong in coach itself. What you kept is safe."
    path = paths.places().state / "crash.txt"
    try:
        private_folder(path.parent)
        _write(path, error)
    except OSError:
        return sentence, f"No report could be written to {path}."
    return sentence, f"A report without your words is in {path}"


def _write(path: Path, error: BaseException) -> None:
    lines = [f"coach {__version__}\n"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"\n{type(cause).__module__}.{type(cause).__qualname__}\n")
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}\n")
        cause = cause.__cause__ or cause.__context__
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
