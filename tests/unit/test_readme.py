"""What the README promises is there."""

import re
from pathlib import Path

from coach.cli import COMMANDS
from coach.library import load

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    named = set(re.findall(r"`coach ([a-z]+)", README))
    assert named == set(COMMANDS)


def test_the_readmes_tracks_are_the_ones_the_app_offers() -> None:
    listed = re.findall(r"^- \*\*(.+?)\.\*\* (.+)$", README, re.MULTILINE)
    assert listed == [(track.title, track.about) for track in load().tracks]


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.+?)\)", README)
    assert pictures
    assert all((Path(__file__).parents[2] / picture).is_file() for picture in pictures)
