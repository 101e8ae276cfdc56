"""A pack to begin from: a model with every field explained, under the name a person gives."""

import os
import re
from importlib.resources import files as resources
from pathlib import Path

from coach import files
from coach.errors import CoachError, os_errors_as
from coach.packs.library import load
from coach.paths import expanded
from coach.toml import is_name

MODEL_ID, MODEL_TITLE = "my-shop", "My shop"
"""What the model says where the person's own name is to stand."""


def write(own: Path, name: str) -> Path:
    """Write a pack to begin from and return its path.

    A bare name goes into the folder `own`, a path where it says; `.toml` may be left out.

    Raises:
        CoachError: if the name gives no track id or one that is taken, if there is such a file
            already, or if it cannot be written.
    """
    name = name.removesuffix(".toml")
    track = _track_id(name.rpartition("/")[2])
    path = expanded(f"{name}.toml") if "/" in name else own / f"{name}.toml"
    if os.path.lexists(path):
        raise CoachError(f"{path} already exists.", "Edit it, or choose another name.")
    if track in load(own).track_by_id:
        raise CoachError(f"The track id “{track}” is taken.", "Choose another name.")
    with os_errors_as(CoachError, f"Can't write {path}", "Choose another place."):
        if path.parent == own:
            files.private_folder(own)
        files.replace(path, [_model(track).encode("utf-8")])
    return path


def _track_id(stem: str) -> str:
    """The id that a file's name gives: what is neither letter nor digit becomes a hyphen."""
    track = re.sub(r"[\W_]+", "-", stem.lower()).strip("-")
    if stem.startswith(".") or not is_name(track):  # a hidden file would never be loaded
        raise CoachError(
            f"“{stem}” gives no track id.",
            "Use letters, with digits and hyphens if you like, such as my-shop.",
        )
    return track


def _model(track: str) -> str:
    text = resources("coach.packs").joinpath("model-pack.toml").read_text(encoding="utf-8")
    title = track.replace("-", " ").capitalize()
    return text.replace(MODEL_ID, track).replace(MODEL_TITLE, title)
