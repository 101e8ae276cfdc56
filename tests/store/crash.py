"""What the crash tests share: two stores that look alike, and processes that save until they die.

`Coach` is ours, `Stock` is TinyDB as it comes. Every harness runs on both: on stock it has to
find something, or it would prove nothing on ours.

The harnesses run apart, in a process started fresh, so that a fork takes no thread, no open
file and no hook of the test runner along: `apart("kills", "coach", folder)` runs `kills` so and
gives what it returns.
"""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from tinydb import TinyDB

from coach.domain.model import Answer, new_id
from coach.errors import JournalError
from coach.paths import Places
from coach.practice import Practice
from coach.store.journal import Journal

ROOT = Path(__file__).parents[2]
PROMPT = "give-free.for-free"
WORDS = "she left with a phone number and a way to check the oil, Zwölf Äpfel, "
MARK = re.compile(rb'(\{"_meta":\{"1":\{"schema":2,"gen":\d+,"crc32":")([0-9a-f]{8})"\}\},\n')


class BrokenError(Exception):
    """A file that is not a whole journal."""


def text_of(token: str, size: int = 600) -> str:
    """The text that a token stands for: what is saved must be exactly this."""
    return f"{token} {WORDS * (size // len(WORDS) + 1)}"[:size].rstrip()


def check_whole(path: Path) -> None:
    """Hold a journal to its format, without asking the code under test.

    Raises:
        BrokenError: if it is no JSON document, or its checksum is not that of its bytes.
    """
    data = path.read_bytes()
    head = MARK.match(data)
    if not head or zlib.crc32(head[1] + data[head.end(2) :]) != int(head[2], 16):
        raise BrokenError(f"the checksum does not fit {len(data)} bytes")
    try:
        json.loads(data)
    except ValueError as error:
        raise BrokenError(str(error)) from error


class Store(Protocol):
    """A journal as the harnesses use it; ids and texts are all they know."""

    path: Path

    def fill(self, count: int) -> None: ...
    def add(self, text: str) -> str: ...
    def edit(self, name: str, text: str) -> None: ...
    def delete(self, name: str) -> None: ...
    def read(self) -> dict[str, str]:
        """What is on the disk, by id, read anew; raises `BrokenError`."""
        ...

    def view(self) -> dict[str, str]:
        """What the program itself holds it to be."""
        ...

    def close(self) -> None: ...


class Coach:
    """The journal of coach."""

    def __init__(self, home: Path) -> None:
        places = Places(data=home, config_file=home / "config.toml", state=home / "state")
        self.practice = Practice(places)
        self.path = places.journal

    def fill(self, count: int) -> None:
        now = datetime(2026, 11, 24, 10).astimezone()
        self.practice.journal.put(
            Answer(
                id=new_id(now),
                kind="answer",
                prompt=PROMPT,
                track="give-free",
                ask="What did they leave with?",
                of=None,
                text=text_of(f"filled-{number}"),
                evidence=None,
                created=now.isoformat(),
                updated=now.isoformat(),
                day=date(2026, 11, 24),
                week="2026-W48",
            )
            for number in range(count)
        )

    def add(self, text: str) -> str:
        return self.practice.entries.answer(text, PROMPT).id

    def edit(self, name: str, text: str) -> None:
        self.practice.entries.edit(name, text)

    def delete(self, name: str) -> None:
        self.practice.entries.delete(name)

    def read(self) -> dict[str, str]:
        check_whole(self.path)
        try:
            return _texts(Journal(self.path))
        except JournalError as error:
            raise BrokenError(error.message) from error

    def view(self) -> dict[str, str]:
        return _texts(self.practice.journal)

    def close(self) -> None:
        pass


def _texts(journal: Journal) -> dict[str, str]:
    return {answer.id: answer.text for answer in journal.answers() if not answer.deleted}


class Stock:
    """TinyDB with its own storage."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.path = home / "coach.json"
        self._open: TinyDB | None = None

    @property
    def _database(self) -> TinyDB:
        if self._open is None:
            self._open = TinyDB(self.path)
        return self._open

    def fill(self, count: int) -> None:
        self._database.insert_multiple({"text": text_of(f"filled-{n}")} for n in range(count))
        self.close()

    def add(self, text: str) -> str:
        return str(self._database.insert({"text": text}))

    def edit(self, name: str, text: str) -> None:
        self._database.update({"text": text}, doc_ids=[int(name)])

    def delete(self, name: str) -> None:
        self._database.remove(doc_ids=[int(name)])

    def read(self) -> dict[str, str]:
        try:
            with TinyDB(self.path) as database:
                return {str(document.doc_id): document["text"] for document in database}
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise BrokenError(str(error)) from error

    def view(self) -> dict[str, str]:
        return {str(document.doc_id): document["text"] for document in self._database}

    def close(self) -> None:
        if self._open is not None:
            with contextlib.suppress(OSError):
                self._open.close()
        self._open = None


STORES: dict[str, Callable[[Path], Store]] = {"coach": Coach, "stock": Stock}

Event = dict[str, Any]


class Child:
    """A process of our own that does one thing, says what it does, and may be killed at it."""

    def __init__(self, work: Callable[[Callable[..., None]], object]) -> None:
        self._reader, writer = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._reader)
            self._run(work, writer)
        os.close(writer)
        self._said = b""

    @staticmethod
    def _run(work: Callable[[Callable[..., None]], object], writer: int) -> NoReturn:
        def say(**event: Any) -> None:
            os.write(writer, json.dumps(event).encode() + b"\n")  # fails once nobody listens

        try:
            say(ready=True)
            work(say)
        except BaseException as error:
            with contextlib.suppress(OSError):
                say(error=f"{type(error).__name__}: {error}")
        finally:
            os._exit(0)

    def wait_until_it_runs(self) -> None:
        self._said = os.read(self._reader, 1 << 16)

    def wait_until_it_saved(self, count: int) -> None:
        while self._said.count(b'{"saved"') < count:
            said = os.read(self._reader, 1 << 16)
            assert said, self._said
            self._said += said

    def wait_until_it_said(self, count: int) -> None:
        while self._said.count(b"\n") <= count:
            said = os.read(self._reader, 1 << 16)
            assert said, self._said
            self._said += said

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def events(self) -> list[Event]:
        """Everything it said before it ended."""
        os.waitpid(self.pid, 0)
        while said := os.read(self._reader, 1 << 16):
            self._said += said
        os.close(self._reader)
        lines = self._said.split(b"\n")[:-1]
        return [event for event in map(json.loads, lines) if "ready" not in event]


def save_on_and_on(
    store: Store, held: dict[str, str], seed: int, say: Callable[..., None]
) -> NoReturn:
    """Add, edit and delete; say what is tried and then that it was acknowledged."""
    chance = random.Random(seed)
    names = list(held)
    for number in range(sys.maxsize):
        kind = (
            chance.choice(("add", "add", "add", "add", "edit", "delete"))
            if len(names) > 10
            else "add"
        )
        token, name = f"{seed}-{number}", chance.choice(names) if names else ""
        size = chance.randrange(100, 1100)
        say(tried=kind, name=name, token=token, size=size)
        if kind == "add":
            name = store.add(text_of(token, size))
            names.append(name)
        elif kind == "edit":
            store.edit(name, text_of(token, size))
        else:
            store.delete(name)
            names.remove(name)
        say(saved=name)
    raise AssertionError


def lost(before: dict[str, str], events: list[Event], found: dict[str, str]) -> set[str]:
    """The ids whose text is not what was acknowledged; only what was under way may be either."""
    expected = dict(before)
    trying: Event = {}
    for event in events:
        if "tried" in event:
            trying = event
        elif "saved" in event:
            expected |= _change(trying | {"name": event["saved"]})
            trying = {}
    wrong = {
        name
        for name in expected.keys() | found.keys()
        if expected.get(name, "") != found.get(name, "")
    }
    if trying.get("tried") == "add":
        new = {name for name in wrong if name not in before and name not in expected}
        wrong -= {n for n in new if found[n] == text_of(trying["token"], trying["size"])}
    elif trying:
        ((name, text),) = _change(trying).items()
        wrong -= {name} if found.get(name, "") == text else set()
    return wrong


def _change(event: Event) -> dict[str, str]:
    deleted = event["tried"] == "delete"
    return {event["name"]: "" if deleted else text_of(event["token"], event["size"])}


class Cuts:
    """The loop of every harness that ends a saving process at a random moment and looks.

    The moment is so many saves after the start and a part of one save more, as long as a save
    was just seen to take: so it is in the middle of one, however fast the machine is.
    """

    def __init__(self, kind: str, home: Path, seed: int) -> None:
        self.home, self.chance = home, random.Random(seed)
        self.fresh = STORES[kind]
        self.store = self.fresh(home)
        self.figures = {"cuts": 0, "acknowledged": 0, "midway": 0, "broken": 0, "lost": 0}
        self.errors: list[str] = []
        self.pace = 0.0

    def fill(self, count: int) -> None:
        """Begin with so many answers."""
        self.store.fill(count)
        self.whole = self.store.path.read_bytes()
        self.held = self.store.read()

    def cut(self, end: Callable[[Child], object], again: Callable[[], None] = lambda: None) -> None:
        """Let a process save, `end` it at some moment, do `again` what reading needs, and look."""
        store, held = self.store, self.held
        store.view()  # so that the child need not read it
        store.close()
        seed = self.chance.randrange(10**9)
        child = Child(lambda say: save_on_and_on(store, held, seed, say))
        child.wait_until_it_runs()
        saves, start = self.chance.randrange(4), time.perf_counter()
        child.wait_until_it_saved(saves)
        if saves:
            self.pace = (time.perf_counter() - start) / saves
        time.sleep(self.chance.uniform(0, self.pace))
        end(child)
        events = child.events()
        again()
        self.errors += [event["error"] for event in events if "error" in event]
        self.figures["cuts"] += 1
        self.figures["acknowledged"] += sum("saved" in event for event in events)
        self.figures["midway"] += bool(events) and "tried" in events[-1]
        try:
            found = self.fresh(self.home).read()
        except (BrokenError, FileNotFoundError):
            self.figures["broken"] += 1
            store.path.parent.mkdir(exist_ok=True)
            store.path.write_bytes(self.whole)
            os.sync()
            found = store.read()
        else:
            self.figures["lost"] += len(lost(held, events, found))
        self.held = found

    @property
    def failed(self) -> bool:
        return bool(self.figures["broken"] or self.figures["lost"])


def kills(
    kind: str, home: str, trials: int, seed: int, stop_at_failure: bool, answers: int = 1000
) -> Event:
    """`kill -9` at random moments of the saves of a journal with so many answers."""
    cuts = Cuts(kind, Path(home), seed)
    cuts.fill(answers)
    while cuts.figures["cuts"] < trials and not (stop_at_failure and cuts.failed):
        cuts.cut(Child.kill)
    left = sum(path.name.endswith(".tmp") for path in cuts.home.iterdir())
    return cuts.figures | {"errors": cuts.errors, "left": left}


def saves(kind: str, home: str, name: str, count: int) -> list[tuple[str, str]]:
    """Add so many, one after the other; gives the id and the token of each."""
    store = STORES[kind](Path(home))
    tokens = [f"{name}-{number}" for number in range(count)]
    return [(store.add(text_of(token)), token) for token in tokens]


def apart_command(harness: str, *args: object, mounts: bool = False) -> list[str]:
    """The command that runs a harness of this module, or `disk.power` of the one beside it."""
    private = ["unshare", "--mount", "--propagation", "private"] if mounts else []
    return [*private, sys.executable, "-m", "tests.store.crash", harness, json.dumps(args)]


def start_apart(harness: str, *args: object, mounts: bool = False) -> subprocess.Popen[str]:
    """Start a harness in a process of its own; with `mounts` its mounts end with it."""
    pipe = subprocess.PIPE
    command = apart_command(harness, *args, mounts=mounts)
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def end_of(process: subprocess.Popen[str], seconds: float = 120) -> Any:
    """What the harness returned."""
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, err) == (0, ""), err
    result = json.loads(out)
    if isinstance(result, dict) and "skip" in result:
        pytest.skip(result["skip"])
    return result


def apart(harness: str, *args: object, mounts: bool = False) -> Any:
    """Run a harness in a process of its own and give what it returned."""
    return end_of(start_apart(harness, *args, mounts=mounts))


@contextlib.contextmanager
def all_ended(processes: list[subprocess.Popen[str]]) -> Iterator[None]:
    """Whatever happens in the block, none of these is left running."""
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def tool(name: str) -> str | None:
    """Where a program is, also one for root that an ordinary PATH does not show."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


if __name__ == "__main__":
    from tests.store import crash, disk  # by their names, not as __main__

    harness = getattr(disk, sys.argv[1], None) or getattr(crash, sys.argv[1])
    print(json.dumps(harness(*json.loads(sys.argv[2]))))
