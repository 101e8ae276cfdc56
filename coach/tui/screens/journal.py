"""Journal (2): everything a person wrote, a session a row, with the marked one to read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from coach.domain.dates import short_day, week_name, week_of
from coach.domain.history import Filter, earlier
from coach.domain.model import Entry, Library, Line, Promise
from coach.domain.text import counted, fold
from coach.domain.together import WholeSession
from coach.practice.steps.promise import Reword
from coach.practice.steps.writing import Edit
from coach.tui import keys
from coach.tui.base import errors_to
from coach.tui.content import chips
from coach.tui.screens.base import ListScreen, keys_besides
from coach.tui.screens.choice import ChoiceScreen, choices_of
from coach.tui.screens.entry import about, first_words, in_words, reading, row
from coach.tui.screens.export import export
from coach.tui.widgets.options import Heading, Row

NOTHING = "What you write will be here: your sessions, and notes that you write with n."
NO_MATCH = "No matching entries. Press Esc to show everything."
NONE_DELETED = "Nothing is deleted. Press Esc to show everything."
SEARCH_AFTER = 0.02
"""Seconds after the last key, so that a quick word is searched for once."""


class JournalScreen(ListScreen):
    """The sessions, a search over everything, and filters that add up."""

    BINDINGS = [*keys.JOURNAL_KEYS, *keys_besides(keys.JOURNAL)]

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Filter()
        self._sessions: dict[str, WholeSession] = {}
        self._versions = False
        self._deleted: list[str] = []
        self._partners: frozenset[str] = frozenset()
        self._searching: Timer | None = None

    def above(self) -> ComposeResult:
        """Compose the search, and the filters in force."""
        yield Input(placeholder="Press / to search everything", id="search", compact=True)
        yield Static("", id="filters", markup=False)

    async def load(self) -> None:
        """Show the sessions that are wanted."""
        if self._wanted.on_this_day:
            self._wanted = replace(self._wanted, on_this_day=self.practice.day())
        found = await self.on_disk(self.practice.entries.sessions, self._wanted)
        self._sessions = {whole.id: whole for whole in reversed(found)}
        self._partners = await self.on_disk(self.practice.course.partners)
        names = _filters(self._wanted, self.practice.library, partner=self._is_partner)
        filters = self.query_one("#filters", Static)
        filters.display = bool(names)
        filters.update(chips(*names, aside=self._span()))
        self.rows.show(self._options(), has_marked=self.rows.marked in self._sessions)
        self.show_reading()

    def _options(self) -> Iterator[Option]:
        """Yield the rows of the list, each week below its name."""
        today, deleted = self.practice.day(), self._wanted.deleted
        lines = partial(row, self.practice.library, today)
        height = 1 if self.has_class("-short") else 2
        by_week = groupby(self._sessions.values(), lambda whole: week_of(whole.day))
        for number, (week, wholes) in enumerate(by_week):
            if not deleted:
                heading = Heading(week_name(week, today), height if number else 1)
                yield Option(heading, week, disabled=True)
            for whole in wholes:
                yield Option(Row(whole, lines), whole.id)

    def corner(self) -> str:
        """Return how much there is."""
        return counted(len(self._sessions), "entry", "entries")

    def _span(self) -> str:
        """Return from when to when a person was mentioned."""
        if not (self._sessions and self._wanted.person):
            return ""
        days = [whole.day for whole in self._sessions.values()]
        first, last = (short_day(day, self.practice.day()) for day in (days[-1], days[0]))
        return first if first == last else f"{first} – {last}"

    @property
    def _is_partner(self) -> bool:
        return fold(self._wanted.person or "") in self._partners

    @property
    def _marked_session(self) -> WholeSession | None:
        return self._sessions.get(self.rows.marked)

    def reading(self) -> Content:
        """Return the marked session to read."""
        if whole := self._marked_session:
            library, day = self.practice.library, self.practice.day()
            key = self.coach.keys_of("versions")
            return reading(whole, library, day, key, versions=self._versions)
        if self._wanted == Filter(deleted=True):
            return Content(NONE_DELETED)
        return Content(NOTHING if self._wanted == Filter() else NO_MATCH)

    def _want(self, wanted: Filter) -> None:
        filtered, self._wanted = self._wanted != Filter(), wanted
        if filtered != (wanted != Filter()):
            self.refresh_bindings()

    def _show(self, wanted: Filter) -> None:
        """Show what this filter lets through."""
        self._want(wanted)
        search = self.query_one(Input)
        with search.prevent(Input.Changed):
            search.value = wanted.search or ""
        self.status("")
        self.reload()

    @on(Input.Changed)
    def search_soon(self, event: Input.Changed) -> None:
        """Search as the person types."""
        self._want(replace(self._wanted, search=event.value or None))
        if self._searching:
            self._searching.stop()
        self._searching = self.set_timer(SEARCH_AFTER, self.reload)

    @on(Input.Blurred)
    def end_search(self, event: Input.Blurred) -> None:
        """Leave the line to the list, on a small screen, where nothing is searched for."""
        self.set_class(bool(event.value), "-searches")

    @on(Input.Submitted)
    def go_to_list(self) -> None:
        """Go to what was found."""
        self.rows.focus()

    def action_search(self) -> None:
        """Go to the search."""
        self.add_class("-searches")
        self.set_focus(self.query_one(Input))  # at once: the next letter is for it

    def action_everything(self) -> None:
        """Clear the search and the filters."""
        self._show(Filter())
        self.rows.focus()

    def action_filter(self) -> None:
        """Choose what to show."""
        choices = [(key.action, key.description, key.tooltip) for key in keys.FILTERS]
        self.choose(ChoiceScreen("Show only", choices), self.run_action)

    def action_track(self) -> None:
        """Show one track."""
        tracks = choices_of(self.practice.library.tracks)
        which = ChoiceScreen("Which track?", tracks)
        self.choose(which, lambda track: self._show(replace(self._wanted, track=track)))

    async def action_person(self) -> None:
        """Show everything that mentions a person."""
        await self._choose_name("@", "Which person?", self.practice.entries.people)

    async def action_tag(self) -> None:
        """Show everything with a tag."""
        await self._choose_name("#", "Which tag?", self.practice.entries.tags)

    async def _choose_name(
        self, sign: str, title: str, find: Callable[[], list[tuple[str, int]]]
    ) -> None:
        def show(name: str) -> None:
            by_tag = replace(self._wanted, tag=name)
            self._show(Filter(person=name) if sign == "@" else by_tag)

        with errors_to(self.status):
            counts = await self.on_disk(find)
            names = [(name, f"{sign}{name}", counted(n, "entry", "entries")) for name, n in counts]
            if names:
                self.choose(ChoiceScreen(title, names), show)
            else:
                self.status(f"Nothing to choose from yet. Write {sign}name in an entry.")

    def action_export(self) -> None:
        """Write what is shown to a file or a folder."""
        export(self.coach, replace(self._wanted, deleted=False))

    def action_group(self) -> None:
        """Show all answers to the marked session's question, or everything again."""
        if self._wanted.prompt:
            self._show(replace(self._wanted, prompt=None))
        elif (whole := self._marked_session) and not isinstance(whole.lead, Line):
            self._show(Filter(prompt=whole.lead.prompt))

    def action_on_this_day(self) -> None:
        """Show what was written on this day in earlier years, or everything again."""
        day = None if self._wanted.on_this_day else self.practice.day()
        self._show(Filter(on_this_day=day))

    def action_deleted(self) -> None:
        """Show what was deleted, or everything again."""
        self._show(Filter(deleted=not self._wanted.deleted))
        if self._wanted.deleted:
            self.status(f"Press {self.coach.keys_of('undo')} to restore the marked one.")

    def action_versions(self) -> None:
        """Show or hide the earlier versions of what is marked."""
        self._versions = not self._versions
        self.show_reading()
        if (whole := self._marked_session) and not any(map(earlier, whole.entries)):
            self.status("This entry has no earlier version.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave its letter to the search while it is typed in; offer what there is to do."""
        typing = isinstance(self.focused, Input)
        if action in (keys.EDIT.action, keys.DELETE.action):
            return not typing and not self._wanted.deleted
        if action == keys.PARTNER.action:
            return not typing and self._wanted.person is not None
        return action != keys.EVERYTHING.action or typing or self._wanted != Filter()

    def _with_part(self, title: str, then: Callable[[Entry], object]) -> None:
        """Do something with an entry of the marked session; the person says which of several."""
        if not (whole := self._marked_session):
            return
        entries = {entry.id: entry for entry in whole.entries}
        if len(entries) == 1:
            self.call_next(then, whole.lead)
            return
        library = self.practice.library
        choices = [(id, first_words(e), about(e, library)) for id, e in entries.items()]
        which = ChoiceScreen(title, choices, marked=whole.lead.id)
        self.choose(which, lambda id: then(entries[id]))

    def action_edit(self) -> None:
        """Edit an entry of the marked session."""
        self._with_part("Edit which?", self._edit)

    def _edit(self, entry: Entry) -> None:
        if isinstance(entry, Promise):
            first = "did" if entry.reviewed else "action"
            self.coach.take(partial(Reword, self.practice, entry, first))
        else:
            self.coach.take(partial(Edit, self.practice, entry))

    def action_delete(self) -> None:
        """Delete an entry of the marked session; undo brings it back."""
        self._with_part("Delete which?", self._delete)

    async def _delete(self, entry: Entry) -> None:
        if entry.id not in self._deleted:
            said = f"Entry deleted. Press {self.coach.keys_of('undo')} to undo."
            if await self.change(said, self.practice.entries.delete, entry.id):
                self._deleted.append(entry.id)

    async def action_undo(self) -> None:
        """Bring back what was deleted last; among what was deleted, the marked one."""
        if self._wanted.deleted:
            entry_id = self.rows.marked
        else:
            entry_id = self._deleted[-1] if self._deleted else ""
        if not entry_id:
            key = self.coach.keys_of("deleted")
            self.status(f"Nothing to undo here. To see what you deleted, press {key}.")
            return
        delete = self.practice.entries.delete
        if await self.change("Entry restored.", delete, entry_id, undo=True):
            self._deleted = [other for other in self._deleted if other != entry_id]

    async def action_partner(self) -> None:
        """Say that the person whose page this is is a partner, or isn't anymore."""
        if name := self._wanted.person:
            said = f"@{name} is {'no' if self._is_partner else 'a'} partner now."
            await self.change(said, self.practice.course.turn_partner, name)

    def action_copy(self) -> None:
        """Copy the words of the marked session."""
        if whole := self._marked_session:
            self.app.copy_to_clipboard("\n\n".join(map(in_words, whole.entries)))
            self.status("Copied, if your terminal allows it.")


def _filters(wanted: Filter, library: Library, *, partner: bool) -> list[str]:
    """Return the filters in force by name."""
    names = [
        wanted.deleted and "deleted",
        wanted.person and f"@{wanted.person}",
        partner and "partner",
        wanted.tag and f"#{wanted.tag}",
        library.title(wanted.track),
        wanted.prompt and "one question",
        wanted.on_this_day and "on this day",
    ]
    return [name for name in names if name]
