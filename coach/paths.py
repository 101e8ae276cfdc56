"""Where things are. Nothing is created here."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from coach.errors import UsageError


class Places(NamedTuple):
    """Every file and folder of one person's practice."""

    data: Path
    """Holds the journal, drafts, backups and the person's own question packs."""
    config_file: Path
    state: Path
    """Holds what reminders remember, what was saved since the last backup, and the theme."""

    @property
    def journal(self) -> Path:
        """The journal file."""
        return self.data / "coach.json"

    @property
    def drafts(self) -> Path:
        """The folder of texts not saved yet."""
        return self.data / "drafts"

    @property
    def backups(self) -> Path:
        """The folder of the journal's backups."""
        return self.data / "backups"

    @property
    def prompts(self) -> Path:
        """The folder of the person's own question packs."""
        return self.data / "prompts"

    @property
    def nudge(self) -> Path:
        """What a new shell shows: the last reminder, until the person opens coach."""
        return self.state / "nudge"

    @property
    def theme(self) -> Path:
        """The name of the theme chosen in the app."""
        return self.state / "theme"

    def named(self) -> dict[str, Path]:
        """Return all places by the name that `coach where` prints."""
        return {
            "journal": self.journal,
            "config": self.config_file,
            "drafts": self.drafts,
            "backups": self.backups,
            "prompts": self.prompts,
            "state": self.state,
        }


def expanded(text: str) -> Path:
    """Return the path a person names, with `~` as their home.

    Raises:
        UsageError: if it is empty, or names the home of an unknown user.
    """
    if not text:
        raise UsageError("The name of the file is empty.", "Name one, or leave out the option.")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise UsageError(f"There is no such home: {text}", "Name the whole path.") from error


def places(environ: Mapping[str, str] | None = None) -> Places:
    """Return the places in force: all under `COACH_HOME` if it is set, else the user's folders.

    `environ` is another environment than this process's own, such as cron's.

    Raises:
        UsageError: if the user has no home.
    """
    environ = os.environ if environ is None else environ
    if home := environ.get("COACH_HOME"):
        root = expanded(home).absolute()
        return Places(data=root, config_file=root / "config.toml", state=root / "state")
    named = [Path(environ.get(f"XDG_{kind}_HOME", "")) for kind in ("DATA", "CONFIG", "STATE")]
    if all(map(Path.is_absolute, named)):
        data, config, state = (path / "coach" for path in named)
    else:
        data, config, state = _usual()
    return Places(data=data, config_file=config / "config.toml", state=state)


def variables(here: Places, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that lead another process to these places; the reverse of `places`."""
    if environ.get("COACH_HOME"):
        return {"COACH_HOME": str(here.data)}
    return {
        "XDG_DATA_HOME": str(here.data.parent),
        "XDG_CONFIG_HOME": str(here.config_file.parent.parent),
        "XDG_STATE_HOME": str(here.state.parent),
    }


def _usual() -> list[Path]:
    """Return the folders of data, config and state that this system has for a user."""
    import platformdirs  # 15 ms that an environment naming the places saves

    asked = (platformdirs.user_data_dir, platformdirs.user_config_dir, platformdirs.user_state_dir)
    try:
        folders = [Path(folder("coach", appauthor=False)) for folder in asked]
    except RuntimeError:
        folders = []
    if not folders or not all(map(Path.is_absolute, folders)):
        raise UsageError("Your home folder cannot be found.", "Set HOME, or COACH_HOME.")
    return folders


def shipped(name: str) -> Path:
    """Return a folder that comes with the program, such as `prompts`.

    It is inside the package where that is installed; beside it in a checkout, which wins for an
    editable install too, since there the package is the checkout's own.
    """
    package = Path(__file__).parent
    in_checkout = (package.parent / "pyproject.toml").is_file()
    return (package.parent if in_checkout else package) / name
