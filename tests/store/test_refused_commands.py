"""Whichever call of a command the system refuses: done is there, refused is told, no word is lost.

Once in this process, call by call, and once from outside: the real command under strace, on a disk
that from one moment on opens no file anymore.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.domain.model import Answer, Promise
from coach.practice import Practice
from tests.conftest import FixedClock, Result
from tests.store.crash import PROMPT, check_whole, tool
from tests.store.shim import Shim

Coach = Callable[..., Result]
WORDS = "words that must not be lost"


@dataclass(frozen=True)
class Command:
    """A command line on a prepared home: what it is given, and how to see that it was done."""

    args: tuple[str, ...]
    done: Callable[[Practice], bool]
    writes: bool = False
    """Whether it saves `WORDS`, given on stdin or as an argument."""
    stdin: bytes = b""


def said(practice: Practice, text: str = WORDS) -> bool:
    entries: list[Answer | Promise] = [*practice.entries.visible(), *practice.promises.all()]
    return any(text in (e.cue if isinstance(e, Promise) else e.text) for e in entries)


@pytest.fixture
def commands(practice: Practice, clock: FixedClock, tmp_path: Path) -> dict[str, Command]:
    """Every command that writes, and a home with two days and what another machine wrote."""
    first = practice.entries.answer("the first answer", PROMPT)
    other = tmp_path / "other"
    other.mkdir()
    practice.entries.note("by another machine")
    theirs = practice.work.backups.copy_to(practice.places.journal, other)
    shutil.rmtree(practice.places.data)
    practice = Practice(practice.places, clock=clock)
    practice.journal.put([first])
    clock.pass_days(1)
    practice.entries.note("the second day")
    shutil.copytree(practice.places.data, tmp_path / "base")
    (backup,) = (path.stem for path in practice.places.backups.iterdir())

    def now(p: Practice) -> Answer:
        return next(a for a in p.journal.answers() if a.id == first.id)

    return {
        "answer": Command(("answer", PROMPT, "-"), said, True, WORDS.encode()),
        "note": Command(("note", WORDS), said, True),
        "promise": Command(("promise", "add", "--if", WORDS, "--then", "call"), said, True),
        "edit": Command(("edit", first.id), said, True, WORDS.encode()),
        "delete": Command(("delete", first.id), lambda p: now(p).deleted),
        "erase": Command(("erase", first.id, "--yes"), lambda p: now(p).erased),
        "restore": Command(
            ("restore", backup, "--yes"), lambda p: not said(p, "the second day")
        ),
        "import": Command(("import", str(theirs)), lambda p: said(p, "by another machine")),
    }  # fmt: skip


NAMES = ["answer", "note", "promise", "edit", "delete", "erase", "restore", "import"]


class Home:
    """The prepared home, put back before each try and looked at after it."""

    def __init__(self, tmp_path: Path, command: Command) -> None:
        self.base, self.home, self.tmp = tmp_path / "base", tmp_path / "home", tmp_path / "tmp"
        self.command = command
        self.reset()
        self.old = self.practice().journal.everything()

    def reset(self) -> None:
        for folder in (self.home, self.tmp):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.base, self.home)
        self.tmp.mkdir()

    def practice(self) -> Practice:
        from coach.paths import Places

        return Practice(Places(self.home, self.home / "config.toml", self.home / "state"))

    def wrong(self, code: int, err: str) -> str:
        """What this end of the command may not leave behind; nothing if all is well."""
        check_whole(self.home / "coach.json")
        practice = self.practice()
        done = self.command.done(practice)
        drafts = [*(self.home / "drafts").glob("*.txt"), *self.tmp.rglob("*.txt")]
        there = any(WORDS in draft.read_text() for draft in drafts)
        if code not in (0, 1) or "Traceback" in err or "Something went wrong" in err:
            return f"{code}: {err}"
        if code == 0:
            return "" if done else "acknowledged and not there"
        if not done and practice.journal.everything() != self.old:
            return "neither the old nor the new one"
        told = "Copy your words somewhere else" in err
        if self.command.writes and not (done or there or told):
            return f"words lost: {err}"
        said = [line for line in err.splitlines() if "config.toml" not in line]
        ends_well = [line.startswith("coach: ") for line in said].count(True) == 1
        ends_well = ends_well and said[-2].startswith("coach: ")
        return "" if ends_well else f"not one sentence and one hint: {err}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", [pytest.param("once", marks=pytest.mark.faults), "from then on"])
def test_whichever_call_of_a_command_fails_it_says_so_and_loses_nothing(
    coach: Coach, commands: dict[str, Command], tmp_path: Path, name: str, how: str
) -> None:
    command = commands[name]
    home, wrong, at = Home(tmp_path, command), [], 0
    while True:
        at += 1
        home.reset()
        shim = Shim(at, how, errno.EIO)
        with shim.between():
            result = coach(*command.args, stdin=command.stdin)
        if not shim.failed:
            break
        if problem := home.wrong(result.code, result.err):
            wrong.append(f"call {at}, {shim.failed[0]}: {problem}")
    assert wrong == []
    assert at > 15


@pytest.mark.faults
@pytest.mark.parametrize("name", NAMES)
def test_a_disk_that_opens_no_file_from_some_moment_on_costs_no_word(
    commands: dict[str, Command], tmp_path: Path, name: str
) -> None:
    strace = tool("strace")
    if not strace:
        pytest.skip("strace is not installed")
    command, log = commands[name], tmp_path / "strace.log"
    home = Home(tmp_path, command)

    def run(*inject: str) -> subprocess.CompletedProcess[bytes]:
        home.reset()
        return subprocess.run(
            [
                *(strace, "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", "trace=openat"),
                *(*inject, sys.executable, "-m", "coach", *command.args),
            ],
            input=command.stdin,
            env=os.environ | {"TMPDIR": str(home.tmp)},
            capture_output=True,
            timeout=60,
            check=False,
        )

    run()  # so that Python has written its compiled files
    assert run().returncode == 0
    opened = log.read_text().splitlines()
    ours = next(n for n, line in enumerate(opened, 1) if f"{home.home}/" in line)
    loading = next(n for n, line in enumerate(opened, 1) if "/cli." in line)
    wrong = []
    for number in [*range(loading, ours, 10), *range(ours, len(opened) + 1)]:
        done = run("-e", f"inject=openat:error=EIO:when={number}+")
        err = done.stderr.decode()
        if number >= ours or "Traceback" in err:
            problem = home.wrong(done.returncode, err)
            program = "Can't read the program's own files" in err
            if problem and not (problem.startswith("words lost") and program):
                wrong.append(f"{opened[number - 1]}: {problem}")
    assert wrong == []
