"""Words in and out: exports, imports, and another machine's journal."""

import codecs
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach import __version__, files
from coach.domain import promises as rules
from coach.domain.consistency import contradiction
from coach.domain.history import Filter, chosen
from coach.domain.mask import Mask
from coach.domain.model import Answer, Item, Promise
from coach.domain.records import record_type
from coach.errors import CoachError, describe_os_error
from coach.formats import json
from coach.practice.playbook import Playbook, page_record
from coach.practice.workspace import Workspace
from coach.store.salvage import image_of

ExportFormat = Literal["markdown", "json"]


@dataclass(frozen=True)
class Imported:
    """What an import brings: new entries, those merged with their own, and those already there."""

    new: int
    merged: int
    same: int
    refused: tuple[str, ...] = ()
    """A sentence for each record that keeps the rest out; only of a dry run."""


class Transfer:
    """Exports and imports. Methods raise `JournalError` if the journal cannot be read."""

    def __init__(self, workspace: Workspace, playbook: Playbook) -> None:
        self._work = workspace
        self._playbook = playbook

    def export(
        self,
        kind: ExportFormat,
        wanted: Filter,
        *,
        playbook: bool = False,
        brief: bool = False,
        mask: bool = False,
    ) -> str:
        """Return what is wanted of the journal in this format.

        `playbook` is the playbook alone, `brief` only its lines. With `mask` nobody is named.
        """
        items = sorted(self._work.journal.everything(), key=lambda item: item.id)
        items = Mask().items(items) if mask else items
        if kind == "json":
            if playbook:
                pages = self._playbook.of(_wanted(items, wanted))
                return json.dumped([page_record(page, brief=brief) for page in pages])
            return json.dumps(_wanted(items, wanted), __version__, masked=mask)
        from coach.formats import markdown  # with a parser that no other command needs

        if playbook:
            return markdown.playbook(self._playbook.of(_wanted(items, wanted)), brief=brief)
        promises = (item for item in items if isinstance(item, Promise))
        chosen_promises = [p for p in rules.visible(promises) if wanted.matches_promise(p)]
        answers = chosen((item for item in items if isinstance(item, Answer)), wanted)
        titles = {track.id: track.title for track in self._work.library.tracks}
        pages = self._playbook.of(items) if wanted == Filter() else []
        return markdown.dumps(answers, titles, chosen_promises, pages)

    def write(self, path: Path, text: str, *, force: bool) -> None:
        """Write an export to a file, whole or not at all; into a device or a pipe as it is.

        Raises:
            CoachError: if it cannot be written, or is there already and `force` is not set.
        """
        data = text.encode("utf-8")
        try:
            if self._is_ours(path):
                raise CoachError(f"{path} is coach's own.", "Choose another place.")
            if path.is_dir():
                raise CoachError(f"{path} is a folder.", "Name a file, for example journal.md.")
            if not path.parent.is_dir():
                raise CoachError(f"There is no folder {path.parent}.", "Make it first.")
            if path.exists() and not force:
                raise CoachError(f"{path} is already there.", "To replace it, add --force.")
            if path.exists() and not stat.S_ISREG(path.stat().st_mode):
                path.write_bytes(data)
            else:
                files.replace(path, [data])
        except OSError as error:
            raise CoachError(
                f"Can't write {path}: {describe_os_error(error)}.", "Choose another place."
            ) from error

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

    def import_(self, data: bytes, *, dry_run: bool = False) -> Imported:
        """Merge an export or another machine's journal record by record, all of it or nothing.

        With `dry_run` nothing is saved, and every record that is refused is named.

        Raises:
            CoachError: if it is neither, is damaged, is from a newer coach, or holds a record
                that cannot be saved.
            SaveError: if it could not be saved.
        """
        journal = self._work.journal
        theirs, refused = _read(data.removeprefix(codecs.BOM_UTF8))
        if refused and not dry_run:
            raise CoachError(refused[0], "Nothing was imported. To see all, add --dry-run.")
        here = {item.id: item for item in journal.everything()}
        new = sum(item.id not in here for item in theirs)
        changed = journal.to_merge(theirs) if dry_run else journal.merge(theirs)
        merged = max(len(changed) - new, 0)
        return Imported(new, merged, len(theirs) - new - merged, tuple(refused))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file to import.

    Raises:
        CoachError: if it cannot be read.
    """
    try:
        return files.read_regular(path)
    except OSError as error:
        raise CoachError(
            f"Can't read {path}: {describe_os_error(error)}.", "Check the name."
        ) from error


def _wanted(items: Iterable[Item], wanted: Filter) -> list[Item]:
    """Return what a filter leaves of everything; what has no track or question goes with it."""
    if wanted == Filter():
        return list(items)
    return [
        item
        for item in items
        if (isinstance(item, Answer) and wanted.matches(item))
        or (isinstance(item, Promise) and wanted.matches_promise(item))
    ]


def _read(data: bytes) -> tuple[list[Item], list[str]]:
    """Return what an export or a journal holds, and why what is left out is refused."""
    image = image_of(data)
    if image.condition == "damaged" and not data.startswith(b'{"_meta"'):
        return json.loads(data)
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
