"""Today: what is next, and why. Enter begins."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from coach.errors import CoachError
from coach.practice import BEGUN, Today
from coach.tui.actions import BEGIN, HELP, QUIT, bindings
from coach.tui.widgets.status_line import StatusLine
from coach.tui.widgets.week_strip import WeekStrip

WELCOME = (
    "Welcome. Ten minutes, two or three times a week: one good question, answered in your own "
    "words. Press Enter and write a few lines. They stay on this machine."
)


class TodayScreen(Screen[None]):
    """The question of the day, before it is put."""

    CSS_PATH = "today.tcss"
    ACTIONS: ClassVar = (BEGIN, HELP, QUIT)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def compose(self) -> ComposeResult:
        """The frame, empty until the journal is read."""
        with VerticalScroll(can_focus=False):
            with Vertical(id="week"):
                yield Static("", id="place", markup=False)
                yield WeekStrip("")
            yield Static("", id="welcome", markup=False)
            yield Static("", id="ask", markup=False)
            yield Static("", id="why", markup=False)
            yield Static("", id="next", markup=False)
        yield StatusLine()
        yield Footer(compact=True, show_command_palette=False)

    def show(self, today: Today) -> None:
        """Show what is next."""
        position = today.position
        self.query_one(WeekStrip).show(position)
        self._fill("place", _place(today))
        self._fill("welcome", "" if today.begun else WELCOME)
        prompt = today.begun_prompt or today.prompt
        self._fill("ask", prompt.ask if prompt else "")
        self._fill("why", BEGUN if today.begun_prompt else today.why)
        self._fill("next", _what_enter_does(today))

    def show_problem(self, error: CoachError) -> None:
        """Say why nothing can be shown."""
        self._fill("ask", error.message)
        self._fill("why", error.hint)

    def tell(self, message: str) -> None:
        """Say what became of the person's words."""
        self.query_one(StatusLine).tell(message)

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
    if today.begun_prompt:
        return "Enter goes on with it."
    if today.prompt is None:
        return ""
    if today.plan_met:
        return "That's the week. One more if you like: Enter."
    if today.sat_today:
        return "That's today. One more if you like: Enter."
    return "Enter begins."
