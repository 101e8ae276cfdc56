"""Questions (5): the four questions and a walk through them, then every other one by track."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets.option_list import Option

from coach.domain.dates import ago
from coach.domain.model import Library, Prompt
from coach.domain.text import counted, shown
from coach.frozen import frozen
from coach.practice.charts import DONE
from coach.practice.walk import WALKED
from coach.tui.content import MUTED, PEOPLE
from coach.tui.keys import ANSWER_NOW, QUESTION_KEYS, QUESTIONS
from coach.tui.screens.base import ListScreen, keys_besides
from coach.tui.widgets.chip import Chip
from coach.tui.widgets.options import Block, ListRow, Options

FOUR = "The four questions"
FOUR_ABOUT = "The heart of the practice."
WALK_ID = "the walk"
"""No question's id, and no track's of anyone's own."""
WALK_NAME, WALK_TAKES = "Walk through all four", "20 minutes"
WALK_NOW = "Start the walk"
WALK_TEXT = "All four in one session, one after another, with one promise at the end."


@frozen
class QuestionRow(ListRow):
    """A question on one line: its name, and on the right when it was last answered."""

    name: str
    when: Content

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return its line, the name cut where both don't fit; a sign says that it is marked."""
        sign = self.sign(style) + " "
        room = max(width - 4 - self.when.cell_length, 1)
        name = Content(shown(self.name)).truncate(room, ellipsis=True)
        line = sign + name + Content(" " * (room - name.cell_length + 1)) + self.when
        return line.render_strips(width, height, style, options)


class QuestionsScreen(ListScreen):
    """The library, to look around in and to choose from."""

    CSS_PATH = ["list.tcss", "questions.tcss"]
    BINDINGS = [*QUESTION_KEYS, *keys_besides(QUESTIONS)]

    def __init__(self) -> None:
        super().__init__()
        self._library = Library()
        self._answered: dict[str, date] = {}
        """When each question was last answered."""
        self._can_walk = True
        """Whether one of the four is left for today."""

    def below(self) -> ComposeResult:
        """Compose what Enter does with the marked question."""
        yield Chip()

    async def load(self) -> None:
        """Show every question, with when it was last answered."""
        self._answered, self._library, self._can_walk = await self.on_disk(self._read)
        four = self._library.essay_questions
        options: list[Option] = []
        if four:
            walk = QuestionRow(WALK_NAME, Content.styled(WALK_TAKES, MUTED))
            options = [self._heading(FOUR, FOUR_ABOUT, FOUR, first=True), Option(walk, WALK_ID)]
            options += [self._row(prompt) for prompt in four]
        for track in self._library.tracks:
            options.append(self._heading(track.title, track.about, track.id, first=not options))
            ours = self._library.of_track(track.id)
            options += [self._row(prompt) for prompt in ours if prompt not in four]
        self.rows.show(options)
        self.show_reading()
        self.show_action()
        if self._library.problems:
            self.status(f"Left out: {self._library.problems[0]}")

    def corner(self) -> str:
        """Return how many questions were answered; of none, how many there are."""
        asked = [prompt for prompt in self._library.prompts if not prompt.retired]
        answered = sum(prompt.id in self._answered for prompt in asked)
        return f"{answered} answered" if answered else counted(len(asked), "question")

    def _read(self) -> tuple[dict[str, date], Library, bool]:
        practice = self.practice
        return practice.entries.last_answered(), practice.library, practice.walk.can_go_on()

    def _row(self, prompt: Prompt) -> Option:
        when = Content("")
        if day := self._answered.get(prompt.id):
            same_year = day.year == self.practice.day().year
            on_day = f"{day:%b} {day.day}" if same_year else f"{day:%b %Y}"
            when = Content.assemble((DONE, "$text-success"), (f" {on_day:6}", MUTED))
        return Option(QuestionRow(prompt.short or prompt.ask, when), prompt.id)

    def _heading(self, title: str, about: str, id: str, *, first: bool) -> Option:
        """Return a track's title, with air above it and, where it is wide, what it is about."""
        about = f"\n{shown(about)}" if self.has_class("-wide") else ""
        above = "" if first else "\n"
        text = Content.assemble((f"{above}{shown(title)}", "bold"), (about, MUTED))
        return Option(Block(text, can_be_marked=False), id, disabled=True)

    @property
    def _prompt(self) -> Prompt | None:
        """The marked question."""
        return self._library.by_id.get(self.rows.marked)

    def reading(self) -> Content:
        """Return the marked question with its why and its example; of the walk, all four."""
        prompt = self._prompt
        if self.rows.marked == WALK_ID:
            four = [f"\n\n{shown(each.ask)}" for each in self._library.essay_questions]
            return Content.assemble((FOUR, "bold"), *four, (f"\n\n{WALK_TEXT}", MUTED))
        if prompt is None:
            return Content("")
        day = self._answered.get(prompt.id)
        when = f"Answered {ago(day, self.practice.day())}" if day else "Not answered yet"
        parts: list[str | tuple[str, str]] = [
            (f"{shown(self._library.title(prompt.track))}\n{when}\n\n", MUTED),
            (shown(prompt.ask), "bold"),
            f"\n\n{shown(prompt.why)}",
        ]
        if prompt.example:
            parts += [(f"\n\n{shown(prompt.example_title)}\n", PEOPLE), shown(prompt.example)]
        return Content.assemble(*parts)

    @on(Options.OptionHighlighted)
    def show_action(self) -> None:
        """Show what Enter does with the marked row."""
        walk = self.rows.marked == WALK_ID
        again = "again" if self.rows.marked in self._answered else "now"
        label = WALK_NOW if walk else f"Answer it {again}" if self._prompt else ""
        key = self.coach.keys_of(ANSWER_NOW.id or "")
        has_room = self.has_class("-wide")
        self.query_one(Chip).show(key, label, WALK_TAKES * (walk and has_room))

    def action_answer_now(self) -> None:
        """Answer the marked question now, or walk through the four."""
        if self.rows.marked == WALK_ID:
            self.action_walk()
        elif prompt := self._prompt:
            self.coach.begin(prompt_id=prompt.id)

    def action_walk(self) -> None:
        """Walk through the four questions, or go on with the walk."""
        if self._can_walk:
            self.coach.begin(walk=True)
        else:
            self.status(WALKED)
