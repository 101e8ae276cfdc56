"""Every key, wherever it is pressed: what it types, does, and where it is listed."""

import string
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import Input

from coach.domain.model import Answer
from coach.practice import Practice
from coach.tui import keys
from coach.tui.app import MAIN_SCREENS
from coach.tui.palette import TYPE, commands_of
from coach.tui.screens.base import MainScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.session.screen import StepScreen
from coach.tui.widgets.footer import KeyFooter
from tests.tui.conftest import Opened, User, in_journal, promised, sizes

SIGNS = string.ascii_letters + string.digits + "äßŽ日€тТыνΚשم№٢" + string.punctuation + " "

SIGNS = string.ascii_letters + string.digits + "äßŽ日€тТыνΚשم№٢" + string.punctuation + " "
SIZES = sizes((80, 24), (40, 12))


async def test_names_are_offered_and_only_right_takes_them(
    opened: Opened, practice: Practice, entries: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {"@b": "@bill", "see @B": "see @Bill", "@the": "@the-bakery", "#o": "#oil"}
    looked, people = count(), practice.entries.people
    monkeypatch.setattr(practice.entries, "people", lambda: (next(looked), people())[1])
    async with opened() as user:
        await user.begin()
        await user.type("mentions nobody")
        assert next(looked) == 0
        for typed in whole:
            user.area.clear()
            user.send(*typed)
            await user.until(lambda: user.area.text == typed and user.area.suggestion)  # noqa: B023
            await user.press("right")
            assert user.area.text == whole[typed]


async def field_of_session(user: User) -> Callable[[], str]:
    await user.begin()
    return lambda: user.area.text


async def field_of_search(user: User) -> Callable[[], str]:
    await in_journal(user, 4)
    await user.press("slash")
    return lambda: user.app.screen.query_one(Input).value


@pytest.mark.parametrize("field", [field_of_session, field_of_search])
async def test_every_sign_types_itself_and_does_nothing_else(
    opened: Opened,
    practice: Practice,
    entries: list[Answer],
    field: Callable[[User], object],
) -> None:
    async with opened() as user:
        text: Callable[[], str] = await field(user)  # type: ignore[misc]
        screen = user.app.screen
        user.send(*SIGNS)
        await user.until(lambda: len(text()) >= len(SIGNS))
        assert text() == SIGNS
        assert user.app.screen is screen
    assert practice.journal.answers() == entries


def bindings_of(user: User) -> list[Binding]:
    """The bindings in force, one for each key."""
    in_force = [active.binding for active in user.app.screen.active_bindings.values()]
    return [binding for binding in in_force if binding.id in keys.IDS]


def leaves(binding: Binding) -> bool:
    return binding.action == "app.quit" or binding.id == keys.PALETTE.id


@pytest.mark.faults
@pytest.mark.parametrize(
    ("full", "size"), [(False, (40, 12)), (True, (80, 24))], ids=["empty", "full"]
)
@pytest.mark.parametrize("name", [*MAIN_SCREENS])
async def test_no_key_crashes_a_main_screen(
    opened: Opened, practice: Practice, name: str, full: bool, size: tuple[int, int]
) -> None:
    if full:
        first = practice.entries.answer("@bill #oil", "give-free.for-free")
        practice.entries.edit(first.id, "changed")
        practice.journal.put([replace(first, id=f"{n:032x}") for n in range(300)])
        promised(practice)
    async with opened(size) as user:
        user.app.show_screen(name)
        await user.until(lambda: user.app.screen is user.app.get_screen(name))
        await user.pilot.pause()
        for binding in bindings_of(user):
            if leaves(binding):
                continue
            await user.press(binding.key)
            await user.pilot.pause()
            while not isinstance(user.app.screen, MainScreen):
                if isinstance(user.app.screen, StepScreen):
                    await user.until(user.takes_keys)
                await user.press("escape")
                await user.pilot.pause()
            user.app.show_screen(name)
            await user.until(lambda: user.app.screen is user.app.get_screen(name))


@pytest.mark.faults
@pytest.mark.parametrize("size", SIZES)
async def test_no_key_crashes_the_session(
    opened: Opened, practice: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await user.begin()
        for binding in bindings_of(user):
            if leaves(binding) or binding.id == keys.EDITOR.id:
                continue
            if not isinstance(user.app.screen, StepScreen):
                await user.begin()
            await user.press(binding.key)
            await user.pilot.pause()
            while not isinstance(user.app.screen, StepScreen | MainScreen):
                await user.press("escape")
                await user.pilot.pause()


async def test_the_help_and_the_palette_list_what_the_footer_does_and_more(
    opened: Opened, entries: list[Answer]
) -> None:
    async with opened() as user:
        await in_journal(user, 4)
        commands = {command.binding.id: command for command in commands_of(user.app.screen)}
        assert commands["quit"].keys == ("q", "Ctrl+Q")
        assert commands["search"].keys == ("/",)
        assert "begin" not in commands
        await user.press("question_mark")
        await user.on(HelpScreen)
        text = user.screen_text()
        assert "Search everything as you type." in text
        assert text.index("On this screen") < text.index("Find") < text.index("Change")
        await user.press("escape", "ctrl+p")
        await user.on(CommandPalette)
        await user.until(lambda: "Read the entry by itself." in user.screen_text())
        assert TYPE in user.screen_text()
        assert "/       Search " in user.screen_text()
        assert "Move up." not in user.screen_text()
        await user.type("on this")
        await user.until(lambda: "Show this day in earlier years." in user.screen_text())
        await user.press("enter")
        await user.until(lambda: "on this day" in user.text("#filters"))


async def test_the_palette_offers_a_note_and_its_search_takes_the_letter(opened: Opened) -> None:
    async with opened() as user:
        await user.press("ctrl+p")
        await user.until(lambda: user.app.screen.query(Input))
        await user.press("n", "o", "t")
        assert user.app.screen.query_one(Input).value == "not"
        await user.until(lambda: "Write down a thought." in user.screen_text())


async def test_a_narrow_footer_names_whole_keys_and_always_help(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    async with opened(size=(40, 12)) as user:
        shown = user.screen_text().rpartition("\n")[2]
        assert shown.split() == ["r", "Review", "promise", "c", "Card", "?", "Help"]


async def test_a_key_of_the_footer_can_be_clicked(opened: Opened) -> None:
    async with opened() as user:
        column = user.screen_text().rpartition("\n")[2].index("Help")
        await user.pilot.click(KeyFooter, offset=(column, 0))
        await user.on(HelpScreen)
