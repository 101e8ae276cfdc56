"""A person's own question packs: check them, begin a new one."""

from collections.abc import Sequence
from pathlib import Path

from coach.errors import TomlError
from coach.packs import library
from coach.packs.library import Pack
from coach.packs.new import write as begin

__all__ = ["begin", "check", "is_in"]


def check(folder: Path, named: Sequence[Path] = ()) -> list[tuple[Path, Pack | TomlError]]:
    """Return these files, or all packs in the person's own `folder`, each with its pack or error.

    A file in the folder is checked beside the others there: no two may be the same track.

    Raises:
        TomlError: if the folder cannot be read.
    """
    inside = not named or any(is_in(folder, path) for path in named)
    own = library.own_files(folder) if inside else []
    asked = {library.place_of(path) for path in named or own}
    read = library.read_own({library.place_of(path): path for path in [*own, *named]}.values())
    return [(path, pack) for path, pack in read if library.place_of(path) in asked]


def is_in(folder: Path, path: Path) -> bool:
    """Return whether a file is in the folder whose packs are asked from."""
    return library.place_of(path).parent == library.place_of(folder / path.name).parent
