"""The plan: on which days, or how often, a person means to sit."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.dates import week_of
from coach.domain.plan import OFFERED, parse_plan
from coach.practice import PLAN_DRAFT
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.field import Field


class PlanStep(FormStep):
    """Asks for days, or a number of sittings a week."""

    @property
    def key(self) -> str:
        """The plan."""
        return PLAN_DRAFT

    def about(self) -> ComposeResult:
        """What can be written."""
        yield Static("When do you want to sit?", id="ask", markup=False)

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """One line."""
        example = f"{OFFERED.in_words()}, or a number"
        return [("Days, as in tue fri, or a number a week", Field(id="plan", placeholder=example))]

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Plan from next week on."""

        def keep() -> str:
            plan = parse_plan(form["plan"])
            choices = self.practice.choose_plan(plan)
            this_week = week_of(self.practice.day())
            since = "From now on" if choices.plan[-1].week <= this_week else "From next week on"
            return f"{since}: {plan.in_words()}."

        return keep
