"""The card: what to say when someone asks, over any screen."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.domain.card import EMPTY, CardLine
from coach.tui.base import CoachModal
from coach.tui.content import tinted
from coach.tui.keys import CLOSE_CARD, COPY_LINE
from coach.tui.widgets.bars import NOW
from coach.tui.widgets.footer import KeyFooter
from coach.tui.widgets.options import Block, Options
from coach.tui.widgets.status_line import StatusLine


class CardScreen(CoachModal[None]):
    """Each line under what it is for; one key copies the marked one."""

    CSS_PATH = "card.tcss"
    BINDINGS = [COPY_LINE, CLOSE_CARD]

    def __init__(self, lines: Sequence[CardLine]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Compose the lines."""
        with Vertical(id="card"):
            yield Static(f"{NOW} When someone asks", classes="title", markup=False)
            if self._lines:
                yield Options(*(Option(Block(_shown(line))) for line in self._lines))
            else:
                yield Static(EMPTY, markup=False)
        yield StatusLine()
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copy what there is."""
        return action != COPY_LINE.action or bool(self._lines)

    def action_copy_line(self) -> None:
        """Copy the marked line."""
        line = self._lines[self.query_one(Options).highlighted or 0]
        self.app.copy_to_clipboard(line.text)
        self.query_one(StatusLine).show(f"“{line.title}” copied, if your terminal allows it.")


def _shown(line: CardLine) -> Content:
    return Content.styled(line.title, "bold") + "\n" + tinted(line.text) + "\n"
