"""Whatever is printed, whoever wrote it: no terminal is steered by it and no line turned around."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli import main
from coach.commands.overview import COMMANDS
from coach.commands.streams import paged
from coach.practice import Practice
from tests.conftest import Result

Coach = Callable[..., Result]

CLIPBOARD = "\x1b]52;c;cm0gLXJmIH4=\x07"
STEERING = f"{CLIPBOARD}\x1b[2J\x9b31m\x7f\u202egnorw\u2066\u2028"
HARMFUL = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u2028"} - {"\n", "\t"}

CALLS = [
    *([name] for name in COMMANDS if name not in ("session", "remind", "schedule", "import")),
    *(["history", option] for option in ("--json", "--revisions")),
    *(["promise", "list"], ["promise", "list", "--json"], ["prompts", "show", STEERING]),
    *(["prompts", "list"], ["prompts", "check"], ["answer", f"x.{STEERING}", "text"]),
    *(["import", STEERING], ["import", f"/{STEERING}"], ["restore", STEERING]),
    *(
        ["export", "-o", f"/{STEERING}/x"],
        ["backup", f"/{STEERING}"],
        [STEERING],
        ["today", STEERING],
    ),
    *(["history", "--since", STEERING], ["edit", STEERING], ["playbook", STEERING]),
    *(["today", "--json"], ["progress", "--json"], ["deleted", "--json"], ["doctor", "--json"]),
]


@pytest.fixture
def attacked(coach: Coach, practice: Practice, home: Path, tmp_path: Path) -> None:
    """An import, a pack and file names with all of it in every text they have."""
    answer = practice.entries.answer("one", "give-free.for-free")
    practice.promises.make("one", "two")
    exported = json.loads(coach("export", "--format", "json").out)
    for record in (*exported["answers"], *exported["promises"]):
        for name, value in record.items():
            if isinstance(value, str) and name in (
                "text",
                "ask",
                "prompt",
                "track",
                "cue",
                "action",
            ):
                record[name] = f"{value}{STEERING}"
        record["id"] = record["id"][::-1]
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(exported))
    assert coach("import", str(file)).code == 0
    practice.entries.delete(answer.id)
    packs = home / "prompts"
    packs.mkdir()
    said = json.dumps(STEERING)[1:-1].replace("\\u007f", "\x7f")
    said = said.replace("\x7f", "\\u007f").replace("\x9b", "\\u009b")
    (packs / "mine.toml").write_text(
        f'[track]\nid = "mine"\ntitle = "Mine{said}"\nabout = "About{said}"\n\n'
        f'[[prompt]]\nname = "one"\nshort = "Short"\nask = "Ask{said}?"\nwhy = "Why{said}."\n'
    )
    (packs / f"broken{STEERING.replace('/', '')}.toml").write_text("[")
    (home / f"coach{CLIPBOARD}.json").write_bytes((home / "coach.json").read_bytes())


@pytest.mark.usefixtures("attacked")
@pytest.mark.parametrize("args", CALLS, ids=lambda args: ascii(" ".join(args))[:30])
def test_no_command_prints_what_steers_a_terminal(coach: Coach, args: list[str]) -> None:
    result = coach(*args)
    printed = result.err if args[0] in ("export", "where", "backup") else result.out + result.err
    assert not HARMFUL & set(printed)


@pytest.mark.usefixtures("attacked")
def test_a_terminal_is_not_steered_by_what_is_exact_through_a_pipe(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert STEERING in coach("export").out
    drawn = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr(drawn, "isatty", lambda: True, raising=False)
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, drawn)
    monkeypatch.setenv("COACH_HOME", os.environ["COACH_HOME"])
    monkeypatch.setenv("LINES", "1000")
    for args in (["export"], ["where"], ["progress"]):
        main(args)
    with paged():
        print(CLIPBOARD)
    drawn.flush()
    printed = drawn.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert "]52;c;" in printed
    assert CLIPBOARD not in printed
    assert not {"\x9b", "\u202e", "\x7f"} & set(printed)
    assert "\x1b[1mYou practiced" in printed  # the styles of our own are styles


@pytest.mark.usefixtures("attacked")
def test_json_says_the_same_in_escapes(coach: Coach) -> None:
    texts = [entry["text"] for entry in json.loads(coach("history", "--json").out)]
    assert f"one{STEERING}" in texts
