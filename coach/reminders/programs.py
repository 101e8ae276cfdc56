"""Other programs: each runs in a process group of its own, and never longer than allowed."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from coach.errors import describe_os_error


class ProgramError(Exception):
    """A program that couldn't be run to its end; the message ends a sentence."""


def complaint(done: subprocess.CompletedProcess[bytes], otherwise: str) -> str:
    """Return the first line in which a program says what is wrong, or something else to say."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"It says: {lines[0]}" if lines else otherwise


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    seconds: float,
    *,
    stdin: bytes = b"",
    read: bool = True,
    folder: str | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, then kill whatever is left of its process group.

    A program that starts a session of its own has left the group. Without `read` its output is
    discarded.

    Raises:
        ProgramError: if it can't be started, or takes longer than `seconds`.
    """
    output = subprocess.PIPE if read else subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            env=environ,
            cwd=folder,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    except OSError as error:
        raise ProgramError(f"couldn't be started: {describe_os_error(error)}") from error
    except ValueError as error:
        raise ProgramError("couldn't be started: an argument holds a bad character") from error
    with process:
        try:
            out, err = process.communicate(stdin or None, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise ProgramError(f"took longer than {seconds:g} seconds and was stopped") from error
        finally:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, process.returncode, out or b"", err or b"")
