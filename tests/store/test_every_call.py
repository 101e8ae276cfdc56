"""An interrupt or a lack of memory wherever it comes in a save: old or new, or a draft."""

import contextlib
import fcntl
import os
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from coach.files import lock_of
from coach.practice import Practice
from tests.conftest import FixedClock, Result
from tests.store.crash import ROOT, check_whole

Coach = Callable[..., Result]
WORDS = "words that must not be lost"
OWN = str(ROOT / "coach")


class Thrower:
    """Raises an error at the k-th call that the program's own code makes or receives."""

    def __init__(self, at: int, error: type[BaseException]) -> None:
        self.at, self.error, self.calls = at, error, 0
        self.begun = self.thrown = False

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event not in ("call", "c_call") or not frame.f_code.co_filename.startswith(OWN):
            return
        self.begun = self.begun or frame.f_code.co_name in ("_from_stdin", "words")
        self.calls += self.begun
        if self.begun and self.calls == self.at:
            self.thrown = True
            sys.setprofile(None)
            raise self.error

    @contextlib.contextmanager
    def between(self) -> Any:
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(None)


@pytest.fixture
def base(practice: Practice, clock: FixedClock, home: Path, tmp_path: Path) -> Path:
    """A home with an answer of yesterday, and its copy."""
    practice.entries.answer("the first answer", "give-free.for-free")
    clock.pass_days(1)
    shutil.copytree(home, tmp_path / "base")
    return tmp_path / "base"


def commands(practice: Practice) -> dict[str, tuple[str, ...]]:
    (answer,) = practice.journal.answers()
    return {
        "note": ("note", "-"),
        "answer": ("answer", "give-free.for-free", "-"),
        "edit": ("edit", answer.id),
    }


def lost(home: Path, tmp_path: Path) -> str:
    """What is wrong with what this end left behind; nothing if all is well."""
    check_whole(home / "coach.json")
    practice = Practice(places_of(home))
    drafts = [*(home / "drafts").glob("*.txt"), *(tmp_path / "tmp").rglob("*.txt")]
    there = any(draft.read_text() == WORDS for draft in drafts)
    texts = [answer.text for answer in practice.journal.answers()]
    if WORDS in texts or there:
        return "" if texts[0] in ("the first answer", WORDS) else f"neither old nor new: {texts}"
    return "words lost"


def places_of(home: Path) -> Any:
    from coach.paths import Places

    return Places(home, home / "config.toml", home / "state")


def reset(base: Path, home: Path, tmp_path: Path) -> None:
    for folder in (home, tmp_path / "tmp"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, home)
    (tmp_path / "tmp").mkdir()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["note", "answer", "edit"])
@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
@pytest.mark.parametrize("step", [41, pytest.param(1, marks=pytest.mark.faults)])
def test_at_whichever_call_it_comes_no_word_is_lost(
    coach: Coach, practice: Practice, base: Path, home: Path, tmp_path: Path,
    name: str, error: type[BaseException], step: int,
) -> None:  # fmt: skip
    args, wrong, tried = commands(practice)[name], [], 0
    for at in range(1, 100_000, step):
        reset(base, home, tmp_path)
        thrower = Thrower(at, error)
        with thrower.between():
            result = coach(*args, stdin=WORDS.encode())
        if not thrown(thrower):
            break
        tried += 1
        if (problem := lost(home, tmp_path)) or "Traceback" in result.err:
            wrong.append(f"call {at}: {problem} {result.err}")
    print(f"{name}, {error.__name__} at {tried} calls: words lost at {len(wrong)}")
    assert wrong == []
    assert tried > 300 // step


def thrown(thrower: Thrower) -> bool:
    return thrower.thrown


def nomemory() -> Callable[[int, int], None] | None:
    with contextlib.suppress(ImportError, AttributeError):
        return import_module("_testcapi").set_nomemory
    return None


@pytest.mark.faults
@pytest.mark.skipif(nomemory() is None, reason="this Python cannot be short of memory on demand")
def test_at_whichever_allocation_memory_runs_out_no_word_is_lost(
    coach: Coach, practice: Practice, base: Path, home: Path, tmp_path: Path
) -> None:
    """One allocation fails, as with a limit that is just reached; where Python itself dies of it
    the journal must be whole all the same, and that is counted apart."""
    from coach.cli import main

    coach("note", "so that all is imported")
    set_nomemory = nomemory()
    assert set_nomemory
    wrong, ended, died, not_taken = [], 0, 0, 0
    for at in range(1, 30_000, 131):
        reset(base, home, tmp_path)
        reader, writer = os.pipe()
        os.write(writer, WORDS.encode())
        os.close(writer)
        pid = os.fork()
        if not pid:
            os.dup2(reader, 0)
            sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
            with contextlib.suppress(BaseException):
                set_nomemory(at, at + 1)
                main(["note", "-"])
            os._exit(0)
        ended_with = os.waitpid(pid, 0)[1]
        not_taken += (still := waiting_in(reader) > 0)
        os.close(reader)
        if still:
            continue
        if os.waitstatus_to_exitcode(ended_with):
            died += 1
            check_whole(home / "coach.json")
        else:
            ended += 1
            if problem := lost(home, tmp_path):
                wrong.append(f"allocation {at}: {problem}")
    print(
        f"no memory at {ended + died} allocations: words lost at {len(wrong)}, Python died {died}"
    )
    assert wrong == []
    assert ended > 150
    assert not_taken < 30  # before anything of it was read


# From outside: the real command, ended while it waits for another process.


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("name", "delay"), [("note", 0.0), ("edit", 0.3)])
def test_ended_while_it_waits_for_the_lock_it_leaves_a_draft(
    practice: Practice, base: Path, home: Path, tmp_path: Path, number: int, name: str,
    delay: float,
) -> None:  # fmt: skip
    with lock_of(home / "coach.json").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        reader, writer = os.pipe()
        os.write(writer, WORDS.encode())
        os.close(writer)
        command = [sys.executable, "-m", "coach", *commands(practice)[name]]
        process = subprocess.Popen(
            command, stdin=reader, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        deadline = time.monotonic() + 30
        while waiting_in(reader):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(delay)
        process.send_signal(number)
        err = process.communicate(timeout=30)[1]
    # Python ends itself by the signal where that came while a module was made by `exec`.
    assert process.returncode in (128 + number, -number)
    assert lost(home, tmp_path) == ""
    assert "Your text is in a draft: " in err
    assert "Traceback" not in err


def waiting_in(reader: int) -> int:
    """How many bytes of a pipe nobody has read."""
    return struct.unpack("i", fcntl.ioctl(reader, termios.FIONREAD, b"\0" * 4))[0]


def test_after_two_hundred_saves_that_failed_the_next_words_are_still_saved(
    coach: Coach, practice: Practice, home: Path
) -> None:
    home.mkdir()
    practice.places.journal.mkdir()
    for number in range(210):
        practice.drafts.save("note", b"words %d" % number)
    result = coach("note", "-", stdin=WORDS.encode())
    assert result.code == 1
    texts = {draft.text for draft in practice.drafts.all()}
    assert len(texts) == 211
    assert WORDS in texts
