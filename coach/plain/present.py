"""How a step is read to a person before it asks."""

import re
from collections.abc import Iterator

from coach.domain.compare import marked
from coach.plain.lines import Lines
from coach.practice.steps.step import Aside, Step
from coach.practice.steps.writing import BEGUN, Changed

HINTS = {
    "review": "To review that promise, too: /review",
    "line": "To add a line to your playbook: /line",
    "deeper": "To be asked one more question: /more",
    "repeat": "To promise the same once more: /again",
    "due": "For another day: /due fri",
}
"""What is said of an offer that nobody would look for; of the day, where it is read back."""


def present(step: Step, lines: Lines, *, begun: bool) -> None:
    """Say what a step is about, the question after what it refers to."""
    for text in filter(None, (step.opening, step.heading)):
        lines.part(text)
    if isinstance(step, Changed):
        lines.part("Words that differ stand between *stars*.")
        for title, text in _then_and_now(step):
            lines.part(title)
            lines.say(text, "  ")
    above = [a for a in step.asides if a.name in ("before", "more") and a.title]
    later = [*above, *asides_below(step)]
    for aside in above:
        read_aside(aside, lines)
    lines.part(step.ask)
    for aside in step.asides:
        if aside.open and aside not in later:
            read_aside(aside, lines)
    if begun and step.opening != BEGUN:
        lines.part(BEGUN)
    for offer in sorted(step.offers & {"deeper", "line", "repeat", "review"}):
        lines.part(HINTS[offer])


def asides_below(step: Step) -> list[Aside]:
    """Return the asides that come once the fields, if there are any, were asked."""
    return [aside for aside in step.asides if aside.name == "after" and step.fields({})]


def read_aside(aside: Aside, lines: Lines) -> None:
    """Say what stands beside the question."""
    lines.part(f"{aside.title}: {aside.text}" if aside.title else aside.text)


def _then_and_now(step: Changed) -> Iterator[tuple[str, str]]:
    """Return both titles and texts, with what the other side lacks between stars."""
    sides = marked(step.comparison.then.text, step.comparison.now.text)
    for title, pieces in zip(step.titles, sides, strict=True):
        text = "".join(f"\0{piece}\0" if differs else piece for piece, differs in pieces)
        one = re.sub(r"\0(\s*)\0", r"\1", text)  # words that differ in a row are one stretch
        yield title, re.sub(r"\0(\s*)(.*?)(\s*)\0", r"\1*\2*\3", one, flags=re.DOTALL)
