"""A sitting in the app: what is typed is kept, and nothing typed is ever lost."""

import string
import threading

import pytest
from textual import events

from coach.errors import SaveError
from coach.practice import Practice, Today, draft_key
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.steps import StepsScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened

FIRST = "give-free.left-without-buying"


async def test_from_the_start_to_a_kept_answer(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.press("enter")
        await session.type("A way to check the oil.")
        await session.press("ctrl+s")
        await session.until(lambda: session.status == "kept")
        await session.walk_out()
    (answer,) = practice.journal.answers()
    assert (answer.text, answer.prompt) == ("A way to check the oil.", FIRST)
    assert (answer.day, answer.week) == ("2026-11-24", "2026-W48")
    assert answer.ask == practice.library.by_id[FIRST].ask
    assert practice.drafts.all() == []


async def test_enter_and_words_before_the_journal_is_read_are_honoured(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = threading.Event()
    read = practice.today

    def slowly(*args: object) -> Today:
        may_read.wait(10)
        return read(*args)

    monkeypatch.setattr(practice, "today", slowly)
    async with opened(read=False) as session:
        await session.press("enter")
        await session.type("quick n q 1?\nwords")
        assert isinstance(session.app.screen, StepsScreen)
        assert "One moment" in session.text("#ask")
        may_read.set()
        await session.until(lambda: "bought nothing" in session.text("#ask"))
        assert session.area.text == "quick n q 1?\nwords"


async def test_what_was_begun_is_there_after_enter(opened: Opened, practice: Practice) -> None:
    practice.drafts.keep(draft_key("value.walk-away"), b"half a thought\r\n and")
    async with opened() as session:
        assert session.text("#ask") == practice.library.by_id["value.walk-away"].ask
        await session.begin()
        assert session.area.text == "half a thought\n and"
        assert session.area.cursor_location == (1, 4)
        assert session.status == "draft kept"
        assert session.text("#ask") == practice.library.by_id["value.walk-away"].ask


async def test_what_is_typed_is_a_draft_soon_after_the_last_key(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("half a thought")
        await session.until(lambda: session.status == "draft kept")
        path = practice.places.drafts / f"{draft_key(FIRST)}.txt"
        assert path.read_text() == "half a thought"
        assert practice.journal.answers() == []


async def test_escape_leaves_and_the_draft_stays(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("left")
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
        await session.until(lambda: "goes on" in session.text("#next"))
        assert [draft.text for draft in practice.drafts.all()] == ["left"]


async def test_quitting_anywhere_keeps_the_draft(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("left")
        await session.press("ctrl+q")
    assert [draft.text for draft in practice.drafts.all()] == ["left"]


async def test_keeping_nothing_skips(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.begin()
        await session.type("  \n")
        await session.press("ctrl+s")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
    assert practice.journal.answers() == []
    assert practice.drafts.all() == []


async def test_kept_is_said_only_when_it_is(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise SaveError("The journal could not be saved: the disk is full.", "Make room.")

    monkeypatch.setattr(practice.journal, "put", fails)
    async with opened() as session:
        await session.begin()
        await session.type("precious")
        await session.press("ctrl+s")
        await session.until(lambda: session.status.startswith("Not kept."))
        assert "the disk is full" in session.status
        assert session.area.text == "precious"
        assert not session.area.read_only
        await session.press("escape")
    assert "precious" in [draft.text for draft in practice.drafts.all()]


async def test_every_sign_types_itself(opened: Opened) -> None:
    signs = string.ascii_letters + string.digits + "äßŽ日€" + string.punctuation + " "
    async with opened() as session:
        await session.begin()
        for sign in signs:
            session.app.post_message(events.Key(_key_name(sign), sign))
        await session.until(lambda: len(session.area.text) >= len(signs))
        assert session.area.text == signs
        assert isinstance(session.app.screen, StepsScreen)


def _key_name(sign: str) -> str:
    from textual.keys import _character_to_key

    return _character_to_key(sign)


@pytest.mark.parametrize(
    "text", ["a\x0cb\x0bc", "one\u2028two", "\x85", "tab\there", "a\r\nb\rc\n"]
)
async def test_a_paste_is_kept_as_it_is(opened: Opened, practice: Practice, text: str) -> None:
    async with opened() as session:
        await session.begin()
        session.app.post_message(events.Paste(f"<{text}>"))
        await session.until(lambda: session.area.text)
        await session.press("ctrl+s")
        await session.until(lambda: practice.journal.answers())
        await session.walk_out()
    expected = f"<{text}>".replace("\r\n", "\n").replace("\r", "\n")
    assert [answer.text for answer in practice.journal.answers()] == [expected]


async def test_undoing_a_long_paste_does_not_end_the_app(opened: Opened) -> None:
    """Textual 8 dies here if the scrollbar comes and goes (its issue 6686)."""
    async with opened() as session:
        await session.begin()
        session.app.post_message(events.Paste("\n".join(f"line {n}" for n in range(60))))
        await session.until(lambda: "line 59" in session.area.text)
        await session.press("ctrl+z")
        await session.until(lambda: not session.area.text)
        await session.press("ctrl+y")
        await session.until(lambda: "line 59" in session.area.text)


async def test_the_why_is_there_the_first_time_and_on_a_key_afterwards(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.begin()
        assert session.app.screen.query_one("#why").display
        await session.press("f5")
        assert not session.app.screen.query_one("#why").display
    practice.answer("met before", FIRST)
    practice.drafts.keep(draft_key(FIRST), b"once more")
    async with opened() as session:
        await session.begin()
        assert not session.app.screen.query_one("#why").display
        await session.press("f5")
        assert session.app.screen.query_one("#why").display


async def test_the_example_is_on_a_key(opened: Opened, practice: Practice) -> None:
    async with opened() as session:
        await session.begin()
        assert not session.app.screen.query_one("#example").display
        await session.press("f4")
        assert session.app.screen.query_one("#example").display
        assert practice.library.by_id[FIRST].example in session.text("#example")


async def test_on_a_small_screen_the_why_gives_way_to_the_writing(
    opened: Opened, practice: Practice
) -> None:
    async with opened((40, 12)) as session:
        await session.begin()
        assert session.app.screen.query_one("#why").display
        await session.type("w")
        await session.until(lambda: not session.app.screen.query_one("#why").display)
        await session.pilot.pause()
        assert session.area.size.height >= 3
        await session.press("f5")
        assert isinstance(session.app.screen, ReadingScreen)
        await session.press("escape")
        assert session.area.text == "w"


async def test_f3_asks_another_question_and_then_offers_the_tracks(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as session:
        await session.begin()
        first = session.text("#ask")
        await session.type("for the first")
        await session.press("f3")
        await session.until(lambda: session.text("#ask") != first)
        second = session.text("#ask")
        assert session.area.text == ""
        await session.press("f3")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        await session.press("down", "down", "enter")
        await session.until(lambda: isinstance(session.app.screen, StepsScreen))
        await session.until(lambda: session.text("#ask") not in (first, second))
        await session.type("chosen")
        await session.press("ctrl+s")
        await session.until(lambda: practice.journal.answers())
        await session.walk_out()
    (answer,) = practice.journal.answers()
    assert answer.track == practice.library.tracks[2].id
    position = practice.today().position
    assert position
    assert position.number == 1
    assert [(d.key, d.text) for d in practice.drafts.all()] == [(draft_key(FIRST), "for the first")]


async def test_help_and_palette_come_from_the_one_declaration(opened: Opened) -> None:
    async with opened() as session:
        await session.press("question_mark")
        assert isinstance(session.app.screen, HelpScreen)
        assert "Begin the sitting" in session.screen_text()
        await session.press("escape")
        await session.begin()
        await session.press("f1")
        await session.until(lambda: "Keep it and go on" in session.screen_text())
        await session.press("escape")
        await session.press("ctrl+p")
        await session.until(lambda: "Ask another question" in session.screen_text())
        await session.type("exam")
        await session.until(lambda: "Ask another question" not in session.screen_text())
        await session.press("enter")
        await session.until(lambda: session.app.screen.query("#example"))
        await session.until(lambda: session.app.screen.query_one("#example").display)


async def test_a_persons_own_keys_are_used_and_shown(opened: Opened, practice: Practice) -> None:
    object.__setattr__(practice.config, "keys", {"keep": "f8"})
    async with opened() as session:
        await session.begin()
        assert "f8 Keep" in session.screen_text()
        await session.type("kept with f8")
        await session.press("f8")
        await session.at("DeeperStep")
    assert [answer.text for answer in practice.journal.answers()] == ["kept with f8"]
