"""What the README and the pages of docs/ promise is there."""

import re
import tomllib
from pathlib import Path

from coach import config
from coach.commands.help import topic_texts
from coach.commands.overview import COMMANDS
from coach.packs.library import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    named = set(re.findall(r"`coach ([a-z]+)", README))
    assert named == set(COMMANDS)


def test_every_topic_is_installed_and_named_in_the_readme_and_the_manual_page() -> None:
    topics = set(topic_texts())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {Path(page).stem for page in shipped if page.startswith("docs/")} == topics
    (row,) = re.findall(r"^\| `coach help` \|.*$", README, re.MULTILINE)
    also = (ROOT / "docs" / "coach.1").read_text(encoding="utf-8").partition("SEE ALSO")[2]
    for topic in topics:
        assert f"`{topic}`" in row
        assert topic in also.replace("\\-", "-")


def test_the_readme_on_an_index_needs_no_repository_around_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = README
    for change in project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"][
        "substitutions"
    ]:
        text = re.sub(change["pattern"], change["replacement"], text)
    assert re.findall(r"\]\((?!https?:)", text) == []
    assert "(`coach help start`)" in text
    assert {*re.findall(r"coach help ([a-z-]+)`\)", text)} <= set(topic_texts())


def test_the_readmes_tracks_are_the_ones_the_app_offers() -> None:
    listed = re.findall(r"^- \*\*(.+?)\.\*\* (.+)$", README, re.MULTILINE)
    assert listed == [(track.title, track.about) for track in load().tracks]


def test_every_setting_that_the_pages_show_can_be_used(tmp_path: Path) -> None:
    shown = [
        block
        for text in TEXTS.values()
        for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    ]
    assert len(shown) >= 4
    for block in shown:
        (tmp_path / "config.toml").write_text(block, encoding="utf-8")
        assert config.load(tmp_path / "config.toml", environ={}) != config.Config()


def test_the_folder_of_pictures_holds_those_that_a_page_shows() -> None:
    shown = {
        (page.parent / picture).resolve()
        for page, text in TEXTS.items()
        for picture in re.findall(r"!\[.*?\]\((.+?)\)", text)
    }
    pictures = {*(ROOT / "docs" / "pictures").iterdir()}
    assert shown == pictures
    assert sum(picture.stat().st_size for picture in pictures) <= 2_000_000


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page, text in TEXTS.items():
        for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_file_that_the_pages_name_is_there() -> None:
    named = r"`((?:tests|coach|docs|prompts)/[\w/.-]+\.\w+)`"
    for page, text in TEXTS.items():
        gone = [name for name in re.findall(named, text) if not (ROOT / name).exists()]
        assert gone == [], page.name


def test_every_command_that_a_message_names_exists() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "coach").rglob("*.py")]
    named = {name for text in sources for name in re.findall(r": coach ([a-z]+)", text)}
    assert len(named) > 10
    assert named <= set(COMMANDS)
