"""One practice day on a table, for the tests of sessions."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from coach.domain.model import Answer, Deeper, Library, Promise, Prompt, Track
from coach.domain.session import Day, NextStep, next_step

TODAY = date(2026, 11, 24)
ORDER = ["twelve-weeks", "review", "echo", "reflect", "deeper", "changed", "promise", "close"]

DEEPER = (Deeper("short", "What exactly?"), Deeper("no-number", "How many?"), Deeper("else", "?"))
LIBRARY = Library(
    tracks=(Track("a", "A", "About."),),
    prompts=(
        Prompt("a.1", "a", "Ask?", "Why.", deeper=DEEPER),
        Prompt("a.essay", "a", "Ask?", "Why.", deeper=DEEPER, essay_question=True),
        Prompt("a.plain", "a", "Ask?", "Why."),
    ),
)


@dataclass
class Table:
    """What lies on the table of one practice day."""

    answers: list[Answer] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    finished: bool = False

    def day(self) -> Day:
        return Day(
            LIBRARY,
            self.answers,
            [promise for promise in self.promises if not promise.deleted],
            TODAY,
            skipped=self.skipped,
            finished=self.finished,
        )

    def stands(self, *, closing: bool = True) -> NextStep | None:
        return next_step(self.day(), closing=closing)

    def step(self) -> str:
        found = self.stands()
        return found.kind if found else "over"

    def skip(self) -> None:
        found = self.stands()
        assert found
        self.skipped.add(found.key)

    def skipping_all(self) -> list[str]:
        steps = []
        while (step := self.step()) != "over":
            steps.append(step)
            self.skip()
        return steps

    def change(self, promise: Promise | None, **changes: Any) -> None:
        assert promise
        self.promises = [replace(p, **changes) if p.id == promise.id else p for p in self.promises]
