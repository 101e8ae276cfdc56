"""Whatever a person does, in whatever order, the journal holds what a plain model holds."""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from coach.paths import Places
from coach.practice import Practice, erasing
from coach.store.image import decode
from tests.conftest import FixedClock

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@dataclass
class Entry:
    """What the model knows of one entry: every text it ever had, the last one the present."""

    texts: list[str]
    deleted: bool = False

    def copy(self) -> "Entry":
        return Entry([*self.texts], self.deleted)


Model = dict[str, Entry]


@dataclass
class Saved:
    """A backup and what the model held when it was made."""

    name: str
    model: Model = field(default_factory=dict)


class Journals(RuleBasedStateMachine):
    """Two processes on one journal, and a second machine that is merged with it."""

    entries = Bundle("lines")
    backups = Bundle("backups")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(datetime(2026, 11, 24, 10, tzinfo=UTC))
        self.one, self.two = self.practice("home"), self.practice("home")
        self.laptop = self.practice("laptop")
        self.model: Model = {}
        self.erased: set[str] = set()

    def practice(self, name: str) -> Practice:
        home = self.folder / name
        return Practice(Places(home, home / "config.toml", home / "state"), clock=self.clock)

    def process(self, second: bool) -> Practice:
        self.clock.time += timedelta(hours=5)
        return self.two if second else self.one

    @rule(target=entries, text=WORDS, second=st.booleans())
    def add(self, text: str, second: bool) -> str:
        answer = self.process(second).entries.answer(text, "give-free.for-free")
        self.model[answer.id] = Entry([answer.text])
        return answer.id

    @rule(entry=entries, text=WORDS, second=st.booleans())
    def edit(self, entry: str, text: str, second: bool) -> None:
        if entry in self.model:
            text = self.process(second).entries.edit(entry, text).text
            if text != self.model[entry].texts[-1]:
                self.model[entry].texts.append(text)

    @rule(entry=entries, undo=st.booleans(), second=st.booleans())
    def delete(self, entry: str, undo: bool, second: bool) -> None:
        if entry in self.model:
            self.process(second).entries.delete(entry, undo=undo)
            self.model[entry].deleted = not undo

    @rule(entry=consumes(entries), second=st.booleans())
    def erase(self, entry: str, second: bool) -> None:
        if entry in self.model:
            erasing.erase(self.process(second).work, [entry])
            del self.model[entry]
            self.erased.add(entry)

    @rule(second=st.booleans())
    def reopen(self, second: bool) -> None:
        if second:
            self.two = self.practice("home")
        else:
            self.one = self.practice("home")

    @rule(target=backups, second=st.booleans())
    def backup(self, second: bool) -> Saved:
        practice = self.process(second)
        if not practice.places.journal.exists():
            practice.entries.note("a journal to back up")
            self.model.update({a.id: Entry([a.text]) for a in practice.journal.answers()})
        path = practice.work.backups.copy_to(practice.places.journal, practice.places.backups)
        return Saved(path.stem, {i: entry.copy() for i, entry in self.model.items()})

    @rule(saved=backups, second=st.booleans())
    def restore(self, saved: Saved, second: bool) -> None:
        practice = self.process(second)
        practice.journal.restore(practice.work.backups.find(saved.name).image)
        model = {i: entry.copy() for i, entry in saved.model.items()}
        self.model = {i: entry for i, entry in model.items() if i not in self.erased}

    @rule(text=WORDS, entry=entries)
    def merge(self, text: str, entry: str) -> None:
        """The other machine takes all, changes one entry, adds one, and gives all back."""
        self.clock.time += timedelta(hours=5)
        self.laptop.journal.merge(self.one.journal.answers())
        added = self.laptop.entries.note(text)
        self.model[added.id] = Entry([added.text])
        if entry in self.model:
            changed = self.laptop.entries.edit(entry, text).text
            if changed != self.model[entry].texts[-1]:
                self.model[entry].texts.append(changed)
        self.one.journal.merge(self.laptop.journal.answers())
        shutil.rmtree(self.laptop.places.data)
        self.laptop = self.practice("laptop")

    @invariant()
    def both_processes_hold_what_the_model_holds(self) -> None:
        expected = {i: (e.texts[-1], e.deleted) for i, e in self.model.items()}
        expected |= dict.fromkeys(self.erased, ("", True))
        for practice in (self.one, self.two):
            answers = practice.journal.answers()
            assert {a.id: (a.text, a.deleted) for a in answers} == expected
            assert {a.id for a in answers if a.erased} == self.erased
            for answer in answers:
                before = {revision["text"] for revision in answer.revisions}
                assert answer.erased or {*self.model[answer.id].texts} <= {*before, answer.text}
                assert not answer.erased or not before

    @invariant()
    def the_file_is_whole(self) -> None:
        path = self.one.places.journal
        assert not path.exists() or decode(path.read_bytes())

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


QUICK = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=[*HealthCheck]
)


class TestJournals(Journals.TestCase):  # type: ignore[misc, valid-type]
    settings = QUICK


@pytest.mark.faults
class TestManyJournals(Journals.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(QUICK, max_examples=200, stateful_step_count=40)
