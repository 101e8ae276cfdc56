"""Reading a journal that may not be whole: what can be read is shown, and then it is said."""

import contextlib
from collections.abc import Iterator

from coach.commands.output import say
from coach.practice import Practice


@contextlib.contextmanager
def reading() -> Iterator[Practice]:
    """The practice to read from.

    Raises:
        JournalError: at the end, if the journal is damaged: what was shown is not all.
    """
    practice = Practice.here()
    yield practice
    problem = practice.journal.problem()
    if problem and practice.journal.condition == "damaged":
        raise problem
    if problem:
        say(f"coach: {problem.message}\n  {problem.hint}")
