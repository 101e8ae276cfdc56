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
from tests.tui.conftest import Opened, later, promised, sizes

SIZES = sizes((40, 12), (60, 20), (80, 24), (120, 40))


async def test_a_new_person_is_welcomed_and_asked(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        shown = user.screen_text()
        assert "Welcome." in shown
        assert user.text("#ask") == practice.library.prompts[0].ask
        assert "Tue, Nov 24" in shown
        assert " Enter   Answer this question  about 10 minutes" in shown
        assert "   w     Walk through the four questions  about 20 minutes" in shown


async def test_on_a_wide_screen_the_twelve_weeks_and_how_it_goes_stand_beside_the_welcome(
    opened: Opened,
) -> None:
    async with opened((120, 40)) as user:
        shown = user.screen_text()
        assert "Your twelve weeks" in shown
        assert "●   1  giving first" in shown
        assert "○  12  looking back" in shown
        assert "How it goes" in shown


async def test_later_the_welcome_is_gone_and_the_weeks_move(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("one")
    later(practice, 7)
    async with opened() as user:
        shown = user.screen_text()
        assert "Welcome" not in shown
        assert "✓━━●──○" in shown
        assert "Week 2 of 12  where free ends" in shown


async def test_after_the_plan_is_met_there_is_no_more_asking(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("one")
    later(practice, 1)
    practice.entries.answer("two")
    later(practice, 1)
    async with opened() as user:
        assert user.text("#why") == "That's the week. One more if you like."
        assert user.text("#next") == " Enter   Answer one more question  if you like"


async def test_after_a_session_today_says_what_was_saved_when_the_next_is_and_offers_one_more(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("Showed @bill\nthe oil stick.", "give-free.for-free")
    promised(practice)
    async with opened() as user:
        await user.begin()
        await user.finish()
        await user.until(lambda: user.text("#why") == "That's it for today. You saved:")
        assert user.text("#ask") == "“Showed @bill the oil stick.”"
        assert user.text("#note") == "Your next session is on Friday."
        assert "Answer one more question" in user.text("#next")
        assert "If Bill calls, I'll listen first." in user.text("#promise")


async def test_a_promise_reviewed_today_is_told_as_it_went(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    later(practice, 3)
    practice.promises.review(promise.id, "kept")
    practice.entries.answer("one", "give-free.for-free")
    promised(practice, "Anna writes")
    async with opened() as user:
        await user.begin()
        await user.finish()
        await user.until(lambda: user.text("#why").startswith("That's it for today."))
        assert user.text("#ask").splitlines() == [
            "Promise kept: “If Bill calls, I'll listen first.”",
            "“one”",
        ]


async def test_an_answer_of_four_weeks_ago_and_the_last_thing_that_came_back_are_there(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("I said no to the @bakery.", "give-free.for-free")
    promise = promised(practice)
    practice.promises.review(promise.id, "kept", back=["nothing", "thanks", "paid"])
    later(practice, 27)
    async with opened() as user:
        assert user.text("#memory").splitlines() == [
            "Four weeks ago you wrote",
            "“I said no to the @bakery.”",
            "What you could give free · Tue, Nov 24",
        ]
        assert user.text("#back").splitlines() == [
            "The last thing that came back",
            "Thanks and paid work, on Tue, Nov 24",
            "If Bill calls, I'll listen first.",
        ]
        await user.press("space", "space")
        assert "Thanks and paid work" in user.screen_text()


async def test_where_nothing_is_left_to_ask_today_says_what_else_to_do(
    opened: Opened, practice: Practice
) -> None:
    first = practice.entries.answer("one")
    for number, prompt in enumerate(practice.library.prompts):
        practice.journal.put([replace(first, id=f"{number:032x}", prompt=prompt.id)])
    later(practice, 1)
    async with opened() as user:
        assert user.text("#ask") == ""
        assert user.text("#next") == " 5   Choose a question"


async def test_all_open_promises_are_shown_and_any_can_be_reviewed_before_its_day(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 0.01)
    second = promised(practice, "the bakery writes", "answer on the same day")
    async with opened() as user:
        assert user.text("#promise").splitlines() == [
            "You promised",
            "If Bill calls, I'll listen first.",
            "I'll ask you on Friday.",
            "",
            "If the bakery writes, I'll answer on the same day.",
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
        assert user.text("#why") == "First, how did it go?"
        assert user.text("#ask") == "If Bill calls, I'll listen first."
        assert user.text("#note") == "Promised on Tuesday."
        assert user.text("#promise") == ""
        assert user.text("#next") == " Enter   Start today's session  about 10 minutes"
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
        assert user.text("#next").startswith(" F6   Answer this question")
        await user.press("f6")
        await user.until(user.takes_keys)


async def test_what_was_begun_is_continued(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("words so far")
        await user.press("escape")
        await user.on(MainScreen)
        await user.until(lambda: user.text("#next") == " Enter   Continue")
        await user.begin()
        assert user.area.text == "words so far"


async def test_after_twelve_weeks_today_says_what_they_came_to_and_then_which_round_it_is(
    opened: Opened, practice: Practice
) -> None:
    for _ in range(12):
        practice.entries.answer("Words.")
        later(practice, 7)
    async with opened() as user:
        assert user.text("#place").startswith("12 of 12 weeks")
        assert user.text("WeekStrip").count("✓") == 12
        assert "You practiced in 12 of the last 12 weeks." in user.text("#ask")
        assert user.text("#next") == " Enter   See your twelve weeks"
        await user.begin()
        await user.press("1", "enter")
        await user.at("Reflect")
        await user.press("escape")
        await user.shows(lambda: user.text("#place").startswith("Round 2 · Week 1 of 12"))


@pytest.mark.parametrize("size", SIZES)
async def test_what_to_press_is_in_sight_at_any_size(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        lines = user.screen_text().splitlines()
        assert any(line.strip().startswith("Enter   Answer this question") for line in lines)
        assert any(line.strip().startswith("w     Walk through the four") for line in lines)
        assert all(len(line) <= size[0] for line in lines)
    practice.entries.answer("one")
    promised(practice, "a customer calls about " + "a very long matter " * 8)
    promised(practice)
    later(practice, 7)
    async with opened(size) as user:
        assert "Enter   Start today's session" in user.screen_text()


async def test_a_small_screen_shows_the_rest_by_scrolling(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("one")
    promised(practice, "a customer calls about " + "a very long matter " * 14)
    later(practice, 1)
    promised(practice)
    async with opened((40, 12)) as user:
        assert "If Bill calls" not in user.screen_text()
        await user.press("pagedown", "pagedown", "pagedown")
        await user.until(lambda: "If Bill calls" in user.screen_text())
        assert "Enter   Start today's session" in user.screen_text()


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
