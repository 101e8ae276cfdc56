"""Echo: what came back by now from a promise that was kept weeks ago."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.acts import WHAT_CAME_BACK, sentence
from coach.domain.dates import ago
from coach.domain.model import Act, CameBackWhat
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.practice import Practice
from coach.tui.background import Background
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.pick import Pick


class EchoStep(FormStep):
    """Asks once more what came back, with one key."""

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        assert stage.act
        self.act: Act = stage.act

    @property
    def key(self) -> str:
        """What came back from this act."""
        return f"echo-{self.act.id}"

    def about(self) -> ComposeResult:
        """The promise that was kept."""
        when = ago(date.fromisoformat(self.act.said or ""), self.practice.day())
        yield Static(f"You kept this {when}", classes="label", markup=False)
        yield Static(shown(sentence(self.act)), id="ask", markup=False)

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """What came back."""
        return [("What came back from it?", Pick(WHAT_CAME_BACK, id="back"))]

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Add it to the act."""

        def keep() -> str:
            self.practice.say_what_came_back(self.act.id, cast(CameBackWhat, form["back"]))
            return "kept"

        return keep
