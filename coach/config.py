"""The settings. Only a person writes the file; the program reads it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import ParamSpec, TypeVar

from coach.domain.dates import DAY_STARTS
from coach.errors import TomlError
from coach.toml import TomlTable, read_toml

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT_USED = "The default is used."
"""What becomes of a setting that is wrong."""
AUTO = "auto"
"""The theme that was chosen in the app, else one that suits the terminal's background."""


@dataclass(frozen=True)
class Remind:
    """How reminders are given."""

    hook: tuple[str, ...] = ()
    """A program and its arguments that gets every reminder."""


@dataclass(frozen=True)
class Config:
    """Every setting, with its default."""

    day_starts: time = DAY_STARTS
    """When a practice day begins, by the wall clock."""
    theme: str = AUTO
    """`coach-dark`, `coach-light` or a theme of Textual."""
    ten_minutes: bool = True
    """Whether a session says, once, that ten minutes are over."""
    plain: bool = False
    """Whether `coach` opens the session in plain lines, and no command prints bars or symbols."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The person's own keys by command id, such as `save = "ctrl+s,f8"`."""
    remind: Remind = Remind()
    problems: tuple[TomlError, ...] = ()
    """What is wrong in the file; a default is used instead."""


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Return the settings in the file; a default for each that is missing or wrong.

    What is wrong stands in `problems`: no setting ever stops a person from writing. `COACH_PLAIN`
    in the environment, 1 or 0, stands above the file's `plain`.
    """
    environ = os.environ if environ is None else environ
    problems: list[TomlError] = []
    top = _named(_read(path, problems), Config, problems)
    remind = _named(_inside(top, "remind", problems), Remind, problems)
    keys = _inside(top, "keys", problems)
    own = {name: _or(None, problems, _keys, keys, name) for name in keys.values}
    plain, wanted = _or(False, problems, top.flag, "plain"), environ.get("COACH_PLAIN")
    return Config(
        day_starts=_or(DAY_STARTS, problems, _time, top, "day_starts"),
        theme=_or(Config.theme, problems, top.text, "theme", Config.theme),
        ten_minutes=_or(True, problems, top.flag, "ten_minutes", True),
        plain=wanted != "0" if wanted else plain,
        keys={name: pressed for name, pressed in own.items() if pressed},
        remind=Remind(hook=_or((), problems, _hook, remind)),
        problems=tuple(problems),
    )


def _read(path: Path, problems: list[TomlError]) -> TomlTable:
    try:
        return read_toml(path)
    except TomlError as error:
        if not isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            problems.append(error)
        return TomlTable(path, "", {})


def _or(
    default: T, problems: list[TomlError], read: Callable[P, T], *args: P.args, **named: P.kwargs
) -> T:
    """Return what is read; if it is wrong, the default, and add the error to the problems."""
    try:
        return read(*args, **named)
    except TomlError as error:
        problems.append(error)
        return default


def _named(table: TomlTable, model: type, problems: list[TomlError]) -> TomlTable:
    """Return the table, having named every setting in it that the model lacks."""
    known = (setting.name for setting in fields(model) if setting.name != "problems")
    problems += table.unknown(*known, noun="setting")
    return table


def _inside(table: TomlTable, name: str, problems: list[TomlError]) -> TomlTable:
    nothing = TomlTable(table.file, name, {})
    return _or(nothing, problems, table.table, name) if name in table.values else nothing


def _keys(table: TomlTable, name: str) -> str:
    keys = [key.strip() for key in table.text(name).split(",")]
    if not all(keys):
        raise table.wrong(name, "a key is missing beside a comma")
    return ",".join(keys)


def _hook(table: TomlTable) -> tuple[str, ...]:
    hook: tuple[str, ...] = table.texts("hook", ())
    if hook and not hook[0].strip():
        raise table.wrong("hook", "the program is missing", 1)
    for number, word in enumerate(hook, 1):
        if "\0" in word:
            raise table.wrong("hook", "a character that no program can be given", number)
    return hook


def _time(table: TomlTable, name: str) -> time:
    text = table.text(name, None)
    if text is None:
        return DAY_STARTS
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise table.wrong(name, "expected a time such as “04:00”")
    return clock
