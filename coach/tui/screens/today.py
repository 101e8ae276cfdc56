"""Today (1): what's next, and why. Enter starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from coach.domain.dates import on_day, short_date
from coach.domain.lesson import excerpt
from coach.domain.model import Promise
from coach.domain.plan import next_in_words
from coach.domain.promises import RETURNED, outcome_message, sentence, will_ask
from coach.domain.text import capitalized, listed, shown
from coach.frozen import frozen
from coach.tui.content import LOOKS, MUTED, PEOPLE, QUIET, tinted
from coach.tui.keys import AWAY, REVIEW, SCROLL, TODAY, TODAY_KEYS, WALK
from coach.tui.screens.base import MainScreen, keys_besides
from coach.tui.widgets.chip import Chip
from coach.tui.widgets.clickable import Clickable, pressing
from coach.tui.widgets.scroll import Scroll
from coach.tui.widgets.week_strip import WeekStrip

if TYPE_CHECKING:
    from coach.domain.session import NextStep, StepKind
    from coach.practice.session import Today

WELCOME = (
    "Ten minutes, two or three times a week: one good question, one small promise, and next time, "
    "how it went."
)
BRIEF = "One good question, ten minutes."
PRIVATE = "Nothing you write leaves this computer."
FOUR = "What to give free, how to help when you can't, who to turn away, what you're worth."
HOW = (
    "A question about what happened, and a few lines from you.",
    "One small promise: if this comes up, I'll do that.",
    "Next time: how it went, and what came back.",
)
TEN, TWENTY, MORE = "about 10 minutes", "about 20 minutes", "if you like"
ASIDES_FROM = 56
"""Columns from which on a chip has room for an aside."""
COMES_NEXT = "what comes next is up to you"
LOOK_BACK = "Next: your own words, what came back, and how to go on."
NOTHING = Content()
DRAWN_AFTER = 0.1
"""Seconds after which the question is drawn, and what comes next may be loaded."""
EXCERPT = 300
"""Columns of a person's words that are shown at most."""
WEEKS_AGO = {4: "Four weeks ago you wrote", 12: "Twelve weeks ago you wrote"}

NEXT: dict[StepKind, str] = {
    "twelve-weeks": "Twelve weeks are behind you.",
    "review": "First, how did it go?",
    "reword": "You began to reword your promise.",
    "line": "You began a line for your playbook.",
    "lines": "Next, a line on a page of your playbook.",
    "echo": "First, a promise you kept some weeks ago.",
    "deeper": "One more question about what you wrote today.",
    "changed": "You answered this before. What changed?",
    "promise": "Next, one small promise.",
    "close": "That's all for today.",
    "walk": "Next in your walk through the four questions.",
}
"""What comes next, by the step; a question says it by itself."""
STARTS = ("twelve-weeks", "review", "echo", "reflect")
"""The steps that a session begins with."""


@frozen
class Lead:
    """The card on top: why it is there, what it is about, and a quiet line below."""

    why: str
    text: Content = NOTHING
    note: str = ""
    promise: Promise | None = None


class TodayScreen(MainScreen):
    """What's next, before it is asked."""

    CSS_PATH = "today.tcss"
    BINDINGS = [*TODAY_KEYS, *keys_besides(TODAY), *SCROLL]
    _today: Today | None = None

    def content(self) -> ComposeResult:
        """Compose the frame, empty until the journal is read."""
        with Container(classes="page"), Scroll(id="today", can_focus=False):
            with Vertical(id="week"):
                yield Static(id="place")
                yield WeekStrip(classes="spare")
            yield Clickable(id="welcome")
            with Vertical(id="lead", classes="card"):
                yield Static(id="why", classes="heading")
                yield Static(id="ask", classes="title")
                yield Static(id="note", classes="muted spare")
            with Vertical(id="actions"):
                yield Chip(id="next")
                yield Chip(id="walk")
                yield Static(id="four", classes="muted spare")
            yield Static(id="promise", classes="card people")
            yield Static(id="memory", classes="tile spare")
            with Vertical(id="side"):
                yield Static(id="weeks", classes="tile")
                yield Static(id="back", classes="tile spare")

    async def load(self) -> None:
        """Show what's next."""
        offered, is_first = self._offered(), self._today is None
        try:
            read = self._open if is_first else self.coach.session.today
            self._today = today = await self.on_disk(read)
        finally:
            if is_first:
                self.set_timer(DRAWN_AFTER, self.coach.prepare)
        if self._offered() != offered:
            self.refresh_bindings()
        self._show(today)

    def _open(self) -> Today:
        """Return what the first look found, if that is so still."""
        found = self.coach.first_look()
        if not found or found.state != self._shown:
            return self.coach.session.opened()
        self.practice.work.library = found.library
        return found.today

    def on_resize(self) -> None:
        """Say it in as many words as there is room for."""
        if self._today:
            self._show(self._today)

    def _show(self, today: Today) -> None:
        lead = _lead(today)
        others = [p for p in today.open_promises if p != lead.promise]
        self.set_class(not today.practiced, "-welcomes")
        self.query_one("#lead").set_class(lead.promise is not None, "people")
        self.query_one(WeekStrip).show(today.themes)
        self._fill("place", _place(today, brief=self.has_class("-narrow")))
        self._fill("welcome", self._welcome(today))
        self._fill("why", lead.why)
        self._fill("ask", lead.text)
        self._fill("note", lead.note)
        self._fill("promise", _promises(others, today, brief=self.has_class("-short")))
        self._fill("weeks", _weeks(today))
        self._fill("memory", self._memory(today))
        self._fill("back", _back(today))
        self._fill("four", FOUR if self._offers_walk else "")
        self._show_chips(today)

    def _show_chips(self, today: Today) -> None:
        key, presses, label, aside = self.coach.keys_of("begin"), "enter", *_action(today)
        if _is_left_to_choose(today):
            key, presses = self.coach.keys_of("questions"), "5"
            label, aside = "Choose a question", ""
        has_room = self.app.size.width >= ASIDES_FROM
        quiet = aside == MORE  # enough is done
        self.query_one("#next", Chip).show(
            key, label, aside * has_room, presses=presses, quiet=quiet
        )
        walk = self.coach.keys_of("walk").center(len(key))
        four = f"Walk through the four{' questions' * has_room}" * self._offers_walk
        self.query_one("#walk", Chip).show(walk, four, TWENTY * has_room, presses="w")

    def _welcome(self, today: Today) -> Content:
        """Return the first welcome, or that of somebody who was away."""
        if today.away:
            key = (self.coach.keys_of("away"), "bold $text-accent")
            asked = "Were you away? Press ", key, " to mark those weeks as time off."
            offer = pressing(Content.assemble(*asked), "w")
            return Content.assemble(("Welcome back.", "bold"), " ", offer)
        if today.practiced:
            return NOTHING
        text = BRIEF if self.has_class("-short") else WELCOME
        return Content.assemble(("Welcome.", "bold"), " ", (f"{text} {PRIVATE}", MUTED))

    def _memory(self, today: Today) -> Content:
        """Return what was written four or twelve weeks ago; on the welcome, how it all goes."""
        if not today.practiced:
            how = (f"\n{n}  {step}" for n, step in enumerate(HOW, 1))
            return Content.assemble(("How it goes", "bold"), *how)
        if not (memory := today.remembered):
            return NOTHING
        answer = memory.answer
        prompt = self.practice.library.by_id.get(answer.prompt or "")
        asked = f"{prompt.short or prompt.ask} · " if prompt else ""
        return Content.assemble(
            (f"{WEEKS_AGO[memory.weeks]}\n", QUIET),
            _quoted(answer.text),
            (shown(f"\n{asked}{short_date(answer.day, today.day)}"), MUTED),
        )

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
        from coach.tui.screens.choice import ChoiceScreen

        by_id = {promise.id: promise for promise in open_promises}
        which = ChoiceScreen("Which promise?", [(id, sentence(p), "") for id, p in by_id.items()])
        self.choose(which, lambda id: self.coach.begin(review=by_id[id]))

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
        for page in self.query(Scroll):  # none yet, where the screen has only just been opened
            page.scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Scroll down, where the screen is too small for everything."""
        for page in self.query(Scroll):
            page.scroll_page_down(animate=False)

    def _fill(self, name: str, text: str | Content) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(Content(shown(text)) if isinstance(text, str) else text)
        part.set_class(not text, "-empty")


def _place(today: Today, *, brief: bool) -> Content:
    """Return where the course stands, and what this week is about where there is room for it."""
    if not (place := today.position):
        return NOTHING
    week, focus = f"Week {place.number} of {place.of}", place.week.focus
    if today.course_over:
        week, focus = f"{place.of} of {place.of} weeks", COMES_NEXT
    elif today.round > 1:
        week = f"Round {today.round} · {week}"
    return Content.assemble((week, "bold"), (f"  {shown(focus)}" * (not brief), MUTED))


def _lead(today: Today) -> Lead:
    """Return what the card on top says: what comes next, or what was saved today."""
    step = today.step
    if step and step.promise and step.kind in NEXT:
        told = tinted(sentence(step.promise))
        made = f"Promised {on_day(step.promise.promised, today.day)}."
        return Lead(NEXT[step.kind], told, made, step.promise)
    if today.course_over:
        return Lead(NEXT["twelve-weeks"], Content("\n".join(today.facts)), LOOK_BACK)
    if step and step.kind in NEXT:
        return Lead(NEXT[step.kind], _about(step), shown(step.prompt.why) if step.prompt else "")
    if step is None and today.saved:
        return _saved(today)
    if not (prompt := (step and step.prompt) or today.prompt):
        return Lead(today.why)
    why = "Today's question" if today.practiced else "Your first question"
    if today.begun:
        from coach.practice.steps.writing import BEGUN

        why = BEGUN
    elif today.plan_met:
        why = "That's the week. One more if you like."
    elif step is None:
        why = "That's it for today."
    again = today.why.removeprefix(str(today.position or "")).strip()
    return Lead(why, Content(shown(prompt.ask)), shown(again or prompt.why))


def _about(step: NextStep) -> Content:
    """Return what a step that goes on is about: its question, or the words it goes on from."""
    if asked := step.deeper or step.prompt:
        return Content(shown(asked.ask))
    return _quoted(step.answer.text) if step.answer else Content("")


def _saved(today: Today) -> Lead:
    """Return what was saved today, in the person's words, and when the next session is."""
    told = [
        tinted(outcome_message(each)) if isinstance(each, Promise) else _quoted(each.text)
        for each in today.saved
    ]
    after = next_in_words(today.next_session, today.day)
    return Lead("That's it for today. You saved:", Content("\n").join(told), after)


def _quoted(words: str) -> Content:
    """Return a person's words on a few lines."""
    return Content.assemble("“", tinted(excerpt(words, EXCERPT)), "”").stylize_before("not bold")


def _action(today: Today) -> tuple[str, str]:
    """Return what Enter does, and an aside."""
    step = today.step
    if today.begun or (step and step.kind not in STARTS):
        return "Continue", ""
    if not today.practiced:
        return "Answer this question", TEN
    if today.course_over:
        return "See your twelve weeks", ""
    if step is None or (today.plan_met and not today.practiced_today):
        return "Answer one more question", MORE
    return "Start today's session", TEN


def _is_left_to_choose(today: Today) -> bool:
    """Return whether the coach has no question to ask, and only the person may choose one."""
    step = today.step
    return today.prompt is None and (step is None or step.key == "reflect")


def _promises(promises: list[Promise], today: Today, *, brief: bool) -> Content:
    """Return the open promises, each with the day it is asked about where there is room for it."""
    told = []
    for promise in promises:
        asked = "" if brief else f"\n{will_ask(promise.due, today.day)}"
        told.append(Content.assemble(tinted(sentence(promise)), (asked, MUTED)))
    heading = Content.styled("You promised\n", PEOPLE)
    return heading + Content("\n\n").join(told) if told else NOTHING


def _back(today: Today) -> Content:
    """Return what came back last, and from which promise."""
    if not (back := today.last_back):
        return NOTHING
    what = capitalized(listed(RETURNED[what] for what in back.what))
    return Content.assemble(
        ("The last thing that came back\n", PEOPLE),
        (f"{what}, {on_day(back.day, today.day)}", "bold"),
        "\n",
        tinted(sentence(back.promise), MUTED),
    )


def _weeks(today: Today) -> Content:
    """Return the weeks of the course, with where one is."""
    from coach.practice.cards import PLACES

    rows = [Content.styled("Your twelve weeks", "bold")] if today.themes else []
    for theme in today.themes:
        mark, look, words = PLACES[theme.place]
        name = (f"  {theme.number:>2}  {shown(theme.focus)}", LOOKS.get(words, ""))
        rows.append(Content.assemble((mark, LOOKS.get(look, "")), name))
    return Content("\n").join(rows)
