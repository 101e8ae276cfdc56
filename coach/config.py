"""The settings. Only a person writes the file; the program reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from coach.domain.dates import DAY_STARTS
from coach.errors import TomlError
from coach.toml import TomlTable, read_toml


@dataclass(frozen=True)
class Remind:
    """How reminders are given."""

    hook: tuple[str, ...] = ()
    """A program and its arguments that gets every reminder."""
    promise_words: bool = False
    """Whether a reminder may repeat the words of a promise."""


@dataclass(frozen=True)
class Config:
    """Every setting, with its default."""

    day_starts: time = DAY_STARTS
    """When a practice day begins, by the wall clock."""
    theme: str = "textual-dark"
    """A theme of Textual."""
    ten_minutes: bool = True
    """Whether a session says, once, that ten minutes are over."""
    plain: bool = False
    """Whether `coach` opens the session in plain lines, and no command prints bars or symbols."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The person's own keys by command id, such as `save = "ctrl+s,f8"`."""
    remind: Remind = Remind()


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Return the settings in the file, or the defaults where there is none.

    `COACH_PLAIN` in the environment, 1 or 0, stands above the file's `plain`.

    Raises:
        TomlError: if the file cannot be used; it names the setting or, for what is no TOML, the
            line, and for an unknown setting the nearest known one.
    """
    environ = os.environ if environ is None else environ
    table = _read(path)
    table.only("day_starts", "theme", "ten_minutes", "plain", "keys", "remind", noun="setting")
    plain, wanted = table.flag("plain"), environ.get("COACH_PLAIN")
    keys = table.table("keys") if "keys" in table.values else None
    return Config(
        day_starts=_time(table, "day_starts", Config.day_starts),
        theme=table.text("theme", Config.theme),
        ten_minutes=table.flag("ten_minutes", Config.ten_minutes),
        plain=wanted != "0" if wanted else plain,
        keys={name: keys.text(name) for name in keys.values} if keys else {},
        remind=_remind(table.table("remind")) if "remind" in table.values else Remind(),
    )


def _read(path: Path) -> TomlTable:
    try:
        return read_toml(path)
    except TomlError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            return TomlTable(path, "", {})
        raise


def _remind(table: TomlTable) -> Remind:
    table.only("hook", "promise_words", noun="setting")
    hook = table.texts("hook", ())
    if hook and not hook[0].strip():
        raise table.wrong("hook", "the program is missing", 1)
    for number, word in enumerate(hook, 1):
        if "\0" in word:
            raise table.wrong("hook", "a character that no program can be given", number)
    return Remind(hook=hook, promise_words=table.flag("promise_words"))


def _time(table: TomlTable, name: str, default: time) -> time:
    text = table.text(name, None)
    if text is None:
        return default
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise table.wrong(name, "expected a time such as “04:00”")
    return clock
