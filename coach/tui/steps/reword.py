"""Reword: a promise, and what was told of it, in other words."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.acts import GIVING, OUTCOMES
from coach.domain.model import Act
from coach.domain.sitting import Stage
from coach.practice import Practice, act_fields, edit_key
from coach.tui.background import Background
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.field import Field


class RewordStep(FormStep):
    """Changes the words of an act; its outcome stays."""

    def __init__(
        self, practice: Practice, background: Background, stage: Stage, first: str = "act"
    ) -> None:
        """`first` is the line to begin in, such as `cue` or `act`."""
        super().__init__(practice, background)
        assert stage.act
        self._act: Act = stage.act
        self._first = first

    @property
    def key(self) -> str:
        """An edit of this act."""
        return edit_key(self._act.id)

    def about(self) -> ComposeResult:
        """What it is about."""
        said = OUTCOMES.get(self._act.status)
        told = f"A promise, {said}." if said else "The same promise, in other words."
        yield Static(told, id="ask", markup=False)

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """The two blanks, and whatever else there is of it."""
        act = self._act
        parts: list[tuple[str, Part]] = [("If", Field(id="cue")), ("then I", Field(id="act"))]
        if act.obstacle or act.if_obstacle:
            parts.append(("What could get in the way?", Field(id="obstacle")))
            parts.append(("If so, then I", Field(id="if_obstacle")))
        if act.said:
            parts.append(("What I did", Field(id="did")))
            parts.append(("What they said or did", Field(id="they")))
        if act.said and (act.track in GIVING or act.minutes is not None):
            parts.append(("Minutes it took", Field(id="minutes")))
        return parts

    def beginning(self) -> dict[str, str]:
        """What it says now."""
        return act_fields(self._act)

    def next_empty(self) -> Part:
        """The line that is to change, marked so that what is typed takes its place."""
        line = self.parts[self._first]
        if isinstance(line, Field) and not self.from_draft:
            line.select_all()
        return line

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Keep the new words beside the old ones."""

        def keep() -> str:
            self.practice.edit_act(self._act.id, form, leave_draft=False)
            return "Changed. What it said before is kept."

        return keep
