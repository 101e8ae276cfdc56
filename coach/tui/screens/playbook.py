"""Playbook (4): the pages a person keeps, and what follows from all else they wrote."""

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.domain.evidence import MARKS
from coach.domain.history import Filter, day_of
from coach.domain.model import Answer, Entry, Line, Promise
from coach.domain.playbook import Page
from coach.domain.together import WholeSession
from coach.practice.steps.promise import Reword
from coach.practice.steps.writing import Edit, PlaybookLine
from coach.tui import keys
from coach.tui.screens.base import MainScreen, keys_besides
from coach.tui.screens.entry import in_words, reading
from coach.tui.screens.export import export
from coach.tui.screens.page import Shown, rows_of, title
from coach.tui.screens.reading import ReadingScreen
from coach.tui.widgets.options import Block, Options


class PlaybookScreen(MainScreen):
    """The pages and how full they are; the marked one to read, row by row."""

    CSS_PATH = "playbook.tcss"
    AUTO_FOCUS = "#pages"
    BINDINGS = [*keys.PLAYBOOK_KEYS, *keys_besides(keys.PLAYBOOK)]

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, Page] = {}
        self._rows: list[Shown] = []
        self._seen = ""
        """The id of the page that is shown."""
        self._earlier = False
        self._deleted: list[str] = []

    def content(self) -> ComposeResult:
        """Compose the pages, and the marked one beside them."""
        with Container(id="panes"):
            with Vertical(id="list"):
                yield Options(id="pages")
            with Vertical(id="pane"):
                yield Static(id="title", classes="heading", markup=False)
                yield Options(id="page")

    async def load(self) -> None:
        """Show the pages, and the marked one."""
        pages = await self.on_disk(self.practice.playbook.pages)
        self._pages = {page.id: page for page in pages}
        options = [Option(Block(title(page)), page.id) for page in pages]
        self.query_one("#pages", Options).show(options)
        await self._show_page()

    def corner(self) -> str:
        """Return how many pages have something."""
        full = sum(not page.is_empty for page in self._pages.values())
        return f"{full} of {len(self._pages)} pages"

    @property
    def _page(self) -> Page | None:
        return self._pages.get(self.query_one("#pages", Options).marked)

    @property
    def _on_page(self) -> bool:
        """Whether the mark is on the page, not in the list of pages."""
        return self.focused is not None and self.focused.id == "page"

    @property
    def _marked(self) -> Shown | None:
        place = self.query_one("#page", Options).highlighted if self._on_page else None
        return None if place is None or place >= len(self._rows) else self._rows[place]

    @property
    def _entry(self) -> Entry | None:
        """The marked row's entry; in the list of pages the page's newest line."""
        if self._on_page:
            return self._marked.entry if self._marked else None
        return self._page.line if self._page else None

    @on(Options.OptionHighlighted, "#pages")
    async def show_marked(self) -> None:
        """Show another page."""
        if not self._on_page:
            self._earlier = False
            await self._show_page()

    @on(Options.OptionHighlighted, "#page")
    def offer_keys(self) -> None:
        """Offer what can be done with the marked row."""
        self.refresh_bindings()

    async def _show_page(self) -> None:
        if not (page := self._page):
            return
        short, keys_of = self.practice.playbook.short, self.coach.keys_of
        self._rows = [*rows_of(page, short, keys_of, earlier=self._earlier)]
        options = [
            Option(
                Block(row.content, row.can_be_marked), str(place), disabled=not row.can_be_marked
            )
            for place, row in enumerate(self._rows)
        ]
        self.query_one("#title", Static).update(page.title)
        shown = self.query_one("#page", Options)
        shown.show(options)
        if not self._on_page:
            shown.highlighted = None
        if page.id != self._seen:
            self._seen = page.id
            shown.scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with what is marked."""
        if not self._pages:
            return action not in {binding.action for binding in keys.PLAYBOOK_KEYS}
        row, page = self._marked.row if self._marked else None, self._page
        possible = {
            keys.PAGES.action: self._on_page,
            keys.EVIDENCE.action: bool(row and row.evidence),
            keys.PARTNER.action: bool(row and row.person and page and page.id == "my-circle"),
            keys.EDIT.action: self._entry is not None,
            keys.DELETE.action: isinstance(self._entry, Line),
            keys.COPY.action: self._entry is not None,
            keys.EARLIER.action: bool(page and len(page.lines) > 1),
            keys.UNDO.action: bool(self._deleted),
        }
        return possible.get(action, True)

    def action_open(self) -> None:
        """Open the page; on it, what the row came from; ask the question of an empty one."""
        page, shown = self._page, self.query_one("#page", Options)
        asks = self._marked.asks if self._marked else not self._on_page
        if page and page.question and asks:
            self.coach.begin(prompt_id=page.question.id)
        elif not self._on_page:
            self.add_class("-reading")
            shown.focus()
            shown.action_first()
        elif self._marked and self._marked.line:
            self.action_edit()
        elif self._entry:
            self.app.push_screen(ReadingScreen("", self._reading(self._entry)))

    def _reading(self, entry: Entry) -> Content:
        whole = WholeSession(day_of(entry), (entry,))
        key, today = self.coach.keys_of(keys.VERSIONS.id or ""), self.practice.day()
        return reading(whole, self.practice.library, today, key, versions=True)

    def action_pages(self) -> None:
        """Go back to the pages."""
        self.remove_class("-reading")
        self.query_one("#pages", Options).focus()
        self.query_one("#page", Options).highlighted = None

    def action_new_line(self) -> None:
        """Add a line to the page."""
        if page := self._page:
            self.coach.take(partial(PlaybookLine, self.practice, None, page.id))

    def action_edit(self) -> None:
        """Edit the marked line, or the entry that a row came from."""
        entry = self._entry
        if isinstance(entry, Promise):
            self.coach.take(partial(Reword, self.practice, entry, "did"))
        elif entry:
            self.coach.take(partial(Edit, self.practice, entry))

    async def action_delete(self) -> None:
        """Delete the marked line; undo brings it back."""
        if isinstance(line := self._entry, Line):
            said = f"Line deleted. Press {self.coach.keys_of('undo')} to undo."
            if await self.change(said, self.practice.entries.delete, line.id):
                self._deleted.append(line.id)

    async def action_undo(self) -> None:
        """Bring back the line that was deleted last."""
        if self._deleted:
            delete = self.practice.entries.delete
            if await self.change("Line restored.", delete, self._deleted[-1], undo=True):
                self._deleted.pop()

    async def action_evidence(self) -> None:
        """Say that an answer shows the next kind of evidence."""
        row = self._marked.row if self._marked else None
        if row and row.evidence and isinstance(row.entry, Answer):
            kinds = [*MARKS]
            kind = kinds[(kinds.index(row.evidence) + 1) % len(kinds)]
            await self.change(
                f"Marked as {MARKS[kind]}.", self.practice.playbook.mark, row.entry.id, kind
            )

    async def action_partner(self) -> None:
        """Say that the marked person is a partner, or isn't anymore."""
        row = self._marked.row if self._marked else None
        if row and row.person:
            said = f"@{row.person} is {'no' if 'partner' in row.notes else 'a'} partner now."
            await self.change(said, self.practice.course.turn_partner, row.person)

    def action_copy(self) -> None:
        """Copy the marked words."""
        if entry := self._entry:
            self.app.copy_to_clipboard(in_words(entry))
            self.status("Copied, if your terminal allows it.")

    def action_export(self) -> None:
        """Write the playbook to a file."""
        export(self.coach, Filter(), playbook=True)

    async def action_earlier(self) -> None:
        """Show or hide the page's earlier lines."""
        self._earlier = not self._earlier
        await self._show_page()
