"""The card, as a walk through the four questions ends with it."""

from collections.abc import Sequence

from coach.domain.card import CardLine
from coach.practice.practice import Practice
from coach.practice.steps.step import Aside, Done, Field, Step, Values


class Card(Step):
    """What to say when someone asks, to be read; Enter ends the session."""

    key = "card"
    ask = "That's your card, for the moment someone asks."
    saves_empty = True

    def __init__(self, practice: Practice, lines: Sequence[CardLine]) -> None:
        super().__init__(practice)
        self.asides = tuple(Aside("before", line.text, line.title) for line in lines)

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Ask nothing."""
        return ()

    def submit(self, values: Values) -> Done:
        """End the session."""
        return Done(passed=True, ends=True)
