"""Close: what was kept, the plan, and when the next sitting is."""

import contextlib
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.domain.acts import AT_MOST_OPEN, sentence
from coach.domain.dates import day_and_month
from coach.domain.plan import OFFERED, Plan, parse_plan
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.errors import CoachError
from coach.practice import (
    ENOUGH,
    PLAN_DRAFT,
    Closing,
    Practice,
    form_fields,
    form_text,
)
from coach.tui.actions import ADD_LINE, GO_ON, HELP_WHILE_TYPING, KEEP, LEAVE, bindings
from coach.tui.background import Background
from coach.tui.steps.step import Step
from coach.tui.widgets.field import Field

WHEN = "When shall I ask again? Days, as in tue fri, or a number a week."
REMINDER = "For a reminder on those days: coach schedule --at 08:30"


class CloseStep(Step, inherit_bindings=False):
    """One screen to end on; the very first asks when to ask again."""

    ACTIONS: ClassVar = (GO_ON, ADD_LINE, LEAVE, HELP_WHILE_TYPING, KEEP)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__()
        self.practice = practice
        self.background = background
        self._came_to: Closing | None = None
        self._above = VerticalScroll(id="form", can_focus=True)
        self._plan = Field(id="plan", placeholder=f"Enter: {OFFERED.in_words()}")
        self._parts = {name: Static("", id=name, markup=False) for name in ("kept", "when", "how")}

    def compose(self) -> ComposeResult:
        """What was kept, and the question of the very first time."""
        with self._above:
            yield self._parts["kept"]
            yield self._parts["when"]
            yield self._plan
            yield self._parts["how"]

    def on_mount(self) -> None:
        """Read what the sitting came to."""
        self._plan.display = False
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            closing = await self.background.run(self.practice.closing)
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            self._above.focus()
            return
        self._came_to = closing
        self.refresh_bindings()
        self._parts["kept"].update("\n\n".join(_what_it_came_to(closing)))
        if closing.planned:
            following = _following(closing.next_sitting)
            self._parts["when"].update(f"Your plan: {closing.plan.in_words()}. {following}")
            self._above.focus()
        else:
            self._parts["when"].update(WHEN)
            self._parts["how"].update(REMINDER)
            self._plan.load_text(await self.background.run(self._begun_plan))
            self._plan.display = True
            self._plan.focus(scroll_visible=False)
            self.call_after_refresh(self._parts["how"].scroll_visible, animate=False)

    def _begun_plan(self) -> str:
        """The plan that was typed when the person left, taken out of its draft."""
        with contextlib.suppress(CoachError):
            draft, text = self.practice.open_and_read(PLAN_DRAFT)
            draft.write("")
            draft.close()
            return form_fields(text).get("plan", "")
        return ""

    async def leave(self) -> bool:
        """Leave a plan that is typed as a draft."""
        if text := self._plan.text.strip():
            draft = form_text({"plan": text}).encode()
            with contextlib.suppress(CoachError):
                await self.background.run(self.practice.drafts.keep, PLAN_DRAFT, draft)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a line for the playbook where the question has a page."""
        return action != ADD_LINE.id or bool(self._came_to and self._came_to.page)

    def action_add_line(self) -> None:
        """Add a line from today's answer to its page of the playbook."""
        if (closing := self._came_to) and closing.answer and closing.page:
            self.app.add_line(closing.answer, self._line_added)  # type: ignore[attr-defined]

    def _line_added(self, said: str | None) -> None:
        self.say(said or "")
        self._read()

    def action_go_on(self) -> None:
        """Take the plan that is written, or the one that is offered, and end the sitting."""
        self.take_in_hand(self._end)

    def action_keep(self) -> None:
        """As Enter: take the plan that is written, or the one that is offered."""
        self.action_go_on()

    def _end(self) -> None:
        text = self._plan.text.strip()
        try:
            plan = parse_plan(text) if text else OFFERED
        except CoachError as error:
            self.say(f"{error.message} {error.hint}")
            self.give_back()
            return
        if self._plan.display:
            self._choose(plan)
        else:
            self.post_message(self.Done("", passed=True))

    @work(group="keep")
    async def _choose(self, plan: Plan) -> None:
        try:
            await self.background.run(self.practice.choose_plan, plan)
            await self.background.run(self._begun_plan)
            following = await self.background.run(self.practice.next_sitting)
        except CoachError as error:
            self.give_back()
            self.say(f"Not kept. {error.message} {error.hint}")
            return
        said = f"I ask again on {day_and_month(following)}." if following else ""
        self.post_message(self.Done(said, passed=True))


def _following(day: date | None) -> str:
    return f"The next sitting is on {day_and_month(day)}." if day else "None is planned."


def _what_it_came_to(closing: Closing) -> list[str]:
    kept = closing.kept
    lines = [f"Today: {', '.join(kept)}."] if kept else ["Nothing was kept today."]
    if promise := closing.promise:
        due = day_and_month(date.fromisoformat(promise.due))
        lines.append(f"{shown(sentence(promise))} I ask about it on {due}.")
    elif len(closing.open_acts) >= AT_MOST_OPEN:
        lines.append(ENOUGH)
    return lines
