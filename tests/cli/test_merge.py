"""Two machines' journals become alike by importing each other's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.paths import Places
from coach.practice import Practice

Coach = Callable[..., object]


@pytest.fixture
def laptop(tmp_path: Path, clock: object) -> Practice:
    """A second machine."""
    home = tmp_path / "laptop"
    return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)  # type: ignore[arg-type]


def test_both_become_alike_and_no_words_are_lost(
    coach: Coach, practice: Practice, laptop: Practice, clock: object, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    first = practice.answer("first", "give-free.for-free")
    laptop.add_all([first])
    clock.pass_days(1)  # type: ignore[attr-defined]
    practice.edit(first.id, "changed here")
    mine = practice.note("only here")
    clock.pass_days(1)  # type: ignore[attr-defined]
    laptop.edit(first.id, "changed there, later")
    theirs = laptop.note("only there")

    result = coach("import", str(laptop.places.journal))
    assert result.err == "1 came in; 1 that differed were united.\n"  # type: ignore[attr-defined]
    monkeypatch.setenv("COACH_HOME", str(laptop.places.data))
    coach("import", str(practice.places.journal))
    here = {answer.id: answer for answer in practice.journal.answers()}
    assert here == {answer.id: answer for answer in laptop.journal.answers()}
    assert here.keys() == {first.id, mine.id, theirs.id}
    united = here[first.id]
    assert united.text == "changed there, later"
    assert {revision.text for revision in united.revisions} == {"first", "changed here"}

    before = practice.places.journal.read_bytes()
    monkeypatch.setenv("COACH_HOME", str(practice.places.data))
    coach("import", str(laptop.places.journal))
    assert practice.places.journal.read_bytes() == before  # there was nothing more to unite


def test_a_dry_run_says_it_and_changes_nothing(
    coach: Coach, practice: Practice, laptop: Practice
) -> None:
    laptop.note("only there")
    result = coach("import", str(laptop.places.journal), "--dry-run")
    assert result.err == "1 would come in; 0 that differ would be united.\n"  # type: ignore[attr-defined]
    assert not practice.places.journal.exists()


def test_a_damaged_journal_is_not_merged(
    coach: Coach, practice: Practice, laptop: Practice
) -> None:
    laptop.note("only there")
    whole = laptop.places.journal.read_bytes()
    laptop.places.journal.write_bytes(whole[:-40])
    assert coach("import", str(laptop.places.journal)).code == 1  # type: ignore[attr-defined]
    assert not practice.places.journal.exists()
