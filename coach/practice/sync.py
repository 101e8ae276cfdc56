"""One journal on several machines, through a folder that something else carries.

Each machine writes only its own file there and merges all the others, so that no two machines
ever write the same file, and it doesn't matter what carries the folder, when, or in what order.
"""

import contextlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coach import files
from coach.domain.consistency import contradiction
from coach.domain.model import Entry, Item
from coach.domain.records import RecordError
from coach.errors import (
    CoachError,
    JournalError,
    SaveError,
    UsageError,
    describe_os_error,
    os_errors_as,
)
from coach.frozen import frozen
from coach.practice import erasing
from coach.practice.workspace import Workspace
from coach.store.salvage import image_of

_OURS = re.compile(r"coach-([0-9a-f]{16})\.json")
_LOOKS_LIKE_OURS = re.compile(r"coach\b.*|.*\.json", re.IGNORECASE)
"""What may be a copy of a machine's file, so that it is worth saying that it was skipped."""
_JOURNAL = b'{"_meta"'


@frozen
class Found:
    """What another machine's file holds, and how new it is."""

    machine: str
    path: Path
    line: str
    """Its first line, which is another whenever it was written."""
    generation: int
    items: Sequence[Item]


@dataclass
class Synced:
    """What a sync brought, and what it skipped, a sentence each."""

    machines: int = 0
    new: int = 0
    merged: int = 0
    written: Path | None = None
    """This machine's file; None while there is nothing to write."""
    skipped: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.machines:
            return "No other machine's file is there yet."
        others = "another machine" if self.machines == 1 else f"{self.machines} other machines"
        if not (self.new or self.merged):
            return f"Nothing new from {others}."
        return f"{self.new} imported, {self.merged} merged, from {others}."


@frozen
class _Memory:
    """What this machine knows: its random name, what it wrote last, and how new the others were."""

    machine: str
    line: str = ""
    seen: tuple[tuple[str, int], ...] = ()


class Sync:
    """Writes this machine's file into a folder, and merges every other one found there.

    `read` and `write` touch the folder, which may be slow or gone: they raise `CoachError`, and
    `UsageError` for coach's own folder. `merge` and `mine` touch only the journal, and raise
    `JournalError`. `sync` does it all.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace
        self._state = workspace.places.state / "sync.json"

    def sync(self, folder: Path) -> Synced:
        """Merge what the other machines wrote, and write what this one has."""
        found, skipped = self.read(folder)
        synced = self.merge(found)
        synced.skipped[:0] = skipped
        if data := self.mine():
            synced.written = self.write(folder, data)
        return synced

    def read(self, folder: Path) -> tuple[list[Found], list[str]]:
        """Return what is whole in the folder, and a sentence for each file that is skipped."""
        self._check(folder)
        found, skipped = list[Found](), list[str]()
        with os_errors_as(CoachError, f"Can't read {folder}", "Is it connected?"):
            paths = sorted(folder.iterdir())
        for path in paths:
            match = _OURS.fullmatch(path.name)
            if match:
                one = _read(match[1], path)
                (skipped if isinstance(one, str) else found).append(one)  # type: ignore[arg-type]
            elif not path.name.startswith(".") and _LOOKS_LIKE_OURS.fullmatch(path.name):
                skipped.append(f"{path.name} isn't a machine's file, so it was skipped.")
        return found, skipped

    def merge(self, found: Sequence[Found]) -> Synced:
        """Merge what was found, as one commit; words that were erased elsewhere go here, too."""
        journal, memory, synced = self._work.journal, self._memory(), Synced()
        seen = dict(memory.seen)
        with journal.exclusive():
            for one in found:
                if one.machine == memory.machine and one.line == memory.line:
                    continue  # it is what this machine wrote
                self._erase(one.items)
                here = {item.id for item in journal.everything()}
                changed = journal.merge(one.items)
                new = sum(item.id not in here for item in changed)
                synced.new, synced.merged = synced.new + new, synced.merged + len(changed) - new
                if one.machine == memory.machine:
                    if changed:  # a copy of this machine writes under its name: take another
                        memory = replace(memory, machine=secrets.token_hex(8), line="")
                    continue
                synced.machines += 1
                if one.generation < seen.get(one.machine, 0) and not changed:
                    name = one.path.name
                    synced.skipped.append(f"{name} is older than before, so it was skipped.")
                seen[one.machine] = max(one.generation, seen.get(one.machine, 0))
        self._remember(replace(memory, seen=tuple(seen.items())))
        return synced

    def mine(self) -> bytes | None:
        """Return what this machine's file should hold; None while there is nothing yet."""
        journal, path = self._work.journal, self._work.places.journal
        with journal.exclusive():
            if problem := journal.problem():
                raise problem
            with os_errors_as(JournalError, "Can't read the journal"):
                return files.read_regular(path) if path.exists() else None

    def write(self, folder: Path, data: bytes) -> Path:
        """Write this machine's file, unless it is there as it would be, and return its path."""
        memory = self._memory()
        path = folder / f"coach-{memory.machine}.json"
        with os_errors_as(CoachError, f"Can't write {path}", "Is the folder connected?"):
            if not (path.exists() and files.read_regular(path) == data):
                files.replace(path, [data])
        self._remember(replace(memory, line=_first_line(data)))
        return path

    def _check(self, folder: Path) -> None:
        places = self._work.places
        try:
            real = folder.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise UsageError(f"{folder} can't be a folder.", "Name one.") from error
        own = (places.drafts, places.backups, places.prompts, places.state)
        if real == places.data.resolve() or any(real.is_relative_to(o.resolve()) for o in own):
            raise UsageError(f"{folder} is coach's own folder.", "Choose another place.")
        if not folder.is_dir():
            there = folder.exists()
            raise CoachError(
                f"{folder} isn't a folder." if there else f"There is no folder {folder}.",
                "Name a folder." if there else "Make it first, or check that it's connected.",
            )

    def _erase(self, theirs: Sequence[Item]) -> None:
        """Erase here what was erased there: from every backup and draft, too."""
        gone = {item.id for item in theirs if isinstance(item, Entry) and item.erased}
        here = self._work.journal.entries() if gone else ()
        if ids := [entry.id for entry in here if entry.id in gone and not entry.erased]:
            erasing.erase(self._work, ids)

    def _memory(self) -> _Memory:
        """Return what this machine remembers; a new name where that is gone or can't be read."""
        with contextlib.suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
            known = json.loads(self._state.read_text("utf-8"))
            machine, line = str(known["machine"]), str(known["line"])
            seen = tuple((str(name), int(number)) for name, number in known["seen"].items())
            if _OURS.fullmatch(f"coach-{machine}.json"):
                return _Memory(machine, line, seen)
        memory = _Memory(secrets.token_hex(8))
        self._remember(memory)
        return memory

    def _remember(self, memory: _Memory) -> None:
        known = {"machine": memory.machine, "line": memory.line, "seen": dict(memory.seen)}
        with os_errors_as(SaveError, f"Can't write {self._state}", "Check its folder."):
            files.write_private(self._state, json.dumps(known, indent=2).encode())


def _read(machine: str, path: Path) -> Found | str:
    """Return what a machine's file holds, or why it is skipped."""
    try:
        data = files.read_regular(path)
    except OSError as error:
        return f"{path.name} can't be read, so it was skipped: {describe_os_error(error)}."
    if data and not data.startswith(_JOURNAL):
        return f"{path.name} isn't a journal of coach, so it was skipped."
    image = image_of(data)
    if image.newer:
        return f"{path.name} is from a newer coach, so it was skipped. Install the newer version."
    if image.condition != "whole":
        return f"{path.name} isn't whole, so it was skipped. It may still be on its way."
    with contextlib.suppress(RecordError, ValueError):
        items = image.items()
        if not any(map(contradiction, items)):
            return Found(machine, path, _first_line(data), image.generation, items)
    return f"{path.name} holds what can't be right, so it was skipped."


def _first_line(data: bytes) -> str:
    return data.partition(b"\n")[0].decode("latin-1")
