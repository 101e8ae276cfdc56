"""A walk through the four questions in the app, from the welcome to its close."""

from functools import partial

import pytest

from coach.practice import Practice
from coach.practice.session import ENOUGH_FOR_TODAY
from coach.practice.steps.writing import Changed
from coach.practice.walk import WALKED
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.questions import FOUR as FOUR_TITLE
from coach.tui.screens.questions import WALK_ID, QuestionsScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened, User, later, sizes

FOUR = [
    "give-free.for-free",
    "partial-help.cannot-fully",
    "filter.filter-out",
    "value.my-value",
]
TEXTS = [f"Words {number}. And more of them." for number in range(1, 5)]
SIZES = sizes((80, 24), (40, 12))


async def answer_four(user: User, texts: list[str] = TEXTS) -> None:
    for number, text in enumerate(texts, 5 - len(texts)):
        await user.at("WalkQuestion")
        assert f"Question {number} of 4." in user.words()
        await user.type(text)
        await user.press("ctrl+s")


def compares(user: User, text: str) -> bool:
    return user.takes_keys() and isinstance(user.step, Changed) and text in user.words()


def saved(practice: Practice) -> list[tuple[str | None, str]]:
    answers = practice.entries.visible()
    return sorted(((a.prompt, a.text) for a in answers), key=lambda pair: pair[1])


@pytest.mark.parametrize("size", SIZES)
async def test_a_first_walk_from_the_welcome_to_the_close(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        assert "Enter Answer this question" in user.words()
        assert "w Walk through the four" in user.words()
        assert user.text("#four").endswith("what you're worth.")
        await user.press("w")
        await answer_four(user)
        await user.at("NewPromise")
        await user.type("Bill calls on Monday")
        await user.press("enter")
        await user.type("I check his invoice with him first")
        await user.press("enter")
        await user.until(lambda: "Enter Promise it" in user.words())
        await user.press("enter")
        await user.at("Expect")
        await user.press("enter")
        await user.at("PageLines")
        assert "1 What I give first" in user.words()
        await user.press("1", "2", "3", "4")
        await user.until(lambda: len(user.app.screen.query("LineField")) == 4)
        await user.press("ctrl+s")
        await user.at("Close")
        assert "Saved on “What I give first”, “When I can't”" in user.status
        assert "Your words are saved." in user.text("#ask")
        if size == (40, 12):  # there the plan is in sight, and the rest a scroll away
            await user.shows(lambda: user.app.screen.query_one("#about").scroll_y > 0)
            user.app.screen.query_one("#about").scroll_home(animate=False)
        await user.shows(lambda: "Your words are saved." in user.words())
        await user.press("enter")
        await user.on(TodayScreen)
        await user.until(lambda: user.status == "I'll ask you on Friday.")
        assert user.pressed == 15
        await user.until(lambda: user.text("#why").startswith("That's it for today."))
        assert "Walk through" not in user.words()
    assert saved(practice) == [*zip(FOUR, TEXTS, strict=True)]
    lines = sorted(line.text for line in practice.playbook.lines())
    assert lines == [*TEXTS]
    assert len(practice.promises.all()) == 1
    assert practice.drafts.all() == []


@pytest.mark.parametrize("size", SIZES)
async def test_with_no_promise_and_no_line_it_takes_eight_keys_besides_words(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await user.press("w")
        await answer_four(user, [f"Words {'that fill a line ' * 5}{n}." for n in range(1, 5)])
        await user.at("NewPromise")
        await user.press("ctrl+s")
        await user.at("PageLines")
        in_sight = range(1, 5) if size == (80, 24) else []
        assert all(f"{'that fill a line ' * 5}{n}." in user.words() for n in in_sight)
        assert "1–4 Pick Enter Skip" in user.words()
        await user.press("enter")
        await user.at("Close")
        await user.press("enter")
        await user.on(TodayScreen)
        assert user.pressed == 8
    assert len(saved(practice)) == 4
    assert practice.playbook.lines() == []


async def test_a_line_can_be_changed_and_one_that_is_not_wanted_goes_with_its_mark(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.press("w")
        await answer_four(user)
        await user.at("NewPromise")
        await user.press("ctrl+s")
        await user.at("PageLines")
        await user.press("1", "2", "2")
        await user.until(lambda: sum(f.display for f in user.app.screen.query("LineField")) == 1)
        assert "Enter Go on 1–4 Pick more" in user.words()
        await user.press("enter")
        await user.type(" On the phone.")
        await user.press("enter")
        await user.at("Close")
    assert [line.text for line in practice.playbook.lines()] == [f"{TEXTS[0]} On the phone."]


async def test_left_on_the_way_enter_goes_on_with_it(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await user.press("w")
        await answer_four(user, TEXTS[:0])
        await user.at("WalkQuestion")
        await user.type(TEXTS[0])
        await user.press("ctrl+s")
        await user.until(lambda: "Question 2 of 4." in user.words())
        await user.type("half a")
        await user.press("escape")
        await user.on(TodayScreen)
        await user.until(lambda: user.text("#next") == " Enter   Continue")
        assert user.text("#ask") == practice.library.by_id[FOUR[1]].ask
        await user.press("enter")
        await user.at("WalkQuestion")
        assert user.area.text == "half a"
        await user.press("ctrl+s")
        await user.until(lambda: "Question 3 of 4." in user.words())
        await user.press("escape")
        await user.on(TodayScreen)
        await user.until(lambda: "Next in your walk" in user.text("#why"))


async def test_after_the_welcome_w_is_for_time_off_alone(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.answer("one")
    later(practice, 21)
    async with opened() as user:
        assert "Walk through" not in user.words()
        await user.press("question_mark")
        await user.on(HelpScreen)
        assert "Walk through" not in user.words()
        await user.press("escape")
        await user.on(TodayScreen)
        await user.press("w")
        await user.until(lambda: user.status == "Those weeks are time off now.")
    assert practice.drafts.all() == []


async def test_on_the_welcome_w_can_have_a_key_of_ones_own(
    opened: Opened, practice: Practice
) -> None:
    practice.config.keys["walk"] = "f"  # type: ignore[index]
    async with opened() as user:
        assert user.text("#walk").startswith("   f     Walk through the four questions")
        await user.press("f")
        await user.at("WalkQuestion")


@pytest.mark.parametrize("key", ["enter", "w"])
async def test_the_questions_screen_begins_with_the_walk_and_the_four(
    opened: Opened, practice: Practice, key: str
) -> None:
    practice.entries.answer("one", FOUR[0])
    later(practice, 7)
    async with opened() as user:
        await user.press("5")
        await user.on(QuestionsScreen)
        rows = user.app.screen.rows  # type: ignore[attr-defined]
        await user.until(lambda: rows.option_count)
        assert [option.id for option in rows.options][:6] == [
            FOUR_TITLE,
            WALK_ID,
            *FOUR,
        ]
        assert sum(option.id in FOUR for option in rows.options) == 4
        for prompt in FOUR:
            assert practice.library.by_id[prompt].ask in user.text("#reading Static")
        await user.press("down")
        await user.until(lambda: "Answered 7 days ago" in user.text("#reading Static"))
        await user.press("up", key)
        await user.at("WalkQuestion")


async def test_once_all_four_were_answered_today_the_questions_screen_says_so(
    opened: Opened, practice: Practice
) -> None:
    for prompt in FOUR:
        practice.entries.answer("one", prompt)
    async with opened() as user:
        await user.press("5")
        await user.on(QuestionsScreen)
        await user.until(lambda: user.text("#reading Static"))
        await user.press("w")
        await user.until(lambda: user.status == WALKED)


async def test_a_walk_takes_its_time(opened: Opened) -> None:
    async with opened() as user:
        await user.press("w")
        await user.at("WalkQuestion")
        user.steps._say_enough()
        await user.pilot.pause()
        assert user.status != ENOUGH_FOR_TODAY


@pytest.mark.parametrize("size", SIZES)
async def test_walked_again_then_and_now_follow_the_four(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    for number, prompt in enumerate(FOUR, 1):
        practice.entries.answer(f"First {number}.", prompt)
    later(practice, 90)
    async with opened(size) as user:
        await user.press("5")
        await user.on(QuestionsScreen)
        await user.until(lambda: user.text("#reading Static"))
        await user.press("w")
        await answer_four(user)
        for number in range(1, 5):
            await user.until(partial(compares, user, f"First {number}."))
            await user.press("ctrl+s")
        await user.at("NewPromise")
