"""What the rooms around the sitting have in common: Today, Journal, Progress, Prompts."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Footer

from coach.errors import CoachError
from coach.practice import Practice
from coach.tui.actions import ROOM, Action
from coach.tui.background import Background
from coach.tui.widgets.status_line import StatusLine


class Room(Screen[None]):
    """A screen one walks into with a digit. It reads the journal anew each time.

    A room names its ACTIONS and binds them, composes what is `inside`, and in `load` reads on
    the disk's thread and shows it.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ROOM

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__()
        self.practice = practice
        self.background = background

    def compose(self) -> ComposeResult:
        """The room, and the two lines below every room."""
        yield from self.inside()
        yield StatusLine()
        yield Footer(compact=True, show_command_palette=False)

    def inside(self) -> ComposeResult:
        """What is in the room."""
        raise NotImplementedError

    async def load(self) -> None:
        """Read what the room shows, and show it."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read anew."""
        self.refresh_room()

    @work(exclusive=True, group="load")
    async def refresh_room(self) -> None:
        """Read anew what the room shows."""
        problem: CoachError | None
        try:
            await self.load()
            problem = await self.background.run(self.practice.journal.problem)
        except CoachError as error:
            problem = error
        except NoMatches:
            return  # the person left while this was on its way
        if problem and self.query(StatusLine):
            self.tell(f"{problem.message} {problem.hint}")

    def tell(self, message: str) -> None:
        """Say what became of the person's words."""
        self.query_one(StatusLine).tell(message)
