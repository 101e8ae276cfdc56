"""jrnl, a journal on the command line that keeps one text file: installed once, in a cache."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from coach.domain.model import Answer, Item

VERSION = "4.6"


def installed() -> Path | None:
    """The program, in an environment of its own; None where it can't be installed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "coach-bench" / f"jrnl-{VERSION}"
    program = home / "bin" / "jrnl"
    if not program.exists():
        print(f"Installing jrnl {VERSION} in {home} (once) ...", flush=True)
        make = [sys.executable, "-m", "venv", "--clear", str(home)]
        install = [str(home / "bin" / "pip"), "install", "--quiet", f"jrnl=={VERSION}"]
        if any(subprocess.run(command, check=False).returncode for command in (make, install)):
            return None
    return program


def journal_of(items: Iterable[Item], folder: Path) -> Path:
    """The settings of a journal that holds an entry for each of these items; it lies beside.

    It has no tags: those of ten years jrnl counts anew with each entry, which takes ten seconds.
    """
    folder.mkdir(parents=True)
    text, settings = folder / "journal.txt", folder / "jrnl.yaml"
    entries = [
        f"[{item.created[:16].replace('T', ' ')}] {item.text if isinstance(item, Answer) else item}"
        for item in items
    ]
    text.write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    settings.write_text(
        f"version: '{VERSION}'\n"
        f"journals:\n  default:\n    journal: {text}\n"
        "colors: {body: none, date: none, tags: none, title: none}\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: false\n"
        "indent_character: '|'\nlinewrap: 79\ntagsymbols: '%'\ntemplate: false\n"
        "timeformat: '%Y-%m-%d %H:%M'\n",
        encoding="utf-8",
    )
    return settings
