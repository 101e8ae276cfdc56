"""Exporting from a screen: in which format, and to where."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coach.domain.history import Filter
from coach.paths import expanded
from coach.practice import Practice
from coach.practice.transfer import FOLDERS, ExportFormat
from coach.tui.base import CoachModal, errors_to
from coach.tui.keys import BACK
from coach.tui.screens.choice import Choice, ChoiceScreen
from coach.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

FORMATS: Mapping[ExportFormat, Choice] = {
    "html": ("html", "A page to print", "The playbook, progress and the journal, in one file."),
    "markdown": ("markdown", "Markdown", "One document, for any editor."),
    "notes": ("notes", "Notes", "A folder for Obsidian or Logseq, a file a session."),
    "csv": ("csv", "Tables", "A folder with two tables, for a spreadsheet."),
    "json": ("json", "JSON", "Everything, to import elsewhere."),
}
"""What can be chosen: in which order, what it is called, and what it is."""
_SUFFIXES: Mapping[ExportFormat, str] = {"html": ".html", "markdown": ".md", "json": ".json"}


class PathScreen(CoachModal[Path | None]):
    """Asks where an export goes; gives the path, or None if the person went back."""

    CSS_PATH = "sheet.tcss"
    BINDINGS = [BACK]

    def __init__(self, kind: ExportFormat, name: str) -> None:
        """`name` is what the file or folder would be called."""
        super().__init__()
        self._kind = kind
        self._suggested = f"~/coach-{name}{_SUFFIXES.get(kind, f'-{kind}')}"

    def compose(self) -> ComposeResult:
        """Compose the question and its field."""
        asked = "Into which folder?" if self._kind in FOLDERS else "Into which file?"
        with Vertical(classes="sheet"):
            yield Static(asked, classes="title", markup=False)
            yield Input(self._suggested, id="path", compact=True)
            yield Static("Press Enter to write it.", classes="hint", markup=False)
        yield KeyFooter()

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Return the path."""
        with errors_to(self.query_one(".hint", Static).update):
            self.dismiss(expanded(event.value.strip()) if event.value.strip() else None)


def export(app: "CoachApp", wanted: Filter, *, playbook: bool = False) -> None:
    """Ask for a format and a path, and write what is wanted there."""

    async def write(kind: ExportFormat, path: Path | None) -> None:
        if path is None:
            return
        call = partial(_write, app.practice, kind, path, wanted, playbook=playbook)
        with errors_to(app.status):
            app.status(await app.disk.run(call))

    def chosen(kind: str | None) -> None:
        if known := next((known for known in FORMATS if known == kind), None):
            name = "playbook" if playbook else "journal"
            app.push_screen(PathScreen(known, name), partial(write, known))

    choices = [c for k, c in FORMATS.items() if not (playbook and k in FOLDERS)]
    app.push_screen(ChoiceScreen("Export as", choices), chosen)


def _write(
    practice: Practice, kind: ExportFormat, path: Path, wanted: Filter, *, playbook: bool
) -> str:
    """Write an export and say what became of it.

    Raises:
        CoachError: if it cannot be written, or the file is there already.
    """
    transfer = practice.transfer
    if kind in FOLDERS:
        written = transfer.write_folder(path, transfer.export_files(kind, wanted))
        left = f" {len(written.left)} left alone: not from coach, or changed." * bool(written.left)
        return f"Written to {path}.{left}"
    transfer.write(path, transfer.export(kind, wanted, playbook=playbook), force=False)
    return f"Written to {path}."
