"""Programs of others: each in a group of its own, none for longer than it may take."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence


class TooLongError(Exception):
    """It took longer than it may, and was ended."""


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    seconds: float,
    *,
    given: bytes = b"",
    read: bool = True,
    folder: str | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; whatever is left of its group then is ended too.

    A program that makes a session of its own has left the group. Without `read` its output goes
    nowhere.

    Raises:
        OSError: if it cannot be started.
        ValueError: if the command or its environment holds a sign that none can be given.
        TooLongError: if it was ended.
    """
    to = subprocess.PIPE if read else subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        env=environ,
        cwd=folder,
        stdin=subprocess.PIPE if given else subprocess.DEVNULL,
        stdout=to,
        stderr=to,
        start_new_session=True,
    )
    with process:
        try:
            out, err = process.communicate(given or None, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise TooLongError from error
        finally:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, process.returncode, out or b"", err or b"")
