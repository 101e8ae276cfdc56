"""Harnesses that need a disk of their own: power cuts, full disks, writes that come out short.

They run apart with private mounts (see `crash.apart`), which end with their process.
"""

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from coach.errors import JournalError
from tests.store.crash import (
    PROMPT,
    STORES,
    BrokenError,
    Child,
    Cuts,
    Event,
    Store,
    text_of,
    tool,
)

SHUT_DOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN: from here on nothing reaches the disk any more."""
WITHOUT_FLUSH = 2


def power(kind: str, folder: str, trials: int, seed: int, stop_at_failure: bool) -> Event:
    """Power cuts at random moments of the saves of a journal on an ext4 disk image.

    A copy of the image file is no picture of one moment: its blocks are read one after the
    other while the disk goes on changing. So the file system itself is told to stop, as it is
    for the kernel's own crash tests: at once, also in the middle of a sync, and what was not
    on the disk by then never comes there. The picture that remains is mounted anew.
    """
    image, mount = Path(folder) / "disk.img", Path(folder) / "disk"
    mount.mkdir()
    with image.open("wb") as file:
        file.truncate(32 << 20)
    make = tool("mkfs.ext4")
    if not make:
        return {"skip": "e2fsprogs is not installed"}
    subprocess.run([make, "-q", "-F", image], check=True)
    if not _mounted("-o", "loop", image, mount):
        return {"skip": "no loop device"}

    def cut(child: Child) -> None:
        descriptor = os.open(mount, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, SHUT_DOWN, WITHOUT_FLUSH.to_bytes(4, sys.byteorder))
        finally:
            os.close(descriptor)
            child.kill()

    def again() -> None:
        subprocess.run(["umount", mount], check=True)
        assert _mounted("-o", "loop", image, mount)

    cuts = Cuts(kind, mount / "home", seed)
    cuts.fill(100)
    while cuts.figures["cuts"] < trials and not (stop_at_failure and cuts.failed):
        cuts.cut(cut, again)
    return cuts.figures | {"errors": cuts.errors}


def _mounted(*args: object) -> bool:
    """Mount this; gives whether it could be done."""
    done = subprocess.run(["mount", *map(str, args)], check=False, capture_output=True)
    return done.returncode == 0


def full(kind: str, folder: str) -> Event:
    """Save to a disk of 1 MB until it is full, and go on when there is room again."""
    mount = Path(folder) / "small"
    mount.mkdir()
    if not _mounted("-t", "tmpfs", "-o", "size=1m", "none", mount):
        return {"skip": "no mounts"}
    ballast = mount / "ballast"
    ballast.write_bytes(bytes(600_000))
    home = mount / "home"
    store = STORES[kind](home)
    seen = _Seen()
    for number in range(60):
        seen.look(store, text_of(f"big-{number}", 10_000))
        seen.look(store, text_of(f"small-{number}", 300))
        if seen.figures["refused"] >= 20:
            break
    refused = dict(seen.figures)
    code = error = None
    if kind == "coach":
        command = [sys.executable, "-m", "coach", "answer", PROMPT, text_of("by-command", 10_000)]
        done = subprocess.run(
            command,
            env={**os.environ, "COACH_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        code, error = done.returncode, done.stderr
    ballast.unlink()
    for number in range(5):
        seen.look(store, text_of(f"again-{number}", 10_000))
    went_on = seen.figures["acknowledged"] - refused["acknowledged"]
    return refused | {"went_on": went_on, "code": code, "error": error, "unclear": seen.unclear}


def short_writes(kind: str, folder: str) -> Event:
    """Let the system end writes early (`ulimit -f`), after ever more bytes."""
    store = STORES[kind](Path(folder) / "home")
    store.fill(20)
    store.close()
    size = store.path.stat().st_size
    whole = store.path.read_bytes()
    seen = _Seen(store)
    limits = [0, 1, 80, 700, *range(2000, size + 1000, size // 40), size - 1, size, size + 1]
    for limit in limits:
        text = text_of(f"within-{limit}", 500)

        def save(limit: int = limit, text: str = text, store: Store = store) -> str:
            def work(say: object) -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                _say_how_it_went(store, text, say)

            (event,) = Child(work).events()
            if "error" in event:
                raise _Refused(event)
            return str(event["saved"])

        seen.look(store, text, save)
        if store.path.read_bytes() != whole:
            store.path.write_bytes(whole)
            shutil.rmtree(store.path.parent / "state", ignore_errors=True)
            store = STORES[kind](store.path.parent)
            seen.held = store.read()
    return seen.figures | {"unclear": seen.unclear, "limits": len(limits)}


def _say_how_it_went(store: Store, text: str, say: object) -> None:
    assert callable(say)
    try:
        say(saved=store.add(text))
    except JournalError as error:
        say(error=error.message, hint=error.hint, clear=True)
    except OSError as error:
        say(error=str(error), hint="", clear=False)


class _Refused(Exception):
    """What a child said about a save that was refused."""

    def __init__(self, event: Event) -> None:
        super().__init__(event["error"])
        self.event = event


class _Seen:
    """Saves that may be refused, and what was on the disk after each."""

    def __init__(self, store: Store | None = None) -> None:
        self.held = store.read() if store else {}
        names = ("acknowledged", "refused", "drafts", "broken", "lost")
        self.figures = dict.fromkeys(names, 0)
        self.unclear: list[str] = []

    def look(self, store: Store, text: str, save: object = None) -> None:
        """Save this text, and see that the disk holds it, or the draft, or that it was told."""
        expected = dict(self.held)
        try:
            name = save() if callable(save) else store.add(text)
            self.figures["acknowledged"] += 1
            expected[name] = text
        except (JournalError, OSError, ValueError, _Refused) as error:
            self.figures["refused"] += 1
            if _is_a_draft(store, text):
                self.figures["drafts"] += 1
            elif not _is_clear(error):
                self.unclear.append(str(error))
        try:
            self.held = store.read()
        except (BrokenError, OSError):
            self.figures["broken"] += 1
        else:
            self.figures["lost"] += sum(self.held.get(n) != t for n, t in expected.items())


def _is_clear(error: Exception) -> bool:
    if isinstance(error, _Refused):
        return bool(error.event.get("clear") and error.event["hint"])
    return isinstance(error, JournalError) and bool(error.message and error.hint)


def _is_a_draft(store: Store, text: str) -> bool:
    folders = [store.path.parent / "drafts", *Path(tempfile.gettempdir()).glob("coach-drafts-*")]
    return any(path.read_text() == text for f in folders for path in f.glob("*.txt"))
