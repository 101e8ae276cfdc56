"""Keys work on every keyboard layout and under Caps Lock, and letters still type themselves."""

import string
from dataclasses import replace

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input

from coach.practice import Practice
from coach.tui.layouts import LATIN, LAYOUTS, latin
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.progress import ProgressScreen
from coach.tui.screens.questions import QuestionsScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.widgets.footer import KeyFooter
from tests.tui.conftest import Opened, promised


@pytest.mark.parametrize("language", LAYOUTS)
def test_every_letter_of_a_layout_has_its_place_where_its_language_is_spoken(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    assert len(LAYOUTS[language]) == len(LATIN)
    for char, place in zip(LAYOUTS[language], LATIN, strict=True):
        if char == " ":
            continue
        assert _character_to_key(place) in latin(Key(_character_to_key(char), char))
        assert not char.isascii()


def test_a_latin_letter_and_a_sign_stay_what_they_are() -> None:
    for char in string.ascii_lowercase + string.digits + string.punctuation:
        assert [*latin(Key(_character_to_key(char), char))] == []


async def test_a_letter_of_a_main_screen_works_on_every_layout(opened: Opened) -> None:
    async with opened() as user:
        for key in "nNтТνΝמㅜ":
            user.send(key, *"нет, nothing")
            await user.at("Note")
            await user.until(lambda: user.area.text == "нет, nothing")
            user.area.clear()
            await user.press("escape")
            await user.on(TodayScreen)


async def test_signs_and_digits_of_other_layouts_lead_where_the_latin_ones_do(
    opened: Opened, practice: Practice
) -> None:
    practice.entries.note("@bill #oil")
    async with opened() as user:
        for key, screen in (("№", ChoiceScreen), ("з", ChoiceScreen), ("٣", ProgressScreen)):
            await user.press("2")
            await user.on(JournalScreen)
            user.send(key)
            await user.on(screen)
            await user.press("escape")
        user.send("１")
        await user.on(TodayScreen)


async def test_ctrl_and_a_letter_of_any_layout_saves(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        for save, text, then in (("ctrl+Ы", "Да.", "OneMore"), ("ctrl+S", "Нет.", "NewPromise")):
            user.send(*(["enter"] if then == "OneMore" else []), *text, save, save)
            await user.at(then)
            await user.pilot.pause()
            assert type(user.step).__name__ == then
    assert [answer.text for answer in practice.entries.visible()] == ["Да.", "Нет."]


async def test_the_palette_opens_on_every_layout_and_its_search_takes_the_letters(
    opened: Opened,
) -> None:
    async with opened() as user:
        user.send("ctrl+з")
        await user.until(lambda: user.app.screen.query(Input))
        user.send(*"тn")
        await user.until(lambda: user.app.screen.query_one(Input).value == "тn")
        await user.until(lambda: "No matches" in user.screen_text())


async def test_letters_for_a_step_are_never_a_key_of_the_screen_below(
    opened: Opened, practice: Practice
) -> None:
    promised(practice)
    practice.clock.pass_days(8)  # type: ignore[attr-defined]
    async with opened() as user:
        user.send("к")  # r: review
        await user.at("Review")
        user.send("٢", *"тук")
        await user.until(lambda: user.view.values().get("did") == "тук")
        assert user.view.values()["outcome"] == "partly"


async def test_ones_own_keys_work_there_too(practice: Practice, opened: Opened) -> None:
    own = {"journal": "m", "progress": "ё", "questions": "N"}
    practice.config = practice.work.config = replace(practice.config, keys=own)
    async with opened() as user:
        for key, screen in (("ь", JournalScreen), ("ё", ProgressScreen), ("Т", QuestionsScreen)):
            user.send(key)
            await user.on(screen)


async def test_the_footer_and_the_help_name_latin_keys(opened: Opened) -> None:
    async with opened() as user:
        footer = str(user.app.screen.query_one(KeyFooter).render())
        user.send("f1")
        await user.on(HelpScreen)
        assert "n Note" in footer
        user.send("й")
        await user.on(TodayScreen)
