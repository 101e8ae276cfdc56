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
    """Holds what can be made again: nothing here is a person's words."""

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
    """The places in force: all under `COACH_HOME` if it is set, else the user's own folders."""
    home = os.environ.get("COACH_HOME")
    if home:
        root = expanded(home).absolute()
        return Places(data=root, config_file=root / "config.toml", state=root / "state")
    import platformdirs  # 15 ms that a set COACH_HOME saves

    return Places(
        data=Path(platformdirs.user_data_dir("coach", appauthor=False)),
        config_file=Path(platformdirs.user_config_dir("coach", appauthor=False)) / "config.toml",
        state=Path(platformdirs.user_state_dir("coach", appauthor=False)),
    )
