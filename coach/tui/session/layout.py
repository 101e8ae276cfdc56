"""How a step stands on the screen, from what the step says of itself."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.text import capitalized, shown
from coach.practice.steps.closing import Close, TwelveWeeks
from coach.practice.steps.kept import Kept
from coach.practice.steps.new_promise import Expect
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import Aside, Step, TextStep
from coach.practice.steps.writing import Changed
from coach.tui.content import MUTED, PEOPLE, QUIET, tinted
from coach.tui.session.form import Form
from coach.tui.session.then_and_now import sides
from coach.tui.widgets.scroll import Scroll

PROMISES = (Review, Reword, Echo)
"""The steps that ask about a promise, which stands on a card."""
UNDER_A_PROMISE = (AnotherWay, Expect)
"""Those that ask something else below it."""
REFERRED_TO = ("before", "about")
"""The asides that a question refers to."""
ONE_AT_A_TIME = ("why", "note", "example")
"""The asides that share a place where they stand above the writing."""
BESIDE = (*REFERRED_TO, *ONE_AT_A_TIME, "more")
"""The asides that stand beside the writing where there is room, in this order."""


class Layout:
    """The parts of a step around its form; `about` holds what scrolls."""

    def __init__(self, step: Step, form: Form, week: str) -> None:
        """Lay out a step; `week` is what the line on top says already."""
        self._step = step
        self._form = form
        self._week = week
        self.writes = isinstance(step, TextStep)
        self.refers = isinstance(step, Changed) or any(
            aside.name in REFERRED_TO and aside.title for aside in step.asides
        )
        """Whether what the question is about stands above it."""
        self.looks_back = self.writes and any(aside.name == "about" for aside in step.asides)
        self.has_beside = self.writes and (bool(step.asides) or isinstance(step, Changed))
        self.about = Scroll(id="about", can_focus=False)
        self.asides: dict[str, Widget] = {}
        self.reads = isinstance(step, TwelveWeeks)
        """Whether there is much to read, which scrolls above the form."""

    def compose(self) -> ComposeResult:
        """Lay out the step."""
        yield from self._writing() if self.writes else self._asking()
        if self.reads:
            yield self._form

    def show_all(self) -> None:
        """Show every aside."""
        for part in self.asides.values():
            part.display = True

    def shows(self, name: str) -> bool:
        """Return whether this aside is shown."""
        return name in self.asides and self.asides[name].display

    def toggle(self, name: str, *, alone: bool) -> None:
        """Show or hide an aside; `alone` if it shares a place with those that were open."""
        part = self.asides[name]
        part.display = not part.display
        for aside in self._step.asides if alone and name in ONE_AT_A_TIME else ():
            if aside.name in ONE_AT_A_TIME and aside.name != name:
                self.asides[aside.name].display = aside.open and not part.display
        for opening in self.about.query("#heading"):
            opening.display = not (alone and self.shows("example"))  # room to write
        if part.display:
            part.call_after_refresh(part.scroll_visible, animate=False)

    def _writing(self) -> ComposeResult:
        """Lay out a text: what it refers to stands above the question, the rest below it."""
        step = self._step
        ask = self._ask()
        with self.about:
            yield from self._heading()
            if not self.refers:
                yield ask
        with Scroll(id="beside", can_focus=False):
            if isinstance(step, Changed):
                both = (Static(side, classes="tile", markup=False) for side in sides(step))
                yield Container(*both, id="then-and-now")
            for name in BESIDE:
                yield from (self._aside(aside) for aside in step.asides if aside.name == name)
        if self.refers:
            yield ask  # always in sight, however long what it refers to is
        yield self._form

    def _asking(self) -> ComposeResult:
        """Lay out what is asked in fields, all of it below each other."""
        step, ask = self._step, self._ask()
        above = [a for a in step.asides if a.name in REFERRED_TO and a.title]
        below = [aside for aside in step.asides if aside.name == "after"]
        is_headline = isinstance(step, Close)
        if is_headline:
            above = []
        with self.about:
            if is_headline:
                yield ask.add_class("headline")  # stays in sight
            if isinstance(step, PROMISES):
                with Vertical(classes="card people"):
                    yield from self._heading()
                    yield ask
            elif isinstance(step, UNDER_A_PROMISE):
                with Vertical(classes="card people"):
                    yield Static(tinted(step.heading), classes="title", markup=False)
                    if isinstance(step, Expect):
                        yield Static(step.promised, classes="muted", markup=False)
                if not self._form.asks:
                    yield ask
            elif isinstance(step, Kept):
                with Vertical(classes="frame"):
                    yield ask.add_class("good")
                    yield from map(self._aside, step.asides)
                return
            else:
                yield from self._heading()
                yield from map(self._aside, above)
                if not (is_headline or self._form.asks):
                    yield ask
            rest = [aside for aside in step.asides if aside not in above + below]
            if self._form.asks:  # what goes with the question follows it
                rest, below = [], rest + below
            yield from map(self._aside, rest)
            if not self.reads:
                yield self._form
            yield from map(self._aside, below)

    def _ask(self) -> Static:
        return Static(tinted(self._step.ask), id="ask", markup=False)

    def _heading(self) -> Iterator[Static]:
        opening = capitalized(self._step.opening.replace(f"{self._week}: ", "this week: "))
        if text := self._step.heading or opening:
            yield Static(tinted(text), id="heading", markup=False)

    def _aside(self, aside: Aside) -> Widget:
        part = self._list(aside) if aside.rows and aside.title else self._text(aside)
        part.add_class("aside", aside.name)
        if aside.name == "about" or (aside.title and aside.name not in ("why", "after")):
            part.add_class("card" if self._step.saves_empty else "tile")
        part.set_class(aside.people, "people")
        part.set_class(aside.spare, "spare")
        if not aside.open:
            part.display = False
        self.asides[aside.name] = part
        return part

    def _list(self, aside: Aside) -> Widget:
        """Return names with a text beside each, or below it where it is narrow."""
        cells = [
            Static(tinted(text), classes=look, markup=False)
            for row in aside.rows
            for text, look in zip(row, ("muted", ""), strict=True)
        ]
        heading = Static(aside.title, classes="heading", markup=False)
        return Vertical(heading, Container(*cells, classes="rows"))

    def _text(self, aside: Aside) -> Static:
        text = tinted(aside.text)
        if aside.rows:
            rows = ((f"{name}: ", tinted(said)) for name, said in aside.rows)
            text = Content("\n").join(Content.styled(name, MUTED) + said for name, said in rows)
        if aside.name == "after" and aside.title:
            text = Content.assemble(shown(aside.title), ": ", text)
        elif aside.title and aside.name != "why":
            before = aside.name in REFERRED_TO and not self._step.saves_empty
            quiet = self.writes or before  # the light is on what is asked
            heading = PEOPLE if aside.people else QUIET if quiet else "bold"
            text = Content.assemble((shown(aside.title), heading), "\n", text)
        if aside.note:
            text += Content.styled(f"\n{shown(aside.note)}", MUTED)
        return Static(text, markup=False)
