"""The app without a terminal, in a home of the test's own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Static

from coach.domain.model import Act
from coach.practice import Practice
from coach.tui.app import CoachApp
from coach.tui.screens.room import Room
from coach.tui.screens.steps import StepsScreen
from coach.tui.widgets.answer_area import AnswerArea

Opened = Callable[..., AbstractAsyncContextManager["Session"]]


class Session:
    """One run of the app, as a person sees it."""

    def __init__(self, app: CoachApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        for sign in text:
            key = "enter" if sign == "\n" else _character_to_key(sign)
            self.app.post_message(events.Key(key, None if sign == "\n" else sign))
        await self.pilot.pause()

    async def until(self, true: Callable[[], object]) -> None:
        """Let the app work until this holds."""
        for _ in range(2000):
            if true():
                return
            await self.pilot.pause(0.002)
        raise AssertionError(f"never came true; the screen says:\n{self.screen_text()}")

    async def begin(self) -> None:
        """Press Enter on Today and wait for the question."""
        await self.press("enter")
        await self.until(lambda: "One moment" not in self.text("#ask"))

    async def walk_out(self) -> None:
        """Skip whatever is left of the sitting, until Today is there."""
        for _ in range(12):
            await self.until(lambda: isinstance(self.app.screen, Room) or self._takes_keys())
            if isinstance(self.app.screen, Room):
                return
            step = self.app.screen.step
            await self.press("ctrl+s")
            await self.until(
                lambda step=step: (
                    isinstance(self.app.screen, Room) or self.app.screen.step is not step
                )
            )
        raise AssertionError(f"the sitting does not end:\n{self.screen_text()}")

    async def at(self, step: str) -> None:
        """Wait for a step of the sitting, such as `CommitStep`, that takes what is typed."""
        await self.until(lambda: self.app.screen.query(step) and self._takes_keys())

    async def to_review(self) -> None:
        """Press Enter on Today and wait for what came of the promise."""
        await self.until(lambda: self.text("#promise"))
        await self.press("enter")
        await self.at("ReviewStep")

    def _takes_keys(self) -> bool:
        screen = self.app.screen
        return (
            isinstance(screen, StepsScreen)
            and not screen.waits
            and "One moment" not in (self.screen_text())
        )

    def text(self, selector: str) -> str:
        found = self.app.screen.query(selector)
        return str(found.first(Static).content) if found else ""

    @property
    def status(self) -> str:
        return self.text("StatusLine")

    @property
    def area(self) -> AnswerArea:
        return self.app.screen.query_one(AnswerArea)

    def screen_text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


def promised(practice: Practice, cue: str = "Bill calls", act: str = "I listen first") -> Act:
    return practice.promise(cue, act)


def later(practice: Practice, days: float) -> None:
    practice.clock.pass_days(days)  # type: ignore[attr-defined]


@pytest.fixture
def opened(practice: Practice) -> Opened:
    """Opens the app on the test's practice, at a size, the journal already read."""

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), *, read: bool = True
    ) -> AsyncIterator[Session]:
        app = CoachApp(practice)
        async with app.run_test(size=size) as pilot:
            session = Session(app, pilot)
            if read:
                await session.until(lambda: session.text("#why"))
            yield session

    return open_app
