"""What is typed is on disk before anything else is tried, and on every way out of the app."""

import asyncio
import errno
import fcntl
import os
import shutil
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events

from coach import files
from coach.files import lock_of
from coach.practice import Practice
from coach.tui import autosave
from tests.commands.test_harmless import CLIPBOARD, HARMFUL, STEERING
from tests.tui.conftest import Opened, sizes


def words_on_disk(practice: Practice, tmp_path: Path) -> set[str]:
    folders = [practice.places.drafts, *(tmp_path / "tmp").glob("coach-drafts-*")]
    return {path.read_text().strip() for folder in folders for path in folder.glob("*.txt")}


async def test_with_the_lock_held_what_is_typed_is_on_disk_all_the_same(
    opened: Opened, practice: Practice, tmp_path: Path
) -> None:
    practice.places.data.mkdir()
    with lock_of(practice.places.journal).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        async with opened() as user:
            await user.begin()
            await user.type("the answer")
            user.send("ctrl+s")
            await user.until(lambda: user.view.busy)
            await user.until(lambda: "the answer" in words_on_disk(practice, tmp_path))
            await user.type("typed while it waits")
            await user.until(lambda: "typed while it waits" in words_on_disk(practice, tmp_path))
            fcntl.flock(lock, fcntl.LOCK_UN)
            await user.at("OneMore")
            await user.until(lambda: user.area.text == "typed while it waits")
            await user.until(lambda: not [*practice.places.drafts.glob("note*.txt")])
            assert words_on_disk(practice, tmp_path) == {"typed while it waits"}


async def test_a_journal_that_takes_long_to_read_holds_no_draft_up(
    opened: Opened, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, people = threading.Event(), practice.entries.people
    monkeypatch.setattr(practice.entries, "people", lambda: (goes_on.wait(30), people())[1])
    async with opened() as user:
        await user.begin()
        await user.type("@b")  # the names to offer are on their way
        await user.type(" precious")
        await user.until(lambda: "@b precious" in words_on_disk(practice, tmp_path))
        goes_on.set()


def refuse_in(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Nothing can be written in this folder anymore."""
    replace = files.replace

    def refused(path: Path, *args: Any, **kwargs: Any) -> None:
        if folder in path.parents:
            raise OSError(code, os.strerror(code), str(path))
        replace(path, *args, **kwargs)

    monkeypatch.setattr(files, "replace", refused)


@pytest.mark.parametrize(
    ("number", "how"), [(signal.SIGTERM, "read-only"), (signal.SIGHUP, "gone")]
)
async def test_a_signal_where_no_draft_can_be_written_saves_the_words_elsewhere(
    opened: Opened, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals, how: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(autosave, "AFTER_LAST_KEY", 60.0)
    async with opened() as user:
        await user.begin()
        await user.type("precious")
        if how == "gone":
            shutil.rmtree(practice.places.drafts)
            practice.places.drafts.write_text("a file in its place")
        else:
            refuse_in(practice.places.drafts, monkeypatch, errno.EROFS)
        user.app._end(number)
        await user.until(lambda: not user.app.is_running)
    assert words_on_disk(practice, tmp_path) == {"precious"}
    assert user.app.return_code == 128 + number


async def test_memory_that_runs_out_in_a_save_costs_no_word(
    opened: Opened, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(practice.journal, "put", fails)
    with pytest.raises(Exception, match="MemoryError"):
        async with opened() as user:
            await user.begin()
            await user.type("precious")
            await user.press("ctrl+s")
            await user.until(lambda: not user.app.is_running)
    assert "precious" in words_on_disk(practice, tmp_path)


async def test_a_long_burst_of_typing_does_not_swallow_a_signal(
    opened: Opened, practice: Practice, tmp_path: Path
) -> None:
    async with opened() as user:
        await user.begin()
        for _ in range(500):
            user.app.post_message(events.Key("a", "a"))
        user.app._end(signal.SIGTERM)
        while user.app.is_running:
            await asyncio.sleep(0.01)
    assert user.app.return_code == 143
    assert words_on_disk(practice, tmp_path) == {"a" * 500}


@pytest.mark.parametrize("size", sizes((3, 3), (1, 1), (3, 12)))
async def test_progress_is_drawn_at_any_width(
    opened: Opened, practice: Practice, clock: Any, size: tuple[int, int]
) -> None:
    for _ in range(6):
        practice.entries.answer("one", "give-free.for-free")
        promise = practice.promises.make("Bill calls", "ask him")
        practice.promises.review(promise.id, "kept", did="asked")
        clock.pass_days(7)
    async with opened(size=size, read=False) as user:
        await user.press("3")
        await user.until(lambda: type(user.app.screen).__name__ == "ProgressScreen")
        await user.pilot.pause()
    assert user.app.return_code in (None, 0)


async def test_no_screen_draws_what_steers_a_terminal(
    opened: Opened, practice: Practice, coach: Any, home: Path
) -> None:
    answer = practice.entries.answer(f"one {STEERING}", "give-free.for-free")
    practice.promises.make(f"Bill {STEERING}", "ask him")
    data = practice.places.journal.read_bytes().decode()
    strange = answer.prompt.replace("-", CLIPBOARD.replace("\x1b", "\\u001b").replace("\x07", ""))
    text = data.replace('"give-free"', f'"{strange}"').replace('"give-free.for-free"', '"x"')
    practice.places.journal.write_text(text)
    coach("doctor", "--accept")
    async with opened() as user:
        for key in ("1", "2", "enter", "escape", "3", "4", "5", "question_mark"):
            await user.press(key)
            await user.pilot.pause()
            assert not (HARMFUL - {"\r"}) & set(user.screen_text())
