"""The settings. Only a person writes the file; the program reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from coach.domain.dates import DAY_STARTS
from coach.toml import TomlTable, read_toml


@dataclass(frozen=True)
class Remind:
    """How reminders are given."""

    hook: tuple[str, ...] = ()
    """A program and its arguments that is told of every reminder."""
    act_words: bool = False
    """Whether a reminder may say the words of an act."""


@dataclass(frozen=True)
class Config:
    """Every setting, with its default."""

    day_starts: time = DAY_STARTS
    """When a practice day begins, by the wall clock."""
    theme: str = "textual-dark"
    """A theme of Textual."""
    ten_minutes: bool = True
    """Whether a sitting says, once, when ten minutes are over."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The person's own keys by command id, such as `keep = "ctrl+s,f8"`."""
    remind: Remind = Remind()
    """How reminders are given."""


def load(path: Path) -> Config:
    """The settings in the file; the defaults where there is none.

    Raises:
        TomlError: if the file cannot be used; it names the line or the field, and for an
            unknown field the nearest known one.
    """
    if not path.exists():
        return Config()
    table = read_toml(path)
    table.only("day_starts", "theme", "ten_minutes", "keys", "remind")
    keys = table.table("keys") if "keys" in table.values else None
    return Config(
        day_starts=_time(table, "day_starts", Config.day_starts),
        theme=table.text("theme", Config.theme),
        ten_minutes=table.flag("ten_minutes", Config.ten_minutes),
        keys={name: keys.text(name) for name in keys.values} if keys else {},
        remind=_remind(table.table("remind")) if "remind" in table.values else Remind(),
    )


def _remind(table: TomlTable) -> Remind:
    table.only("hook", "act_words")
    hook = table.texts("hook", ())
    if hook and not hook[0].strip():
        raise table.wrong("hook[1]", "a program is missing")
    for number, word in enumerate(hook, 1):
        if "\0" in word:
            raise table.wrong("hook", "a sign that no program can be given", number)
    return Remind(hook=hook, act_words=table.flag("act_words"))


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
