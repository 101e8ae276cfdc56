"""Two machines' journals become the same by importing each other's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.paths import Places
from coach.practice import Practice
from tests.conftest import FixedClock, Result

Coach = Callable[..., Result]


@pytest.fixture
def laptop(tmp_path: Path, clock: FixedClock) -> Practice:
    """A second machine."""
    home = tmp_path / "laptop"
    return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)


def test_both_become_the_same_and_no_words_are_lost(
    coach: Coach, practice: Practice, laptop: Practice, clock: FixedClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    first = practice.entries.answer("first", "give-free.for-free")
    laptop.journal.merge([first])
    clock.pass_days(1)
    practice.entries.edit(first.id, "changed here")
    mine = practice.entries.note("only here")
    clock.pass_days(1)
    laptop.entries.edit(first.id, "changed there, later")
    theirs = laptop.entries.note("only there")

    result = coach("import", str(laptop.places.journal))
    assert result.err == "1 imported, 1 merged.\n"
    monkeypatch.setenv("COACH_HOME", str(laptop.places.data))
    coach("import", str(practice.places.journal))
    here = {answer.id: answer for answer in practice.journal.answers()}
    assert here == {answer.id: answer for answer in laptop.journal.answers()}
    assert here.keys() == {first.id, mine.id, theirs.id}
    merged = here[first.id]
    assert merged.text == "changed there, later"
    assert {revision["text"] for revision in merged.revisions} == {"first", "changed here"}

    before = practice.places.journal.read_bytes()
    monkeypatch.setenv("COACH_HOME", str(practice.places.data))
    coach("import", str(laptop.places.journal))
    assert practice.places.journal.read_bytes() == before  # there was nothing more to merge


def test_a_dry_run_says_it_and_changes_nothing(
    coach: Coach, practice: Practice, laptop: Practice
) -> None:
    laptop.entries.note("only there")
    result = coach("import", str(laptop.places.journal), "--dry-run")
    assert result.err == "1 would be imported, 0 merged.\nNew: 1 answer.\n"
    assert not practice.places.journal.exists()


def test_a_damaged_journal_is_not_merged(
    coach: Coach, practice: Practice, laptop: Practice
) -> None:
    laptop.entries.note("only there")
    whole = laptop.places.journal.read_bytes()
    laptop.places.journal.write_bytes(whole[:-40])
    assert coach("import", str(laptop.places.journal)).code == 1
    assert not practice.places.journal.exists()
