"""Progress (3): the weeks, the promises and the tracks, readable without color."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.dates import short_date, week_name, week_of
from coach.domain.model import Library, Promise
from coach.domain.promises import OUTCOMES, sentence, will_ask
from coach.domain.text import capitalized, shown
from coach.errors import CoachError
from coach.practice.charts import coverage_bars, heat_strip, legend, strength_line
from coach.practice.course import Planned
from coach.practice.progress import Report
from coach.practice.steps.closing import ChoosePlan
from coach.practice.steps.promise import Reword
from coach.tui.keys import PROGRESS, PROGRESS_KEYS
from coach.tui.screens.base import MainScreen, keys_besides
from coach.tui.screens.choice import Choice, ChoiceScreen

WIDE = 72
"""Columns from which on tracks are shown by their titles."""
NEWEST = 8
"""How many of the newest promises are shown."""
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


@dataclass(frozen=True)
class _Facts:
    """What the screen shows, read at once."""

    report: Report
    planned: Planned
    promises: Sequence[Promise]
    """Newest first."""
    library: Library


class ProgressScreen(MainScreen):
    """What was practiced, week by week and track by track."""

    CSS_PATH = "progress.tcss"
    BINDINGS = [*PROGRESS_KEYS, *keys_besides(PROGRESS)]
    _facts: _Facts | None = None

    def content(self) -> ComposeResult:
        """Compose one text to scroll through."""
        with VerticalScroll():
            yield Static("", id="progress", markup=False)

    async def load(self) -> None:
        """Show how far the person has come."""
        self._facts = await self.on_disk(self._read)
        self._draw()

    def _read(self) -> _Facts:
        practice = self.practice
        return _Facts(
            practice.progress.report(),
            practice.course.plan(),
            practice.promises.all()[::-1],
            practice.library,
        )

    def on_resize(self) -> None:
        """Draw again for the new width."""
        self._draw()

    def _draw(self) -> None:
        if not (facts := self._facts):
            return
        report, narrow = facts.report, self.size.width < WIDE
        width = self.size.width - (3 if narrow else 5)
        names = {t.id: t.id if narrow else t.title for t in facts.library.tracks}
        heat = [(names[track], counts) for track, counts in report.heat.items()]
        covered = [(names[track.track], track) for track in report.tracks]
        strength = f"{strength_line(report.strength.value)}  {report.strength.reason}"
        newest = facts.promises[:NEWEST]
        parts: list[tuple[str, Sequence[str]]] = [
            ("Promises and weeks", report.facts()),
            ("Practice strength", [strength]),
            ("Plan", [*facts.planned.in_words()]),
            ("Promises", [f"{_outcome(promise)}: {sentence(promise)}" for promise in newest]),
            ("What you gave", [str(report.given)] if report.given.times else []),
            (
                "Answers by week",
                [*heat_strip(heat, report.weeks, width), legend(report.weeks)],
            ),
            ("Questions answered", coverage_bars(covered, width)),
        ]
        text: list[str | tuple[str, str]] = []
        for heading, lines in parts:
            if lines:
                text += [(heading, "bold"), shown("\n" + "\n".join(lines) + "\n\n")]
        self.query_one("#progress", Static).update(Content.assemble(*text))

    def action_plan(self) -> None:
        """Change the plan, or the place in the course."""
        self.app.push_screen(ChoiceScreen("What do you want to change?", CHANGES), self._change)

    def _change(self, what: str | None) -> None:
        if what == "days":
            self.coach.take(partial(ChoosePlan, self.practice))
        elif what == "start":
            weeks = [
                (str(n), f"Week {n}: {week.focus}", "")
                for n, week in enumerate(self.practice.library.course, 1)
            ]
            self.app.push_screen(
                ChoiceScreen("Which week do you want to be in?", weeks), self._start
            )
        elif what == "course":
            self.app.push_screen(ChoiceScreen("The course", WAYS), self._turn)

    async def _start(self, number: str | None) -> None:
        if number:
            await self.change(
                f"You're in week {number} now.", self.practice.course.start, int(number)
            )

    async def _turn(self, way: str | None) -> None:
        if way:
            turn = self.practice.course.turn
            await self.change(f"The course is {way}.", turn, on=way == "on")

    def action_promises(self) -> None:
        """Choose a promise to read, or to reword."""
        if not self._facts or not self._facts.promises:
            self.status("You haven't promised anything yet.")
            return
        today = self.practice.day()
        promises = {promise.id: promise for promise in self._facts.promises}

        def chosen(promise_id: str | None) -> None:
            if promise_id:
                promise = promises[promise_id]
                first = "did" if promise.reviewed else "action"
                self.coach.take(partial(Reword, self.practice, promise, first))

        choices = [(id, sentence(p), _came_of(p, today)) for id, p in promises.items()]
        self.app.push_screen(ChoiceScreen("Which promise?", choices), chosen)

    async def action_time_off(self) -> None:
        """Mark a week as time off, or take that back."""
        try:
            off = await self.on_disk(self.practice.course.paused_weeks)
        except CoachError as error:
            self.status(str(error))
            return
        today = self.practice.day()
        around = range(WEEKS_AHEAD, -WEEKS_BACK - 1, -1)
        names = {week: week_name(week, today) for week in (_week(today, n) for n in around)}

        async def chosen(week: str | None) -> None:
            course = self.practice.course
            if week in off:
                await self.change(f"{names[week]} is no longer time off.", course.resume, [week])
            elif week:
                said = f"{names[week]} is time off. Choose it again to take that back."
                await self.change(said, course.pause, [week])

        choices = [(w, name, "Time off" if w in off else "") for w, name in names.items()]
        title = "Mark a week as time off, or take that back"
        self.app.push_screen(ChoiceScreen(title, choices, marked=week_of(today)), chosen)


def _week(today: date, ahead: int) -> str:
    return week_of(today + timedelta(weeks=ahead))


def _outcome(promise: Promise) -> str:
    return capitalized(OUTCOMES.get(promise.status, promise.status))


def _came_of(promise: Promise, today: date) -> str:
    """Return when a promise is asked about, or what came of it and when it was reviewed."""
    if promise.reviewed:
        return f"{_outcome(promise)} · {short_date(promise.reviewed, today)}"
    return f"Open. {will_ask(promise.due, today)}"
