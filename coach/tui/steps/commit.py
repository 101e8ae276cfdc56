"""Commit: one small promise, read back once."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from coach.domain.acts import missing, not_yet_today, offers_obstacle, sentence
from coach.domain.model import Act
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.practice import COMMIT_DRAFT, Practice
from coach.tui.actions import (
    KEEP,
    NEXT_PART,
    SAME_AGAIN,
    bindings,
)
from coach.tui.background import Background
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.field import Field
from coach.tui.widgets.read_back import ReadBack

SKIPS = "Enter on nothing skips it."
OBSTACLE = ("obstacle", "if_obstacle")
LONGEST = timedelta(days=60)
"""A promise further away is no small one."""


class CommitStep(FormStep):
    """Two blanks: if something happens, then I do something small."""

    ACTIONS: ClassVar = (*FormStep.ACTIONS, SAME_AGAIN)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((SAME_AGAIN,))]

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        self._pointed_out = ""
        self._pointed_at: dict[str, str] = {}
        self._due: date | None = None
        self._read_back = ReadBack()
        self._hint = Static(SKIPS, id="hint", classes="label", markup=False)
        self._before: Act | None = None
        """The promise that was told of today and not kept yet."""

    @property
    def key(self) -> str:
        """A promise that is being made."""
        return COMMIT_DRAFT

    def about(self) -> ComposeResult:
        """What a promise is."""
        yield Static("One small promise: if this happens, then I do that.", id="ask", markup=False)
        yield self._hint

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """The two blanks; from the third promise on, or after a not yet, its obstacle too."""
        return [
            ("If", Field(id="cue", placeholder="a person, a day, an event")),
            ("then I", Field(id="act", placeholder="something small one could see")),
            ("What could get in the way?", Field(id="obstacle", placeholder="may stay empty")),
            ("If so, then I", Field(id="if_obstacle")),
        ]

    def compose(self) -> ComposeResult:
        """The form, and the place where the promise is read back."""
        yield from super().compose()
        yield self._read_back

    def on_mount(self) -> None:
        """Hide what is not asked yet."""
        self._read_back.display = False
        self._show_obstacle(False)
        self.refresh_bindings()

    async def prepare(self) -> None:
        """See whether to ask for the obstacle, and when the next sitting is."""
        practice = self.practice
        self._due = await self.background.run(practice.promise_due)
        acts = await self.background.run(practice.acts)
        self._show_obstacle(offers_obstacle(acts))
        self._before = not_yet_today(acts, practice.day())
        if self._before:
            self._hint.update(
                f"Not yet is fine. F3 takes it again: {shown(sentence(self._before))}"
            )
        self.refresh_bindings()

    def _show_obstacle(self, asked: bool) -> None:
        for name in OBSTACLE:
            self.show_part(name, asked)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the promise while it is read back."""
        if action == SAME_AGAIN.id:
            return bool(self._before) and not self._read_back.display
        return not (self._read_back.display and action in (KEEP.id, NEXT_PART.id))

    def action_same_again(self) -> None:
        """Take over the promise that was not kept yet."""
        if act := self._before:
            form = self.form()  # what is written already stays
            self.fill({n: form[n] or getattr(act, n) or "" for n in ("cue", "act", *OBSTACLE)})
            self._typed()

    def go_on_from(self, part: Part) -> None:
        """Enter after what the promise lacks was pointed out goes on without it."""
        if self._pointed_out and self.form() == self._pointed_at:
            self.action_keep()
        else:
            super().go_on_from(part)

    def lacks(self, form: dict[str, str]) -> tuple[str, str]:
        """What the promise lacks, pointed out once."""
        said = missing(form["cue"], form["act"])
        if not said or said == self._pointed_out:
            return "", ""
        self._pointed_out, self._pointed_at = said, form
        return f"{said} Enter goes on without.", "act" if form["cue"] else "cue"

    def keep(self, form: dict[str, str]) -> None:
        """Read the promise back first."""
        if self._read_back.display:
            super().keep(form)
            return
        self.say("")
        self._show_read_back(True)
        self.give_back()

    def _show_read_back(self, on: bool) -> None:
        self.query_one("#form").display = not on
        self._read_back.display = on
        self._read_back.show(self.form(), self._due)
        self.screen.set_focus(self._read_back if on else self.parts["cue"])
        self.refresh_bindings()

    def on_read_back_promised(self) -> None:
        """Keep the promise."""
        self.take_in_hand(lambda: self.keep(self.form()))

    def on_read_back_changing(self) -> None:
        """Go back to the blanks."""
        self._show_read_back(False)

    def on_read_back_moved(self, event: ReadBack.Moved) -> None:
        """Ask about it on another day."""
        if self._due:
            today = self.practice.day()
            due = self._due + timedelta(days=event.days)
            self._due = min(max(due, today + timedelta(days=1)), today + LONGEST)
            self._read_back.show(self.form(), self._due)

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Keep the promise."""
        due, before = self._due, self._before
        same = before and (form["cue"], form["act"]) == (before.cue, before.act)

        def keep() -> str:
            self.practice.promise(
                form["cue"],
                form["act"],
                obstacle=form["obstacle"],
                if_obstacle=form["if_obstacle"],
                due=due,
                again_of=before if same else None,
                leave_draft=False,
            )
            return "Promised."

        return keep
