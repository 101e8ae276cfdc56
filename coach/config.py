"""The settings. The program writes the file once, all commented, if a person asks for it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from coach import keymap
from coach.domain.dates import DAY_STARTS
from coach.domain.text import capitalized, closest, wrapped
from coach.errors import CoachError, TomlError, os_errors_as
from coach.frozen import frozen

if TYPE_CHECKING:
    from coach.toml import TomlTable

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT_USED = "The default is used."
"""What becomes of a setting that is wrong."""
AUTO = "auto"
"""The theme that was chosen in the app, else one that suits the terminal's background."""
THEMES = (
    AUTO, "coach-dark", "coach-light",
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe",
    "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki",
    "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon",
    "solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night",
)  # fmt: skip
"""What `theme` may be: ours, and those of Textual."""


@frozen
class Remind:
    """How reminders are given."""

    hook: tuple[str, ...] = ()
    """A program and its arguments that gets every reminder."""


@frozen
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
    sync: str = ""
    """The folder through which the app syncs with other machines when it starts and ends."""
    remind: Remind = Remind()
    problems: tuple[TomlError, ...] = ()
    """What is wrong in the file; a default is used instead."""


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Return the settings in the file; a default for each that is missing or wrong.

    What is wrong stands in `problems`: no setting ever stops a person from writing. `COACH_PLAIN`
    in the environment, 1 or 0, stands above the file's `plain`.
    """
    config = _read(path)
    wanted = (os.environ if environ is None else environ).get("COACH_PLAIN")
    return replace(config, plain=wanted != "0") if wanted else config


def _read(path: Path) -> Config:
    try:
        path.stat()
    except OSError as error:  # any other one is said where it is read
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return Config()
    from coach.toml import read_toml  # who has no settings needs none of it

    problems: list[TomlError] = []
    try:
        top = _named(read_toml(path), Config, problems)
    except TomlError as error:
        return Config(problems=(error,))
    remind = _named(_inside(top, "remind", problems), Remind, problems)
    keys = _inside(top, "keys", problems)
    return Config(
        day_starts=_or(DAY_STARTS, problems, _time, top, "day_starts"),
        theme=_or(AUTO, problems, _theme, top),
        ten_minutes=_or(True, problems, top.flag, "ten_minutes", True),
        sync=_or("", problems, _folder, top),
        plain=_or(False, problems, top.flag, "plain"),
        keys=_own_keys(keys, problems),
        remind=Remind(hook=_or((), problems, _hook, remind)),
        problems=tuple(problems),
    )


def _or(
    default: T, problems: list[TomlError], read: Callable[P, T], *args: P.args, **named: P.kwargs
) -> T:
    """Return what is read; if it is wrong, the default, and add the error to the problems."""
    try:
        return read(*args, **named)
    except TomlError as error:
        problems.append(error)
        return default


def _named(table: "TomlTable", model: type, problems: list[TomlError]) -> "TomlTable":
    """Return the table, having named every setting in it that the model lacks."""
    known = (setting.name for setting in fields(model) if setting.name != "problems")
    problems += table.unknown(*known, noun="setting")
    return table


def _inside(table: "TomlTable", name: str, problems: list[TomlError]) -> "TomlTable":
    nothing = replace(table, place=name, values={})
    return _or(nothing, problems, table.table, name) if name in table.values else nothing


def write_default(path: Path) -> None:
    """Write every setting with its default, commented out, where there is no file yet.

    Raises:
        CoachError: if it can't be written.
    """
    from coach.files import write_private

    model = Path(__file__).with_name("settings.toml").read_text(encoding="utf-8")
    themes = wrapped(", ".join(THEMES[1:]) + ".", 80, "#   ")
    places = (
        "\n".join([f"# {capitalized(place)}", *map(_key_line, keys)])
        for place, keys in keymap.BY_PLACE.items()
    )
    text = model.replace("$themes", themes).replace("$keys", "\n\n".join(places))
    with os_errors_as(CoachError, f"Can't write {path}", "See coach where."):
        if not path.exists():
            write_private(path, text.encode())


def _key_line(name: str) -> str:
    """Return the line of a key in the default settings, and what it does if its id doesn't say."""
    words = keymap.IN_WORDS.get(name)
    return f'# {name} = "{keymap.KEYS[name]}"' + (f"  # {words}" if words else "")


def _theme(table: "TomlTable") -> str:
    name: str = table.text("theme", AUTO)
    if name not in THEMES:
        near = closest(name, THEMES)
        meant = f" (did you mean “{near[0]}”?)" if near else ""
        raise table.wrong("theme", f"there is no theme “{name}”{meant}")
    return name


def _own_keys(table: "TomlTable", problems: list[TomlError]) -> dict[str, str]:
    """Return the keys that can be used; one that clashes with another goes with its id."""
    problems += table.unknown(*keymap.KEYS, noun="key")
    read = {name: _or("", problems, _keys, table, name) for name in table.values}
    own = {name: keys for name, keys in read.items() if keys and name in keymap.KEYS}
    while clash := next(keymap.clashes(own), None):
        name, key, other = clash
        problems.append(table.wrong(name, f"“{key}” is the key of “{other}” already"))
        del own[name]
    return own


def _keys(table: "TomlTable", name: str) -> str:
    keys = [keymap.as_meant(key.strip()) for key in table.text(name).split(",")]
    if not all(keys):
        raise table.wrong(name, "a key is missing beside a comma")
    for key in keys:
        if why := keymap.wrong_key(name, key):
            raise table.wrong(name, why)
    return ",".join(keys)


def _folder(table: "TomlTable") -> str:
    if table.values.get("sync") == "":  # as the commented default has it
        return ""
    folder: str = table.text("sync", "")
    if folder and (folder[0] not in "~/" or "\0" in folder):
        raise table.wrong("sync", "expected a whole path, such as “~/Sync/coach”")
    return folder


def _hook(table: "TomlTable") -> tuple[str, ...]:
    hook: tuple[str, ...] = table.texts("hook", ())
    if hook and not hook[0].strip():
        raise table.wrong("hook", "the program is missing", 1)
    for number, word in enumerate(hook, 1):
        if "\0" in word:
            raise table.wrong("hook", "a character that no program can be given", number)
    return hook


def _time(table: "TomlTable", name: str) -> time:
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
