"""The Playbook screen and the card: read, add, edit, correct, and find what a row came from."""

import pytest
from textual.widgets import Static

from coach.domain.playbook import PAGES
from coach.practice import Practice
from coach.practice.steps.writing import PlaybookLine, Reflect
from coach.tui.app import MAIN_SCREENS
from coach.tui.screens.card import CardScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.playbook import PlaybookScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.widgets.options import Options
from tests.conftest import FixedClock
from tests.tui.conftest import Opened, User, sizes


def loaded(user: User) -> bool:
    screen = user.app.screen
    return isinstance(screen, PlaybookScreen) and bool(screen.query_one("#page", Options).options)


async def at_page(user: User, page: str) -> None:
    """Open the Playbook at a page."""
    await user.press("4")
    await user.shows(lambda: loaded(user))
    await user.press(*["down"] * [*PAGES].index(page))
    await user.shows(lambda: PAGES[page] in shown(user))


def shown(user: User) -> str:
    """All that stands on the page, also what is out of sight."""
    rows = user.app.screen.query_one("#page", Options).options
    texts = [user.text("#title"), *(str(row.prompt.content) for row in rows)]
    return " ".join(" ".join(text.split()) for text in texts)


async def test_every_page_and_how_full_it_is(opened: Opened, practice: Practice) -> None:
    practice.playbook.add("my-price", "Sixty.")
    practice.entries.answer("For mills, @ilse.", "partial-help.send-to")
    async with opened() as user:
        await at_page(user, "my-price")
        text = user.screen_text()
        assert "3 of 10" in text  # the circle has her, too
        assert "● My price" in text
        assert "◐ When I can't" in text
        assert "○ The job" in text
        assert "Sixty. your words, Nov 24" in shown(user)


async def test_enter_on_an_empty_page_asks_its_question(opened: Opened, practice: Practice) -> None:
    async with opened() as user:
        await at_page(user, "my-price")
        question = practice.entries.prompt("value.price-sentence")
        assert question.ask in shown(user)
        await user.press("enter")
        await user.at("Reflect")
        assert isinstance(user.step, Reflect)
        assert user.step.prompt == question


async def test_a_line_is_added_edited_deleted_and_brought_back(
    opened: Opened, practice: Practice, clock: FixedClock
) -> None:
    async with opened() as user:
        await at_page(user, "my-price")
        await user.press("a")
        await user.at("PlaybookLine")
        assert isinstance(user.step, PlaybookLine)
        await user.type("Sixty.")
        await user.press("ctrl+s")
        await user.shows(lambda: loaded(user) and "Sixty. your words" in shown(user))
        assert user.status == "Saved on your page “My price”."
        clock.pass_days(1)
        await user.press("a")
        await user.at("PlaybookLine")
        assert "Sixty." in user.screen_text()
        await user.type("Seventy.")
        await user.press("ctrl+s")
        await user.shows(lambda: loaded(user) and "Seventy." in shown(user))
        assert "1 earlier line" in shown(user) and "Sixty." not in shown(user)
        await user.press("v")
        await user.shows(lambda: "Sixty." in shown(user))
        await user.press("enter", "down", "e")
        await user.at("Edit")
        await user.type(" Always.")
        await user.press("ctrl+s")
        await user.shows(lambda: loaded(user) and "Sixty. Always." in shown(user))
        await user.press("d")
        await user.shows(lambda: "Always" not in shown(user))
        await user.press("u")
        await user.shows(lambda: "Sixty. Always." in shown(user))
    assert [line.text for line in practice.playbook.lines()] == ["Sixty. Always.", "Seventy."]
    assert practice.drafts.all() == []


async def test_a_derived_row_opens_the_entry_it_came_from(opened: Opened, shop: Practice) -> None:
    async with opened() as user:
        await at_page(user, "when-i-cant")
        await user.press("enter", "down", "enter")
        await user.on(ReadingScreen)
        text = str(user.app.screen.query_one(".sheet Static", Static).content)
        assert "Sergers go to @ilse, who has every thread chart in her head." in text
        await user.press("escape")
        await user.on(PlaybookScreen)
        await user.press("escape", "down")
        await user.shows(lambda: "Who I serve" in shown(user))


async def test_one_key_corrects_what_kind_of_evidence_it_is(opened: Opened, shop: Practice) -> None:
    async with opened() as user:
        await at_page(user, "my-value")
        await user.press("enter")
        assert "evidence" not in user.screen_text().rpartition("\n")[2]  # a line is none
        await user.press("down")
        await user.shows(lambda: "m Mark evidence" in user.screen_text())
        for kind in ("my own claim", "their words", "a number"):
            await user.press("m")
            await user.shows(lambda: user.status == f"Marked as {kind}.")  # noqa: B023
            await user.shows(lambda: f"call. {kind}" in shown(user))  # noqa: B023
    grade = next(a for a in shop.journal.answers() if a.prompt == "value.their-grade")
    assert grade.evidence == "number"


async def test_one_key_says_who_is_a_partner_here_and_on_the_persons_page(
    opened: Opened, shop: Practice
) -> None:
    async with opened() as user:
        await at_page(user, "my-circle")
        await user.press("enter", "down", "b")
        await user.shows(lambda: user.status == "@renz is a partner now.")
        await user.shows(lambda: "Four partners, and five others." in shown(user))
        await user.press("2")
        await user.on(JournalScreen)
        await user.press("b")  # nobody's page
        await user.press("p")
        await user.until(lambda: not isinstance(user.app.screen, JournalScreen))
        await user.press("enter")
        await user.shows(lambda: "@mira" in user.text("#filters"))
        assert "partner" in user.text("#filters")
        await user.press("b")
        await user.shows(lambda: user.status == "@mira is no partner now.")
        await user.shows(lambda: "partner" not in user.text("#filters"))
    assert shop.course.partners() == {"joan", "ilse", "renz"}


async def test_words_are_copied_with_one_key(
    opened: Opened, shop: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    async with opened() as user:
        monkeypatch.setattr(user.app, "copy_to_clipboard", copied.append)
        await at_page(user, "my-price")
        await user.press("y", "c")
        await user.on(CardScreen)
        await user.press("down", "y")
        await user.shows(lambda: "“Where free ends” copied" in user.status)
    assert copied[0].startswith("A day you can plan with")
    assert copied[1].startswith("Ten minutes at the counter")


async def test_the_card_is_one_key_away_and_closes_with_it(
    opened: Opened, practice: Practice
) -> None:
    practice.playbook.add("my-price", "Sixty.")
    async with opened() as user:
        for name in MAIN_SCREENS:
            user.app.show_screen(name)
            screen = user.app.get_screen(name)
            await user.until(lambda: user.app.screen is screen)  # noqa: B023
            await user.press("c")
            await user.on(CardScreen)
            assert "Sixty." in user.screen_text()
            assert "Where free ends" not in user.screen_text()
            await user.press("c")
            await user.until(lambda: user.app.screen is screen)  # noqa: B023


async def test_the_card_comes_while_one_writes_and_the_letter_only_types(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("c")
        assert user.area.text == "c"
        await user.press("f9")
        await user.on(CardScreen)
        assert "still empty" in user.screen_text()
        await user.press("f9")
        await user.at("Reflect")
        assert user.area.text == "c"


@pytest.mark.parametrize("size", sizes((80, 24), (40, 12), (120, 40)))
async def test_every_page_can_be_read_at_every_size(
    opened: Opened, shop: Practice, size: tuple[int, int]
) -> None:
    async with opened(size) as user:
        await user.press("4")
        await user.shows(lambda: loaded(user))
        for title in PAGES.values():
            assert title in user.screen_text()
            await user.press("enter")
            page = user.app.screen.query_one("#page", Options)
            await user.shows(lambda: page.highlighted is not None)  # noqa: B023
            assert title in user.screen_text()
            assert page.size.height > 5
            for _ in range(page.option_count):
                await user.press("down")
            await user.press("escape", "down")
            await user.pilot.pause()
