"""Where things are. Nothing is created here."""

import os
from dataclasses import dataclass
from pathlib import Path

from coach.errors import UsageError


@dataclass(frozen=True)
class Places:
    """Every file and folder of one person's practice."""

    data: Path
    """Holds the journal, drafts, backups and the person's own prompt packs."""
    config_file: Path
    state: Path
    """Holds what can be made again, and what reminders remember."""

    @property
    def journal(self) -> Path:
        """The journal file."""
        return self.data / "coach.json"

    @property
    def drafts(self) -> Path:
        """The folder of texts not kept yet."""
        return self.data / "drafts"

    @property
    def backups(self) -> Path:
        """The folder of the journal's backups."""
        return self.data / "backups"

    @property
    def prompts(self) -> Path:
        """The folder of the person's own prompt packs."""
        return self.data / "prompts"

    @property
    def outlook(self) -> Path:
        """What the coming days ask, so that an hourly check need not open the journal."""
        return self.state / "today.json"

    @property
    def nudge(self) -> Path:
        """What a shell shows when it starts: the reminder that was not heeded yet."""
        return self.state / "nudge"

    def named(self) -> dict[str, Path]:
        """All places by the name that `coach where` prints."""
        return {
            "journal": self.journal,
            "config": self.config_file,
            "drafts": self.drafts,
            "backups": self.backups,
            "prompts": self.prompts,
            "state": self.state,
        }


def expanded(text: str) -> Path:
    """The path a person names, with `~` as their home.

    Raises:
        UsageError: if it names the home of nobody.
    """
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise UsageError(f"There is no such home: {text}", "Name the whole path.") from error


def places() -> Places:
    """The places in force: all under `COACH_HOME` if it is set, else the user's own folders.

    Raises:
        UsageError: if the user has no home.
    """
    home = os.environ.get("COACH_HOME")
    if home:
        root = expanded(home).absolute()
        return Places(data=root, config_file=root / "config.toml", state=root / "state")
    data, config, state = _named_by_xdg() or _usual()
    return Places(data=data, config_file=config / "config.toml", state=state)


def _named_by_xdg() -> list[Path] | None:
    """The folders of data, config and state, where the environment names all three."""
    named = [Path(os.environ.get(f"XDG_{kind}_HOME", "")) for kind in ("DATA", "CONFIG", "STATE")]
    return [path / "coach" for path in named] if all(map(Path.is_absolute, named)) else None


def _usual() -> list[Path]:
    """The folders of data, config and state that this system has for a user."""
    import platformdirs  # 15 ms that naming the places saves

    asked = (platformdirs.user_data_dir, platformdirs.user_config_dir, platformdirs.user_state_dir)
    try:
        folders = [Path(folder("coach", appauthor=False)) for folder in asked]
    except RuntimeError:
        folders = []
    if not folders or not all(map(Path.is_absolute, folders)):
        raise UsageError("Your home folder cannot be found.", "Set HOME, or COACH_HOME.")
    return folders
