"""The app without a terminal, in a home of the test's own."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache, partial
from typing import Any

import pytest
from textual import _wait, events
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Static

from coach.domain.model import Answer, Promise
from coach.practice import Practice
from coach.practice.steps.step import Step
from coach.tui.app import CoachApp
from coach.tui.screens.base import MainScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.session.screen import StepScreen
from coach.tui.session.view import StepView
from coach.tui.widgets.answer_area import AnswerArea
from coach.tui.widgets.options import Options, Row

_wait.SLEEP_GRANULARITY = 0.005
"""How long the app is idle before a test goes on; what takes longer is waited for by name."""


drawn = Compositor.render_update
"""What draws; a picture needs it."""


def _undrawn(compositor: Compositor, *_: object, **options: object) -> None:
    """Spare a terminal that isn't there: a test draws what it reads."""
    compositor._dirty_regions.clear()


Compositor.render_update = _undrawn  # type: ignore[method-assign, assignment]

parse_rules = Stylesheet._parse_rules


@cache
def _parsed(variables: tuple[tuple[str, str], ...], args: tuple, options: tuple) -> list[RuleSet]:
    return parse_rules(Stylesheet(variables=dict(variables)), *args, **dict(options))


def _parsed_once(sheet: Stylesheet, *args: object, **options: object) -> list[RuleSet]:
    """Parse each style sheet once for all the apps of a run: it's a quarter of a start."""
    return _parsed((*sheet._variables.items(),), args, (*options.items(),))


Stylesheet._parse_rules = _parsed_once  # type: ignore[method-assign, assignment]
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign, assignment]
"""The same hash, but not in Python: it's asked for millions of times."""

BORDERS = re.compile("[─-╿▀-▟]")
FIRST = "give-free.left-without-buying"
"""The question that a new person is asked first."""
LONG = "He left with a price, and Bill told me on Monday that two of them never even sent a bill."
ScreenType = type[Any]
Opened = Callable[..., AbstractAsyncContextManager["User"]]


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of many colors that does not say what its background is."""
    # No screen is made before it is asked for.
    monkeypatch.setattr("coach.tui.preparation.REST", 3600)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("COLORFGBG", raising=False)


def sizes(first: object, *others: object) -> list[Any]:
    """Terminal sizes or the like to try: the first always, the others among the long tests."""
    return [first, *(pytest.param(other, marks=pytest.mark.faults) for other in others)]


class User:
    """One run of the app, as a person sees it."""

    def __init__(self, app: CoachApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.pressed = 0
        """Keys pressed by name: all that are not words."""

    async def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self.pilot.press(*keys)

    def send(self, *keys: str) -> None:
        """Press keys in one breath, without waiting for what they do."""
        for key in keys:
            character = key if len(key) == 1 else None
            self.app.post_message(
                events.Key(_character_to_key(key) if character else key, character)
            )

    async def type(self, text: str) -> None:
        self.send(*("enter" if character == "\n" else character for character in text))
        await self.pilot.pause()

    async def until(self, true: Callable[[], object]) -> None:
        """Let the app work until this holds."""
        for _ in range(2000):
            if true():
                return
            await self.pilot.pause(0.002)
        raise AssertionError(f"never came true; the screen says:\n{self.screen_text()}")

    async def shows(self, true: Callable[[], object]) -> None:
        """Let the app work until this holds, and is drawn."""
        await self.until(true)
        await self.pilot.pause()

    async def begin(self) -> None:
        """Press Enter on Today and wait for a step that takes what is typed."""
        await self.press("enter")
        await self.shows(self.takes_keys)

    async def at(self, *steps: str) -> None:
        """Wait for a step of the session, such as `NewPromise`, that takes what is typed."""
        await self.shows(lambda: self.takes_keys() and type(self.step).__name__ in steps)

    async def on(self, screen: ScreenType) -> None:
        """Wait for a screen."""
        await self.shows(lambda: isinstance(self.app.screen, screen))

    async def finish(self) -> None:
        """Skip whatever is left of the session, until Today is there."""
        for _ in range(12):
            await self.until(lambda: isinstance(self.app.screen, MainScreen) or self.takes_keys())
            if isinstance(self.app.screen, MainScreen):
                return
            before = self.step
            await self.press("ctrl+s")
            await self.until(partial(self._is_past, before))
        raise AssertionError(f"the session does not end:\n{self.screen_text()}")

    def _is_past(self, step: Step) -> bool:
        return isinstance(self.app.screen, MainScreen) or self.step is not step

    def takes_keys(self) -> bool:
        screen = self.app.screen
        return isinstance(screen, StepScreen) and not screen.waits

    @property
    def steps(self) -> StepScreen:
        """The steps on the screen."""
        assert isinstance(self.app.screen, StepScreen)
        return self.app.screen

    @property
    def view(self) -> StepView:
        assert self.steps.view is not None
        return self.steps.view

    @property
    def step(self) -> Step:
        return self.view.step

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

    def words(self) -> str:
        """What is on the screen, its borders left out and its spaces folded."""
        return " ".join(BORDERS.sub(" ", self.screen_text()).split())


def promised(
    practice: Practice, cue: str = "Bill calls", action: str = "I listen first"
) -> Promise:
    return practice.promises.make(cue, action, expected="nothing")


def later(practice: Practice, days: float) -> None:
    practice.clock.pass_days(days)  # type: ignore[attr-defined]


@pytest.fixture
def opened(practice: Practice) -> Opened:
    """Opens the app on the test's practice, at a size, the journal already read."""

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), *, read: bool = True, **options: Any
    ) -> AsyncIterator[User]:
        app = CoachApp(practice, **options)
        async with app.run_test(size=size) as pilot:
            user = User(app, pilot)
            if read:
                await user.shows(lambda: user.text("#next"))
            yield user
        for disk in (app.disk, app.drafts):  # their threads would hold on to the app
            disk._executor.shutdown(wait=False)

    return open_app


@pytest.fixture
def promising(opened: Opened, practice: Practice) -> Opened:
    """Opens the app, the first question and one more answered, at the promise that follows."""

    @asynccontextmanager
    async def open_promise(
        size: tuple[int, int] = (80, 24), *, text: str = LONG
    ) -> AsyncIterator[User]:
        answer = practice.entries.answer(text, FIRST)
        practice.entries.follow(answer.id, "deeper", "Who was it?", "Bill.")
        async with opened(size) as user:
            await user.begin()
            await user.at("NewPromise")
            yield user

    return open_promise


@pytest.fixture
def entries(practice: Practice) -> list[Answer]:
    """Four entries on four days, oldest first."""
    saved = []
    for text, prompt in (
        ("Showed @bill the oil stick. #oil", "give-free.for-free"),
        ("@the-bakery. called about the oven", "filter.went-wrong"),
        ("Told @Bill's sister about @billing", "give-free.for-free"),
        ("Grüße an Žiga", None),
    ):
        save = practice.entries
        saved.append(save.answer(text, prompt) if prompt else save.note(text))
        later(practice, 1)
    return saved


def rows(user: User) -> list[str]:
    """The second lines of the list."""
    prompts = [option.prompt for option in user.app.screen.query_one(Options).options]
    return [row.lines(row.entry)[1] for row in prompts if isinstance(row, Row)]


def mark(user: User) -> str:
    """What is marked in the list; nothing before it is there."""
    return user.app.screen.query_one(Options).marked


def reading(user: User) -> str:
    return str(user.app.screen.query_one("#reading Static", Static).content)


async def in_journal(user: User, count: int) -> None:
    await user.press("2")
    await user.on(JournalScreen)
    await user.until(lambda: len(rows(user)) == count)
