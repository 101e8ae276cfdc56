"""What the README promises is there."""

import re
from pathlib import Path

from coach import config
from coach.cli import COMMANDS
from coach.library import load

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    named = set(re.findall(r"`coach ([a-z]+)", README))
    assert named == set(COMMANDS)


def test_the_readmes_tracks_are_the_ones_the_app_offers() -> None:
    listed = re.findall(r"^- \*\*(.+?)\.\*\* (.+)$", README, re.MULTILINE)
    assert listed == [(track.title, track.about) for track in load().tracks]


def test_every_setting_that_the_pages_show_can_be_used(tmp_path: Path) -> None:
    pages = [README, (ROOT / "docs" / "reminders.md").read_text(encoding="utf-8")]
    shown = [block for page in pages for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)]
    assert len(shown) == 5
    for block in shown:
        (tmp_path / "config.toml").write_text(block, encoding="utf-8")
        assert config.load(tmp_path / "config.toml") != config.Config()


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.+?)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
