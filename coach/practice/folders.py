"""Exports of several files: only what changed is written, and nothing that isn't ours."""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from coach import files
from coach.errors import CoachError, describe_os_error

MEMORY = ".coach-export.json"
"""What says which files of a folder an export wrote, and what they held then."""


@dataclass
class Written:
    """What became of the files of an export, by their paths in the folder."""

    written: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)
    """Files that the export did not write, or that the person changed since."""
    old: list[str] = field(default_factory=list)
    """Files an earlier export wrote and that this one doesn't have."""


def write(folder: Path, texts: Mapping[str, str]) -> Written:
    """Write these texts into the folder, which is made where it is missing.

    A file that is there already is replaced only if an export wrote it and nobody changed it
    since.

    Raises:
        CoachError: if it cannot be written.
    """
    written = Written()
    try:
        files.private_folder(folder)
        known = _known(folder)
        now = dict[str, str]()
        for name, text in texts.items():
            _write_one(folder / name, name, text.encode(), known.get(name), written)
            if name not in written.left:
                now[name] = _digest(text.encode())
        written.old = [name for name in known if name not in texts and (folder / name).is_file()]
        now |= {name: known[name] for name in [*written.old, *written.left] if name in known}
        if now != known:
            files.replace(folder / MEMORY, [json.dumps(now, indent=0, sort_keys=True).encode()])
    except OSError as error:
        raise CoachError(
            f"Can't write {error.filename or folder}: {describe_os_error(error)}.",
            "Choose another folder.",
        ) from error
    return written


def _write_one(path: Path, name: str, data: bytes, known: str | None, written: Written) -> None:
    if not path.exists() and not path.is_symlink():
        files.private_folder(path.parent)
        files.replace(path, [data])
        written.written += 1
        return
    here = None
    with contextlib.suppress(OSError):
        here = files.read_regular(path)
    if here == data:
        written.same += 1
    elif here is not None and not path.is_symlink() and _digest(here) == known:
        files.replace(path, [data])
        written.written += 1
    else:
        written.left.append(name)


def _known(folder: Path) -> dict[str, str]:
    """Return what earlier exports wrote here; nothing where that can't be read."""
    with contextlib.suppress(OSError, ValueError, AttributeError, RecursionError):
        known = json.loads(files.read_regular(folder / MEMORY))
        return {str(name): str(digest) for name, digest in known.items() if _is_inside(name)}
    return {}


def _is_inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts and "\0" not in name


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
