"""The moment in which a kept promise is met with the person's own words."""

from collections.abc import Callable

from coach.domain.model import Promise
from coach.domain.promises import outcome_message, returned_in_words
from coach.practice.practice import Practice
from coach.practice.steps.step import SAVED, Aside, Done, Step, Values, in_rows

CAME = "That came from what you did."
DID = "You said you would, and you did."


class Kept(Step):
    """A kept promise with what the person did and what came of it, to be read; Enter goes on."""

    key = "kept"
    saves_empty = True

    def __init__(self, practice: Practice, promise: Promise, undo: Callable[[], Step]) -> None:
        """Show this promise; `undo` takes its outcome back."""
        super().__init__(practice)
        self._undo = undo
        came = brought_something(promise)
        told = (
            ("What you did", f"“{promise.did}”" if promise.did else ""),
            ("What they said or did", f"“{promise.response}”" if promise.response else ""),
            ("What came back", f"{returned_in_words(promise)}." if came else ""),
        )
        self.ask = outcome_message(promise)
        rows = tuple((name, text) for name, text in told if text)
        self.asides = (Aside("before", CAME if came else DID),)
        if rows:
            self.asides = (Aside("before", in_rows(rows), rows=rows), *self.asides)

    def submit(self, values: Values) -> Done:
        """Go on; the outcome can still be taken back."""
        return Done(SAVED, undo=self._undo)


def is_met(promise: Promise) -> bool:
    """Return whether an outcome is met with a moment of its own."""
    return promise.status == "kept" or (promise.status == "partly" and brought_something(promise))


def brought_something(promise: Promise) -> bool:
    """Return whether anything came back from a promise."""
    return any(back.what != "nothing" for back in promise.came_back)
