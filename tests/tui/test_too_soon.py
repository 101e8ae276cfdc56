"""Keys and news that come before what they are for is there, or after it is gone."""

import pytest
from textual.app import App, ComposeResult
from textual.command import CommandList
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.geometry import Region
from textual.widget import AwaitMount, Widget
from textual.widgets import Input
from textual.widgets.option_list import Option
from textual.worker import WorkerFailed

from coach.practice import Practice
from coach.practice.steps.step import Step
from coach.tui.palette import Palette
from coach.tui.screens.base import MainScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.session import opened as drafts
from coach.tui.session.screen import StepScreen
from coach.tui.widgets.options import Options
from coach.tui.widgets.scroll import Scroll
from coach.tui.widgets.status_line import DRAFT_SAVED
from tests.tui.conftest import Opened, User, later, promised


async def with_help_above(user: User) -> StepScreen:
    """Begin a session, write in it and ask for help; return the session."""
    await user.begin()
    await user.type("half a thought")
    steps = user.steps
    await user.press("f1")
    await user.on(HelpScreen)
    return steps


async def test_a_screen_put_away_twice_leaves_the_one_below(opened: Opened) -> None:
    async with opened() as user:
        steps = await with_help_above(user)
        shown = user.app.screen
        shown.dismiss()
        shown.dismiss()
        await user.pilot.pause()
        assert user.app.screen is steps
        assert user.area.text == "half a thought"


async def test_a_session_left_while_the_help_opens_is_left_when_that_is_closed(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        steps = await with_help_above(user)
        await steps.action_leave()
        await user.pilot.pause()
        assert isinstance(user.app.screen, HelpScreen)
        await user.press("escape")
        await user.on(TodayScreen)
    assert [draft.text for draft in practice.drafts.all()] == ["half a thought"]


async def test_the_palette_opens_again_while_it_closes(opened: Opened) -> None:
    async with opened() as user:
        await user.press("ctrl+p")
        await user.on(Palette)
        closing = user.app.screen
        closing.dismiss()
        user.app.action_command_palette()
        await user.shows(lambda: isinstance(user.app.screen, Palette))
        assert user.app.screen is not closing


async def test_the_palette_is_paged_where_it_shows_no_list(opened: Opened) -> None:
    async with opened() as user:
        await user.press("ctrl+p")
        await user.shows(lambda: "Card" in user.screen_text())
        listed = user.app.screen.query_one(CommandList)
        listed.styles.height = 0
        await user.until(lambda: not listed.size)
        listed.add_option(Option("late"))
        listed.highlighted = 0
        await user.press("pageup", "pagedown")
    assert user.app._exception is None


async def test_the_palette_looks_for_nothing_once_it_is_gone(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []
    async with opened() as user:
        await user.press("ctrl+p")
        await user.shows(lambda: "Card" in user.screen_text())
        palette, field = user.app.screen, user.app.screen.query_one(Input)
        monkeypatch.setattr(palette, "_gather_commands", sought.append)
        field.value = "ca"
        await user.until(lambda: sought == ["ca"])
        user.app.push_screen(HelpScreen(palette))
        await user.on(HelpScreen)
        field.value = "car"
        await user.pilot.pause()
        assert sought == ["ca"]


async def test_a_list_with_no_room_is_paged() -> None:
    class Small(App[None]):
        def compose(self) -> ComposeResult:
            yield Options(Option("one"), Option("two"))

    async with Small().run_test(size=(20, 4)) as pilot:
        options = pilot.app.query_one(Options)
        options.highlighted = 0
        options.styles.height = 0
        options.add_option(Option("three"))
        await pilot.press("pageup", "pagedown")
    assert pilot.app._exception is None


async def test_a_step_left_while_it_comes_gives_its_draft_back(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as user:
        await user.begin()
        closed: list[Step] = []
        monkeypatch.setattr(drafts.Opened, "close", lambda opened: closed.append(opened.step))
        steps, mount, left = user.steps, user.steps._page.mount, user.step

        def mount_and_leave(view: Widget) -> AwaitMount:
            mounted = mount(view)
            view.remove()
            return mounted

        monkeypatch.setattr(steps._page, "mount", mount_and_leave)
        await user.press("f3")
        await user.until(lambda: user.view.step is not left and not user.view.is_attached)
        await user.pilot.pause()
        user.view.after_typing(lambda: None)
        assert closed == [user.step]
    assert user.app._exception is None


def test_a_main_screen_that_is_only_being_opened_has_nothing_to_scroll_or_say() -> None:
    screen = TodayScreen()
    screen.action_scroll_down()
    screen.action_scroll_up()
    screen.status("Saved.")


async def test_what_is_said_of_a_step_that_is_gone_is_no_crash(opened: Opened) -> None:
    async with opened() as user:
        await user.begin()
        status = user.view.status
        await user.view.remove()
        status.note(DRAFT_SAVED)
    assert user.app._exception is None


async def test_what_is_being_taken_away_may_be_drawn_once_more(opened: Opened) -> None:
    async with opened() as user:
        await user.begin()
        area = user.area
        await user.view.remove()
        drawn = area.render_lines(Region(0, 0, 10, 2))
        assert [strip.text for strip in drawn] == [" " * 10] * 2


async def test_a_page_that_was_to_scroll_when_its_step_went_is_no_crash(
    opened: Opened, practice: Practice
) -> None:
    promised(practice, "Bill calls again about the old bike " * 3, "I ask what he measured with it")
    later(practice, 8)
    async with opened((40, 12)) as user:
        await user.begin()
        page = user.view.query_one(Scroll)
        assert page.max_scroll_y
        page.scroll_y = 0
        await user.view.remove()
        page.scroll_y = page.max_scroll_y
    assert user.app._exception is None


async def test_a_screen_that_is_being_taken_down_meets_no_crash(
    opened: Opened,
) -> None:
    async with opened() as user:
        await user.press("2")
        await user.shows(lambda: user.app.screen.query("#filters"))
        screen = user.app.screen
        assert isinstance(screen, MainScreen)
        await screen.query("#filters").remove()
        await screen.reload().wait()
    assert user.app._exception is None


async def test_what_misses_its_screen_while_the_app_ends_is_no_crash(opened: Opened) -> None:
    async with opened() as user:
        user.app.exit()
        user.app._handle_exception(NoMatches())
        user.app._handle_exception(WorkerFailed(NoScreen()))
        assert user.app._exception is None
        assert user.app.return_code == 0
