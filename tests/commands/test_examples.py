"""Every example in the help of a command, in the README and in docs/ runs as it stands there."""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coach.commands.overview import COMMANDS
from coach.commands.parsers import command_parser
from coach.domain.history import Filter
from coach.paths import Places
from coach.practice import Practice
from coach.practice.questions import begin
from tests.commands.conftest import at_a_terminal
from tests.conftest import NOW, FixedClock, Result
from tests.reminders.cron import cron, table, with_fakes

__all__ = ["cron", "table", "with_fakes"]

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
AN_ID = re.compile(r"\b01a20b8e95f1\b|\bID\b")


def in_help() -> Iterator[str]:
    for name in COMMANDS:
        epilog = command_parser(name)[1].epilog or ""
        yield from re.findall(r"^  (\S.*)$", epilog.partition("examples:\n")[2], re.MULTILINE)


def on_pages() -> Iterator[str]:
    """The lines after a prompt, and what is set as code that could be typed as it is."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        yield from re.findall(r"^\$ (coach [a-z].*)$", text, re.MULTILINE)
        for code in re.findall(r"`(coach [a-z]+ [^`\n]+)`", text):
            if not re.search(r"[\[…]|\b(?!ID\b)[A-Z]+\b|--(?!json|check|four)[a-z]+$", code):
                yield code


def without_comment(example: str) -> str:
    return re.split(r"\s{2,}(?!<)|\s#\s", example)[0]


EXAMPLES = sorted({*map(without_comment, [*in_help(), *on_pages()])} - {"coach"})


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 80
    for name in set(COMMANDS) - {"help"}:
        assert any(f"coach {name}" in example for example in EXAMPLES), name


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A person who has practiced for a while, with the files that examples name; and some ids."""
    place, clock = tmp_path_factory.mktemp("lived"), FixedClock(NOW - timedelta(days=40))
    home, here, user = place / "home", place / "here", place / "user"
    practice = Practice(Places(home, home / "config.toml", home / "state"), clock=clock)
    answer = practice.entries.answer("Ten minutes for @bill #price", "value.price-sentence")
    practice.entries.answer("A phone number.", "give-free.for-free")
    kept = practice.promises.make("Bill calls", "check his invoice")
    practice.promises.review(kept.id, "kept", back=["thanks"])
    clock.pass_days(40)
    practice.promises.make("Ann writes", "answer")
    for folder in (
        here / "coach",
        user / "backups",
        user / ".zfunc",
        user / ".config/fish/completions",
        user / "Sync/coach",
        home / "backups",
    ):
        folder.mkdir(parents=True, exist_ok=True)
    for name in ("thoughts.txt", "better.txt"):
        (here / name).write_text("Words from a file.")
    (here / "everything.json").write_text(practice.transfer.export("json", Filter()))
    begin(home / "prompts", str(user / "my-shop.toml"))
    for copy in (here / "coach.json", home / "backups" / "coach-2026-11-20.json"):
        copy.write_bytes(practice.places.journal.read_bytes())
    return place, {"answer": answer.id, "promise": kept.id}


@pytest.fixture
def world(
    lived: tuple[Path, dict[str, str]], clock: FixedClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, str]:  # fmt: skip
    """That person's world, in which one example is tried."""
    place, ids = lived
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "tmp" / "systemd").mkdir()
    (tmp_path / "tmp" / "desktop").touch()
    (tmp_path / "bus").touch()
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
    return ids


@pytest.mark.usefixtures("with_fakes", "cron")
@pytest.mark.parametrize("example", EXAMPLES)
def test_it_runs(
    coach: Callable[..., Result], world: dict[str, str], example: str,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    words, stdin = typed(example, world)
    if "export" in words:
        Path("everything.json").unlink()
    if words[1] in {"answer", "note", "edit"} and not stdin:
        script = tmp_path / "editor"
        script.write_text('#!/bin/sh\necho "written in an editor" > "$1"\n')
        script.chmod(0o700)
        monkeypatch.setenv("VISUAL", str(script))
        at_a_terminal(monkeypatch)
    for word in words[: words.index("coach")]:
        monkeypatch.setenv(*word.split("=", 1))
    command = words[words.index("coach") + 1 :]
    result = coach(*command, *(["--yes"] if asks(command) else []), stdin=stdin)
    assert result.code == 0, result.err


def asks(command: list[str]) -> bool:
    """Whether this asks first; the person says yes."""
    if command[0] == "schedule":
        return "--at" in command and "--print" not in command
    return command[0] in {"erase", "restore"}


def typed(example: str, ids: dict[str, str]) -> tuple[list[str], bytes]:
    """The words of an example as the shell gives them, and what it redirects into stdin."""
    inner = re.fullmatch(r'eval "\$\((.+)\)"', example)
    line = (inner[1] if inner else example).partition(" >")[0]
    line, _, source = line.partition(" < ")
    kind = "promise" if line.startswith("coach promise") else "answer"
    line = AN_ID.sub(ids[kind], line).replace("/media/stick", str(Path.cwd()))
    words = [os.path.expanduser(word) for word in shlex.split(line)]  # noqa: PTH111
    stdin = Path(source.strip()).read_bytes() if source else b""
    return words, stdin
