"""Journal (2): everything that was written, newest first, beside the reading of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from coach.domain.dates import long_date
from coach.domain.history import Filter
from coach.domain.model import Answer
from coach.domain.text import first_line, shown
from coach.errors import CoachError
from coach.practice import Practice
from coach.tui import actions
from coach.tui.actions import ROOM, bindings
from coach.tui.background import Background
from coach.tui.screens.choice import ChoiceScreen, choices_of
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.room import Room
from coach.tui.widgets.row_list import Row, RowList

NOTHING = "Nothing here yet. What you keep in a sitting, or note with n, is found here."
SEARCH_AFTER = 0.1
"""Seconds after the last key, so that a quick word is searched for once."""
NO_MATCH = "Nothing matches. Esc shows everything again."


class JournalScreen(Room):
    """A list, a reading pane, a search over everything, and filters that add up."""

    CSS_PATH = "journal.tcss"
    AUTO_FOCUS = "RowList"
    ACTIONS: ClassVar = (*actions.JOURNAL, *ROOM)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__(practice, background)
        self._wanted = Filter()
        self._entries: list[Answer] = []
        self._versions = False
        self._deleted: list[str] = []
        self._searching: Timer | None = None
        self._titles: dict[str, str] = {}

    def inside(self) -> ComposeResult:
        """Search, filters, list and reading pane."""
        yield Input(placeholder="Search everything: /", id="search", compact=True)
        yield Static("", id="filters", markup=False)
        with Container(id="panes"):
            yield RowList()
            with VerticalScroll(id="reading"):
                yield Static("", markup=False)

    async def load(self) -> None:
        """Show the entries that are wanted."""
        titles = {track.id: track.title for track in self.practice.library.tracks}
        found = await self.background.run(self.practice.history, self._wanted)
        self._titles = titles
        self._entries = found[::-1]
        self.query_one("#filters", Static).update(_filters(self._wanted, found, titles))
        self.query_one(RowList).show([_row(entry, titles) for entry in self._entries])
        self._read()

    @property
    def _entry(self) -> Answer | None:
        marked = self.query_one(RowList).marked
        return self._entries[marked] if marked < len(self._entries) else None

    def _want(self, wanted: Filter) -> None:
        self._wanted = wanted
        search = self.query_one("#search", Input)
        with search.prevent(Input.Changed):
            search.value = wanted.search or ""
        self.tell("")
        self.refresh_room()

    @on(RowList.Marked)
    def _read(self) -> None:
        """Show the marked entry in the reading pane."""
        entry = self._entry
        everything = self._wanted == Filter()
        shown: Content | str = NOTHING if everything else NO_MATCH
        if entry:
            shown = _reading(entry, self._titles, versions=self._versions)
        self.query_one("#reading Static", Static).update(shown)
        self.query_one("#reading").scroll_home(animate=False)

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        """Search as the person types."""
        self._wanted = replace(self._wanted, search=event.value or None)
        if self._searching:
            self._searching.stop()
        self._searching = self.set_timer(SEARCH_AFTER, self.refresh_room)

    @on(Input.Submitted, "#search")
    def action_list(self) -> None:
        """Go to the list."""
        self.query_one(RowList).focus()

    def action_search(self) -> None:
        """Go to the search."""
        self.screen.set_focus(self.query_one("#search"))  # at once: the next letter is for it

    def action_everything(self) -> None:
        """Take search and filters away."""
        self._want(Filter())
        self.action_list()

    def action_track(self) -> None:
        """Show one track."""
        tracks = choices_of(self.practice.library.tracks)
        self.app.push_screen(ChoiceScreen("Which track?", tracks), self._of_track)

    def _of_track(self, track: str | None) -> None:
        if track:
            self._want(replace(self._wanted, track=track))

    async def action_person(self) -> None:
        """Show one person's page: everything that mentions them."""
        if names := await self._names(self.practice.people):
            self._choose_name("Whose page?", "@", names)
        else:
            self.tell("Nobody is mentioned yet: write @name.")

    async def action_tag(self) -> None:
        """Show one tag."""
        if names := await self._names(self.practice.tags):
            self._choose_name("Which tag?", "#", names)
        else:
            self.tell("There is no tag yet: write #tag.")

    async def _names(self, find: Callable[[], list[tuple[str, int]]]) -> list[tuple[str, int]]:
        try:
            return await self.background.run(find)
        except CoachError:
            return []

    def _choose_name(self, title: str, sign: str, names: Sequence[tuple[str, int]]) -> None:
        choices = [(name, f"{sign}{name}", _times(count)) for name, count in names]

        def chosen(name: str | None) -> None:
            if name and sign == "@":
                self._want(Filter(person=name))
            elif name:
                self._want(replace(self._wanted, tag=name))

        self.app.push_screen(ChoiceScreen(title, choices), chosen)

    def action_group(self) -> None:
        """Show all answers to the marked entry's question, or everything again."""
        if self._wanted.prompt:
            self._want(replace(self._wanted, prompt=None))
        elif (entry := self._entry) and entry.prompt:
            self._want(Filter(prompt=entry.prompt))

    def action_on_this_day(self) -> None:
        """Show what was written on this day in earlier years, or everything again."""
        day = None if self._wanted.on_this_day else self.practice.day()
        self._want(Filter(on_this_day=day))

    def action_versions(self) -> None:
        """Show or hide what the entry said before."""
        self._versions = not self._versions
        self._read()
        if (entry := self._entry) and not entry.revisions:
            self.tell("This entry was never changed.")

    def action_read(self) -> None:
        """Read the marked entry by itself."""
        if entry := self._entry:
            reading = _reading(entry, self._titles, versions=self._versions)
            self.app.push_screen(ReadingScreen("", reading))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave its letter to the search while it is typed in."""
        return action != actions.EDIT.id or not isinstance(self.focused, Input)

    def action_edit(self) -> None:
        """Change the marked entry."""
        if entry := self._entry:
            self.app.edit(entry)  # type: ignore[attr-defined]

    async def action_delete(self) -> None:
        """Delete the marked entry; undo brings it back."""
        if (entry := self._entry) and entry.id not in self._deleted:
            await self._delete(entry.id, undo=False)

    async def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            await self._delete(self._deleted[-1], undo=True)
        else:
            self.tell("Nothing was deleted here.")

    async def _delete(self, answer_id: str, *, undo: bool) -> None:
        try:
            await self.background.run(self.practice.delete, answer_id, undo=undo)
        except CoachError as error:
            self.tell(f"{error.message} {error.hint}")
            return
        if undo:
            self._deleted.pop()
            self.tell("It is back.")
        else:
            self._deleted.append(answer_id)
            self.tell("Deleted. u brings it back.")
        self.refresh_room()

    def action_copy(self) -> None:
        """Copy the marked entry's text."""
        if entry := self._entry:
            self.app.copy_to_clipboard(entry.text)
            self.tell("Copied, if your terminal allows it.")


def _row(entry: Answer, titles: dict[str, str]) -> Row:
    day = date.fromisoformat(entry.day)
    what = titles.get(entry.track or "", entry.track) or entry.kind
    return Row(entry.id, f"{day.day} {day:%b %Y} · {what}", first_line(entry.text))


def _filters(wanted: Filter, found: Sequence[Answer], titles: dict[str, str]) -> str:
    """The filters in force and how much they leave, on one line."""
    parts = [
        wanted.person and f"@{wanted.person}",
        wanted.tag and f"#{wanted.tag}",
        wanted.track and titles.get(wanted.track, wanted.track),
        wanted.prompt and "one question",
        wanted.on_this_day and "on this day",
        wanted.search and f"“{wanted.search}”",
    ]
    shown = " · ".join(part for part in parts if part)
    count = f"{len(found):,} {'entry' if len(found) == 1 else 'entries'}"
    if found and wanted.person:
        first, last = found[0].day, found[-1].day
        count += f", {first}" if first == last else f", {first} to {last}"
    return f"{shown} · {count}" if shown else count


def _reading(entry: Answer, titles: dict[str, str], *, versions: bool) -> Content:
    """An entry to read: when, what was asked, what was answered, and before."""
    written = datetime.fromisoformat(entry.created)
    head = f"{long_date(date.fromisoformat(entry.day))}, {written:%H:%M}"
    about = titles.get(entry.track or "", entry.track) or "Note"
    changed = len(entry.revisions)
    parts: list[str | tuple[str, str]] = [(f"{head}\n{about}", "dim"), "\n\n"]
    if entry.ask:
        parts += [(entry.ask, "bold"), "\n\n"]
    parts.append(shown(entry.text))
    if changed and not versions:
        parts.append((f"\n\nChanged {_times(changed)}. v shows what it said before.", "dim"))
    for revision in reversed(entry.revisions) if versions else ():
        written = datetime.fromisoformat(revision.updated)
        when = f"{long_date(written.date())}, {written:%H:%M}"
        parts += [(f"\n\nBefore, written {when}:\n", "dim"), shown(revision.text)]
    return Content.assemble(*parts)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
