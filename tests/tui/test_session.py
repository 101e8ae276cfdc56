"""A session in the app: what is typed is saved, and nothing typed is ever lost."""

import string
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.widgets import Static

from coach.errors import SaveError
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.practice.session import Today
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.session import screen
from coach.tui.session.screen import StepScreen
from tests.tui.conftest import FIRST, Opened, parse_rules

FIRST_KEY = draft_key("answer", FIRST)


async def test_from_the_start_to_a_saved_answer(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.press("enter")
        await user.type("A way to check the oil.")
        await user.press("ctrl+s")
        await user.until(lambda: "✓ Saved." in user.screen_text())
        await user.finish()
    (answer,) = practice.journal.answers()
    assert (answer.text, answer.prompt) == ("A way to check the oil.", FIRST)
    assert (answer.day, answer.week) == (date(2026, 11, 24), "2026-W48")
    assert answer.ask == practice.library.by_id[FIRST].ask
    assert practice.drafts.all() == []


async def test_no_styles_of_ours_are_parsed_while_a_session_opens(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = list[str]()
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules)  # not once for all tests

    def parsing(scope: str, css: str, read_from: CSSLocation, **options: Any) -> Any:
        parsed.append(Path(read_from[0]).name)
        return parse(scope, css, read_from, **options)

    async with opened() as user:
        session = str(Path(screen.__file__).with_name("session.tcss"))
        await user.until(lambda: user.app.stylesheet.has_source(session))
        monkeypatch.setattr("textual.css.stylesheet.parse", parsing)
        await user.begin()
    assert "answer_area.py" in parsed
    assert not [name for name in parsed if name.endswith(".tcss")]


async def test_enter_and_words_before_the_journal_is_read_are_honored(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, may_read = threading.Event(), threading.Event()

    async with opened(read=False) as user:
        today = user.app.session.today

        def slowly() -> Today:
            reads.set()
            may_read.wait(10)
            return today()

        monkeypatch.setattr(user.app.session, "today", slowly)
        user.app.get_screen("today", TodayScreen).reload()
        await user.until(reads.is_set)  # the disk's thread takes one after the other
        await user.press("enter")
        await user.type("quick n q 1?\nwords")
        assert isinstance(user.app.screen, StepScreen)
        await user.until(lambda: "One moment" in user.screen_text())
        may_read.set()
        first = practice.library.prompts[0]
        await user.until(lambda: user.text("#ask") == first.ask)
        await user.until(lambda: user.area.text == "quick n q 1?\nwords")


async def test_what_was_begun_is_there_after_enter(opened: Opened, practice: Practice) -> None:
    practice.drafts.save(draft_key("answer", "value.walk-away"), b"half a thought\r\n and")
    async with opened() as user:
        assert user.text("#ask") == practice.library.by_id["value.walk-away"].ask
        await user.begin()
        assert user.area.text == "half a thought\n and"
        assert user.area.cursor_location == (1, 4)
        assert user.status == "draft saved"
        assert user.text("#ask") == practice.library.by_id["value.walk-away"].ask


async def test_what_is_typed_is_a_draft_soon_after_the_last_key(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("half a thought")
        await user.until(lambda: user.status == "draft saved")
        assert (practice.places.drafts / f"{FIRST_KEY}.txt").read_text() == "half a thought"
        assert practice.journal.answers() == []


async def test_who_types_without_a_pause_has_a_draft_too(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.autosave.AFTER_LAST_KEY", 60)
    monkeypatch.setattr("coach.tui.autosave.WHILE_TYPING", 0.05)
    async with opened() as user:
        await user.begin()
        await user.type("half a thought")
        await user.until(lambda: [*practice.places.drafts.glob("*.txt")])


async def test_escape_leaves_and_the_draft_stays(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("left")
        await user.press("escape")
        await user.on(TodayScreen)
        await user.until(lambda: "Continue" in user.text("#next"))
        assert [draft.text for draft in practice.drafts.all()] == ["left"]


async def test_quitting_anywhere_leaves_the_draft(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        user.send(*"left", "ctrl+q")
        await user.until(lambda: not user.app.is_running)
    assert [draft.text for draft in practice.drafts.all()] == ["left"]


async def test_saving_nothing_skips(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("  \n")
        await user.press("ctrl+s")
        await user.on(TodayScreen)
    assert practice.journal.answers() == []
    assert practice.drafts.all() == []


async def test_saved_is_said_only_when_it_is(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise SaveError("The journal could not be saved: the disk is full.", "Make room.")

    monkeypatch.setattr(practice.journal, "put", fails)
    async with opened() as user:
        await user.begin()
        await user.type("precious")
        await user.press("ctrl+s")
        await user.until(lambda: user.status.startswith("Not saved."))
        assert "the disk is full" in user.status
        (draft,) = practice.places.drafts.glob("*.txt")
        assert str(draft) in user.status
        assert user.area.text == "precious"
        assert not user.view.busy
        await user.press("escape")
    assert "precious" in [draft.text for draft in practice.drafts.all()]


async def test_every_character_types_itself(opened: Opened) -> None:
    characters = string.ascii_letters + string.digits + "äßŽ日€" + string.punctuation + " "
    async with opened() as user:
        await user.begin()
        user.send(*characters)
        await user.until(lambda: len(user.area.text) >= len(characters))
        assert user.area.text == characters
        assert isinstance(user.app.screen, StepScreen)


async def test_a_paste_is_saved_as_it_is(opened: Opened, practice: Practice) -> None:
    text = "a\x0cb\x0bc one\u2028two \x85 tab\there a\r\nb\rc\n"
    async with opened() as user:
        await user.begin()
        user.app.post_message(events.Paste(f"<{text}>"))
        await user.until(lambda: user.area.text)
        await user.press("ctrl+s")
        await user.until(lambda: practice.journal.answers())
        await user.finish()
    expected = f"<{text}>".replace("\r\n", "\n").replace("\r", "\n")
    assert [answer.text for answer in practice.journal.answers()] == [expected]


async def test_undoing_a_long_paste_does_not_end_the_app(opened: Opened) -> None:
    """Textual 8 dies here if the scrollbar comes and goes (its issue 6686)."""
    async with opened() as user:
        await user.begin()
        user.app.post_message(events.Paste("\n".join(f"line {n}" for n in range(60))))
        await user.until(lambda: "line 59" in user.area.text)
        await user.press("ctrl+z")
        await user.until(lambda: not user.area.text)
        await user.press("ctrl+y")
        await user.until(lambda: "line 59" in user.area.text)


async def test_the_why_is_there_the_first_time_and_on_a_key_afterwards(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        assert user.app.screen.query_one(".why").display
        await user.press("f5")
        assert not user.app.screen.query_one(".why").display
    practice.entries.answer("met before", FIRST)
    practice.drafts.save(FIRST_KEY, b"once more")
    async with opened() as user:
        await user.begin()
        assert not user.app.screen.query_one(".why").display
        await user.press("f5")
        assert user.app.screen.query_one(".why").display


async def test_the_example_is_on_a_key_and_escape_hides_it(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        assert not user.app.screen.query_one(".example").display
        await user.press("f4")
        assert user.app.screen.query_one(".example").display
        assert practice.library.by_id[FIRST].example in user.text(".example")
        await user.press("escape")
        assert not user.app.screen.query_one(".example").display


async def test_on_a_small_screen_the_why_gives_way_to_the_writing(
    opened: Opened, practice: Practice
) -> None:
    async with opened((40, 12)) as user:
        await user.begin()
        why = practice.library.prompts[0].why[:30]
        assert why in user.words()
        await user.type("w")
        await user.until(lambda: why not in user.words())
        await user.pilot.pause()
        assert user.area.size.height >= 3
        await user.press("f5")
        assert isinstance(user.app.screen, ReadingScreen)
        await user.press("escape")
        assert user.area.text == "w"


async def test_f3_asks_another_question_and_then_offers_the_tracks(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        first = user.text("#ask")
        await user.type("for the first")
        await user.press("f3")
        await user.until(lambda: user.text("#ask") != first and user.takes_keys())
        second = user.text("#ask")
        assert user.area.text == ""
        await user.press("f3")
        await user.on(ChoiceScreen)
        await user.press("down", "down", "enter")
        await user.on(StepScreen)
        await user.until(lambda: user.text("#ask") not in (first, second) and user.takes_keys())
        await user.type("chosen")
        await user.press("ctrl+s")
        await user.until(lambda: practice.journal.answers())
        await user.finish()
    (answer,) = practice.journal.answers()
    assert answer.track == practice.library.tracks[2].id
    position = practice.course.position()
    assert position
    assert position.number == 1
    assert [(d.key, d.text) for d in practice.drafts.all()] == [(FIRST_KEY, "for the first")]


async def test_help_and_palette_come_from_the_one_declaration(opened: Opened) -> None:
    async with opened() as user:
        await user.press("question_mark")
        assert isinstance(user.app.screen, HelpScreen)
        assert "Start your session" in user.screen_text()
        last = user.app.screen.query(".muted").last(Static)
        assert last.content == "To change a key: coach config"
        await user.press("escape")
        await user.begin()
        await user.press("f1")
        await user.until(lambda: "Save and go on" in user.screen_text())
        await user.press("escape")
        await user.press("ctrl+p")
        await user.until(lambda: "Ask me another" in user.screen_text())
        await user.type("exam")
        await user.until(lambda: "Ask me another" not in user.screen_text())
        await user.press("enter")
        await user.until(lambda: user.app.screen.query(".example"))
        await user.until(lambda: user.app.screen.query_one(".example").display)


async def test_a_persons_own_keys_are_used_and_shown(opened: Opened, practice: Practice) -> None:
    own = {"save": "f12", "another": "f10", "why": "f11"}
    object.__setattr__(practice.config, "keys", own)
    async with opened() as user:
        await user.begin()
        assert "F12   Save" in user.screen_text()
        assert "F10 Another question" in user.screen_text()
        await user.press("f11")
        assert not user.app.screen.query_one(".why").display
        await user.type("saved with f12")
        await user.press("f12")
        await user.at("OneMore")
        await user.press("f12")
        await user.at("NewPromise")
        await user.press("f12")
        await user.at("Close")
        assert "Enter   Done for today" in user.screen_text()
    assert [answer.text for answer in practice.journal.answers()] == ["saved with f12"]


async def test_what_was_typed_before_there_was_a_field_is_all_on_the_screen(opened: Opened) -> None:
    words = "these words came before there was any field that they could be written in, " * 3
    async with opened() as user:
        user.send("enter", *words)
        await user.at("Reflect")
        await user.shows(lambda: user.area.text == words)
        assert words.strip() in user.words()


async def test_f8_saves_too(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("on a Greek keyboard")
        await user.press("f8")
        await user.at("OneMore")
    assert [answer.text for answer in practice.journal.answers()] == ["on a Greek keyboard"]


async def test_ctrl_c_says_how_to_quit(opened: Opened) -> None:
    async with opened() as user:
        await user.press("ctrl+c")
        assert user.status == "To quit: Ctrl+Q. What you wrote stays."


async def test_an_error_while_the_terminal_is_read_shows_no_words_and_loses_none(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def print_them(app: object) -> None:
        for segments in user.app._exit_renderables:
            shown.extend(segment.text for segment in segments.segments)

    monkeypatch.setattr("coach.tui.app.CoachApp._print_error_renderables", print_them)
    async with opened() as user:
        await user.begin()
        await user.type("words so far")
        user.app.panic("a traceback with private words")
    assert user.app.return_code == 1
    assert "Something went wrong in coach itself" in "".join(shown)
    assert "private" not in "".join(shown)
    assert [path.read_text() for path in practice.places.drafts.glob("*.txt")] == ["words so far"]
