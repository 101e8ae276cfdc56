"""Valid bytes are not the newest bytes: no older journal is ever built upon in silence."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.errors import SaveError
from coach.practice import Practice
from tests.conftest import Result

Coach = Callable[..., Result]


def renamed(journal: Path, older: bytes) -> None:
    """As Syncthing does it."""
    other = journal.with_name(".syncthing.coach.json.tmp")
    other.write_bytes(older)
    other.replace(journal)


def copied_over(journal: Path, older: bytes) -> None:
    """As cp does it."""
    journal.write_bytes(older)


def deleted(journal: Path, older: bytes) -> None:
    journal.unlink()


def not_mounted(journal: Path, older: bytes) -> None:
    """A link, and the disk that it leads to is gone."""
    journal.unlink()
    journal.symlink_to(journal.parent / "mount" / "coach.json")


ATTACKS = [renamed, copied_over, deleted, not_mounted]


@pytest.fixture(params=["a day old", "minutes old"])
def older(request: pytest.FixtureRequest, practice: Practice, clock) -> bytes:
    practice.entries.note("one")
    practice.entries.note("two")
    data = practice.places.journal.read_bytes()
    if request.param == "a day old":
        clock.pass_days(1)
    practice.entries.note("acknowledged")
    practice.entries.edit(practice.journal.answers()[0].id, "one, edited")
    return data


def texts(practice: Practice) -> set[str]:
    return {answer.text for answer in Practice(practice.places).journal.answers()}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("while_open", [True, False])
def test_an_older_journal_is_noticed_and_united_with_all_that_was_acknowledged(
    coach: Coach, practice: Practice, older: bytes,
    attack: Callable[[Path, bytes], None], while_open: bool,
) -> None:  # fmt: skip
    attack(practice.places.journal, older)
    with pytest.raises(SaveError, match=r"not the journal that was saved last|is missing"):
        (practice if while_open else Practice(practice.places)).entries.note("typed then")
    assert [draft.text for draft in practice.drafts.all()] == ["typed then"]
    history = coach("history")
    assert history.code == 1
    assert "coach restore" in history.err
    assert coach("doctor").code == 1
    assert coach("restore", "--yes").code == 0
    assert {"one, edited", "two", "acknowledged"} <= texts(practice)
    assert coach("note", "goes on").code == 0
    assert "goes on" in texts(practice)
    assert coach("doctor").code == 0


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_put_there_may_be_accepted_and_what_it_lacks_stays(
    coach: Coach, practice: Practice, older: bytes, attack: Callable[[Path, bytes], None]
) -> None:
    attack(practice.places.journal, older)
    coach("doctor", "--accept")
    assert texts(practice) == ({"one", "two"} if attack in (renamed, copied_over) else set())
    assert coach("note", "goes on").code == 0
    (aside,) = practice.places.backups.glob("*-recent.json")
    assert b"acknowledged" in aside.read_bytes()
    assert coach("restore", aside.stem, "--merge", "--yes").code == 0
    assert "acknowledged" in texts(practice)


def test_another_journal_of_as_many_saves_is_no_heir(practice: Practice, tmp_path: Path) -> None:
    from coach.paths import Places

    other = Practice(Places(tmp_path / "b", tmp_path / "b" / "c.toml", tmp_path / "b" / "state"))
    for each in (practice, other):
        each.entries.note(f"on {each.places.data.name}")
    shutil.copy(other.places.journal, practice.places.journal)
    with pytest.raises(SaveError, match="not the journal that was saved last"):
        Practice(practice.places).entries.note("typed then")


def test_a_journal_that_was_moved_is_no_fault(practice: Practice, older: bytes) -> None:
    places = practice.places
    moved = type(places)(places.data.with_name("moved"), places.config_file, places.state)
    places.data.rename(moved.data)
    moved.data.joinpath("state").rename(places.data.with_name("its-state"))
    moved = type(places)(moved.data, moved.data / "config.toml", places.data.with_name("its-state"))
    Practice(moved).entries.note("goes on")
    assert len(Practice(moved).journal.answers()) == 4


def test_a_newer_journal_by_another_machine_is_no_fault(practice: Practice, older: bytes) -> None:
    state = practice.places.state
    before = {path: path.read_bytes() for path in state.iterdir()}
    practice.entries.note("by the other machine")
    for path, data in before.items():
        path.write_bytes(data)
    Practice(practice.places).entries.note("goes on")


def test_only_who_writes_remembers(coach: Coach, practice: Practice, older: bytes) -> None:
    shutil.rmtree(practice.places.state)
    for args in (["history"], ["today"], ["doctor"], ["export"]):
        coach(*args)
    assert not practice.places.state.exists()


@pytest.fixture
def unwritable(practice: Practice, older: bytes) -> Iterator[None]:
    shutil.rmtree(practice.places.state)
    practice.places.state.write_text("a file in the way")
    yield
    os.unlink(practice.places.state)  # noqa: PTH108


@pytest.mark.usefixtures("unwritable")
def test_where_nothing_can_be_remembered_an_open_program_still_notices(
    practice: Practice, older: bytes
) -> None:
    practice.entries.note("saved all the same")
    renamed(practice.places.journal, older)
    with pytest.raises(SaveError, match="not the journal"):
        practice.entries.note("typed then")
