"""The moments in which words get lost elsewhere: swaps, races, failures."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from coach.errors import SaveError
from coach.practice import Practice, Reflection, draft_key
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.steps import StepsScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.steps.commit import CommitStep
from tests.tui.conftest import Opened

FIRST = "give-free.left-without-buying"
SECOND = "give-free.for-free"


def files_of(practice: Practice) -> dict[str, str]:
    return {path.name: path.read_text() for path in practice.places.drafts.glob("*.txt")}


@pytest.fixture
def slow(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Makes looking a question up take so many seconds."""
    look_up = practice.reflect

    def install(seconds: float) -> None:
        def slowly(**kwargs: object) -> Reflection:
            time.sleep(seconds)
            return look_up(**kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(practice, "reflect", slowly)

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
    async with opened() as session:
        await session.begin()
        await session.type("for the first")
        slow(0.1)
        session.app.post_message(events.Key("f3", None))
        await session.until(lambda: session.area.text == "")
        await session.type("for the second")
        await session.until(lambda: session.text("#ask") == practice.library.by_id[SECOND].ask)
        assert session.area.text == "for the second"
        await session.until(lambda: f"{draft_key(SECOND)}.txt" in files_of(practice))
    assert files_of(practice) == {
        f"{draft_key(FIRST)}.txt": "for the first",
        f"{draft_key(SECOND)}.txt": "for the second",
    }


async def test_an_answer_is_kept_for_the_question_it_was_written_to(
    opened: Opened, practice: Practice, slow: Callable[[float], None]
) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("for the first")
        slow(0.1)
        await session.press("f3", "ctrl+s", "x", "ctrl+s")
        await session.at("DeeperStep")
    assert [(a.prompt, a.text) for a in practice.journal.answers()] == [(SECOND, "x")]
    assert files_of(practice) == {f"{draft_key(FIRST)}.txt": "for the first"}


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
async def test_leaving_before_the_question_is_there_hides_no_draft(
    opened: Opened, practice: Practice, slow: Callable[[float], None], seconds: float
) -> None:
    practice.drafts.keep(draft_key(SECOND), b"half a thought")
    async with opened() as session:
        slow(seconds)
        await session.press("enter")
        await session.until(lambda: isinstance(session.app.screen, StepsScreen))
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
        await session.until(lambda: [d.text for d in practice.drafts.all()] == ["half a thought"])
        slow(0)
        await session.press("enter")
        await session.until(lambda: session.app.screen.query("AnswerArea"))
        await session.until(lambda: session.area.text == "half a thought")


async def test_undo_right_after_a_draft_opened_keeps_it(opened: Opened, practice: Practice) -> None:
    practice.drafts.keep(draft_key(FIRST), b"half a thought")
    async with opened() as session:
        await session.begin()
        await session.press("ctrl+z")
        assert session.area.text == "half a thought"


async def test_with_a_journal_that_cannot_be_read_one_can_still_write(
    opened: Opened, practice: Practice
) -> None:
    practice.places.journal.mkdir(parents=True)  # root may read any file, but no folder as one
    async with opened(read=False) as session:
        await session.until(lambda: "cannot be read" in session.status)
        await session.begin()
        await session.type("precious")
        await session.until(lambda: session.status == "draft kept")
        await session.press("ctrl+s")
        await session.until(lambda: session.status.startswith("Not kept."))
        assert [*files_of(practice).values()] == ["precious"]
        for key in ("ctrl+s", "ctrl+s"):
            await session.press(key)
            await session.until(lambda: not session.app.screen.step.busy)
        assert [*files_of(practice).values()] == ["precious"]  # and not a copy a try


async def test_where_no_draft_can_be_written_words_go_to_the_temporary_folder(
    opened: Opened, practice: Practice, tmp_path: Path
) -> None:
    practice.places.data.mkdir()
    practice.places.drafts.write_text("a file where the folder should be")
    async with opened() as session:
        await session.begin()
        await session.type("precious")
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
        assert [draft.text for draft in practice.drafts.all()] == ["precious"]
        assert practice.drafts.all()[0].path.is_relative_to(tmp_path / "tmp")


async def test_an_editor_that_writes_other_bytes_costs_nothing(
    opened: Opened, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writes(path: Path) -> None:
        path.write_bytes(b"caf\xe9 words")

    monkeypatch.setattr("coach.editor.edit", writes)
    monkeypatch.setattr("coach.tui.app.CoachApp.suspend", lambda self: memoryview(b""))
    async with opened() as session:
        await session.begin()
        await session.type("typed before")
        await session.press("f2")
        await session.until(lambda: "not valid UTF-8" in session.status)
        assert session.area.text == "typed before"
        (aside,) = practice.places.drafts.glob("*.bytes")
        assert aside.read_bytes() == b"caf\xe9 words"
        assert str(aside) in session.status


async def test_the_status_says_that_a_save_is_under_way(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits(*args: object) -> None:
        time.sleep(0.3)
        raise SaveError("Another coach has been saving for 10 seconds.", "Try again.")

    monkeypatch.setattr(practice.journal, "put", waits)
    async with opened() as session:
        await session.begin()
        await session.type("words")
        await session.press("ctrl+s")
        assert session.status == "keeping …"
        await session.until(lambda: session.status.startswith("Not kept. Another coach"))
        await session.pilot.pause(0.4)
        assert session.status.startswith("Not kept. Another coach")


async def test_interrupting_the_program_loses_no_word(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("words")
        session.app._end(signal.SIGINT)
    assert [*files_of(practice).values()] == ["words"]


async def test_deleting_twice_in_a_hurry_deletes_one(opened: Opened, practice: Practice) -> None:
    for number in range(3):
        practice.note(f"note {number}")
        practice.clock.pass_days(1)  # type: ignore[attr-defined]
    async with opened() as session:
        await session.press("2")
        await session.until(lambda: session.app.screen.query("RowList"))
        await session.until(lambda: "note 2" in session.screen_text())
        await session.press("d", "d")
        await session.until(lambda: session.status.startswith("Deleted."))
        await session.pilot.pause()
        gone = 3 - len(practice.kept())
        for _ in range(gone):
            await session.press("u")
            await session.until(lambda: session.status == "It is back.")
        assert len(practice.kept()) == 3


async def test_signs_that_steer_a_terminal_are_only_shown(
    opened: Opened, practice: Practice
) -> None:
    practice.note("red \x1b[2J wiped \x1b]0;title\x07 \x9b1m")
    async with opened() as session:
        await session.press("2")
        await session.until(lambda: "wiped" in session.screen_text())
        drawn = session.screen_text()
        assert "␛[2J wiped" in drawn
        assert not {"\x1b", "\x07", "\x9b"} & set(drawn)
        await session.press("e")
        await session.until(lambda: session.app.screen.query("AnswerArea"))
        await session.until(lambda: "wiped" in session.screen_text())
        assert "\x1b" not in session.screen_text()
        assert "\x1b" in session.area.text


@pytest.mark.usefixtures("slow_disk")
async def test_what_is_typed_right_after_an_answer_is_kept_is_for_what_follows(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("the answer")
        await session.press("ctrl+s", "b", "i", "l", "l")
        await session.until(lambda: session.app.screen.query("DeeperStep"))
        await session.until(lambda: session.area.text == "bill")
    assert [answer.text for answer in practice.journal.answers()] == ["the answer"]


@pytest.mark.usefixtures("slow_disk")
async def test_what_is_typed_after_a_note_is_kept_waits_as_a_note(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.press("n")
        await session.type("the note")
        await session.press("ctrl+s", "m", "o", "r", "e")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
        await session.until(lambda: "waits as a note" in session.status)
        await session.until(lambda: [d.text for d in practice.drafts.all()] == ["more"])


async def test_a_key_pressed_twice_keeps_and_skips_once(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("the answer")
        for _ in range(3):
            session.app.post_message(events.Key("ctrl+s", None))
        await session.at("DeeperStep")
        await session.pilot.pause()
        assert len(session.app.screen.query("Step")) == 1
    assert len(practice.kept()) == 1


async def test_a_key_that_comes_before_the_held_ones_are_let_through_stays_behind_them(
    opened: Opened, practice: Practice
) -> None:
    practice.answer("Bill told me on Monday that two of them never even sent a bill.", FIRST)
    async with opened() as session:
        await session.press("enter")
        await session.at("DeeperStep")
        await session.press("ctrl+s")
        await session.at("CommitStep")
        step = session.app.screen.query_one(CommitStep)
        step.take_in_hand(lambda: None)
        await session.type("Ann rings")
        step.give_back()
        session.app.post_message(events.Key("enter", None))
        await session.type("I ask")
        await session.until(lambda: step.form()["act"] == "I ask")
        assert step.form()["cue"] == "Ann rings"


async def test_what_was_held_while_something_lay_over_the_step_is_let_through_after_it(
    opened: Opened,
) -> None:
    async with opened() as session:
        await session.begin()
        step = session.app.screen.step
        step.take_in_hand(lambda: None)
        await session.type("held")
        await session.app.push_screen(ChoiceScreen("Over it", [("a", "A", "")]))
        step.give_back()
        await session.pilot.pause()
        await session.press("escape")
        await session.until(lambda: session.area.text == "held")
        await session.type(" and more")
        await session.until(lambda: session.area.text == "held and more")
