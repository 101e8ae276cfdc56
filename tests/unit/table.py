"""One practice day as the stage function sees it, for the tests of sittings."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from coach.domain.model import Act, Answer, Deeper, Library, Prompt, Track
from coach.domain.sitting import Stage, stage

TODAY = date(2026, 11, 24)
DAY = TODAY.isoformat()
ORDER = ["twelve-weeks", "review", "echo", "reflect", "deeper", "changed", "commit", "close"]

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
    acts: list[Act] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    with_first: bool = False
    closed: bool = False

    def stands(self) -> Stage | None:
        return stage(
            LIBRARY,
            self.answers,
            self.acts,
            TODAY,
            skipped=self.skipped,
            with_first=self.with_first,
            closed=self.closed,
        )

    def step(self) -> str:
        found = self.stands()
        return found.step if found else "over"

    def skip(self) -> None:
        found = self.stands()
        assert found
        self.skipped.add(found.name)

    def skipping_all(self) -> list[str]:
        steps = []
        while (step := self.step()) != "over":
            steps.append(step)
            self.skip()
        return steps

    def change(self, act: Act | None, **changes: Any) -> None:
        assert act
        self.acts = [replace(a, **changes) if a.id == act.id else a for a in self.acts]
