"""The steps of a session, each as data that two front ends render."""

from coach.domain.compare import Comparison
from coach.domain.model import Answer, Promise, Prompt
from coach.domain.session import NextStep
from coach.practice.practice import Practice
from coach.practice.steps.closing import Close, TwelveWeeks
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.promise import Echo, Review, Reword
from coach.practice.steps.step import Step
from coach.practice.steps.walk import PageLines, WalkQuestion
from coach.practice.steps.writing import Changed, PlaybookLine, Reflect, one_more, page_for


def open_step(practice: Practice, step: NextStep) -> Step:
    """Return the step to take, with everything it shows already read."""
    match step:
        case NextStep("twelve-weeks"):
            return TwelveWeeks(practice)
        case NextStep("review", promise=Promise() as promise):
            return Review(practice, promise)
        case NextStep("reword", promise=Promise() as promise):
            return Reword(practice, promise)
        case NextStep("echo", promise=Promise() as promise):
            return Echo(practice, promise)
        case NextStep("walk", prompt=Prompt() as prompt):
            return WalkQuestion(practice, prompt)
        case NextStep("deeper", answer=Answer() as answer):
            return one_more(practice, answer, step.deeper)
        case NextStep("changed", comparison=Comparison() as comparison):
            return Changed(practice, comparison)
        case NextStep("promise"):
            return NewPromise(practice)
        case NextStep("close"):
            return Close(practice)
        case NextStep("line", answer=Answer() as answer):
            return PlaybookLine(practice, answer, page_for(practice, answer) or "")
        case NextStep("lines"):
            return PageLines(practice, step.answers)
    return Reflect(practice)  # it finds what was begun itself
