"""The main screens that are made while the person only looks."""

import asyncio
import string
from collections import defaultdict
from collections.abc import Callable

import pytest
from textual.screen import Screen

from coach.domain.model import Answer
from coach.practice import Practice
from coach.tui.app import MAIN_SCREENS
from coach.tui.screens.today import TodayScreen
from coach.tui.widgets.bars import TopBar
from coach.tui.widgets.footer import KeyFooter
from tests.tui.conftest import Opened, User

SIGNS = string.ascii_letters + string.digits + "äßŽ日€тТыνΚשم№٢" + string.punctuation + " "


def ready(user: User) -> set[str]:
    """The main screens that show their content, whether they are in sight or not."""
    return {
        name
        for name in MAIN_SCREENS
        if (screen := user.app.get_screen(name)).is_running
        and screen.query_one(TopBar).right
        and screen.query_one(KeyFooter).size
    }


async def test_while_one_only_looks_the_other_screens_are_made_and_laid_out(
    opened: Opened, entries: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.preparation.REST", 0.001)
    async with opened() as user:
        await user.until(lambda: ready(user) == {*MAIN_SCREENS})
        assert isinstance(user.app.screen, TodayScreen)
        await user.press("2")
        assert f"{len(entries)} entries" in user.screen_text()


async def test_a_screen_that_was_made_is_drawn_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.preparation.REST", 0.001)
    done = defaultdict[object, list[str]](list)

    def noted(name: str) -> Callable[..., None]:
        call = getattr(Screen, name)

        def run(screen: Screen[None], *args: object, **kwargs: object) -> None:
            done[screen].append(name)
            call(screen, *args, **kwargs)

        return run

    async with opened() as user:
        await user.until(lambda: ready(user) == {*MAIN_SCREENS})
        await user.until(lambda: "prepare" not in {worker.name for worker in user.app.workers})
        for name in ("_refresh_layout", "_compositor_refresh"):
            monkeypatch.setattr(Screen, name, noted(name))
        for key in "2345":
            await user.press(key)
            await user.until(lambda: done[user.app.screen])
            assert done[user.app.screen][0] == "_compositor_refresh"


async def no_screen_is_made(
    user: User, monkeypatch: pytest.MonkeyPatch, *, while_typing: str
) -> None:
    monkeypatch.setattr("coach.tui.preparation.REST", 0)
    rests = asyncio.create_task(user.app.preparation.rest())
    await user.type(while_typing)
    assert not rests.done()
    await user.press("escape")
    await user.until(rests.done)


async def test_while_one_writes_no_screen_is_made(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as user:
        await user.begin()
        await no_screen_is_made(user, monkeypatch, while_typing="Nobody asked, and I went home.")


async def test_while_one_searches_no_screen_is_made(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as user:
        await user.press("2", "slash")
        await no_screen_is_made(user, monkeypatch, while_typing="oil")


async def test_people_are_looked_for_while_no_key_is_pressed(
    opened: Opened, practice: Practice, entries: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked_at() -> list[bool]:
        return ["_mentioned" in vars(entry) for entry in practice.journal.entries()]

    monkeypatch.setattr("coach.tui.preparation.AT_ONCE", 2)
    async with opened() as user:
        looks = asyncio.create_task(user.app.preparation.look_for_people())
        await user.press("down")
        assert not any(looked_at())
        monkeypatch.setattr("coach.tui.preparation.REST", 0)
        looks.cancel()
        await user.app.preparation.look_for_people()
        assert all(looked_at())
