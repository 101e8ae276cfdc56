"""Then and now: an earlier answer beside the new one, and what changed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.acts import OUTCOMES, sentence
from coach.domain.comparison import Comparison, Piece, marked
from coach.domain.dates import ago, long_date
from coach.domain.sitting import Stage
from coach.domain.text import shown
from coach.practice import CHANGED, Practice, follow_key
from coach.tui.actions import COMPARE, EDITOR, HELP_WHILE_TYPING, KEEP, LEAVE, bindings
from coach.tui.background import Background
from coach.tui.screens.reading import ReadingScreen
from coach.tui.steps.writing import Opened, WritingStep

MARK = "bold underline"
"""How a word is marked that the other answer does not have; seen without colour too."""


class ThenAndNowStep(WritingStep, inherit_bindings=False):
    """Shows both answers and asks what changed, and because of what."""

    ACTIONS: ClassVar = (KEEP, LEAVE, HELP_WHILE_TYPING, COMPARE, EDITOR)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background, stage: Stage) -> None:
        super().__init__(practice, background)
        assert stage.comparison
        self.comparison: Comparison = stage.comparison

    @property
    def key(self) -> str:
        """What changed since the earlier answer."""
        return follow_key("changed", self.comparison.now.id)

    def about(self) -> ComposeResult:
        """Both answers side by side, and the acts between them."""
        then, now = _both(self.comparison, self.practice.day())
        with Container(id="then-and-now"):
            yield Static(then, markup=False)
            yield Static(now, markup=False)
        yield Static(_acts(self.comparison), classes="aside", id="between", markup=False)

    def compose(self) -> ComposeResult:
        """Both answers above; the question stays in sight however long they are."""
        with VerticalScroll(id="question", can_focus=False):
            yield from self.about()
        yield self.ask
        yield self.area

    async def opened(self) -> Opened:
        """Ask."""
        self.query_one("#between").display = bool(self.comparison.acts)
        self.set_ask(CHANGED)
        return await self.open_own_draft("")

    def keeping(self, text: str) -> Callable[[], str]:
        """Keep it with the new answer."""

        def keep() -> str:
            now = self.comparison.now.id
            self.practice.follow(now, "changed", CHANGED, text, leave_draft=False)
            return "kept"

        return keep

    def action_compare(self) -> None:
        """Read both answers by themselves."""
        then, now = _both(self.comparison, self.practice.day())
        between = _acts(self.comparison)
        text = Content.assemble(then, "\n\n", now, f"\n\n{between}" if between else "")
        self.app.push_screen(ReadingScreen(self.comparison.now.ask or "", text))


def _both(comparison: Comparison, today: date) -> tuple[Content, Content]:
    then, now = comparison.then, comparison.now
    old, new = marked(shown(then.text), shown(now.text))
    day = date.fromisoformat(then.day)
    return (
        _answer(f"Then, {long_date(day)}, {ago(day, today)}", old),
        _answer("Now", new),
    )


def _answer(head: str, pieces: Sequence[Piece]) -> Content:
    words = [(text, MARK) if changed else text for text, changed in pieces]
    return Content.assemble((head, "dim"), "\n", *words)


def _acts(comparison: Comparison) -> str:
    """The acts between the two answers, a line each."""
    lines = [
        f"Between, {OUTCOMES[act.status]}: {shown(sentence(act))}"
        for act in comparison.acts
        if act.status != "open"
    ]
    return "\n".join(lines)
