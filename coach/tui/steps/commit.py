"""Commit: one small promise, read back once."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.acts import if_then, missing, offers_obstacle
from coach.domain.dates import day_and_month
from coach.domain.model import Act
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.practice import COMMIT_DRAFT, Practice, edit_key
from coach.tui.actions import CHANGE_IT, HELP_WHILE_TYPING, LATER, PROMISE, SOONER, bindings
from coach.tui.background import Background
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.field import Field

OBSTACLE = ("obstacle", "if_obstacle")
LONGEST = timedelta(days=60)
"""A promise further away is no small one."""


class CommitStep(FormStep):
    """Two blanks: if something happens, then I do something small."""

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        self._pointed_out = ""
        self._due: date | None = None
        self._read_back = ReadBack()

    @property
    def key(self) -> str:
        """A promise that is being made."""
        return COMMIT_DRAFT

    def about(self) -> ComposeResult:
        """What a promise is."""
        yield Static("One small promise.", id="ask", markup=False)

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

    async def prepare(self) -> None:
        """See whether to ask for the obstacle, and when the next sitting is."""
        practice = self.practice
        self._due, offered = await self.background.run(
            lambda: (practice.next_sitting(), offers_obstacle(practice.acts()))
        )
        self._show_obstacle(offered)

    def _show_obstacle(self, asked: bool) -> None:
        for name in OBSTACLE:
            self.show_part(name, asked)

    def action_keep(self) -> None:
        """Read the promise back, once what it lacks was pointed out; on nothing, skip."""
        form = self.form()
        if self._opening or self._busy or not any(form.values()):
            super().action_keep()
            return
        said = missing(form["cue"], form["act"])
        if said and said != self._pointed_out:
            self._pointed_out = said
            self.say(f"{said} Enter goes on without.")
            self.parts["act" if form["cue"] else "cue"].focus()
            return
        self.say("")
        self._show_read_back(True)

    def _show_read_back(self, on: bool) -> None:
        self.query_one("#form").display = not on
        self._read_back.display = on
        if on:
            self._read_back.show(self.form(), self._due)
            self._read_back.focus()
        else:
            self.parts["cue"].focus()

    def on_read_back_promised(self) -> None:
        """Keep the promise."""
        if not self._busy:
            self.keep(self.form())

    def on_read_back_changing(self) -> None:
        """Go back to the blanks."""
        self._show_read_back(False)

    def on_read_back_moved(self, event: "ReadBack.Moved") -> None:
        """Ask about it on another day."""
        if self._due:
            today = self.practice.day()
            due = self._due + timedelta(days=event.days)
            self._due = min(max(due, today + timedelta(days=1)), today + LONGEST)
            self._read_back.show(self.form(), self._due)

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Keep the promise."""
        due = self._due

        def keep() -> str:
            self.practice.promise(
                form["cue"],
                form["act"],
                obstacle=form["obstacle"],
                if_obstacle=form["if_obstacle"],
                due=due,
                leave_draft=False,
            )
            return "Promised."

        return keep


class RewordStep(FormStep):
    """Puts an open promise in other words."""

    def __init__(
        self, practice: Practice, background: Background, act: Act, first: str = "act"
    ) -> None:
        """`first` is the blank to begin in: `cue` or `act`."""
        super().__init__(practice, background)
        self._act = act
        self._first = first

    @property
    def key(self) -> str:
        """An edit of this act."""
        return edit_key(self._act.id)

    def about(self) -> ComposeResult:
        """What it is about."""
        yield Static("The same promise, in other words.", id="ask", markup=False)

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """The two blanks."""
        return [("If", Field(id="cue")), ("then I", Field(id="act"))]

    def beginning(self) -> dict[str, str]:
        """What it says now."""
        return {"cue": self._act.cue, "act": self._act.act}

    def next_empty(self) -> Part:
        """The blank that is to change."""
        return self.parts[self._first]

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Keep the new words beside the old ones."""

        def keep() -> str:
            act = self._act
            rest = {n: getattr(act, n) or "" for n in (*OBSTACLE, "did", "they")}
            self.practice.edit_act(act.id, rest | form)
            return "Changed. What it said before is kept."

        return keep


class ReadBack(Static, can_focus=True):
    """The promise as one sentence, to be confirmed."""

    DEFAULT_CSS = """
    ReadBack {
        height: 1fr;
        padding: 1 0;
    }
    """
    ACTIONS: ClassVar = (PROMISE, CHANGE_IT, SOONER, LATER, HELP_WHILE_TYPING)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    class Promised(Message):
        """It is promised."""

    class Changing(Message):
        """It is to be changed first."""

    class Moved(Message):
        """It is to be asked about on another day."""

        def __init__(self, days: int) -> None:
            super().__init__()
            self.days = days

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, form: dict[str, str], due: date | None) -> None:
        """Read this promise back; `due` is when it will be asked about."""
        plan = [if_then(form["cue"], form["act"])]
        if form["obstacle"] and form["if_obstacle"]:
            plan.append(if_then(form["obstacle"], form["if_obstacle"]))
        asked = f"I ask you about it on {day_and_month(due)}.\n\n" if due else ""
        read = shown("\n\n".join(plan))
        self.update(Content.assemble((read, "bold"), f"\n\n{asked}Enter promises it."))

    def action_promise(self) -> None:
        """Promise it."""
        self.post_message(self.Promised())

    def action_change_it(self) -> None:
        """Change it first."""
        self.post_message(self.Changing())

    def action_sooner(self) -> None:
        """Ask a day sooner."""
        self.post_message(self.Moved(-1))

    def action_later(self) -> None:
        """Ask a day later."""
        self.post_message(self.Moved(1))
