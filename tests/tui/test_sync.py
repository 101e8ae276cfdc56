"""The app syncs when it starts and ends, and no folder holds it up."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from coach.paths import Places
from coach.practice import Practice
from coach.practice.sync import Sync
from coach.tui import launch
from coach.tui.launch import sync_at_the_end
from tests.conftest import FixedClock
from tests.tui.conftest import Opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


@pytest.fixture
def practice(home: Path, clock: FixedClock, folder: Path) -> Practice:
    """A practice whose settings name a folder to sync with."""
    places = Places(home, home / "config.toml", home / "state")
    plain = Practice(places, clock=clock)
    return Practice(places, replace(plain.config, sync=str(folder)), clock)


@pytest.fixture
def laptop(tmp_path: Path, clock: FixedClock) -> Practice:
    home = tmp_path / "laptop"
    return Practice(Places(home, home / "config.toml", home / "state"), clock=clock)


async def test_what_another_machine_wrote_is_there_once_the_app_is_open(
    opened: Opened, practice: Practice, laptop: Practice, folder: Path
) -> None:
    laptop.entries.note("From the laptop.")
    laptop.sync.sync(folder)
    async with opened() as user:
        await user.until(lambda: "1 imported" in user.status)
    assert [answer.text for answer in practice.journal.answers()] == ["From the laptop."]
    assert len([*folder.iterdir()]) == 2


async def test_a_folder_that_is_gone_is_said_and_holds_nothing_up(
    opened: Opened, practice: Practice, folder: Path
) -> None:
    folder.rmdir()
    async with opened() as user:
        await user.until(lambda: "Not synced: There is no folder" in user.status)
        await user.press("2")


async def test_a_folder_that_never_answers_holds_up_neither_the_app_nor_its_end(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, ends = Event(), Event()

    def read(*_: object) -> object:
        hangs.set()
        ends.wait(60)
        return [], []

    monkeypatch.setattr(Sync, "read", read)
    monkeypatch.setattr(launch, "LONGEST_SYNC", 0.01)
    async with opened() as user:
        await user.until(hangs.is_set)
        await user.press("3")
        practice.entries.note("Saved meanwhile.")
        assert sync_at_the_end(practice).endswith("doesn't answer.")
    ends.set()


def test_what_was_written_is_carried_when_the_app_ends(
    practice: Practice, laptop: Practice, folder: Path
) -> None:
    practice.entries.note("From the desk.")
    assert sync_at_the_end(practice) == ""
    laptop.sync.sync(folder)
    assert [answer.text for answer in laptop.journal.answers()] == ["From the desk."]


def test_without_a_folder_in_the_settings_nothing_is_written(laptop: Practice) -> None:
    laptop.entries.note("Words.")
    assert sync_at_the_end(laptop) == ""
    assert not (laptop.places.state / "sync.json").exists()


@pytest.mark.parametrize("spoil", [Path.rmdir, lambda path: path.chmod(0)])
def test_at_the_end_a_failure_is_one_sentence(
    practice: Practice, folder: Path, spoil: Callable[[Path], None]
) -> None:
    practice.entries.note("Words.")
    spoil(folder)
    problem = sync_at_the_end(practice)
    assert problem == "" or ("\n" not in problem and str(folder) in problem)  # root may read all
