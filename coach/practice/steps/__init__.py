"""The steps of a session, each as data that two front ends render."""

from collections.abc import Callable

from coach.domain.session import NextStep, StepKind
from coach.practice.practice import Practice
from coach.practice.steps.closing import Close, TwelveWeeks
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.promise import Echo, Review, Reword
from coach.practice.steps.step import Step
from coach.practice.steps.walk import PageLines, WalkQuestion
from coach.practice.steps.writing import Changed, PlaybookLine, Reflect, one_more, page_for


def _reflect(practice: Practice, step: NextStep) -> Step:
    return Reflect(practice)  # it finds what was begun itself


def _about_promise(
    make: Callable[..., Step],
) -> Callable[[Practice, NextStep], Step]:
    return lambda practice, step: make(practice, step.promise)


def _line(practice: Practice, step: NextStep) -> Step:
    assert step.answer
    return PlaybookLine(practice, step.answer, page_for(practice, step.answer) or "")


def _walk(practice: Practice, step: NextStep) -> Step:
    assert step.prompt
    return WalkQuestion(practice, step.prompt)


def _changed(practice: Practice, step: NextStep) -> Step:
    assert step.comparison
    return Changed(practice, step.comparison)


_STEPS: dict[StepKind, Callable[[Practice, NextStep], Step]] = {
    "twelve-weeks": lambda practice, step: TwelveWeeks(practice),
    "review": _about_promise(Review),
    "reword": _about_promise(Reword),
    "echo": _about_promise(Echo),
    "reflect": _reflect,
    "deeper": one_more,
    "changed": _changed,
    "promise": lambda practice, step: NewPromise(practice),
    "close": lambda practice, step: Close(practice),
    "line": _line,
    "walk": _walk,
    "lines": lambda practice, step: PageLines(practice, step.answers),
}


def open_step(practice: Practice, step: NextStep) -> Step:
    """Return the step to take, with everything it shows already read."""
    return _STEPS[step.kind](practice, step)
