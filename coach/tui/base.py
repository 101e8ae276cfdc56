"""What every screen of the app starts from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.tui.app import CoachApp
    from coach.tui.screens.choice import ChoiceScreen

    _Screen = Screen[Any]
else:  # a second screen among its bases would hide from Textual what a screen is made of
    _Screen = object

Result = TypeVar("Result")


def coach_of(node: DOMNode) -> "CoachApp":
    """Return the app of a screen or a widget."""
    return cast("CoachApp", node.app)


@contextmanager
def errors_to(show: Callable[[str], object]) -> Iterator[None]:
    """Show a CoachError to the person, and leave undone what comes after it in here."""
    try:
        yield
    except CoachError as error:
        show(str(error))


class EndsOnce(_Screen):
    """A screen that is left once, however often it is told to go.

    Textual takes away whatever is on top. The second of two keys pressed in one breath would take
    the screen below, and what is being written there.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Go, unless it is gone already or something else is above it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class CoachModal(EndsOnce, ModalScreen[Result]):
    """What is shown above a screen until it is put away."""


class CoachScreen(EndsOnce, Screen[Result]):
    """A screen that knows its app as what it is."""

    takes_steps: ClassVar[bool] = False
    """Whether it takes the steps of a session."""

    def on_compose(self) -> None:
        """Take the classes of the terminal's size before there is anything to style by them.

        Textual gives them once it has laid everything out, and then does it once more.
        """
        size, app = self.app.size, self.app
        for room, breakpoints in (
            (size.width, app.HORIZONTAL_BREAKPOINTS),
            (size.height, app.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(max(point for point in breakpoints or () if point[0] <= room)[1])

    def status(self, message: str) -> None:
        """Show a message, if there is a place for it."""

    def choose(self, screen: "ChoiceScreen", then: Callable[[str], Any]) -> None:
        """Call `then` with the id of what the person chooses there, unless they go back."""
        self.app.push_screen(screen, lambda chosen: then(chosen) if chosen else None)

    @property
    def coach(self) -> "CoachApp":
        """The app."""
        return coach_of(self)
