"""How a step is read to a person before it asks, and what they may type in it."""

import re
from collections.abc import Iterable

from coach.domain.compare import Piece, differences
from coach.plain.lines import Lines
from coach.practice.steps.step import Aside, Step
from coach.practice.steps.writing import BEGUN, Changed

COMMANDS = {
    "/why": ("why", "why this question is asked"),
    "/about": ("about", "what it looks back on, in full"),
    "/example": ("example", "an example from another trade"),
    "/another": ("another", "another question; the second time, choose a track"),
    "/again": ("repeat", "promise the same once more"),
    "/due": ("due", "name the day I'll ask you, as in /due fri"),
    "/more": ("deeper", "one more question about your answer"),
    "/line": ("line", "add a line to your playbook"),
    "/review": ("review", "review the other promise that is due"),
    "/remind": ("remind", "set a time to be reminded at"),
    "/undo": ("undo", "take the last outcome back"),
    "/edit": ("editor", "go on in your own editor"),
    "/leave": ("", "leave; your words stay as a draft"),
    "/help": ("", "show these commands"),
}
"""What can be typed on a line of its own: what the step must have or offer, and its help."""

HINTS = {
    "review": "To review that promise, too: /review",
    "remind": "To be reminded: /remind",
    "line": "To add a line to your playbook: /line",
    "deeper": "To be asked one more question: /more",
    "repeat": "To promise the same once more: /again",
    "due": "For another day: /due fri",
    "print": "To print your playbook: coach export --playbook -o playbook.html",
}
"""What is said of an offer that nobody would look for; of the day, where it is read back."""


def present(step: Step, lines: Lines, *, begun: bool) -> None:
    """Say what a step is about, the question after what it refers to."""
    for text in filter(None, (step.opening, step.heading)):
        lines.part(text)
    if isinstance(step, Changed):
        sides = differences(*(answer.text for answer in step.answers))
        if any(differs for side in sides for _, differs in side):
            lines.part("Words that differ stand between *stars*.")
        for title, text in zip(step.titles, map(_starred, sides), strict=True):
            lines.part(title)
            lines.say(text, "  ")
    above = [a for a in step.asides if a.name in ("before", "more", "about") and a.title]
    later = [*above, *asides_below(step)]
    for aside in above:
        read_aside(aside, lines)
    lines.part(step.ask)
    for aside in step.asides:
        if aside.open and aside not in later:
            read_aside(aside, lines)
    if begun and step.opening != BEGUN:
        lines.part(BEGUN)
    for offer in sorted(step.offers & (HINTS.keys() - {"due"})):
        lines.part(HINTS[offer])


def asides_below(step: Step) -> list[Aside]:
    """Return the asides that come once the fields, if there are any, were asked."""
    return [aside for aside in step.asides if aside.name == "after" and step.fields({})]


def read_aside(aside: Aside, lines: Lines, *, full: bool = False) -> None:
    """Say what stands beside the question, shortened unless in `full`."""
    text = aside.full if full and aside.full else f"{aside.text} {aside.note}".strip()
    gap = "\n" if aside.name == "about" else " "
    lines.part(f"{aside.title}:{gap}{text}" if aside.title else text)


def _starred(pieces: Iterable[Piece]) -> str:
    """Return a text with what the other side lacks between stars."""
    text = "".join(f"\0{piece}\0" if differs else piece for piece, differs in pieces)
    one = re.sub(r"\0(\s*)\0", r"\1", text)  # words that differ in a row are one stretch
    return re.sub(r"\0(\s*)(.*?)(\s*)\0", r"\1*\2*\3", one, flags=re.DOTALL)
