"""The end of the twelve weeks: what was given, what came back, and how to go on."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.acts import Given, given
from coach.domain.sitting import Stage
from coach.practice import Practice
from coach.tui.background import Background
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.pick import Pick

WAYS_ON = {
    "again": "go round again",
    "reminders": "keep only the reminders",
    "stop": "stop well",
}


class TwelveWeeksStep(FormStep):
    """One screen that closes the course."""

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        self._came = Static("", classes="aside", markup=False)

    @property
    def key(self) -> str:
        """How to go on."""
        return "twelve-weeks"

    def about(self) -> ComposeResult:
        """What the weeks came to."""
        yield Static("Twelve weeks are behind you.", id="ask", markup=False)
        yield self._came

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """The ways on."""
        return [("How do you want to go on?", Pick(WAYS_ON, id="way"))]

    async def prepare(self) -> None:
        """Read what was given."""
        acts = await self.background.run(self.practice.acts)
        self._came.update(
            f"{what_it_came_to(given(acts))}\n\n"
            "To print what you wrote: coach export -o my-practice.md"
        )

    def finish(self, said: str) -> None:
        """Go on with the sitting, unless the person stops."""
        self.post_message(self.Done(said, ends=self.form()["way"] == "stop"))

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Go on that way."""

        def keep() -> str:
            if form["way"] == "again":
                self.practice.start_course(1)
                return "Round again, from week 1."
            if form["way"] == "reminders":
                self.practice.turn_course(on=False)
                return "The course is off. Questions come from all tracks."
            self.practice.stop_well()
            return "Well done. Nothing is planned any more; come back whenever you like."

        return keep


def what_it_came_to(total: Given) -> str:
    """What was given and what came back, in two plain sentences."""
    if not total.times:
        return "You have not told of any help given for free yet."
    return f"{total.in_words()} What came back: {total.back_in_words()}."
