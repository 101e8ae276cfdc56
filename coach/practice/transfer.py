"""Words in and out: exports, imports, and another machine's journal."""

import codecs
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from coach import __version__, files
from coach.domain import promises as rules
from coach.domain.consistency import contradiction
from coach.domain.history import Filter, in_order, visible
from coach.domain.mask import Mask
from coach.domain.model import Answer, Item, Library, Promise
from coach.domain.playbook import Page
from coach.domain.records import record_type
from coach.errors import CoachError, os_errors_as
from coach.formats import csv, json
from coach.formats.json import Watch as Watch
from coach.formats.json import unwatched as unwatched
from coach.frozen import frozen
from coach.practice import folders
from coach.practice.folders import Written
from coach.practice.playbook import Playbook, page_record
from coach.practice.progress import Progress
from coach.practice.workspace import Workspace
from coach.store.salvage import image_of

ExportFormat = Literal["markdown", "notes", "json", "csv", "html"]
FOLDERS: Collection[ExportFormat] = ("notes", "csv")
"""The formats of several files, which need a folder."""
SUFFIXES: Mapping[str, ExportFormat] = {
    ".md": "markdown", ".markdown": "markdown", ".json": "json", ".html": "html", ".htm": "html",
}  # fmt: skip
"""The format that a file's suffix says."""


@frozen
class Imported:
    """What an import brings: new entries, those merged with their own, and those already there."""

    kinds: Counter[str]
    """How many are new, by what they are: `answer`, `promise`, …"""
    merged: int
    same: int
    refused: tuple[str, ...] = ()
    """A sentence for each record that keeps the rest out; only of a dry run."""

    @property
    def new(self) -> int:
        """How many are new."""
        return self.kinds.total()


@frozen
class _Chosen:
    """What is exported, and whether that is all there is."""

    items: list[Item]
    answers: list[Answer]
    """What can be read of it, in order: not what is deleted or belongs to what is."""
    promises: list[Promise]
    """Those that aren't deleted."""
    whole: bool
    library: Library

    @property
    def titles(self) -> dict[str, str]:
        """The tracks' titles by id."""
        return {track.id: track.title for track in self.library.tracks}


class Transfer:
    """Exports and imports. Methods raise `JournalError` if the journal cannot be read."""

    def __init__(self, workspace: Workspace, playbook: Playbook, progress: Progress) -> None:
        self._work = workspace
        self._playbook = playbook
        self._progress = progress

    def export(
        self,
        kind: ExportFormat,
        wanted: Filter,
        *,
        limit: int | None = None,
        playbook: bool = False,
        brief: bool = False,
        mask: bool = False,
    ) -> str:
        """Return what is wanted of the journal in a format of one file.

        `limit` is the newest so many; `playbook` the playbook alone, `brief` only its lines. With
        `mask` nobody is named.
        """
        chosen = self._chosen(wanted, limit, mask=mask)
        if kind == "json" and playbook:
            pages = self._playbook.of(chosen.items, chosen.library)
            return json.dumped([page_record(page, brief=brief) for page in pages])
        if kind == "json":
            return json.dumps(chosen.items, __version__, masked=mask)
        from coach.formats import html, markdown  # with a parser that no other command needs

        if playbook:
            pages = self._playbook.of(chosen.items, chosen.library)
            write = html.playbook if kind == "html" else markdown.playbook
            return write(pages, brief=brief)
        written, pages = (chosen.answers, chosen.titles, chosen.promises), self._pages(chosen)
        if kind == "html":
            report = self._progress.report() if chosen.whole else None
            return html.dumps(*written, pages, report)
        return markdown.dumps(*written, pages)

    def export_files(
        self, kind: ExportFormat, wanted: Filter, *, limit: int | None = None, mask: bool = False
    ) -> dict[str, str]:
        """Return what is wanted of the journal in a format of several files, by their names."""
        chosen = self._chosen(wanted, limit, mask=mask)
        if kind == "csv":
            return csv.files(chosen.answers, chosen.promises)
        from coach.formats import notes  # with YAML, which no other command needs

        shorts = {prompt.id: prompt.short for prompt in chosen.library.prompts}
        pages = self._pages(chosen)
        return notes.files(chosen.answers, chosen.promises, pages, shorts, chosen.titles)

    def finds(self, wanted: Filter) -> bool:
        """Return whether anything that can be read matches."""
        chosen = self._chosen(wanted, None, mask=False)
        return bool(chosen.answers or chosen.promises)

    def _chosen(self, wanted: Filter, limit: int | None, *, mask: bool) -> _Chosen:
        items = sorted(self._work.journal.everything(), key=lambda item: item.id)
        whole = wanted == Filter() and limit is None
        found = items if whole else _wanted(items, wanted, limit)
        library, ids = self._work.library, {item.id for item in found}
        if mask:  # only now, so that a filter finds the people it names
            masks = Mask()
            items, library = masks.items(items), masks.library(library)
        shown = visible(item for item in items if isinstance(item, Answer))
        items = [item for item in items if item.id in ids]
        promises = rules.visible(item for item in items if isinstance(item, Promise))
        answers = in_order(answer for answer in shown if answer.id in ids)
        return _Chosen(items, answers, promises, whole, library)

    def _pages(self, chosen: _Chosen) -> list[Page]:
        return self._playbook.of(chosen.items, chosen.library) if chosen.whole else []

    def write_folder(self, folder: Path, texts: Mapping[str, str]) -> Written:
        """Write an export of several files; those that the person changed are left alone.

        Raises:
            CoachError: if it cannot be written.
        """
        if self._is_ours(folder) or folder.resolve() == self._work.places.data.resolve():
            raise CoachError(f"{folder} is coach's own.", "Choose another place.")
        if folder.exists() and not folder.is_dir():
            raise CoachError(f"{folder} is a file.", "Name a folder.")
        return folders.write(folder, texts)

    def write(self, path: Path, text: str, *, force: bool) -> None:
        """Write an export to a file, whole or not at all; into a device or a pipe as it is.

        Raises:
            CoachError: if it cannot be written, or is there already and `force` is not set.
        """
        data = text.encode("utf-8")
        with os_errors_as(CoachError, f"Can't write {path}", "Choose another place."):
            if self._is_ours(path):
                raise CoachError(f"{path} is coach's own.", "Choose another place.")
            if path.is_dir():
                raise CoachError(
                    f"{path} is a folder.",
                    "Name a file, for example journal.md. To write into the folder: --format notes",
                )
            if not path.parent.is_dir():
                raise CoachError(f"There is no folder {path.parent}.", "Make it first.")
            if path.exists() and not force:
                raise CoachError(f"{path} is already there.", "To replace it, add --force.")
            if path.exists() and not stat.S_ISREG(path.stat().st_mode):
                path.write_bytes(data)
            else:
                files.replace(path, [data])

    def _is_ours(self, path: Path) -> bool:
        """Return whether a path leads to something of coach's own, by whatever name."""
        places, real = self._work.places, path.resolve()
        single = (places.journal, files.lock_of(places.journal), places.config_file)
        folders = (places.drafts, places.backups, places.prompts, places.state)
        return (
            any(real == own.resolve() for own in single)
            or any(own.exists() and path.exists() and path.samefile(own) for own in single)
            or any(real.is_relative_to(own.resolve()) for own in folders)
        )

    def import_(self, data: bytes, *, dry_run: bool = False, watch: Watch = unwatched) -> Imported:
        """Merge an export or another machine's journal record by record, all of it or nothing.

        With `dry_run` nothing is saved, and every record that is refused is named. `watch` sees
        every record go by.

        Raises:
            CoachError: if it is neither, is damaged, is from a newer coach, or holds a record
                that cannot be saved.
            SaveError: if it could not be saved.
        """
        journal = self._work.journal
        theirs, refused = _read(data.removeprefix(codecs.BOM_UTF8), watch)
        if refused and not dry_run:
            raise CoachError(refused[0], "Nothing was imported. To see all, add --dry-run.")
        here = {item.id for item in journal.everything()}
        new = Counter(record_type(item).model.__name__.lower() for item in theirs
                      if item.id not in here)  # fmt: skip
        merge, what = (journal.to_merge, "Comparing") if dry_run else (journal.merge, "Merging")
        changed = merge(watch(theirs, what))
        merged = max(len(changed) - new.total(), 0)
        return Imported(new, merged, len(theirs) - new.total() - merged, tuple(refused))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file to import.

    Raises:
        CoachError: if it cannot be read.
    """
    with os_errors_as(CoachError, f"Can't read {path}", "Check the name."):
        return files.read_regular(path)


def _wanted(items: Iterable[Item], wanted: Filter, limit: int | None) -> list[Item]:
    """Return what a filter leaves of everything; what has no track or question goes with it."""
    found = [i for i in items if isinstance(i, Answer | Promise) and wanted.matches(i)]
    if limit is None:
        return [*found]
    by_day = sorted(found, key=lambda i: (i.day if isinstance(i, Answer) else i.promised, i.id))
    return [*by_day[-limit:]]


def _read(data: bytes, watch: Watch) -> tuple[list[Item], list[str]]:
    """Return what an export or a journal holds, and why what is left out is refused."""
    image = image_of(data)
    if image.condition == "damaged" and not data.startswith(b'{"_meta"'):
        return json.loads(data, watch)
    if image.condition == "damaged":
        raise CoachError(
            "This journal is damaged, so it isn't merged.",
            "To merge what can be read of it: coach restore FILE --merge.",
        )
    if image.newer:
        raise CoachError("This journal is from a newer coach.", "Install the newer version.")
    items = image.items()
    wrong = ((item, why) for item in items if (why := contradiction(item)))
    return items, [f"{record_type(item).called} ({item.id[:12]}): {why}." for item, why in wrong]
