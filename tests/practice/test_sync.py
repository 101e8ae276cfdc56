"""One journal on several machines: whatever carries the files, and whenever, all become alike."""

import itertools
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from coach.domain.history import Filter
from coach.domain.model import Answer, Promise
from coach.errors import CoachError, UsageError
from coach.paths import Places
from coach.practice import Practice, erasing
from coach.store.salvage import image_of
from tests.conftest import FixedClock

PROMPT = "give-free.for-free"
Machine = Callable[[str], Practice]


@pytest.fixture
def machine(tmp_path: Path, clock: FixedClock) -> Machine:
    """Sets up a machine, with a home of its own."""

    def set_up(name: str) -> Practice:
        home = tmp_path / name
        return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)

    return set_up


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that all machines have, as if a carrier took no time."""
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


def everything(practice: Practice) -> str:
    return practice.transfer.export("json", Filter())


def file_of(practice: Practice, folder: Path) -> Path:
    written = practice.sync.sync(folder).written
    assert written
    return written


def test_two_machines_become_alike(machine: Machine, folder: Path) -> None:
    desk, laptop = machine("desk"), machine("laptop")
    desk.entries.note("From the desk.")
    laptop.entries.note("From the laptop.")
    assert str(desk.sync.sync(folder)) == "No other machine's file is there yet."
    assert str(laptop.sync.sync(folder)) == "1 imported, 0 merged, from another machine."
    assert str(desk.sync.sync(folder)) == "1 imported, 0 merged, from another machine."
    assert everything(desk) == everything(laptop)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert str(laptop.sync.sync(folder)) == "Nothing new from another machine."
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_each_machine_writes_only_its_own_file_and_no_name_tells_whose(
    machine: Machine, folder: Path
) -> None:
    machines = [machine(name) for name in ("desk", "laptop", "phone")]
    for practice in machines:
        practice.entries.note("Words.")
    written = [file_of(practice, folder) for practice in machines]
    assert {*folder.iterdir()} == {*written}
    assert len({*written}) == 3
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in written)
    contents = {path: path.read_bytes() for path in written[1:]}
    machines[0].entries.note("More.")
    machines[0].sync.sync(folder)
    assert {path: path.read_bytes() for path in written[1:]} == contents


def test_an_empty_machine_takes_all_and_writes_nothing_of_its_own_at_first(
    machine: Machine, folder: Path
) -> None:
    new = machine("new")
    assert new.sync.sync(folder).written is None
    desk = machine("desk")
    desk.entries.note("Words.")
    desk.sync.sync(folder)
    assert new.sync.sync(folder).new == 1
    assert everything(new) == everything(desk)


def test_what_is_half_carried_damaged_or_foreign_is_named_and_skipped(
    machine: Machine, folder: Path
) -> None:
    desk, laptop = machine("desk"), machine("laptop")
    laptop.entries.note("Secret words of the laptop.")
    whole = file_of(laptop, folder)
    data = whole.read_bytes()
    newer = image_of(data)
    newer.schema += 1
    whole.unlink()
    desk.entries.note("Here.")
    before = everything(desk)

    strange = {
        "coach-0000000000000001.json": (data[: len(data) // 2], "isn't whole"),
        "coach-0000000000000002.json": (data.replace(b"Secret", b"Sacred"), "isn't whole"),
        "coach-0000000000000003.json": (b"", "isn't whole"),
        "coach-0000000000000004.json": (b'{"some": "list"}', "isn't a journal"),
        "coach-0000000000000005.json": (newer.encode(), "newer coach"),
        f"{whole.stem}.sync-conflict-20261124-101010-ABC.json": (data, "isn't a machine's file"),
        "coach (conflicted copy).json": (data, "isn't a machine's file"),
    }
    for name, (content, _) in strange.items():
        (folder / name).write_bytes(content)
    (folder / "coach-0000000000000006.json").mkdir()
    (folder / "README.md").write_text("Not ours, and none of our business.")
    (folder / ".stfolder").mkdir()
    synced = desk.sync.sync(folder)
    said = {line.split(" ")[0] if "(" not in line else "coach (conflicted copy).json": line
            for line in synced.skipped}  # fmt: skip
    assert said.keys() == {*strange, "coach-0000000000000006.json"}
    for name, (_, why) in strange.items():
        assert why in said[name]
    assert not any("Secret" in line for line in synced.skipped)
    assert (synced.new, synced.merged) == (0, 0)
    assert everything(desk) == before

    whole.write_bytes(data)  # it arrives in the end
    assert desk.sync.sync(folder).new == 1


def test_every_beginning_of_a_file_is_named_and_skipped(machine: Machine, folder: Path) -> None:
    desk, laptop = machine("desk"), machine("laptop")
    laptop.entries.answer("Zwölf 🙂 words.", PROMPT)
    path = file_of(laptop, folder)
    data = path.read_bytes()
    for end in range(0, len(data), 31):
        path.write_bytes(data[:end])
        synced = desk.sync.merge(desk.sync.read(folder)[0])
        assert synced.machines == 0, end
    assert desk.journal.everything() == []


def test_an_older_file_is_named_and_brings_nothing(machine: Machine, folder: Path) -> None:
    desk, laptop = machine("desk"), machine("laptop")
    note = laptop.entries.note("First.")
    path = file_of(laptop, folder)
    older = path.read_bytes()
    laptop.entries.edit(note.id, "Second.")
    laptop.sync.sync(folder)
    desk.sync.sync(folder)
    before = everything(desk)
    path.write_bytes(older)
    (why,) = desk.sync.sync(folder).skipped
    assert why == f"{path.name} is older than before, so it was skipped."
    assert everything(desk) == before


def test_erased_words_stay_gone_everywhere(
    machine: Machine, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    desk, laptop, old = machine("desk"), machine("laptop"), machine("old")
    note = desk.entries.note("An embarrassing sentence.")
    for practice in (desk, laptop, old, desk, laptop, old):
        practice.sync.sync(folder)
        practice.maintenance.back_up()
        clock.pass_days(1)
    erasing.erase(desk.work, [note.id])
    laptop.entries.edit(note.id, "An embarrassing sentence, edited meanwhile.")
    for practice in (laptop, desk, laptop, desk):
        practice.sync.sync(folder)
        clock.pass_days(1)
    assert everything(desk) == everything(laptop)
    clock.pass_days(365)  # one machine was away for a year, and still has the words
    old.entries.note("Back again.")
    for practice in (old, desk, laptop, old, desk):
        practice.sync.sync(folder)
    assert everything(old) == everything(desk) == everything(laptop)
    assert "Back again." in everything(desk)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if b"embarrassing" in path.read_bytes()] == []


def test_a_copy_of_a_machine_takes_a_name_of_its_own(
    machine: Machine, folder: Path, tmp_path: Path
) -> None:
    desk = machine("desk")
    desk.entries.note("Words.")
    first = file_of(desk, folder)
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    copy = machine("copy")
    copy.entries.note("Of the copy.")
    desk.entries.note("Of the desk.")
    assert file_of(copy, folder) == first  # nobody can know yet
    second = file_of(desk, folder)
    assert second != first
    copy.sync.sync(folder)
    desk.sync.sync(folder)
    assert everything(copy) == everything(desk)


def test_a_machine_that_forgot_its_name_takes_another(machine: Machine, folder: Path) -> None:
    desk = machine("desk")
    desk.entries.note("Words.")
    first = file_of(desk, folder)
    for content in ("", "[]", '{"machine": "../../x", "line": "", "seen": {}}', "\0"):
        (desk.places.state / "sync.json").write_text(content)
        assert file_of(desk, folder) not in (first, None)
    assert all(path.parent == folder for path in folder.iterdir())


def test_a_folder_that_is_none_is_said_plainly(machine: Machine, folder: Path) -> None:
    desk = machine("desk")
    desk.entries.note("Words.")
    (folder / "file").write_text("")
    for path in (folder / "none", folder / "file"):
        with pytest.raises(CoachError) as raised:
            desk.sync.sync(path)
        assert raised.value.hint
    for own in (desk.places.data, desk.places.backups, desk.places.state / "deeper"):
        with pytest.raises(UsageError, match="own folder"):
            desk.sync.sync(own)
    assert not (folder / "none").exists()


def test_a_damaged_journal_is_neither_written_over_nor_carried(
    machine: Machine, folder: Path
) -> None:
    desk, laptop = machine("desk"), machine("laptop")
    for practice in (desk, laptop):
        practice.entries.note("Words.")
        practice.sync.sync(folder)
    damaged = desk.places.journal.read_bytes()[:-20]
    desk.places.journal.write_bytes(damaged)
    carried = {path: path.read_bytes() for path in folder.iterdir()}
    laptop.entries.note("More.")
    with pytest.raises(CoachError):
        machine("desk").sync.sync(folder)
    assert desk.places.journal.read_bytes() == damaged
    assert {path: path.read_bytes() for path in folder.iterdir()} == carried


class Machines(RuleBasedStateMachine):
    """Three machines, each with a folder of its own, and a carrier that takes its time."""

    NUMBERS = st.integers(0, 2)

    @initialize()
    def set_up(self) -> None:
        self.root = Path(mkdtemp())
        zones = [timezone(timedelta(hours=n)) for n in range(3)]
        self.clocks = [FixedClock(datetime(2026, 1, 5, 10, tzinfo=zone)) for zone in zones]
        self.machines, self.folders = [], []
        for number, clock in enumerate(self.clocks):
            home, folder = self.root / f"home-{number}", self.root / f"folder-{number}"
            folder.mkdir()
            self.folders.append(folder)
            places = Places(home, home / "config.toml", home / "state")
            self.machines.append(Practice(places, clock=clock))
        self.carried: list[bytes] = []
        self.erased: list[str] = []
        self.words = itertools.count()

    def said(self) -> str:
        return f"words-{next(self.words)}-here"

    def pick(self, number: int, which: int, kind: Any) -> Any:
        """One of what a machine has that still has words; None if it has none."""
        journal = self.machines[number].journal
        entries = [*journal.answers(), *journal.promises()]
        found = [e for e in entries if isinstance(e, kind) and not e.erased and not e.deleted]
        return found[which % len(found)] if found else None

    @rule(number=NUMBERS, hours=st.integers(-30, 200))
    def time_passes(self, number: int, hours: int) -> None:
        self.clocks[number].pass_days(hours / 24)

    @rule(number=NUMBERS)
    def writes(self, number: int) -> None:
        self.machines[number].entries.note(self.said())

    @rule(number=NUMBERS)
    def answers(self, number: int) -> None:
        self.machines[number].entries.answer(self.said(), PROMPT)

    @rule(number=NUMBERS, which=st.integers(0, 99))
    def edits(self, number: int, which: int) -> None:
        if entry := self.pick(number, which, Answer):
            self.machines[number].entries.edit(entry.id, self.said())

    @rule(number=NUMBERS, which=st.integers(0, 99), undo=st.booleans())
    def deletes(self, number: int, which: int, undo: bool) -> None:
        if entry := self.pick(number, which, Answer):
            self.machines[number].entries.delete(entry.id)
            if undo:
                self.machines[number].entries.delete(entry.id, undo=True)

    @rule(number=NUMBERS)
    def promises(self, number: int) -> None:
        if len([p for p in self.machines[number].journal.promises() if p.status == "open"]) < 2:
            self.machines[number].promises.make(self.said(), self.said())

    @rule(number=NUMBERS)
    def adds_a_line(self, number: int) -> None:
        self.machines[number].playbook.add("my-value", self.said())

    @rule(number=NUMBERS, which=st.integers(0, 99))
    def erases(self, number: int, which: int) -> None:
        if entry := self.pick(number, which, Answer | Promise):
            texts = [entry.words, *(v.get("text", v.get("cue", "")) for v in entry.revisions)]
            erasing.erase(self.machines[number].work, [entry.id])
            self.erased += [line for text in texts for line in text.split("\n") if line]

    @rule(number=NUMBERS)
    def backs_up(self, number: int) -> None:
        if self.machines[number].places.journal.exists():
            self.machines[number].maintenance.back_up()

    @rule(number=NUMBERS)
    def syncs(self, number: int) -> None:
        self.machines[number].sync.sync(self.folders[number])

    @rule(source=NUMBERS, goal=NUMBERS, part=st.floats(0, 1) | st.just(1.0))
    def carries(self, source: int, goal: int, part: float) -> None:
        """Carry every file but the goal's own, all of it or only its beginning."""
        for path in self.folders[source].iterdir():
            if path.name != self.own(goal):
                data = path.read_bytes()
                (self.folders[goal] / path.name).write_bytes(data[: round(len(data) * part)])

    def own(self, number: int) -> str:
        return f"coach-{self.machines[number].sync._memory().machine}.json"

    def teardown(self) -> None:
        if not hasattr(self, "root"):
            return
        for _ in range(5):
            for source in range(3):
                self.syncs(source)
                for target in range(3):
                    name = self.own(source)
                    if source != target and (self.folders[source] / name).exists():
                        shutil.copyfile(self.folders[source] / name, self.folders[target] / name)
        one, two, three = map(everything, self.machines)
        assert one == two == three
        files = [path.read_bytes() for path in self.root.rglob("*") if path.is_file()]
        for words in self.erased:
            assert not any(words.encode() in data for data in files), words
        shutil.rmtree(self.root)


def run_machines(examples: int, steps: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        Machines,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True,
            database=None, suppress_health_check=checks,
        ),
    )  # fmt: skip


def test_three_machines_become_alike(home: Path) -> None:
    run_machines(3, 25)


@pytest.mark.faults
def test_three_machines_become_alike_after_200_operations_in_any_order(home: Path) -> None:
    run_machines(20, 200)
