"""Harnesses that need a disk of their own: power cuts, full disks, writes that come out short.

They run apart with private mounts (see `crash.apart`), which end with their process.
"""

import fcntl
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from coach.errors import JournalError
from coach.files import write_private
from coach.paths import Places
from coach.practice import Practice
from coach.reminders.state import ReminderState
from tests.store.crash import (
    PROMPT,
    STORES,
    BrokenError,
    Child,
    Cuts,
    Event,
    Store,
    check_whole,
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


# Every file that is written, on every file system that is to hand.

MOUNTS = {
    "ext4": ("mkfs.ext4", ["-q", "-F"], ""),
    "ext4, writeback": ("mkfs.ext4", ["-q", "-F"], "data=writeback"),
    "ext4, journal": ("mkfs.ext4", ["-q", "-F"], "data=journal"),
    "xfs": ("mkfs.xfs", ["-q", "-f"], ""),
}
"""How each is made, and mounted: ext4 in its three ways of ordering what it writes."""
SIZES = {"mkfs.ext4": 32 << 20, "mkfs.xfs": 300 << 20}


def every_file(file_system: str, folder: str, trials: int, seed: int) -> Event:
    """Power cuts while everything is written that the program writes; nothing may be empty."""
    image, mount = Path(folder) / "disk.img", Path(folder) / "disk"
    mount.mkdir()
    make, options, ordering = MOUNTS[file_system]
    if not (program := tool(make)):
        return {"skip": f"{make} is not installed"}
    with image.open("wb") as file:
        file.truncate(SIZES[make])
    subprocess.run([program, *options, image], check=True, capture_output=True)
    mounting = ["-o", f"loop,{ordering}" if ordering else "loop", image, mount]
    if not _mounted(*mounting):
        return {"skip": f"no loop device, or no {file_system}"}
    chance, home = random.Random(seed), mount / "home"
    kinds = ("journal", "draft", "state", "nudge")
    figures = {kind: {"acknowledged": 0, "lost": 0} for kind in kinds}
    wrong: list[str] = []
    written = _written(home)  # so that what never changes is there
    for trial in range(trials):
        child = Child(lambda say, trial=trial: _write_all(home, trial, say))  # type: ignore[misc]
        child.wait_until_it_runs()
        child.wait_until_it_said(chance.randrange(12))
        time.sleep(chance.uniform(0, 0.03))
        descriptor, moment = os.open(mount, os.O_RDONLY), time.monotonic()
        fcntl.ioctl(descriptor, SHUT_DOWN, WITHOUT_FLUSH.to_bytes(4, sys.byteorder))
        os.close(descriptor)
        child.kill()
        # Nobody hears what is said after the power is gone; XFS then calls a folder synced.
        events = [event for event in child.events() if event.get("at", moment) < moment]
        subprocess.run(["umount", mount], check=True)
        assert _mounted(*mounting)
        before, written = written, _written(home)
        wrong += [f"cut {trial}: {name} is broken" for name in _broken(home)]
        for kind in kinds:
            said = [event[kind] for event in events if kind in event]
            figures[kind]["acknowledged"] += len(said)
            expected = said[-1] if said else before[kind]
            figures[kind]["lost"] += written[kind] < expected
    subprocess.run(["umount", mount], check=True)
    return {"figures": figures, "wrong": wrong, "cuts": trials}


def _write_all(home: Path, trial: int, say: Callable[..., None]) -> None:
    """Write every kind of file, over and over, and say which number is durable."""
    practice = Practice(Places(home, home / "config.toml", home / "state"))
    draft, state = practice.drafts.open("note"), ReminderState(home / "state")
    for number in range(trial * 10_000 + 1, (trial + 1) * 10_000):
        text = str(number) * 100
        draft.write(text)
        say(draft=number, at=time.monotonic())
        practice.journal.put([practice.entries.new_note(text)])
        say(journal=number, at=time.monotonic())
        state.snooze(datetime.fromtimestamp(number, UTC))
        say(state=number, at=time.monotonic())
        write_private(home / "state" / "nudge", text.encode())
        say(nudge=number, at=time.monotonic())
        state.log(datetime.fromtimestamp(number, UTC), text)  # it never says that it failed


def _written(home: Path) -> dict[str, int]:
    """The newest number in each file; 0 where there is none."""
    practice = Practice(Places(home, home / "config.toml", home / "state"))
    nudge = home / "state" / "nudge"
    drafts = (home / "drafts").glob("note*.txt")
    texts = {
        "journal": max((a.text for a in practice.journal.answers()), default="", key=_number),
        "draft": max((path.read_text() for path in drafts), default="", key=_number),
        "nudge": nudge.read_text() if nudge.exists() else "",
    }
    snoozed = ReminderState(home / "state").memory().snoozed
    numbers = {kind: _number(text) for kind, text in texts.items()}
    return numbers | {"state": int(snoozed.timestamp()) if snoozed else 0}


def _number(text: str) -> int:
    """The number that is in a text a hundred times; 0 if it is not."""
    number = text[: len(text) // 100]
    return int(number) if number and number * 100 == text else 0


def _broken(home: Path) -> Iterator[str]:
    """The files that are neither whole nor absent."""
    for path in (home / "coach.json", *(home / "backups").glob("coach-*.json")):
        if path.exists():
            try:
                check_whole(path)
            except BrokenError:
                yield path.name
    state = [path for path in (home / "state").glob("*") if path.suffix != ".lock"]
    for path in [*state, *(home / "drafts").glob("*.txt")]:
        if path.name != "recent.jsonl" and not path.read_bytes().strip(b"\0 "):
            yield path.name
    last = home / "state" / "last-journal.json"
    if last.exists() and b'"gen":' not in last.read_bytes().replace(b"\\", b""):
        yield last.name
