"""How far a person has come: the facts of Progress, and how they read."""

from collections.abc import Sequence

from coach.domain.given import Given
from coach.domain.model import Library, Promise
from coach.domain.plan import Planned
from coach.domain.strength import Strength
from coach.domain.text import counted
from coach.domain.weeks import Coverage, Theme, Week
from coach.frozen import frozen


@frozen
class Report:
    """How far a person has come; `weeks` are oldest first, the current one last."""

    week: str
    library: Library
    planned: Planned
    themes: list[Theme]
    """The weeks of the course."""
    strength: Strength
    curve: list[tuple[str, int]]
    """The strength after each week that has one."""
    weeks: list[Week]
    tracks: list[Coverage]
    heat: dict[str, list[int]]
    """For every track the answers of each of the weeks."""
    reviewed: int
    """Outcomes of the last twelve weeks, those let go left out."""
    kept: int
    partly: int
    let_go: int
    weeks_counted: int
    """Over how many weeks the promises are counted: twelve, or as many as there are."""
    practiced: int
    """Weeks practiced of the last twelve that were not paused, or of as many as there are."""
    unpaused: int
    given: Given
    begun: bool
    """Whether anything was ever saved."""
    promises: Sequence[Promise]
    """Newest first."""

    def facts(self) -> list[str]:
        """Return what there is to say of promises and weeks, a sentence each."""
        facts = [self._promises_in_words()]
        if self.practiced and self.unpaused == 1:
            facts.append("You practiced in your first week.")
        elif self.practiced:
            facts.append(f"You practiced in {self.practiced} of the last {self.unpaused} weeks.")
        return facts

    def _promises_in_words(self) -> str:
        """Return what came of the promises: `You kept 3 of your last 5 promises, 1 partly.`.

        What was not kept this time is in none of its words.
        """
        last = counted(self.reviewed, "promise")
        parts: list[str] = []
        if self.reviewed and not (self.kept or self.partly):
            parts = [f"reviewed {last}"]
        if self.kept:
            whole = self.kept == self.reviewed
            all_of = f"your last {last}" if self.kept > 1 else "your last promise"
            parts = [f"kept {all_of}" if whole else f"kept {self.kept} of your last {last}"]
        if self.partly:
            partly = f"partly kept {counted(self.partly, 'promise')}"
            parts.append(f"{self.partly} partly" if parts else partly)
        if self.let_go:
            parts.append(f"let {self.let_go if parts else counted(self.let_go, 'promise')} go")
        return f"You {', '.join(parts)}." if parts else "No promise reviewed yet."
