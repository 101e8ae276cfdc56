"""What is printed on: streams that steer no terminal, and a pager for what is long."""

import contextlib
import io
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

from coach.domain.text import shown

_NOT_FOUND = 127


class Harmless:
    """Stdout or stderr, on which whatever is printed cannot steer the terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream
        """What Rich writes to, whose own styles are meant to; it is given texts made harmless."""

    def write(self, text: str) -> int:
        """Write the text with what would steer the terminal made visible."""
        return self.rich_proxied_file.write(shown(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


class _Page(io.StringIO):
    """What a terminal or its pager will show, styles and all."""

    def isatty(self) -> bool:
        return True


def columns() -> int:
    """Return how wide the terminal is, or `COLUMNS` says (`shutil` takes 6 ms to load)."""
    with contextlib.suppress(AttributeError, OSError, ValueError):  # stdout is no terminal
        wanted = os.environ.get("COLUMNS") or 0
        return int(wanted) or os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return 80


@contextlib.contextmanager
def paged() -> Iterator[None]:
    """Send what is printed through `$PAGER`, or less, where it is longer than the terminal."""
    pager = os.environ.get("PAGER", "less").strip()  # empty: none is wanted
    if not (pager and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        yield
        return
    import shutil  # only a person at a terminal needs it

    page = _Page()
    try:
        with contextlib.redirect_stdout(cast(TextIO, Harmless(page))):
            yield
    finally:
        text = page.getvalue()
        if text.count("\n") < shutil.get_terminal_size().lines or not _went_through(pager, text):
            getattr(sys.stdout, "rich_proxied_file", sys.stdout).write(text)


def _went_through(pager: str, text: str) -> bool:
    """Return whether a pager showed the text; False if it could not be started.

    ctrl+c is the pager's own while it is open: it would be left in the middle of the terminal.
    """
    import subprocess

    less = f"{os.environ.get('LESS', '-FX')} -R"  # without R it shows styles as signs
    data = text.encode(sys.stdout.encoding or "utf-8", "replace")
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        done = subprocess.run(
            pager, shell=True, input=data, env=os.environ | {"LESS": less}, check=False
        )
    finally:
        signal.signal(signal.SIGINT, before)
    return done.returncode != _NOT_FOUND
