"""Progress (3): the weeks, the promises and the tracks, readable without colour."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.charts import coverage_bars, heat_strip, legend, strength_line
from coach.domain.acts import OUTCOMES, sentence
from coach.domain.dates import day_and_month, long_date, week_in_words, week_of
from coach.domain.model import Act
from coach.domain.text import shown
from coach.errors import CoachError
from coach.practice import Closing, Progress
from coach.tui.actions import PLAN, PROMISES, ROOM, WEEKS_OUT, bindings
from coach.tui.screens.choice import Choice, ChoiceScreen
from coach.tui.screens.room import Room
from coach.tui.steps.plan import PlanStep
from coach.tui.steps.twelve_weeks import what_it_came_to

WIDE = 72
"""Columns from which on tracks are shown by their titles."""
NEWEST = 8
"""How many of the newest promises are shown."""
WEEKS_BACK, WEEKS_AHEAD = 8, 4

CHANGES: tuple[Choice, ...] = (
    ("days", "When I sit", "Days of the week, or how often."),
    ("start", "Where the course stands", "Choose one of the twelve weeks to go on from."),
    ("course", "The course, on or off", "Without it the questions come from all tracks."),
)


class ProgressScreen(Room):
    """What was practised, week by week and track by track."""

    CSS_PATH = "progress.tcss"
    ACTIONS: ClassVar = (PLAN, WEEKS_OUT, PROMISES, *ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]
    _progress: Progress | None = None
    _now: Closing | None = None
    _acts: Sequence[Act] = ()

    def inside(self) -> ComposeResult:
        """One picture to scroll through."""
        with VerticalScroll():
            yield Static("", id="progress", markup=False)

    async def load(self) -> None:
        """Show how far the person has come."""
        self._now = await self.background.run(self.practice.closing)
        self._acts = await self.background.run(self.practice.acts)
        self._progress = await self.background.run(self.practice.progress)
        self._draw()

    def on_resize(self) -> None:
        """Draw again for the new width."""
        self._draw()

    def _draw(self) -> None:
        progress = self._progress
        if not progress or not self._now:
            return
        narrow = self.size.width < WIDE
        width = self.size.width - (3 if narrow else 5)
        names = {t.id: t.id if narrow else t.title for t in self.practice.library.tracks}
        heat = [(names[track], counts) for track, counts in progress.heat.items()]
        covered = [(names[track.track], track) for track in progress.tracks]
        week_lines = heat_strip(heat, progress.weeks, width)
        week_lines += _folded([legend(progress.weeks)], width)
        parts = [
            ("Practice strength", _folded(_strength(progress), width)),
            ("Plan", _folded([_plan(self._now)], width)),
            ("Promises", _folded(_promises(self._acts), width)),
            ("Given first", _folded(_given(progress), width)),
            ("Answers by week", week_lines),
            ("Questions answered", coverage_bars(covered, width)),
        ]
        shown: list[str | tuple[str, str]] = []
        for heading, lines in parts:
            if lines:
                shown += [(heading, "bold"), "\n" + "\n".join(lines) + "\n\n"]
        self.query_one("#progress", Static).update(Content.assemble(*shown))

    def action_plan(self) -> None:
        """Change the plan, or where the course stands."""
        self.app.push_screen(ChoiceScreen("What do you want to change?", CHANGES), self._change)

    def _change(self, what: str | None) -> None:
        if what == "days":
            make = partial(PlanStep, self.practice, self.background)
            self.app.walk(make)  # type: ignore[attr-defined]
        elif what == "start":
            weeks = [
                (str(n), f"Week {n}: {week.focus}", "")
                for n, week in enumerate(self.practice.library.programme, 1)
            ]
            self.app.push_screen(ChoiceScreen("Go on from which week?", weeks), self._start)
        elif what == "course":
            ways = [
                ("on", "On", "A track a week, for twelve weeks."),
                ("off", "Off", "Questions from all tracks."),
            ]
            self.app.push_screen(ChoiceScreen("The course", ways), self._turn)

    async def _start(self, number: str | None) -> None:
        if number:
            await self._do(
                partial(self.practice.start_course, int(number)), f"You are in week {number} now."
            )

    async def _turn(self, way: str | None) -> None:
        if way:
            await self._do(
                partial(self.practice.turn_course, on=way == "on"), f"The course is {way}."
            )

    def action_promises(self) -> None:
        """Choose a promise to read, or to put otherwise."""
        if not self._acts:
            self.tell("Nothing is promised yet.")
            return
        promises = [(act.id, sentence(act), _what_became(act)) for act in reversed(self._acts)]
        self.app.push_screen(ChoiceScreen("Which promise?", promises), self._reword)

    def _reword(self, act_id: str | None) -> None:
        for act in self._acts:
            if act.id == act_id:
                first = "did" if act.said else "act"
                self.app.reword(act, first, self._reworded)  # type: ignore[attr-defined]

    def _reworded(self, said: str | None) -> None:
        self.tell(said or "")

    async def action_weeks_out(self) -> None:
        """Take a week out, or in again."""
        out = await self._taken_out()
        today = self.practice.day()
        around = range(WEEKS_AHEAD, -WEEKS_BACK - 1, -1)
        choices = [
            (week, week_in_words(week), "taken out" if week in out else "")
            for week in (week_of(today + timedelta(weeks=n)) for n in around)
        ]
        title = "Which week do you take out, or in again?"
        self.app.push_screen(ChoiceScreen(title, choices, marked=week_of(today)), self._toggle)

    async def _taken_out(self) -> set[str]:
        try:
            return {pause.week for pause in await self.background.run(self.practice.pauses)}
        except CoachError:
            return set()

    async def _toggle(self, week: str | None) -> None:
        if not week:
            return
        name = week_in_words(week)
        if week in await self._taken_out():
            await self._do(partial(self.practice.unpause, [week]), f"{name} is in again.")
        else:
            said = f"{name} is taken out. The same again brings it back."
            await self._do(partial(self.practice.pause, [week]), said)

    async def _do(self, call: Callable[[], object], said: str) -> None:
        try:
            await self.background.run(call)
        except CoachError as error:
            self.tell(f"{error.message} {error.hint}")
            return
        self.tell(said)
        self.refresh_room()


def _folded(lines: Sequence[str], width: int) -> list[str]:
    """The lines broken between words; what goes on is set in."""
    return [part for line in lines for part in wrap(line, width, subsequent_indent="  ")]


def _given(progress: Progress) -> list[str]:
    return [what_it_came_to(progress.given)] if progress.given.times else []


def _strength(progress: Progress) -> list[str]:
    lines = [f"{strength_line(progress.strength.value)}  {progress.strength.reason}"]
    if progress.said:
        partly = f", {progress.partly} partly," if progress.partly else ""
        kept = f"{progress.kept} of {progress.said} promises kept{partly}"
        lines.append(f"{kept} in {_weeks(progress)}.")
    if progress.practised:
        weeks = "week" if progress.unpaused == 1 else "weeks"
        lines.append(f"You sat in {progress.practised} of {progress.unpaused} {weeks}.")
    return lines


def _weeks(progress: Progress) -> str:
    return "this week" if progress.weeks_counted == 1 else f"{progress.weeks_counted} weeks"


def _plan(now: Closing) -> str:
    plan = now.plan.in_words()
    plan = plan[:1].upper() + plan[1:]
    if not now.next_sitting:
        return f"{plan}."
    return f"{plan}. The next sitting is on {day_and_month(now.next_sitting)}."


def _promises(acts: Sequence[Act]) -> list[str]:
    """The newest promises, a line each, with what came of them."""
    return [
        f"{OUTCOMES.get(act.status, 'open'):<8}{shown(sentence(act))}"
        for act in list(acts)[-NEWEST:][::-1]
    ]


def _what_became(act: Act) -> str:
    """When a promise is asked about, or what came of it and when that was said."""
    if act.said:
        return f"{OUTCOMES[act.status]}, {long_date(date.fromisoformat(act.said))}"
    return f"open, asked about on {long_date(date.fromisoformat(act.due))}"
