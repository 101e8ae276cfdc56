"""Today: what's next and why, at any size, whatever the journal holds."""

from dataclasses import replace

import pytest

from coach import crash
from coach.config import load
from coach.practice import Practice
from coach.practice.steps.promise import Review
from coach.tui.app import CoachApp
from coach.tui.screens.base import MainScreen
from coach.tui.screens.choice import ChoiceScreen
from tests.tui.conftest import Opened, later, promised


async def test_a_new_person_is_welcomed_and_asked(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        shown = user.screen_text()
        assert "Welcome." in shown
        assert practice.library.prompts[0].ask in " ".join(shown.split())
        assert "Tue, Nov 24 · week 1 of 12" in shown
        assert "● ○ ○ ○ ○ ○ ○ ○ ○ ○ ○ ○" in shown
        assert "Press Enter to answer (10 minutes)." in shown


async def test_later_the_welcome_is_gone_and_the_weeks_move(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("one")
    later(practice, 7)
    async with opened() as user:
        shown = user.screen_text()
        assert "Welcome" not in shown
        assert "✓ ● ○" in shown
        assert "Week 2 of 12" in shown


async def test_after_the_plan_is_met_there_is_no_more_asking(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("one")
    later(practice, 1)
    practice.entries.answer("two")
    later(practice, 1)
    async with opened() as user:
        assert user.text("#next") == "That's it for this week. Want one more? Press Enter."


async def test_a_session_that_is_over_offers_one_more(opened: Opened, practice: Practice) -> None:
    practice.entries.answer("one", "give-free.for-free")
    promised(practice)
    async with opened() as user:
        await user.begin()
        await user.finish()
        await user.until(lambda: user.text("#next").startswith("That's it for today."))


async def test_where_nothing_is_left_to_ask_today_says_what_else_to_do(
    opened: Opened, practice: Practice
) -> None:
    first = practice.entries.answer("one")
    for number, prompt in enumerate(practice.library.prompts):
        practice.journal.put([replace(first, id=f"{number:032x}", prompt=prompt.id)])
    later(practice, 1)
    async with opened() as user:
        assert user.text("#ask") == ""
        assert user.text("#next") == "Press 5 to choose a question, or n to write a note."


async def test_all_open_promises_are_shown_and_any_can_be_reviewed_before_its_day(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 0.01)
    second = promised(practice, "the bakery writes", "answer on the same day")
    async with opened() as user:
        assert user.text("#promise").splitlines() == [
            "You promised: “If Bill calls, I'll listen first.” I'll ask you on Friday.",
            "You promised: “If the bakery writes, I'll answer on the same day.” "
            "I'll ask you on Friday.",
        ]
        await user.press("r")
        await user.on(ChoiceScreen)
        await user.press("down", "enter")
        await user.at("Review")
        assert isinstance(user.step, Review)
        assert user.step.promise == second


async def test_a_promise_whose_day_has_come_is_asked_about_first(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 3)
    async with opened() as user:
        assert user.text("#promise") == "You promised: “If Bill calls, I'll listen first.”"
        assert user.text("#why") == "First, how did it go?"
        assert user.text("#next") == "Press Enter to start."
        await user.begin()
        assert isinstance(user.step, Review)


async def test_weeks_away_become_time_off_on_a_key(opened: Opened, practice: Practice) -> None:
    practice.entries.answer("one")
    later(practice, 21)
    async with opened() as user:
        assert user.text("#welcome") == (
            "Welcome back. Were you away? Press w to mark those weeks as time off."
        )
        await user.press("w")
        await user.until(lambda: user.status == "Those weeks are time off now.")
        await user.until(lambda: not user.text("#welcome"))
    assert practice.course.paused_weeks() == {"2026-W49", "2026-W50"}


async def test_keys_of_ones_own_are_named(opened: Opened, practice: Practice) -> None:
    practice.config = replace(practice.config, keys={"begin": "f6"})
    async with opened() as user:
        assert user.text("#next") == "Press F6 to answer (10 minutes)."
        await user.press("f6")
        await user.until(user.takes_keys)


async def test_what_was_begun_is_continued(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("words so far")
        await user.press("escape")
        await user.on(MainScreen)
        await user.until(lambda: user.text("#next") == "Press Enter to continue.")
        await user.begin()
        assert user.area.text == "words so far"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
async def test_it_fits(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as user:
        await user.until(lambda: "Start" in user.screen_text())
        shown = user.screen_text()
        words = " ".join(shown.split())
        assert "Press Enter to answer (10 minutes). Or press w to walk through four" in words
        assert all(len(line) <= size[0] for line in shown.splitlines())


async def test_a_damaged_journal_is_told_and_left_alone(opened: Opened, practice: Practice) -> None:
    practice.places.data.mkdir()
    practice.places.journal.write_bytes(b"not a journal")
    async with opened() as user:
        await user.until(lambda: "The journal is damaged" in user.status)
        await user.begin()
        await user.type("words")
        await user.press("ctrl+s")
        await user.until(lambda: user.status.startswith("Not saved."))
        assert user.area.text == "words"
        (draft,) = practice.places.drafts.glob("*.txt")
        assert draft.read_text() == "words"
        assert str(draft) in user.status
    assert practice.places.journal.read_bytes() == b"not a journal"


async def test_a_crash_shows_none_of_the_persons_words(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's own report prints local variables."""

    def breaks(self: object, event: object = None) -> None:
        secret = "my private words"
        raise ValueError(secret)

    shown: list[str] = []

    def print_them(app: CoachApp) -> None:
        for segments in app._exit_renderables:
            shown.extend(segment.text for segment in segments.segments)  # type: ignore[union-attr]

    monkeypatch.setattr(CoachApp, "_print_error_renderables", print_them)
    with pytest.raises(ValueError, match="my private words"):
        async with opened() as user:
            await user.begin()
            await user.type("words so far")
            monkeypatch.setattr(CoachApp, "action_help", breaks)
            await user.press("f1")
    printed = "".join(shown)
    assert "Something went wrong in coach itself" in printed
    assert "private" not in printed
    assert "Traceback" not in printed
    report = practice.places.state / "crash.txt"
    assert "ValueError" in report.read_text()
    assert "private" not in report.read_text()
    assert [path.read_text() for path in practice.places.drafts.glob("*.txt")] == ["words so far"]


def test_a_crash_report_is_for_its_owner_alone(practice: Practice) -> None:
    crash.report(ValueError("words"))
    assert (practice.places.state / "crash.txt").stat().st_mode & 0o777 == 0o600


async def test_a_wrong_setting_is_named_on_the_status_line(
    opened: Opened, practice: Practice
) -> None:
    practice.places.config_file.parent.mkdir(parents=True)
    practice.places.config_file.write_text('ten_minutes = "no"')
    practice.config = load(practice.places.config_file)
    async with opened() as user:
        await user.until(lambda: "expected true or false" in user.status)
        assert user.status.endswith("The default is used.")
