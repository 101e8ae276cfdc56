"""A person's own question packs: check them, begin a new one."""

import os
import re
from collections.abc import Sequence
from importlib.resources import files as resources
from pathlib import Path

from coach import files
from coach.errors import CoachError, TomlError, os_errors_as
from coach.packs import library
from coach.packs.library import Pack
from coach.paths import expanded
from coach.toml import is_name

MODEL_ID, MODEL_TITLE = "my-shop", "My shop"
"""What the model says where the person's own name is to stand."""


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


def begin(folder: Path, name: str) -> Path:
    """Write a pack to begin from and return its path.

    A bare name goes into the `folder`, a path where it says; `.toml` may be left out.

    Raises:
        CoachError: if the name gives no track id or one that is taken, if there is such a file
            already, or if it cannot be written.
    """
    name = name.removesuffix(".toml")
    track = _track_id(name.rpartition("/")[2])
    path = expanded(f"{name}.toml") if "/" in name else folder / f"{name}.toml"
    if os.path.lexists(path):
        raise CoachError(f"{path} already exists.", "Edit it, or choose another name.")
    if track in library.load(folder).track_by_id:
        raise CoachError(f"The track id “{track}” is taken.", "Choose another name.")
    with os_errors_as(CoachError, f"Can't write {path}", "Choose another place."):
        if path.parent == folder:
            files.private_folder(folder)
        text = resources("coach.packs").joinpath("model-pack.toml").read_text(encoding="utf-8")
        title = track.replace("-", " ").capitalize()
        text = text.replace(MODEL_ID, track).replace(MODEL_TITLE, title)
        files.replace(path, [text.encode("utf-8")])
    return path


def is_in(folder: Path, path: Path) -> bool:
    """Return whether a file is in the folder whose packs are asked from."""
    return library.place_of(path).parent == library.place_of(folder / path.name).parent


def _track_id(stem: str) -> str:
    """The id that a file's name gives: what is neither letter nor digit becomes a hyphen."""
    track = re.sub(r"[\W_]+", "-", stem.lower()).strip("-")
    if stem.startswith(".") or not is_name(track):  # a hidden file would never be loaded
        raise CoachError(
            f"“{stem}” gives no track id.",
            "Use letters, with digits and hyphens if you like, such as my-shop.",
        )
    return track
