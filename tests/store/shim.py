"""Failing calls of the system, one at a time, and what the journal holds after each."""

import builtins
import contextlib
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.errors import JournalError
from coach.packs.library import load
from tests.store.crash import STORES, BrokenError, Coach, Store, text_of

CODES = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EINTR)
HOWS = ("once", "from then on", "short")
"""The k-th call fails; it and all after it fail; the k-th write writes half and the next fails."""
CALLS = (
    "open", "write", "fsync", "close", "replace", "rename", "unlink", "scandir", "listdir",
)  # fmt: skip
ACTIONS = ("add", "edit", "delete")


class Shim:
    """Stands between the program and the system, and makes the k-th call fail."""

    def __init__(self, at: int, how: str, code: int) -> None:
        self.at, self.how, self.code = at, how, code
        self.calls = 0
        self.failed: list[str] = []
        self.seen: list[str] = []

    def call(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.seen.append(name)
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
            path = args[0] if args and isinstance(args[0], str | os.PathLike) else None
            raise OSError(self.code, os.strerror(self.code), path)
        return real(*args, **kwargs)

    @contextlib.contextmanager
    def between(self) -> Iterator[None]:
        """Stand there while the block runs."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
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
    """One action after another on the same journal, each with another call that fails."""

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

    def sweep(self, action: str, how: str, code: int) -> None:
        """Let every call of this action fail once, one after the other."""
        at = 0
        while True:
            at += 1
            shim = Shim(at, how, code)
            self._try(action, shim)
            if not shim.failed:
                break
            self.count += 1

    def _try(self, action: str, shim: Shim) -> None:
        store = self._from_the_start()
        text, name = text_of("new", 300), next(iter(self.old))
        acknowledged, error = True, None
        with shim.between():
            try:
                if action == "add":
                    store.add(text)
                elif action == "edit":
                    store.edit(name, text)
                else:
                    store.delete(name)
            except (OSError, JournalError, ValueError) as raised:
                acknowledged, error = False, raised
        self.refused += not acknowledged
        for wrong in self._look(store, action, name, text, acknowledged):
            self.wrong.append(f"{action}: {shim.failed} {shim.how} at call {shim.at}: {wrong}")
        if self.kind == "coach" and error is not None:
            said = isinstance(error, JournalError) and error.message and error.hint
            there = text in self._drafts() or text in store.read().values()
            if not said or (action != "delete" and shim.how != "from then on" and not there):
                self.wrong.append(f"{action}: {shim.failed} {shim.how}: words lost: {error!r}")
        shim.how = "never again"
        store.close()

    def _look(
        self, store: Store, action: str, name: str, text: str, acknowledged: bool
    ) -> Iterator[str]:
        try:
            found = store.read()
        except BrokenError:
            yield "broken"
            return
        old = found == self.old
        if action == "add":
            new = found.keys() > self.old.keys() and self.old | found == found
            new = new and [found[i] for i in found.keys() - self.old.keys()] == [text]
        elif action == "edit":
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
        ours = (self.home / name for name in ("drafts", "backups", "state"))
        for folder in (*ours, *self._elsewhere()):
            shutil.rmtree(folder, ignore_errors=True)
        store = STORES[self.kind](self.home)
        store.path.write_bytes(self.base)
        if isinstance(store, Coach):
            store.practice.work.library = self.library
            store.view()
        return store

    def _drafts(self) -> list[str]:
        folders = [self.home / "drafts", *self._elsewhere()]
        return [path.read_text() for folder in folders for path in folder.glob("*.txt")]

    @staticmethod
    def _elsewhere() -> list[Path]:
        return list(Path(tempfile.gettempdir()).glob("coach-drafts-*"))
