"""Progress (3): the plain facts, the promises and the weeks, a card each."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from textual.app import ComposeResult
from textual.containers import Container, ItemGrid, Vertical
from textual.content import Content
from textual.widgets import Static

from coach.domain.dates import short_date, week_name, week_of
from coach.domain.model import Promise
from coach.domain.promises import sentence, will_ask
from coach.domain.text import NARROWEST
from coach.practice import cards
from coach.practice.progress import Report
from coach.practice.steps.closing import ChoosePlan
from coach.practice.steps.promise import Reword
from coach.tui import keys
from coach.tui.base import errors_to
from coach.tui.content import LOOKS, MUTED
from coach.tui.screens.base import MainScreen, keys_besides
from coach.tui.screens.choice import Choice, ChoiceScreen
from coach.tui.widgets.chip import Chip
from coach.tui.widgets.scroll import Scroll

WEEKS_BACK, WEEKS_AHEAD = 8, 4

CHANGES: tuple[Choice, ...] = (
    ("days", "My plan", "On which days, or how often, you want to practice."),
    ("start", "My place in the course", "The week to go on from."),
    ("course", "The course, on or off", "When it's off, the questions come from all tracks."),
)
WAYS: tuple[Choice, ...] = (
    ("on", "On", "One track a week."),
    ("off", "Off", "Questions from all tracks."),
)


class CardView(Static):
    """One card, drawn anew for the width it has."""

    _report: Report | None = None

    def __init__(self, card: cards.Card, classes: str = "tile") -> None:
        super().__init__("", id=card.id, classes=classes, markup=False)
        self._card = card
        self.display = False

    def show(self, report: Report) -> None:
        """Show what the card says of this report; nothing where it says nothing."""
        self._report = report
        self._draw()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._draw()

    def _draw(self) -> None:
        if not self._report:
            return
        lines = self._card.lines(self._report, max(self.content_size.width, NARROWEST))
        self.display = bool(lines)
        text = Content("\n").join(
            Content.assemble(*((text, LOOKS.get(look, "")) for text, look in line))
            for line in lines
        )
        air = "\n" * bool(self.styles.padding.top)  # as around it
        title = Content.styled(f"{self._card.title}\n{air}", "bold")
        self.update(title + text if self._card.title else text)


class PromisesScreen(ChoiceScreen, inherit_bindings=False):
    """The promises and how they went, to read, or to edit one."""

    BINDINGS = [replace(keys.CHOOSE, description="Edit", tooltip="Edit the marked one."), keys.BACK]


class ProgressScreen(MainScreen):
    """How far the person has come."""

    CSS_PATH = "progress.tcss"
    BINDINGS = [*keys.PROGRESS_KEYS, *keys_besides(keys.PROGRESS)]
    _report: Report | None = None

    def content(self) -> ComposeResult:
        """Compose the cards, in one column or in two."""
        with Scroll(id="progress"), Vertical(id="all"):
            yield CardView(cards.FACTS, "title")
            yield Chip()
            with Container(id="columns"):
                with Vertical(id="first"):
                    with ItemGrid(id="row", min_column_width=28):
                        yield CardView(cards.STRENGTH)
                        with Vertical():
                            yield from map(CardView, (cards.PROMISES, cards.PLAN))
                    yield from map(CardView, (cards.GIVEN, cards.NEWEST))
                with Vertical(id="second"):
                    yield from map(CardView, (cards.COURSE, cards.WEEKS))

    async def load(self) -> None:
        """Show how far the person has come."""
        self._report = report = await self.on_disk(self.practice.progress.report)
        self.set_class(report.begun, "-begun")
        key, does = keys.TODAY, "Go to today's question"
        if report.promises:
            key, does = keys.PROMISES, "Read your promises"
        pressed = self.coach.keys_of(key.id or "").split()[0]
        presses, quiet = key.key.split(",")[0], bool(report.promises)
        self.query_one(Chip).show(pressed, does, presses=presses, quiet=quiet)
        for card in self.query(CardView):
            card.show(report)

    def action_plan(self) -> None:
        """Change the plan, or the place in the course."""
        self.choose(ChoiceScreen("What do you want to change?", CHANGES), self._change)

    def _change(self, what: str) -> None:
        if what == "days":
            self.coach.take(partial(ChoosePlan, self.practice))
        elif what == "start":
            weeks = [
                (str(n), f"Week {n}: {week.focus}", "")
                for n, week in enumerate(self.practice.library.course, 1)
            ]
            self.choose(ChoiceScreen("Which week do you want to be in?", weeks), self._start)
        elif what == "course":
            self.choose(ChoiceScreen("The course", WAYS), self._turn)

    async def _start(self, number: str) -> None:
        start = self.practice.course.start
        await self.change(f"You're in week {number} now.", start, int(number))

    async def _turn(self, way: str) -> None:
        await self.change(f"The course is {way}.", self.practice.course.turn, on=way == "on")

    def action_promises(self) -> None:
        """Choose a promise to read, or to reword."""
        if not self._report or not self._report.promises:
            self.status("You haven't promised anything yet.")
            return
        today = self.practice.day()
        promises = {promise.id: promise for promise in self._report.promises}

        def edit(promise_id: str) -> None:
            promise = promises[promise_id]
            first = "did" if promise.reviewed else "action"
            self.coach.take(partial(Reword, self.practice, promise, first))

        choices = [(id, sentence(p), _came_of(p, today)) for id, p in promises.items()]
        self.choose(PromisesScreen("Your promises", choices), edit)

    async def action_time_off(self) -> None:
        """Mark a week as time off, or take that back."""
        today, course = self.practice.day(), self.practice.course
        around = range(WEEKS_AHEAD, -WEEKS_BACK - 1, -1)
        names = {week: week_name(week, today) for week in (_week(today, n) for n in around)}

        async def turn(week: str) -> None:
            if week in off:
                await self.change(f"{names[week]} is no longer time off.", course.resume, [week])
            else:
                said = f"{names[week]} is time off. Choose it again to take that back."
                await self.change(said, course.pause, [week])

        with errors_to(self.status):
            off = await self.on_disk(course.paused_weeks)
            choices = [(w, name, "Time off" if w in off else "") for w, name in names.items()]
            title = "Mark a week as time off, or take that back"
            self.choose(ChoiceScreen(title, choices, marked=week_of(today)), turn)


def _week(today: date, ahead: int) -> str:
    return week_of(today + timedelta(weeks=ahead))


def _came_of(promise: Promise, today: date) -> Content:
    """Return when a promise is asked about, or what came of it and when it was reviewed."""
    mark, look = cards.MARKS[promise.status]
    told = f" Open. {will_ask(promise.due, today)}"
    if promise.reviewed:
        told = f" {cards.outcome_of(promise)} · {short_date(promise.reviewed, today)}"
    return Content.assemble((mark, LOOKS[look]), (told, MUTED))
