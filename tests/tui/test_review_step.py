"""Review in the app: how a promise went, and what came back from it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from textual.widgets import Static

from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import FIRST, LONG, Opened, User, later, promised, sizes

SIZES = sizes((80, 24), (40, 12))


async def to_review(user: User) -> None:
    """Press Enter on Today and wait for the promise that is due."""
    await user.begin()
    await user.at("Review")


@pytest.fixture
def reviewing(opened: Opened, practice: Practice) -> Opened:
    """Opens the app a week after a promise, at its review."""

    @asynccontextmanager
    async def open_review() -> AsyncIterator[User]:
        promised(practice)
        later(practice, 7)
        async with opened() as user:
            await to_review(user)
            yield user

    return open_review


@pytest.mark.parametrize("size", SIZES)
async def test_a_week_later_the_promise_is_read_back_and_how_it_went_is_saved(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    practice.entries.answer(LONG, FIRST)
    promised(practice)
    later(practice, 7)
    async with opened(size) as user:
        assert "If Bill calls, I'll listen first." in user.text("#ask")
        await to_review(user)
        assert "If Bill calls, I'll listen first." in user.words()
        await user.press("1")
        await user.type("I let him finish")
        await user.press("enter")
        await user.type("He said thanks")
        await user.press("enter", "2", "4", "enter")
        await user.type("15")
        await user.press("enter")
        await user.at("Kept")
        parts = user.app.screen.query(".frame Static").results(Static)
        told = " ".join(str(part.content) for part in parts)  # on a small screen it scrolls
        for words in (
            "Promise kept: “If Bill calls, I'll listen first.”",
            "What you did: “I let him finish”",
            "What they said or did: “He said thanks”",
            "What came back: thanks, recommended me.",
            "That came from what you did.",
        ):
            assert words in told
        await user.press("enter")
        await user.at("Reflect")
    (promise,) = practice.promises.all()
    assert (promise.status, promise.reviewed) == ("kept", date(2026, 12, 1))
    assert promise.did == "I let him finish"
    assert (promise.response, promise.minutes) == ("He said thanks", 15)
    assert [back.what for back in promise.came_back] == ["thanks", "shared"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_look_back_shows_what_it_asks_about_and_all_of_it_on_a_key(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    practice.entries.answer(f"I asked Bill. {'And then I waited. ' * 9}The end.", FIRST)
    later(practice, 28)
    async with opened(size) as user:
        user.app.begin("look-back.sign-today")
        await user.at("Reflect")
        assert "About four weeks ago" in user.words()
        assert user.step.ask.split(". ")[0] in user.words()
        assert "The end." not in user.words()
        assert "F6 Read all" in user.screen_text()
        await user.type("half a ")
        await user.press("f6")
        await user.on(ReadingScreen)
        assert "I asked Bill." in user.words()
        assert "The end." in str(user.app.screen.query(".sheet Static").last(Static).content)
        await user.press("escape")
        await user.at("Reflect")
        await user.type("thought")
        assert user.area.text == "half a thought"


async def test_letters_and_digits_in_the_lines_of_a_review_only_type(
    reviewing: Opened, practice: Practice
) -> None:
    async with reviewing() as user:
        await user.press("3")
        await user.type("n q 1 2?")
        await user.press("ctrl+s")
        await user.at("Reflect")
    (promise,) = practice.promises.all()
    assert (promise.status, promise.did) == ("not-this-time", "n q 1 2?")


@pytest.mark.parametrize(
    ("keys", "outcome", "did"),
    [
        ("150 euros less", "kept", "50 euros less"),
        ("23pm was too late", "partly", "3pm was too late"),
        ("90 percent of it", "", "90 percent of it"),
    ],
)
async def test_digits_that_go_on_as_text_are_text_and_no_second_choice(
    reviewing: Opened, practice: Practice, keys: str, outcome: str, did: str
) -> None:
    async with reviewing() as user:
        await user.type(keys)
        values = user.view.values()
        assert (values["outcome"], values["did"]) == (outcome, did)


async def test_a_second_digit_and_enter_choose_anew(reviewing: Opened, practice: Practice) -> None:
    async with reviewing() as user:
        await user.press("1", "2", "enter")
        await user.type("half of it")
        values = user.view.values()
        assert (values["outcome"], values["did"]) == ("partly", "half of it")


async def test_the_fields_follow_the_outcome_and_one_with_words_stays(
    reviewing: Opened, practice: Practice
) -> None:
    async with reviewing() as user:
        assert [*user.view.values()] == ["outcome", "did"]
        await user.press("1", "enter", "enter")
        assert [*user.view.values()] == ["outcome", "did", "response", "back", "minutes"]
        await user.type("He laughed")
        await user.press("up", "up", "4")
        assert user.view.values() == {"outcome": "let-go", "did": "", "response": "He laughed"}
        await user.press("2")
        assert user.view.values()["response"] == "He laughed"
        assert "back" in user.view.values()


async def test_words_of_a_draft_whose_field_is_not_asked_for_stay(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    key = draft_key("review", promise.id)
    practice.drafts.save(key, b"outcome: let-go\nresponse: He laughed\n")
    later(practice, 7)
    async with opened() as user:
        await to_review(user)
        assert user.view.values()["response"] == "He laughed"
        await user.type("words")
        await user.press("escape")
        await user.on(TodayScreen)
    (draft,) = practice.drafts.all()
    assert "response: He laughed\n" in draft.text


async def test_a_review_without_an_outcome_is_pointed_out_and_nothing_is_lost(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    later(practice, 7)
    async with opened() as user:
        await to_review(user)
        await user.press("tab")
        await user.type("some words")
        await user.press("ctrl+s")
        await user.until(lambda: user.status == "How did it go? Press 1 to 5.")
        await user.press("escape")
        await user.on(TodayScreen)
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (draft_key("review", promise.id), "did: some words\n")


async def test_the_moment_never_came_and_the_second_time_another_way_is_offered(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    for days, due in ((4, date(2026, 12, 4)), (7, date(2026, 12, 11))):
        later(practice, days)
        async with opened() as user:
            await to_review(user)
            await user.press("5")
            await user.until(lambda: "I'll ask again in a week" in user.words())
            await user.press("enter")
            if due == date(2026, 12, 4):
                await user.at("Reflect")
            else:
                await user.at("AnotherWay")
                await user.press("1")
                assert user.takes_keys()
                await user.press("enter")
                await user.at("Reword")
                await user.type("I ask one thing")
                await user.press("ctrl+s")
                await user.at("Reflect")
        (promise,) = practice.promises.all()
        assert (promise.status, promise.due) == ("open", due)
    assert (promise.moved, promise.action) == (2, "I ask one thing")


async def test_after_weeks_a_kept_gift_is_asked_about_with_one_key(
    opened: Opened, practice: Practice
) -> None:
    promise = practice.promises.make("noon", "I call Ann", expected="nothing")
    practice.promises.review(promise.id, "kept")
    later(practice, 28)
    async with opened() as user:
        await user.begin()
        await user.at("Echo")
        await user.press("5", "x")
        assert user.status == "Press 1 to 7."
        assert type(user.step).__name__ == "Echo"
        assert user.view.values() == {"back": "paid"}
        await user.press("enter")
        await user.at("Reflect")
    (promise,) = practice.promises.all()
    assert [(b.day, b.what) for b in promise.came_back] == [(date(2026, 12, 22), "paid")]


async def test_letters_typed_where_one_chooses_go_to_the_line_below(
    reviewing: Opened, practice: Practice
) -> None:
    async with reviewing() as user:
        await user.type("I did smile at him on 24 December")
        values = user.view.values()
        assert (values["did"], values["outcome"]) == ("I did smile at him on 24 December", "")


@pytest.mark.parametrize(("way", "status"), [("2", "open"), ("3", "let-go")])
async def test_each_other_way_for_a_moment_that_never_comes_is_taken_once(
    opened: Opened, practice: Practice, way: str, status: str
) -> None:
    promise = promised(practice)
    practice.promises.move(promise.id)
    later(practice, 14)
    async with opened() as user:
        await to_review(user)
        await user.press("5", "enter")
        await user.at("AnotherWay")
        await user.press(way, "enter")
        if way == "2":
            await user.at("Reword")
            assert user.app.screen.focused.id == "cue"
            await user.press("escape")
            await user.on(TodayScreen)
        else:
            await user.at("Reflect")
    (promise,) = practice.promises.all()
    assert (promise.status, promise.moved) == (status, 2)
    assert practice.drafts.all() == []


async def test_quitting_while_another_way_is_offered_leaves_nothing_behind(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    practice.promises.move(promise.id)
    practice.drafts.save(draft_key("review", promise.id), b"did: he was ill\n")
    later(practice, 14)
    async with opened() as user:
        await to_review(user)
        await user.press("5", "enter")
        await user.at("AnotherWay")
        await user.press("1", "ctrl+q")
        await user.until(lambda: not user.app.is_running)
    assert practice.drafts.all() == []
    assert [(a.kind, a.text) for a in practice.entries.visible()] == [
        ("note", "If Bill calls, I'll listen first.\nhe was ill")
    ]


async def test_a_promise_reviewed_in_another_window_leaves_these_words_as_a_note(
    opened: Opened, practice: Practice
) -> None:
    promise = promised(practice)
    later(practice, 7)
    async with opened() as user:
        await to_review(user)
        await user.press("1")
        await user.type("my words")
        practice.promises.review(promise.id, "kept")
        await user.press("ctrl+s")
        await user.at("Reflect")
        assert "saved as a note" in user.status
    assert [a.text for a in practice.entries.visible()] == [
        "If Bill calls, I'll listen first.\nmy words"
    ]
    assert practice.drafts.all() == []


async def test_an_outcome_is_taken_back_at_the_next_step_with_its_words(
    reviewing: Opened, practice: Practice
) -> None:
    async with reviewing() as user:
        await user.press("3")
        await user.type("a slip")
        await user.press("ctrl+s")
        await user.at("Reflect")
        await user.type("half a thought")
        assert "F7 Undo outcome" in user.screen_text()
        await user.press("f7")
        await user.at("Review")
        assert (user.view.values()["outcome"], user.view.values()["did"]) == (
            "not-this-time", "a slip",
        )  # fmt: skip
        assert practice.promises.all()[0].status == "open"
        await user.press("1", "ctrl+s")
        await user.at("Kept")
        await user.press("f7")
        await user.at("Review")
        await user.press("ctrl+s")
        await user.at("Kept")
        await user.press("enter")
        await user.at("Reflect")
        assert "F7 Undo outcome" in user.screen_text()
        assert user.area.text == "half a thought"
        await user.press("ctrl+s")
        await user.at("NewPromise")
        assert "Undo outcome" not in user.screen_text()
    assert [(p.status, p.did) for p in practice.promises.all()] == [("kept", "a slip")]


async def test_a_second_promise_that_is_due_is_reviewed_from_the_close(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 0.01)
    promised(practice, "Ann writes", "I answer")
    later(practice, 7)
    async with opened() as user:
        await to_review(user)
        await user.press("1", "ctrl+s")
        await user.at("Kept")
        await user.press("enter")
        await user.at("Reflect")
        await user.press("ctrl+s")
        await user.at("NewPromise")
        await user.press("ctrl+s")
        await user.at("Close")
        assert "Also due If Ann writes, I'll answer." in user.words()
        await user.press("f6")
        await user.at("Review")
        await user.press("1", "ctrl+s")
        await user.at("Kept")
        assert "Promise kept: “If Ann writes, I'll answer.”" in user.words()
        await user.press("enter")
        await user.at("Close")
        assert "Also due" not in user.words()
    assert [promise.status for promise in practice.promises.all()] == ["kept", "kept"]
