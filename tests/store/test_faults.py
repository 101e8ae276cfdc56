"""Whatever call of the system fails, the journal is the old or the new one, and nobody lies."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import SaveError
from tests.store.crash import PROMPT, STORES, Coach, text_of, tool
from tests.store.shim import ACTIONS, CODES, HOWS, Shim, Trials


@pytest.mark.parametrize(
    ("code", "hows"),
    [
        (errno.ENOSPC, HOWS[:1]),
        *[pytest.param(code, HOWS, marks=pytest.mark.faults) for code in CODES],
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else f"{len(value)}-ways",
)
def test_whichever_call_fails_the_journal_is_the_old_or_the_new_one(
    home: Path, code: int, hows: tuple[str, ...]
) -> None:
    trials = Trials("coach", home)
    for action in ACTIONS:
        for how in hows:
            trials.sweep(action, how, code)
    name = errno.errorcode[code]
    print(f"{name}: {trials.count} failing calls, {trials.refused} refused, {trials.wrong} wrong")
    assert trials.wrong == []
    assert trials.count > 20 * len(hows)


def test_the_same_failing_calls_break_stock_tinydb(home: Path) -> None:
    trials = Trials("stock", home)
    for action in ACTIONS:
        for how in HOWS:
            trials.sweep(action, how, errno.EIO)
    print(f"stock: {len(trials.wrong)} of {trials.count} wrong, such as: {trials.wrong[0]}")
    assert any("broken" in wrong for wrong in trials.wrong)


@pytest.mark.parametrize("kind", ["coach", "stock"])
def test_the_shim_is_on_the_way_of_every_call(home: Path, kind: str) -> None:
    store = STORES[kind](home)
    shim = Shim(0, "once", errno.EIO)
    with shim.between():
        store.add("text")
        store.close()
    assert {*shim.seen} >= {"open", "write", "fsync", "close"}
    assert ("replace" in shim.seen) is (kind == "coach")


def test_nothing_that_fails_after_a_save_turns_it_into_an_error(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Coach(home)
    store.fill(3)
    store.add("the first save of the day also makes a backup")
    counting = Shim(0, "once", errno.EIO)
    with counting.between():
        store.add("one")
    synced = len(counting.seen) - counting.seen[::-1].index("fsync")
    assert len(counting.seen) > synced  # the folder and the lock are closed after it
    stat = os.stat

    def no_stat(path: object, *args: object, **kwargs: object) -> os.stat_result:
        if failing.failed and "coach.json" in str(path):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return stat(path, *args, **kwargs)  # type: ignore[arg-type]

    failing = Shim(synced + 1, "from then on", errno.EIO)
    monkeypatch.setattr(os, "stat", no_stat)
    with failing.between():
        name = store.add("two")
    monkeypatch.undo()
    assert failing.failed
    assert store.read()[name] == store.view()[name] == "two"


def test_a_folder_that_could_not_be_synced_is_told_for_what_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Coach(home)
    store.fill(3)

    def refused(path: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("coach.files.sync_folder", refused)
    with pytest.raises(SaveError, match="may be there"):
        store.add("words")
    assert "words" in store.read().values()


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
        for folder in ("drafts", "backups", "state"):
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
        """Which of these calls of the command touch the home, settings aside, counted from 1."""
        self.run(call)  # so that Python has written its compiled files
        assert self.run(call).returncode == 0
        lines = [line for line in self.log.read_text().splitlines() if f" {call}(" in line]
        ours = [str(self.home) in line and "config.toml" not in line for line in lines]
        return [number for number, touched in enumerate(ours, 1) if touched]

    def drafts(self) -> list[str]:
        return [path.read_text() for path in (self.home / "drafts").glob("*.txt")]


@pytest.mark.faults
@pytest.mark.parametrize("call", ["openat", "write", "fsync", "rename"])
def test_whatever_the_system_refuses_the_real_command_loses_no_word(
    strace: str, home: Path, tmp_path: Path, call: str
) -> None:
    traced = Traced(strace, home, tmp_path / "strace.log")
    saved, drafts = 0, 0
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
            saved += 1
        else:
            assert (done.returncode, traced.drafts()) == (1, [traced.text]), injected
            drafts += 1
        assert Coach(home).add("later")
    print(f"{call}: {len(numbers)} refused by the system: {saved} saved all the same, ", end="")
    print(f"{drafts} told and left as a draft, 0 broken")
