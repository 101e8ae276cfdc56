"""Steps on the screen, one after the other: a whole session, a note, an edit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial, partialmethod
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.history import Filter
from coach.errors import CoachError
from coach.practice.session import ENOUGH_FOR_TODAY
from coach.practice.steps.closing import Close
from coach.practice.steps.kept import Kept
from coach.practice.steps.new_promise import Expect, NewPromise
from coach.practice.steps.step import SAVED, SKIPPED, Done, Step
from coach.practice.steps.trail import Trail, alone
from coach.practice.steps.walk import WalkQuestion
from coach.practice.steps.writing import WHICH_TRACK, Changed, Reflect
from coach.tui import keys
from coach.tui.autosave import Ahead
from coach.tui.base import CoachScreen
from coach.tui.content import tinted
from coach.tui.screens.choice import ChoiceScreen, choices_of
from coach.tui.screens.export import export
from coach.tui.screens.reading import ReadingScreen
from coach.tui.session.opened import Make, Opened
from coach.tui.session.then_and_now import sides, titled
from coach.tui.session.view import StepView
from coach.tui.typeahead import TypeAhead
from coach.tui.widgets.bars import DONE, SessionBar
from coach.tui.widgets.footer import KeyFooter

A_MOMENT = 0.2
"""Seconds after which it is said that the first step is on its way."""
SAY_ENOUGH_AGAIN = 15.0
"""Seconds after which it is said where something else was asked of the person."""

Following = Callable[[Step, Done], Step | None]
"""Returns the step after one that was taken, on the disk's thread; None if that was the last."""


def follow_step(step: Step, done: Done) -> Step | None:
    """Return what follows a step taken by itself."""
    return done.then


class StepScreen(CoachScreen[str]):
    """Takes one step after the other; dismissed with what to say of the last.

    While a step is on its way, what is typed waits for it in `ahead`; the app lets it through
    when the screen says that it is `Ready`.
    """

    CSS_PATH = "session.tcss"
    takes_steps = True
    AUTO_FOCUS = ""  # a step takes the focus when it can take what is typed
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.GO_ON, keys.MOVE_ON, keys.ANOTHER, keys.ADD_LINE, keys.COMPARE, keys.REVIEW_TOO,
        keys.REMIND, keys.PRINT, keys.ONE_MORE, keys.TAKE_BACK, *keys.STEP_SCREEN,
    ]  # fmt: skip

    @dataclass
    class Ready(Message):
        """A step takes what is typed; `follows` if another was saved or left before it."""

        follows: bool = False

    def __init__(
        self,
        first: Make,
        following: Following = follow_step,
        trail: Callable[[Step], Trail] = alone,
        enough: timedelta | None = None,
    ) -> None:
        """Begin with the step that `first` makes.

        `trail` returns where a step stands; after `enough` time it is said that it is enough.
        """
        super().__init__()
        self.view: StepView | None = None
        self._make = first
        self._following = following
        self._trail = trail
        self._enough = enough
        self._walks = False
        """Whether a question of a walk was asked."""
        self._opening = True
        self._undo: Callable[[], Step] | None = None
        """Takes back what the step before saved."""
        self._said: str | None = None
        """What to say of the last step, once it is over."""
        self._bar = SessionBar()
        self._page = Vertical(classes="page")
        self._moment = Static("One moment …", id="moment", classes="column muted")

    def compose(self) -> ComposeResult:
        """Lay out the frame, until the first step is there."""
        yield self._bar
        yield self._page
        yield KeyFooter()

    def on_mount(self) -> None:
        """Bring the first step, and look at the clock once."""
        self._go_to(self._make)
        self.set_timer(A_MOMENT, self._say_wait)
        if self._enough:
            self.set_timer(self._enough.total_seconds(), self._say_enough)

    async def _say_wait(self) -> None:
        if not self.view:
            await self._page.mount(self._moment)

    def _say_enough(self) -> None:
        if self._walks:
            return  # it takes its time
        if self.waits or (self.view and self.view.status.asks):  # first things first
            self.set_timer(SAY_ENOUGH_AGAIN, self._say_enough)
        else:
            self.status(ENOUGH_FOR_TODAY, asks=True)

    def status(self, message: str, *, asks: bool = False) -> None:
        """Show a message above what to press; between two steps there is no place for one."""
        if self.view and not self._opening:
            self.view.status.show(message, asks=asks)

    # --- from step to step ---

    @cached_property
    def ahead(self) -> TypeAhead:
        """What is typed before its step can take it."""
        return TypeAhead(self.coach.practice.config.keys)

    @cached_property
    def held(self) -> Ahead:
        """What is on disk of what is typed ahead."""
        drafts = self.coach.practice.drafts
        return Ahead(self, self.coach.drafts, drafts, lambda: self.ahead.words)

    @property
    def waits(self) -> bool:
        """Whether what is typed has to wait."""
        return self._opening or self.view is None or self.view.busy

    def on_step_view_taken(self, event: StepView.Taken) -> None:
        """Go on to the next step; after the last one it is over."""
        event.stop()
        if self.view:
            self._go_to(partial(self._following, self.view.step, event.done), event.done)

    def on_step_view_resumed(self, event: StepView.Resumed) -> None:
        """Let what was typed meanwhile through to the step that goes on."""
        event.stop()
        self.post_message(self.Ready())

    def on_screen_resume(self) -> None:
        """Go on with what had to wait while something else was shown above it."""
        if self._said is not None:
            self.dismiss(self._said)
        elif self.ahead:
            self.post_message(self.Ready())

    @work(group="held")
    async def typed_arrived(self) -> None:
        """Let the step's own draft hold what was typed ahead."""
        if not self.ahead and self.view and await self.view.flush():
            await self.held.arrived()

    def _go_to(self, make: Make, done: Done | None = None) -> None:
        """Bring the step that this makes, after one that is done."""
        self._opening, self._make = True, make
        self._bring(make, done)

    @work(exclusive=True, group="step")
    async def _bring(self, make: Make, done: Done | None) -> None:
        said = done.said if done else ""
        try:
            opened = await self.coach.disk.take(partial(Opened.by, make, self._trail), _close)
        except CoachError as error:
            self._end(f"{said} {error}".strip())
            return
        if opened is None:
            self._end(said)
            return
        for before in self._page.children:
            await before.remove()
        if not self.is_attached:  # the person left meanwhile
            opened.close()
            return
        self._undo = done.undo if done else None
        self._walks = self._walks or isinstance(opened.step, WalkQuestion)
        self.view = StepView(opened, self.coach.disk, self.coach.drafts)
        trail = opened.trail
        is_new = said == SAVED and not isinstance(opened.step, Close)
        self._bar.show(trail.parts, trail.now, f"{DONE} {SAVED}" if is_new else trail.about)
        await self._page.mount(self.view)
        if not self.view.is_attached:
            opened.close()
            return
        self.view.begin()
        self._opening = False
        is_told = said in (SAVED, SKIPPED) or isinstance(opened.step, Expect)
        is_told = is_told or bool(done and done.passed and opened.message)
        carried = "" if is_told else said
        self.status(f"{carried} {opened.message}".strip())
        self.refresh_bindings()
        self.post_message(self.Ready(follows=done is not None))

    def _end(self, said: str) -> None:
        """Dismiss the screen, at the latest when nothing else is shown above it."""
        self._said = said
        self.dismiss(said)

    # --- what a person can do ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the step offers."""
        step = self.view.step if self.view else None
        offers = step.offers if step else ()
        reads_back = self.view is not None and self.view.has_class("-reads-back")
        possible = {
            keys.GO_ON.id: step is not None and step.saves_empty and not isinstance(step, Kept),
            keys.MOVE_ON.id: isinstance(step, Kept),
            keys.COMPARE.id: isinstance(step, Changed),
            keys.TAKE_BACK.id: self._undo is not None,
            keys.ANOTHER.id: "another" in offers,
            keys.ADD_LINE.id: "line" in offers,
            keys.REVIEW_TOO.id: "review" in offers,
            keys.REMIND.id: "remind" in offers,
            keys.PRINT.id: "print" in offers,
            keys.ONE_MORE.id: "deeper" in offers and not reads_back,
        }
        return possible.get(action, True)

    def action_go_on(self) -> None:
        """Take what is offered, and end the session."""
        if self.view:
            self.view.action_save()

    action_move_on = action_go_on

    def action_another(self) -> None:
        """Ask another question; the second time, offer the tracks."""
        step = self.view.step if self.view else None
        if isinstance(step, Reflect) and step.passed_over:
            which = ChoiceScreen(WHICH_TRACK, choices_of(step.practice.library.tracks))
            another = step.another
            self.choose(which, lambda track: self._replace(partial(another, track)))
        elif isinstance(step, Reflect):
            self._replace(step.another)

    def action_print(self) -> None:
        """Write the playbook to a file."""
        export(self.coach, Filter(), playbook=True)

    def _take(self, offer: str) -> None:
        """Take what the close offers."""
        if self.view and isinstance(step := self.view.step, Close):
            make = {"line": step.line, "review": step.review, "remind": step.remind}[offer]
            self.coach.take(make, self._added)

    action_add_line = partialmethod(_take, "line")
    action_review_too = partialmethod(_take, "review")
    action_remind = partialmethod(_take, "remind")

    def _added(self, said: str) -> None:
        if said:
            self._replace(self._make, said)

    def action_one_more(self) -> None:
        """Ask one more question about today's answer; this step comes after it."""
        if self.view and isinstance(step := self.view.step, Close | NewPromise):
            self._replace(step.one_more)

    def action_take_back(self) -> None:
        """Take the outcome back that was saved before this step, and review the promise again."""
        if self._undo:
            self._replace(self._undo)

    def _replace(self, make: Make, said: str = "") -> None:
        """Bring another step in the place of this one, whose words stay as a draft."""
        if self.view:
            self.view.after_typing(partial(self._leave_for, make, Done(said)))

    @work(group="leave")
    async def _leave_for(self, make: Make, done: Done) -> None:
        if self.view and await self.view.leave():
            self._go_to(make, done)
        elif self.view:
            self.view.resume()

    def action_compare(self) -> None:
        """Read both answers on a screen of their own."""
        if self.view and isinstance(step := self.view.step, Changed):
            parts: list[Content] = [*sides(step)]
            parts += [titled(aside.title, tinted(aside.text)) for aside in step.asides]
            text = Content("\n\n").join(parts)
            self.app.push_screen(ReadingScreen(step.heading, text))

    async def action_leave(self) -> None:
        """Go back; words stay as a draft."""
        if await self.leave():
            self._end("")

    async def leave(self) -> bool:
        """Make the step ready to be left; return False if words would be lost."""
        return self.view is None or await self.view.leave()

    def write_at_once(self) -> None:
        """Put what is typed where it survives: the program is about to end."""
        if self.view:
            self.view.write_at_once()


def _close(opened: Opened | None) -> None:
    if opened:
        opened.close()
