"""Review in the app: what came of a promise, and what came back from it."""

import pytest

from coach.practice import Practice, review_key
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.today import TodayScreen
from tests.tui.conftest import Opened, later, promised

FIRST = "give-free.left-without-buying"
LONG = "He left with a price, and Bill told me on Monday that two of them never even sent a bill."
SIZES = [(80, 24), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_week_later_the_promise_is_read_back_and_what_came_of_it_is_kept(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    practice.answer(LONG, FIRST)
    promised(practice)
    later(practice, 7)
    async with opened(size, read=False) as session:
        await session.until(lambda: session.text("#promise"))
        assert "If Bill calls, then I listen first." in session.text("#promise")
        await session.press("enter")
        await session.at("ReviewStep")
        await session.press("1")
        await session.type("I let him finish")
        await session.press("enter")
        await session.type("He said thanks")
        await session.press("enter", "2", "4", "enter")
        await session.type("15")
        await session.press("enter")
        await session.at("ReflectStep")
    (act,) = practice.acts()
    assert (act.status, act.said) == ("kept", "2026-12-01")
    assert (act.did, act.they, act.minutes) == ("I let him finish", "He said thanks", 15)
    assert [back.what for back in act.came_back] == ["thanks", "shared"]


async def test_letters_and_digits_in_the_lines_of_a_review_only_type(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 7)
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("3")
        await session.type("n q 1 2?")
        await session.press("ctrl+s")
        await session.at("ReflectStep")
    (act,) = practice.acts()
    assert (act.status, act.did) == ("not-yet", "n q 1 2?")


async def test_a_review_without_an_outcome_is_pointed_out_and_nothing_is_lost(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    later(practice, 7)
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("tab")
        await session.type("some words")
        await session.press("ctrl+s")
        await session.until(lambda: "1 to 5" in session.status)
        await session.press("escape")
        await session.until(lambda: isinstance(session.app.screen, TodayScreen))
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (review_key(act.id), "did: some words\n")


async def test_minutes_are_asked_only_where_something_is_given(
    opened: Opened, practice: Practice
) -> None:
    practice.promise("noon", "I rest", track="boundaries")
    later(practice, 7)
    async with opened(read=False) as session:
        await session.to_review()
        assert not session.app.screen.query("#minutes")


async def test_the_moment_never_came_and_the_second_time_another_way_is_offered(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    for days, due in ((4, "2026-12-04"), (7, "2026-12-11")):
        later(practice, days)
        async with opened(read=False) as session:
            await session.to_review()
            await session.press("5")
            await session.until(lambda: "I ask again in a week" in session.screen_text())
            await session.press("enter")
            if due == "2026-12-04":
                await session.at("ReflectStep")
            else:
                await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
                await session.press("enter")
                await session.at("RewordStep")
                await session.press("ctrl+u")
                await session.type("I ask one thing")
                await session.press("ctrl+s")
                await session.at("ReflectStep")
        (act,) = practice.acts()
        assert (act.status, act.due) == ("open", due)
    assert (act.moved, act.act) == (2, "I ask one thing")


async def test_words_to_a_moment_that_never_came_become_a_note(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    practice.drafts.keep(review_key(act.id), b"did: he was ill\n")
    later(practice, 7)
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("5", "enter")
        await session.at("ReflectStep")
    assert [(a.kind, a.text) for a in practice.kept()] == [
        ("note", "If Bill calls, then I listen first.\nhe was ill")
    ]


async def test_after_weeks_a_kept_gift_is_asked_about_with_one_key(
    opened: Opened, practice: Practice
) -> None:
    act = practice.promise("noon", "I call Ann", track="give-free")
    practice.say_outcome(act.id, "kept")
    later(practice, 28)
    async with opened(read=False) as session:
        await session.until(lambda: session.text("#why"))
        await session.press("enter")
        await session.at("EchoStep")
        await session.press("5")
        await session.at("ReflectStep")
    assert [(b.day, b.what) for b in practice.acts()[0].came_back] == [("2026-12-22", "paid")]


async def test_letters_typed_where_one_chooses_go_to_the_line_below(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    later(practice, 7)
    async with opened(read=False) as session:
        await session.to_review()
        await session.type("I did smile at him on 24 December")
        form = session.app.screen.step.form()
        assert (form["did"], form["outcome"]) == ("I did smile at him on 24 December", "")


@pytest.mark.parametrize(
    ("chosen", "status"), [(0, "open"), (1, "open"), (2, "let-go"), (3, "open")]
)
async def test_each_other_way_for_a_moment_that_never_comes_is_taken_once(
    opened: Opened, practice: Practice, chosen: int, status: str
) -> None:
    act = promised(practice)
    practice.moment_never_came(act.id)
    later(practice, 14)
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("5", "enter")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        await session.press(*["down"] * chosen, "enter")
        if chosen < 2:
            await session.at("RewordStep")
            await session.press("escape")
        await session.at("ReflectStep")
    (act,) = practice.acts()
    assert (act.status, act.moved) == (status, 2)
    assert practice.drafts.all() == []


async def test_quitting_while_another_way_is_offered_leaves_nothing_behind(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    practice.moment_never_came(act.id)
    practice.drafts.keep(review_key(act.id), b"did: he was ill\n")
    later(practice, 14)
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("5", "enter")
        await session.until(lambda: isinstance(session.app.screen, ChoiceScreen))
        await session.press("ctrl+q")
    assert practice.drafts.all() == []
    assert [a.kind for a in practice.kept()] == ["note"]


async def test_a_promise_told_of_in_another_window_keeps_these_words_as_a_note(
    opened: Opened, practice: Practice
) -> None:
    act = promised(practice)
    later(practice, 7)
    async with opened(read=False) as session:
        await session.to_review()
        await session.press("1")
        await session.type("my words")
        practice.say_outcome(act.id, "kept")
        await session.press("ctrl+s")
        await session.at("ReflectStep")
        assert "kept as a note" in session.status
    assert [a.text for a in practice.kept()] == ["If Bill calls, then I listen first.\nmy words"]
    assert practice.drafts.all() == []
