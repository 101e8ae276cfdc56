"""Today (1): what is next, and why. Enter begins."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coach.practice import BEGUN, Today
from coach.tui.actions import BEGIN, ROOM, SCROLL_DOWN, SCROLL_UP, bindings
from coach.tui.screens.room import Room
from coach.tui.widgets.week_strip import WeekStrip

WELCOME = (
    "Welcome. One good question, ten minutes, two or three times a week. "
    "Press Enter and write a few lines. They stay on this machine."
)


class TodayScreen(Room):
    """The question of the day, before it is put."""

    CSS_PATH = "today.tcss"
    ACTIONS: ClassVar = (BEGIN, *ROOM, SCROLL_UP, SCROLL_DOWN)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def inside(self) -> ComposeResult:
        """The frame, empty until the journal is read."""
        with VerticalScroll(can_focus=False):
            with Vertical(id="week"):
                yield Static("", id="place", markup=False)
                yield WeekStrip("")
            for name in ("welcome", "ask", "why", "next"):
                yield Static("", id=name, markup=False)

    async def load(self) -> None:
        """Show what is next."""
        today = await self.background.run(self.practice.today)
        prompt = today.prompt
        self.query_one(WeekStrip).show(today.position)
        self._fill("place", _place(today))
        self._fill("welcome", "" if today.practised else WELCOME)
        self._fill("ask", prompt.ask if prompt else "")
        self._fill("why", BEGUN if today.begun else today.why)
        self._fill("next", _what_enter_does(today))

    def action_scroll_up(self) -> None:
        """Scroll up."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Scroll down, where the screen is too small for everything."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def _fill(self, name: str, text: str) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(text)
        part.display = bool(text)


def _place(today: Today) -> str:
    day = f"{today.day:%A} {today.day.day} {today.day:%B}"
    if not today.position:
        return day
    return f"{day} · week {today.position.number} of {today.position.of}"


def _what_enter_does(today: Today) -> str:
    if today.begun:
        return "Enter goes on with it."
    if today.prompt is None:
        return ""
    if today.plan_met:
        return "That's the week. One more if you like: Enter."
    if today.sat_today:
        return "That's today. One more if you like: Enter."
    return "Enter begins."
