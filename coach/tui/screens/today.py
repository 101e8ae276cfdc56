"""Today (1): what's next, and why. Enter starts it."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coach.domain.dates import short_date
from coach.domain.model import Promise
from coach.domain.promises import sentence, will_ask
from coach.domain.session import StepKind
from coach.domain.text import shown
from coach.practice.session import Today
from coach.practice.steps.writing import BEGUN
from coach.tui.keys import AWAY, BEGIN, REVIEW, SCROLL, TODAY, TODAY_KEYS, WALK
from coach.tui.screens.base import MainScreen, keys_besides
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.widgets.week_strip import WeekStrip

WELCOME = (
    "Welcome. One good question, ten minutes, two or three times a week. "
    "Your words stay on this computer."
)
AWAY_TEXT = "Welcome back. Were you away? Press {key} to mark those weeks as time off."
FIRST = "Press {key} to answer (10 minutes)."
FOUR = (
    "Or press {key} to walk through four questions (20 minutes): what to give free, how to help "
    "when you can't, who to turn away, what you're worth."
)
PARTS = ("welcome", "promise", "ask", "why", "next", "walk")

NEXT: dict[StepKind, tuple[str, str]] = {
    "twelve-weeks": ("Twelve weeks are behind you.", "look back on them"),
    "review": ("First, how did it go?", "start"),
    "reword": ("You began to reword your promise.", "continue"),
    "line": ("You began a line for your playbook.", "continue"),
    "lines": ("Next, a line on a page of your playbook.", "continue"),
    "echo": ("First, a promise you kept some weeks ago.", "start"),
    "deeper": ("One more question about what you wrote today.", "continue"),
    "changed": ("You answered this before. What changed?", "continue"),
    "promise": ("Next, one small promise.", "continue"),
    "close": ("That's all for today.", "finish"),
}
"""What comes next and what Enter is for, by the step; a question says it by itself."""


class TodayScreen(MainScreen):
    """What's next, before it is asked."""

    CSS_PATH = "today.tcss"
    BINDINGS = [*TODAY_KEYS, *keys_besides(TODAY), *SCROLL]
    _today: Today | None = None

    def content(self) -> ComposeResult:
        """Compose the frame, empty until the journal is read."""
        with VerticalScroll(can_focus=False):
            with Vertical(id="week"):
                yield Static("", id="place", markup=False)
                yield WeekStrip()
            for name in PARTS:
                yield Static("", id=name, markup=False)

    async def load(self) -> None:
        """Show what's next."""
        offered = self._offered()
        self._today = today = await self.on_disk(self.coach.session.today)
        if self._offered() != offered:
            self.refresh_bindings()
        self.query_one(WeekStrip).show(today.position)
        why, following = _next(today)
        self._fill("place", _place(today))
        self.set_class(not today.practiced, "-welcomes")
        self._fill("welcome", _welcome(today).format(key=self._keys(AWAY.id, "w")))
        self._fill("promise", "\n".join(_promised(p, today) for p in today.open_promises))
        self._fill("ask", _ask(today))
        self._fill("why", why)
        self._fill("next", following.format(key=self._keys(BEGIN.id, "Enter")))
        walk = FOUR if self._offers_walk else ""
        self._fill("walk", walk.format(key=self._keys(WALK.id, "w")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something to do for."""
        sometimes = (REVIEW.action, AWAY.action, WALK.action)
        return action not in sometimes or action in self._offered()

    @property
    def _offers_walk(self) -> bool:
        """Whether the welcome is shown, and no walk is under way."""
        today = self._today
        return today is not None and not (today.practiced or today.walks)

    def _offered(self) -> set[str]:
        today = self._today
        offered = {WALK.action} if self._offers_walk else set()
        if today and today.open_promises:
            offered.add(REVIEW.action)
        if today and today.away:
            offered.add(AWAY.action)
        return offered

    def action_review(self) -> None:
        """Review an open promise, before its day too; the person says which one of two."""
        open_promises = self._today.open_promises if self._today else ()
        if len(open_promises) == 1:
            self.coach.begin(review=open_promises[0])
            return
        by_id = {promise.id: promise for promise in open_promises}

        def chosen(promise_id: str | None) -> None:
            if promise_id:
                self.coach.begin(review=by_id[promise_id])

        choices = [(id, sentence(promise), "") for id, promise in by_id.items()]
        self.app.push_screen(ChoiceScreen("Which promise?", choices), chosen)

    def action_walk(self) -> None:
        """Walk through the four questions."""
        self.coach.begin(walk=True)

    async def action_away(self) -> None:
        """Mark the weeks in which the person was away as time off."""
        if self._today:
            pause, away = self.practice.course.pause, self._today.away
            await self.change("Those weeks are time off now.", pause, away)

    def action_scroll_up(self) -> None:
        """Scroll up."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Scroll down, where the screen is too small for everything."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def _keys(self, binding_id: str | None, usual: str) -> str:
        """Return the person's own keys for a binding, or how its usual key is written."""
        own = binding_id in self.practice.config.keys
        return self.coach.keys_of(binding_id) if own and binding_id else usual

    def _fill(self, name: str, text: str) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(shown(text))
        part.display = bool(text)


def _place(today: Today) -> str:
    day = short_date(today.day, today.day)
    if not today.position:
        return day
    return f"{day} · week {today.position.number} of {today.position.of}"


def _welcome(today: Today) -> str:
    if today.away:
        return AWAY_TEXT
    return "" if today.practiced else WELCOME


def _promised(promise: Promise, today: Today) -> str:
    """Return an open promise, with the day it is asked about unless that has come."""
    promised = f"You promised: “{sentence(promise)}”"
    return f"{promised} {will_ask(promise.due, today.day)}" if promise.due > today.day else promised


def _ask(today: Today) -> str:
    """Return the question that comes next; empty where something else comes first."""
    step = today.step
    if step and step.kind == "deeper" and step.deeper:
        return step.deeper.ask
    if step and step.kind in NEXT:
        return ""
    prompt = (step and step.prompt) or today.prompt
    return prompt.ask if prompt else ""


def _next(today: Today) -> tuple[str, str]:
    """Return why this comes next, and what to press for it."""
    step = today.step
    if step and step.kind in NEXT:
        why, purpose = NEXT[step.kind]
        return why, f"Press {{key}} to {'continue' if today.begun else purpose}."
    if today.begun:
        return BEGUN, "Press {key} to continue."
    if step and step.kind == "walk":
        return "Next in your walk through the four questions.", "Press {key} to continue."
    if today.prompt is None:
        return today.why, "Press 5 to choose a question, or n to write a note."
    if step is None or (today.plan_met and not today.practiced_today):
        done = "this week" if today.plan_met else "today"
        return today.why, f"That's it for {done}. Want one more? Press {{key}}."
    return (today.why, "Press {key} to start.") if today.practiced else ("", FIRST)
