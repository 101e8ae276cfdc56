"""A promise as one sentence, to be confirmed."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.acts import if_then, obstacle_in_words
from coach.domain.dates import day_and_month
from coach.domain.text import shown
from coach.tui.actions import CHANGE_IT, HELP_WHILE_TYPING, LATER, PROMISE, SOONER, bindings


class ReadBack(VerticalScroll):
    """The promise as one sentence, to be confirmed."""

    DEFAULT_CSS = """
    ReadBack {
        height: 1fr;
        padding: 1 0;
        #promises-it { dock: bottom; }
    }
    """
    ACTIONS: ClassVar = (PROMISE, CHANGE_IT, SOONER, LATER, HELP_WHILE_TYPING)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    class Promised(Message):
        """It is promised."""

    class Changing(Message):
        """It is to be changed first."""

    class Moved(Message):
        """It is to be asked about on another day."""

        def __init__(self, days: int) -> None:
            super().__init__()
            self.days = days

    def __init__(self) -> None:
        super().__init__()
        self._text = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """The promise, and below it, always in sight, what makes it one."""
        yield self._text
        yield Static("Enter promises it. ← → another day.", id="promises-it", markup=False)

    def show(self, form: dict[str, str], due: date | None) -> None:
        """Read this promise back; `due` is when it will be asked about."""
        plan = [if_then(form["cue"], form["act"])]
        if obstacle := obstacle_in_words(form["obstacle"], form["if_obstacle"]):
            plan.append(obstacle)
        asked = f"\n\nI ask about it on {day_and_month(due)}." if due else ""
        self._text.update(Content.assemble((shown("\n\n".join(plan)), "bold"), asked))

    def action_promise(self) -> None:
        """Promise it."""
        self.post_message(self.Promised())

    def action_change_it(self) -> None:
        """Change it first."""
        self.post_message(self.Changing())

    def action_sooner(self) -> None:
        """Ask a day sooner."""
        self.post_message(self.Moved(-1))

    def action_later(self) -> None:
        """Ask a day later."""
        self.post_message(self.Moved(1))
