"""Whatever call of the system fails, the journal is the old or the new one, and nobody lies."""

import builtins
import contextlib
import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.errors import JournalError
from coach.library import load
from tests.store.crash import (
    PROMPT,
    STORES,
    BrokenError,
    Coach,
    Store,
    text_of,
    tool,
)

CODES = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EINTR)
HOWS = ("once", "from then on", "short")
"""The k-th call fails; it and all after it fail; the k-th write writes half and the next fails."""
ACTS = ("add", "edit", "delete")


class Shim:
    """Stands between the program and the system, and makes the k-th call fail."""

    def __init__(self, at: int, how: str, code: int) -> None:
        self.at, self.how, self.code = at, how, code
        self.calls = 0
        self.failed: list[str] = []
        self.seen: set[str] = set()

    def call(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.seen.add(name)
        if self.how == "short" and name != "write":
            return real(*args, **kwargs)
        self.calls += 1
        if self.how == "short" and self.calls == self.at:
            self.failed.append("short")
            *first, data = args
            return real(*first, bytes(data)[: len(data) // 2])
        if self.calls == self.at + (self.how == "short") or (
            self.how == "from then on" and self.calls > self.at
        ):
            self.failed.append(name)
            if name == "close":
                real(*args)  # the system closes it even where it reports an error
            raise OSError(self.code, os.strerror(self.code))
        return real(*args, **kwargs)

    @contextlib.contextmanager
    def between(self) -> Iterator[None]:
        """Stand there while the block runs."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("open", "write", "fsync", "close", "replace", "rename", "unlink"):
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
            for module in (io, builtins):
                patch.setattr(module, "open", self._open)
            yield

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **kwargs: self.call(name, real, *args, **kwargs)

    def _open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: Any = None,
        *rest: Any,
        closefd: bool = True,
    ) -> Any:
        plain = mode.replace("b", "").replace("t", "")
        raw = self.call("open", _File, file, plain, closefd=closefd)
        raw.shim = self
        if buffering == 0:
            return raw
        kind = io.BufferedWriter if raw.writable() else io.BufferedReader
        buffered: Any = (io.BufferedRandom if "+" in mode else kind)(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding or "utf-8", *rest)


class _File(io.FileIO):
    """A file whose writes and whose close go by the shim."""

    shim: Shim | None = None

    def write(self, data: Any) -> Any:
        return self.shim.call("write", super().write, data) if self.shim else super().write(data)

    def close(self) -> None:
        if self.shim and not self.closed:
            self.shim.call("close", super().close)
        else:
            super().close()


class Trials:
    """One act after another on the same journal, each with another call that fails."""

    def __init__(self, kind: str, home: Path) -> None:
        self.kind, self.home = kind, home
        store = STORES[kind](home)
        store.fill(3)
        store.close()
        self.base = store.path.read_bytes()
        self.old = store.read()
        self.library = load(home / "prompts")
        self.count = self.refused = 0
        self.wrong: list[str] = []

    def sweep(self, act: str, how: str, code: int) -> None:
        """Let every call of this act fail once, one after the other."""
        at = 0
        while True:
            at += 1
            shim = Shim(at, how, code)
            self._try(act, shim)
            if not shim.failed:
                break
            self.count += 1

    def _try(self, act: str, shim: Shim) -> None:
        store = self._from_the_start()
        text, name = text_of("new", 300), next(iter(self.old))
        acknowledged, error = True, None
        with shim.between():
            try:
                if act == "add":
                    store.add(text)
                elif act == "edit":
                    store.edit(name, text)
                else:
                    store.delete(name)
            except (OSError, JournalError, ValueError) as raised:
                acknowledged, error = False, raised
        self.refused += not acknowledged
        for wrong in self._look(store, act, name, text, acknowledged):
            self.wrong.append(f"{act}: {shim.failed} {shim.how} at call {shim.at}: {wrong}")
        if self.kind == "coach" and error is not None:
            said = isinstance(error, JournalError) and error.message and error.hint
            kept = text in self._drafts() or text in store.read().values()
            if not said or (act != "delete" and shim.how != "from then on" and not kept):
                self.wrong.append(f"{act}: {shim.failed} {shim.how}: words lost: {error!r}")
        shim.how = "never again"
        store.close()

    def _look(
        self, store: Store, act: str, name: str, text: str, acknowledged: bool
    ) -> Iterator[str]:
        try:
            found = store.read()
        except BrokenError:
            yield "broken"
            return
        old = found == self.old
        if act == "add":
            new = found.keys() > self.old.keys() and self.old | found == found
            new = new and [found[i] for i in found.keys() - self.old.keys()] == [text]
        elif act == "edit":
            new = found == self.old | {name: text}
        else:
            new = found == {i: t for i, t in self.old.items() if i != name}
        if not (new or (old and not acknowledged)):
            yield "neither the old nor the new one" if not old else "acknowledged and not there"
        try:
            if store.view() != found:
                yield "the program's view is not what is on the disk"
            later = store.add("later")
            if store.read() != found | {later: "later"}:
                yield "a later save is not there"
        except (OSError, JournalError, ValueError, BrokenError) as error:
            yield f"a later save fails: {error!r}"

    def _from_the_start(self) -> Store:
        """The journal as it was, no draft, no backup; a program that has just begun."""
        for folder in (self.home / "drafts", self.home / "backups", *self._elsewhere()):
            shutil.rmtree(folder, ignore_errors=True)
        store = STORES[self.kind](self.home)
        store.path.write_bytes(self.base)
        if isinstance(store, Coach):
            store.practice.library = self.library
            store.view()
        return store

    def _drafts(self) -> list[str]:
        folders = [self.home / "drafts", *self._elsewhere()]
        return [path.read_text() for folder in folders for path in folder.glob("*.txt")]

    @staticmethod
    def _elsewhere() -> list[Path]:
        return list(Path(tempfile.gettempdir()).glob("coach-drafts-*"))


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_whichever_call_fails_the_journal_is_the_old_or_the_new_one(home: Path, code: int) -> None:
    trials = Trials("coach", home)
    for act in ACTS:
        for how in HOWS:
            trials.sweep(act, how, code)
    name = errno.errorcode[code]
    print(f"{name}: {trials.count} failing calls, {trials.refused} refused, {trials.wrong} wrong")
    assert trials.wrong == []
    assert trials.count > 100


def test_the_same_failing_calls_break_stock_tinydb(home: Path) -> None:
    trials = Trials("stock", home)
    for act in ACTS:
        for how in HOWS:
            trials.sweep(act, how, errno.EIO)
    print(f"stock: {len(trials.wrong)} of {trials.count} wrong, such as: {trials.wrong[0]}")
    assert any("broken" in wrong for wrong in trials.wrong)


@pytest.mark.parametrize("kind", ["coach", "stock"])
def test_the_shim_is_on_the_way_of_every_call(home: Path, kind: str) -> None:
    store = STORES[kind](home)
    shim = Shim(0, "once", errno.EIO)
    with shim.between():
        store.add("text")
        store.close()
    assert shim.seen >= {"open", "write", "fsync", "close"}
    assert ("replace" in shim.seen) is (kind == "coach")


# From outside: the real command under strace, the system itself saying no.


@pytest.fixture(scope="module")
def strace() -> str:
    found = tool("strace")
    if not found:
        pytest.skip("strace is not installed")
    return found


class Traced:
    """Runs `coach answer` under strace, and knows which of its calls touch the journal."""

    def __init__(self, strace: str, home: Path, log: Path) -> None:
        self.strace, self.home, self.log = strace, home, log
        store = Coach(home)
        store.fill(3)
        self.path, self.base, self.old = store.path, store.path.read_bytes(), store.read()
        self.text = text_of("by-command", 400)

    def run(self, call: str, *inject: str) -> subprocess.CompletedProcess[str]:
        for folder in ("drafts", "backups"):
            shutil.rmtree(self.home / folder, ignore_errors=True)
        self.path.write_bytes(self.base)
        return subprocess.run(
            [
                *(self.strace, "-f", "-y", "-qq", "--seccomp-bpf", "-o", str(self.log)),
                *("-e", f"trace={call}", *inject),
                *(sys.executable, "-m", "coach", "answer", PROMPT, self.text),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self, call: str) -> list[int]:
        """Which of these calls of the command touch a file in the home, counted from 1."""
        assert self.run(call).returncode == 0
        lines = [line for line in self.log.read_text().splitlines() if f" {call}(" in line]
        return [number for number, line in enumerate(lines, 1) if str(self.home) in line]

    def drafts(self) -> list[str]:
        return [path.read_text() for path in (self.home / "drafts").glob("*.txt")]


@pytest.mark.parametrize("call", ["openat", "write", "fsync", "rename"])
def test_whatever_the_system_refuses_the_real_command_keeps_the_words(
    strace: str, home: Path, tmp_path: Path, call: str
) -> None:
    traced = Traced(strace, home, tmp_path / "strace.log")
    kept, drafts = 0, 0
    numbers = traced.calls(call)
    assert numbers
    for number in numbers:
        error = CODES[number % len(CODES)] if call != "rename" else errno.EIO
        name = errno.errorcode[error if error != errno.EINTR else errno.EIO]
        done = traced.run(call, "-e", f"inject={call}:error={name}:when={number}")
        (injected,) = [line for line in traced.log.read_text().splitlines() if "INJECTED" in line]
        assert str(home) in injected
        found = Coach(home).read()
        there = sorted(found.values()) == sorted([*traced.old.values(), traced.text])
        assert there or found == traced.old, injected
        assert "Traceback" not in done.stderr
        if done.returncode == 0:
            assert there, injected
            kept += 1
        else:
            assert (done.returncode, traced.drafts()) == (1, [traced.text]), injected
            drafts += 1
        assert Coach(home).add("later")
    print(f"{call}: {len(numbers)} refused by the system: {kept} kept all the same, ", end="")
    print(f"{drafts} told and left as a draft, 0 broken")
