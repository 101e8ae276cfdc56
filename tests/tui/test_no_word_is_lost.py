"""The moments in which words get lost elsewhere: swaps, races, failures."""

import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.editor import EditorFailed
from coach.errors import SaveError
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.session.screen import StepScreen
from tests.tui.conftest import FIRST, Opened, sizes

SECOND = "give-free.for-free"
FIRST_FILE = f"{draft_key('answer', FIRST)}.txt"
SECOND_FILE = f"{draft_key('answer', SECOND)}.txt"


def files_of(practice: Practice) -> dict[str, str]:
    return {path.name: path.read_text() for path in practice.places.drafts.glob("*.txt")}


@pytest.fixture
def slow(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Makes looking a question up take so many seconds."""
    look = practice.course.look

    def install(seconds: float) -> None:
        def slowly(*args: Any) -> Any:
            time.sleep(seconds)
            return look(*args)

        monkeypatch.setattr(practice.course, "look", slowly)

    return install


@pytest.fixture
def slow_disk(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes each save take most of a second."""
    put = practice.journal.put

    def slowly(*args: object) -> None:
        time.sleep(0.8)
        put(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(practice.journal, "put", slowly)


async def test_what_is_typed_while_another_question_comes_is_all_there(
    opened: Opened, practice: Practice, slow: Callable[[float], None]
) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("for the first")
        slow(0.2)
        user.send("f3")
        await user.type("for the second")
        assert user.steps.waits
        await user.until(lambda: user.text("#ask") == practice.library.by_id[SECOND].ask)
        await user.until(lambda: user.area.text == "for the second")
        await user.until(lambda: SECOND_FILE in files_of(practice))
    assert files_of(practice) == {FIRST_FILE: "for the first", SECOND_FILE: "for the second"}


async def test_an_answer_is_saved_for_the_question_it_was_written_to(
    opened: Opened, practice: Practice, slow: Callable[[float], None]
) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("for the first")
        slow(0.1)
        await user.press("f3", "ctrl+s", "x", "ctrl+s")
        await user.at("OneMore")
    assert [(a.prompt, a.text) for a in practice.journal.answers()] == [(SECOND, "x")]
    assert files_of(practice) == {FIRST_FILE: "for the first"}


@pytest.mark.parametrize("seconds", sizes(0.2, 0.0))
async def test_leaving_before_the_question_is_there_hides_no_draft(
    opened: Opened, practice: Practice, slow: Callable[[float], None], seconds: float
) -> None:
    practice.drafts.save(draft_key("answer", SECOND), b"half a thought")
    async with opened() as user:
        slow(seconds)
        user.send("enter", "escape")
        await user.on(StepScreen)
        await user.on(TodayScreen)
        await user.until(lambda: [d.text for d in practice.drafts.all()] == ["half a thought"])
        slow(0)
        await user.begin()
        assert user.area.text == "half a thought"


async def test_quitting_twice_does_not_wait_for_the_question(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = threading.Event()
    async with opened() as user:
        look = practice.course.look
        monkeypatch.setattr(practice.course, "look", lambda *a: (may_read.wait(10), look(*a))[1])
        await user.press("enter", *"words", "ctrl+q")
        assert user.steps.waits
        user.send("ctrl+q")
        await user.until(lambda: [*files_of(practice).values()] == ["words"])
        may_read.set()
        await user.until(lambda: not user.app.is_running)
    assert files_of(practice) == {"note.txt": "words"}


async def test_undo_right_after_a_draft_opened_keeps_it(opened: Opened, practice: Practice) -> None:
    practice.drafts.save(draft_key("answer", FIRST), b"half a thought")
    async with opened() as user:
        await user.begin()
        await user.press("ctrl+z")
        assert user.area.text == "half a thought"


async def test_with_a_journal_that_cannot_be_read_one_can_still_write(
    opened: Opened, practice: Practice
) -> None:
    practice.places.journal.mkdir(parents=True)  # root may read any file, but no folder as one
    async with opened(read=False) as user:
        await user.until(lambda: "read the journal" in user.status)
        await user.begin()
        await user.type("precious")
        await user.until(lambda: user.status == "draft saved")
        await user.press("ctrl+s")
        await user.until(lambda: user.status.startswith("Not saved."))
        assert [*files_of(practice).values()] == ["precious"]
        for key in ("ctrl+s", "ctrl+s"):
            await user.press(key)
            await user.until(lambda: not user.view.busy)
        assert [*files_of(practice).values()] == ["precious"]  # and not a copy a try


async def test_where_no_draft_can_be_written_words_go_to_the_temporary_folder(
    opened: Opened, practice: Practice, tmp_path: Path
) -> None:
    practice.places.data.mkdir()
    practice.places.drafts.write_text("a file where the folder should be")
    async with opened() as user:
        await user.begin()
        await user.type("precious")
        await user.press("escape")
        await user.until(lambda: isinstance(user.app.screen, TodayScreen))
        assert [draft.text for draft in practice.drafts.all()] == ["precious"]
        assert practice.drafts.all()[0].path.is_relative_to(tmp_path / "tmp")


async def test_interrupted_where_no_draft_can_be_written_the_words_are_set_aside(
    opened: Opened, practice: Practice
) -> None:
    practice.places.data.mkdir()
    practice.places.drafts.write_text("a file where the folder should be")
    async with opened() as user:
        await user.begin()
        await user.type("precious")
        user.app._end(signal.SIGTERM)
    assert [draft.text for draft in practice.drafts.all()] == ["precious"]


async def test_an_editor_that_writes_other_bytes_costs_nothing(
    opened: Opened, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writes(path: Path) -> None:
        path.write_bytes(b"caf\xe9 words")

    monkeypatch.setattr("coach.editor.edit", writes)
    monkeypatch.setattr("coach.tui.app.CoachApp.suspend", lambda self: memoryview(b""))
    async with opened() as user:
        await user.begin()
        await user.type("typed before")
        await user.press("f2")
        await user.until(lambda: "valid UTF-8" in user.status)
        assert user.area.text == "typed before"
        (aside,) = practice.places.drafts.glob("*.bytes")
        assert aside.read_bytes() == b"caf\xe9 words"
        assert str(aside) in user.status


async def test_an_editor_that_fails_changes_nothing_and_its_words_are_a_draft(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path) -> None:
        path.write_text("typed before, and more")
        raise EditorFailed("The editor ended with an error.", "Try again.")

    monkeypatch.setattr("coach.editor.edit", fails)
    monkeypatch.setattr("coach.tui.app.CoachApp.suspend", lambda self: memoryview(b""))
    async with opened() as user:
        await user.begin()
        await user.type("typed before")
        await user.press("f2")
        await user.until(lambda: user.status.startswith("The editor ended with an error."))
        assert user.area.text == "typed before"
        assert sorted(files_of(practice).values()) == ["typed before", "typed before, and more"]
        assert [*practice.places.drafts.glob("*.editor")] == []


async def test_the_editor_opens_with_the_question_which_is_taken_out_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def appends(path: Path) -> None:
        seen.append(path.read_text())
        path.write_text(f"{seen[0]} and more\n")

    monkeypatch.setattr("coach.editor.edit", appends)
    monkeypatch.setattr("coach.tui.app.CoachApp.suspend", lambda self: memoryview(b""))
    async with opened() as user:
        await user.begin()
        await user.type("typed")
        await user.press("f2")
        await user.until(lambda: user.area.text == "typed and more")
        assert seen[0].startswith("#: ")
        assert "typed" in seen[0]


async def test_the_status_says_that_a_save_is_under_way(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits(*args: object) -> None:
        time.sleep(0.3)
        raise SaveError("Another coach has been saving for 10 seconds.", "Try again.")

    monkeypatch.setattr(practice.journal, "put", waits)
    async with opened() as user:
        await user.begin()
        await user.type("words")
        await user.press("ctrl+s")
        assert user.status == "saving …"
        await user.until(lambda: user.status.startswith("Not saved. Another coach"))
        await user.pilot.pause(0.4)
        assert user.status.startswith("Not saved. Another coach")


async def test_interrupting_the_program_loses_no_word(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("words")
        user.app._end(signal.SIGINT)
    assert [*files_of(practice).values()] == ["words"]


async def test_deleting_twice_in_a_hurry_deletes_one(opened: Opened, practice: Practice) -> None:
    for number in range(3):
        practice.entries.note(f"note {number}")
        practice.clock.pass_days(1)  # type: ignore[attr-defined]
    async with opened() as user:
        await user.press("2")
        await user.until(lambda: "note 2" in user.screen_text())
        await user.press("d", "d")
        await user.until(lambda: "deleted" in user.status.lower())
        await user.pilot.pause()
        gone = 3 - len(practice.entries.visible())
        assert gone
        for left in range(gone - 1, -1, -1):
            await user.press("u")
            await user.until(lambda: len(practice.entries.visible()) == 3 - left)  # noqa: B023


async def test_characters_that_steer_a_terminal_are_only_shown(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.note("red \x1b[2J wiped \x1b]0;title\x07 \x9b1m")
    async with opened() as user:
        await user.press("2")
        await user.until(lambda: "wiped" in user.screen_text())
        drawn = user.screen_text()
        assert "␛[2J wiped" in drawn
        assert not {"\x1b", "\x07", "\x9b"} & set(drawn)
        await user.press("e")
        await user.at("Edit")
        await user.until(lambda: "wiped" in user.screen_text())
        assert "\x1b" not in user.screen_text()
        assert "\x1b" in user.area.text


@pytest.mark.usefixtures("slow_disk")
async def test_what_is_typed_right_after_an_answer_is_saved_is_for_what_follows(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("the answer")
        await user.press("ctrl+s", "b", "i", "l", "l")
        await user.at("OneMore")
        await user.until(lambda: user.area.text == "bill")
    assert [answer.text for answer in practice.journal.answers()] == ["the answer"]


@pytest.mark.usefixtures("slow_disk")
async def test_what_is_typed_after_a_note_is_saved_waits_as_a_note(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.press("n")
        await user.type("the note")
        await user.press("ctrl+s", "m", "o", "r", "e")
        await user.on(TodayScreen)
        await user.until(lambda: "in the draft of a note" in user.status)
        await user.until(lambda: [d.text for d in practice.drafts.all()] == ["more"])


async def test_a_key_pressed_twice_saves_and_skips_once(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("the answer")
        user.send("ctrl+s", "ctrl+s", "ctrl+s")
        await user.at("OneMore")
        await user.pilot.pause()
        assert len(user.app.screen.query("StepView")) == 1
    assert len(practice.entries.visible()) == 1


async def test_a_key_that_comes_before_the_held_ones_are_let_through_stays_behind_them(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer(
        "Bill told me on Monday that two of them never even sent a bill.", FIRST
    )
    async with opened() as user:
        await user.begin()
        await user.at("OneMore")
        await user.press("ctrl+s")
        await user.at("NewPromise")
        user.view.after_typing(lambda: None)
        await user.type("Ann calls")
        user.view.resume()
        user.send("enter")
        await user.type("I ask")
        await user.until(lambda: user.view.values()["action"] == "I ask")
        assert user.view.values()["cue"] == "Ann calls"


async def test_what_was_held_while_something_lay_over_the_step_is_let_through_after_it(
    opened: Opened,
) -> None:
    async with opened() as user:
        await user.begin()
        view = user.view
        view.after_typing(lambda: None)
        await user.type("held")
        await user.app.push_screen(ChoiceScreen("Over it", [("a", "A", "")]))
        view.resume()
        await user.pilot.pause()
        await user.press("escape")
        await user.until(lambda: user.area.text == "held")
        await user.type(" and more")
        await user.until(lambda: user.area.text == "held and more")
