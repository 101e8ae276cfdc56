"""Review: a promise read back, and what came of it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import cast

from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.acts import (
    CAME_OF_IT,
    GIVING,
    MOVED,
    WHAT_CAME_BACK,
    obstacle_sentence,
    sentence,
    stuck,
)
from coach.domain.dates import day_and_month
from coach.domain.model import Act, ActStatus, CameBackWhat
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.errors import AlreadyTold
from coach.practice import Practice, form_text, review_key, told_in_words
from coach.tui.background import Background
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.steps.form import FormStep, Part
from coach.tui.widgets.field import Field
from coach.tui.widgets.pick import Pick

HOW = "How did it go?"
ANOTHER_WAY = (
    ("smaller", "Make it smaller", "Put the promise in other words."),
    ("cue", "Another moment", "Name a person, a day or an event that comes more often."),
    ("let-go", "Let it go", "Not every promise has to be kept."),
    ("leave", "Leave it as it is", "I ask again in a week."),
)


class ReviewStep(FormStep):
    """Asks what came of an act, with one key and two lines."""

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        assert stage.act
        self.act: Act = stage.act
        self._moved = False

    @property
    def key(self) -> str:
        """What came of this act."""
        return review_key(self.act.id)

    def about(self) -> ComposeResult:
        """The promise, read back."""
        yield Static("You promised", classes="label", markup=False)
        yield Static(shown(sentence(self.act)), id="ask", markup=False)
        if obstacle := obstacle_sentence(self.act):
            yield Static(shown(obstacle), classes="aside", markup=False)

    def labelled(self) -> Sequence[tuple[str, Part]]:
        """The outcome, two lines, what came back, and for free help the minutes."""
        parts: list[tuple[str, Part]] = [
            (HOW, Pick(CAME_OF_IT, id="outcome")),
            ("What I did", Field(id="did")),
            ("What they said or did", Field(id="they")),
            ("What came back, one or several", Pick(WHAT_CAME_BACK, several=True, id="back")),
        ]
        if self.act.track in GIVING:
            parts.append(("Minutes it took", Field(id="minutes")))
        return parts

    def chosen(self, pick: Pick) -> None:
        """Stay at the outcome: Enter goes on, and so does a letter."""
        self._typed()
        moved = self.form()["outcome"] == MOVED
        self.relabel("outcome", f"{HOW} Enter: I ask again in a week." if moved else HOW)

    def go_on_from(self, part: Part) -> None:
        """A moment that never came needs no more words."""
        if part.id == "outcome" and self.form()["outcome"] == MOVED:
            self.action_keep()
        else:
            super().go_on_from(part)

    def lacks(self, form: dict[str, str]) -> tuple[str, str]:
        """An outcome, and minutes that are a number."""
        if not form["outcome"]:
            return "One key for how it went: 1 to 5.", "outcome"
        minutes = form.get("minutes", "")
        if minutes and not (minutes.isdecimal() and len(minutes) < 6):
            return "Minutes are a number, such as 15.", "minutes"
        return "", ""

    def keeping(self, form: dict[str, str]) -> Callable[[], str]:
        """Keep the outcome; words to a moment that never came become a note."""
        practice, act = self.practice, self.act
        minutes = form.get("minutes", "")
        words = told_in_words(form_text(form))

        def move() -> str:
            self.act, self._moved = practice.moment_never_came(act.id, words), True
            return f"I ask again on {day_and_month(date.fromisoformat(self.act.due))}."

        def keep() -> str:
            practice.say_outcome(
                act.id,
                cast(ActStatus, form["outcome"]),
                did=form["did"],
                they=form["they"],
                back=cast(Sequence[CameBackWhat], form["back"].split()),
                minutes=int(minutes) if minutes else None,
                leave_draft=False,
            )
            return "kept"

        def told() -> str:
            try:
                return move() if form["outcome"] == MOVED else keep()
            except AlreadyTold as error:
                if words:
                    practice.note(f"{sentence(act)}\n{words}", leave_draft=False)
                return f"{error.message}{' Your words are kept as a note.' if words else ''}"

        return told

    def finish(self, said: str) -> None:
        """Go on; where the moment did not come twice, offer another way first."""
        if not (self._moved and stuck(self.act)):
            super().finish(said)
            return
        title = "Twice now the moment hasn't come. What would help?"
        self.app.push_screen(ChoiceScreen(title, ANOTHER_WAY), partial(self._another_way, said))

    def _another_way(self, said: str, chosen: str | None) -> None:
        if chosen in ("smaller", "cue"):
            first = "cue" if chosen == "cue" else "act"
            self.app.reword(self.act, first, lambda told: self._go_on(told or said))  # type: ignore[attr-defined]
        elif chosen == "let-go":
            self._moved = False
            self.keep(dict.fromkeys(self.form(), "") | {"outcome": "let-go"})
        else:
            self._go_on(said)

    def _go_on(self, said: str) -> None:
        super().finish(said)
