"""Today (1): what is next, and why. Enter begins."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coach.domain.acts import sentence
from coach.domain.dates import day_and_month
from coach.domain.sitting import StepName
from coach.domain.text import shown
from coach.errors import CoachError
from coach.practice import BEGUN, Today
from coach.tui.actions import AWAY, BEGIN, REVIEW, ROOM, SCROLL_DOWN, SCROLL_UP, bindings
from coach.tui.screens.room import Room
from coach.tui.widgets.week_strip import WeekStrip

WELCOME = (
    "Welcome. One good question, ten minutes, two or three times a week. "
    "Press Enter and write a few lines. They stay on this machine."
)
WELCOME_BACK = "Welcome back."
TAKE_OUT = "w: I was away, take those weeks out."

ONE_MORE = "One more if you like: Enter."

GOES_ON: dict[StepName, str] = {
    "twelve-weeks": "Twelve weeks are behind you. Enter looks back on them.",
    "review": "Enter begins with what came of it.",
    "reword": "Enter goes on with putting your promise otherwise.",
    "page-line": "Enter goes on with a line for your playbook.",
    "echo": "Enter begins with a promise you kept some weeks ago.",
    "deeper": "Enter goes on with your sitting: one question deeper.",
    "changed": "Enter goes on with your sitting: then and now.",
    "commit": "Enter goes on with your sitting: one small promise.",
    "close": "Enter ends today's sitting.",
}
"""What Enter does, by the step that is next; a question says it by itself."""


class TodayScreen(Room):
    """What is next, before it is put."""

    CSS_PATH = "today.tcss"
    ACTIONS: ClassVar = (BEGIN, REVIEW, AWAY, *ROOM, SCROLL_UP, SCROLL_DOWN)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]
    _today: Today | None = None

    def inside(self) -> ComposeResult:
        """The frame, empty until the journal is read."""
        with VerticalScroll(can_focus=False):
            with Vertical(id="week"):
                yield Static("", id="place", markup=False)
                yield WeekStrip("")
            for name in ("welcome", "promise", "ask", "why", "next"):
                yield Static("", id=name, markup=False)

    async def load(self) -> None:
        """Show what is next."""
        sitting = self.app.sitting  # type: ignore[attr-defined]
        today: Today = await self.background.run(sitting.today)
        before, self._today = self._today, today
        if _offers(before) != _offers(today):
            self.refresh_bindings()
        self.query_one(WeekStrip).show(today.position)
        self._fill("place", _place(today))
        self._fill("welcome", _welcome(today))
        self._fill("promise", _promise(today))
        self._fill("ask", _ask(today))
        self._fill("why", _why(today))
        self._fill("next", _what_enter_does(today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something to do for."""
        return action not in (REVIEW.id, AWAY.id) or action in _offers(self._today)

    def action_review(self) -> None:
        """Say what came of the promise that is due first."""
        if self._today and self._today.open_act:
            self.app.begin(review=self._today.open_act)  # type: ignore[attr-defined]

    async def action_away(self) -> None:
        """Take out the weeks in which the person was away."""
        if not self._today or not self._today.away:
            return
        try:
            await self.background.run(self.practice.pause, self._today.away)
        except CoachError as error:
            self.tell(f"{error.message} {error.hint}")
            return
        self.tell("Those weeks are taken out.")
        self.refresh_room()

    def action_scroll_up(self) -> None:
        """Scroll up."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Scroll down, where the screen is too small for everything."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def _with_own_keys(self, text: str) -> str:
        """The text with the keys of a person who changed them."""
        for action, named in ((BEGIN, "Enter"), (AWAY, "w:")):
            if action.id in self.practice.config.keys:
                keys = self.app.keys_of(action)  # type: ignore[attr-defined]
                text = text.replace(named, f"{keys}:" if named.endswith(":") else keys)
        return text

    def _fill(self, name: str, text: str) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(shown(self._with_own_keys(text)))
        part.display = bool(text)


def _offers(today: Today | None) -> set[str]:
    """The actions that there is something to do for."""
    if not today:
        return set()
    offered = {REVIEW.id} if today.open_act else set()
    return offered | ({AWAY.id} if today.away else set())


def _place(today: Today) -> str:
    day = day_and_month(today.day)
    if not today.position:
        return day
    return f"{day} · week {today.position.number} of {today.position.of}"


def _welcome(today: Today) -> str:
    if today.away:
        return f"{WELCOME_BACK} {TAKE_OUT}"
    return "" if today.practised else WELCOME


def _promise(today: Today) -> str:
    """The open act that is due first; with its day, unless it is up now."""
    act = today.open_act
    if not act:
        return ""
    promised = f"You promised: {sentence(act)}"
    if act.due <= today.day.isoformat():
        return promised
    return f"{promised} I ask about it on {day_and_month(date.fromisoformat(act.due))}."


def _ask(today: Today) -> str:
    """The question that Enter puts; none where it goes on with something else."""
    stage = today.stage
    if stage and stage.step == "deeper" and stage.deeper:
        return stage.deeper.ask
    if stage and stage.step in GOES_ON:
        return ""
    prompt = (stage and stage.prompt) or today.prompt
    return prompt.ask if prompt else ""


def _why(today: Today) -> str:
    if today.stage and today.stage.step in GOES_ON:
        return GOES_ON[today.stage.step]
    return BEGUN if today.begun else today.why


def _what_enter_does(today: Today) -> str:
    if today.stage and today.stage.step in GOES_ON:
        return ""
    if today.begun:
        return "Enter goes on with it."
    if today.prompt is None:
        return ""
    if today.stage is None:
        return f"That's it for {'this week' if today.plan_met else 'today'}. {ONE_MORE}"
    if today.plan_met and not today.sat_today:
        return f"That's the week. {ONE_MORE}"
    return "Enter begins."
