"""A sitting: review, reflect, commit, close, in the order the practice gives."""

from collections.abc import Callable
from functools import partial

from coach.domain.model import Act
from coach.domain.sitting import Stage, StepName
from coach.errors import CoachError
from coach.practice import ENOUGH_FOR_TODAY, TEN_MINUTES, Practice, Sitting
from coach.tui.background import Background
from coach.tui.screens.steps import MakeStep, StepsScreen
from coach.tui.steps.close import CloseStep
from coach.tui.steps.commit import CommitStep
from coach.tui.steps.deeper import DeeperStep
from coach.tui.steps.echo import EchoStep
from coach.tui.steps.page_line import PageLineStep
from coach.tui.steps.reflect import ReflectStep
from coach.tui.steps.review import ReviewStep
from coach.tui.steps.reword import RewordStep
from coach.tui.steps.step import Step
from coach.tui.steps.then_and_now import ThenAndNowStep
from coach.tui.steps.twelve_weeks import TwelveWeeksStep

STEPS: dict[StepName, Callable[[Practice, Background, Stage], Step]] = {
    "twelve-weeks": TwelveWeeksStep,
    "review": ReviewStep,
    "reword": RewordStep,
    "echo": EchoStep,
    "reflect": ReflectStep,
    "deeper": DeeperStep,
    "changed": ThenAndNowStep,
    "commit": CommitStep,
    "close": CloseStep,
    "page-line": PageLineStep,
}
"""What puts each step of a sitting on the screen."""


class SittingScreen(StepsScreen):
    """Walks through a sitting from where it stands."""

    def __init__(
        self,
        practice: Practice,
        background: Background,
        sitting: Sitting,
        *,
        prompt_id: str | None = None,
        review: Act | None = None,
    ) -> None:
        """`prompt_id` is a question the person chose, `review` a promise to tell of now."""
        super().__init__()
        self.practice = practice
        self.background = background
        self.sitting = sitting
        self._prompt_id = prompt_id
        self._stage = Stage("review", act=review) if review else None

    def on_mount(self) -> None:
        """Look at the clock once."""
        if self.practice.config.ten_minutes:
            self.set_timer(TEN_MINUTES.total_seconds(), self._say_ten_minutes)

    def _say_ten_minutes(self) -> None:
        self.tell(ENOUGH_FOR_TODAY)

    async def first(self) -> MakeStep:
        """What was begun, or else where the sitting stands."""
        if self._prompt_id:
            return partial(ReflectStep, self.practice, self.background, prompt_id=self._prompt_id)
        if self._stage is None:
            try:
                self._stage = await self.background.run(self.sitting.begin)
            except CoachError:
                self._stage = Stage("reflect")  # one can still write, and is told why
        return self._make_step(self._stage)

    async def following(self, done: Step.Done) -> MakeStep | None:
        """Where the sitting stands now."""
        if done.passed:
            self.sitting.skip(self._stage or Stage("reflect"))
        self._stage = await self.background.run(self.sitting.next)
        return self._make_step(self._stage) if self._stage else None

    def _make_step(self, stage: Stage) -> MakeStep:
        return partial(STEPS[stage.step], self.practice, self.background, stage)
