"""What a start may load, who asks the time, how long a function may be.

Who may import whom stands as contracts in `pyproject.toml`; `make check` holds the code to them.
"""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import coach
from coach.commands.overview import COMMANDS

PACKAGE = Path(coach.__file__).parent

HARMLESS = {
    "today": ["--json"],
    "answer": ["give-free.for-free", "Ten minutes."],
    "note": ["@bill asked again"],
    "promise": ["add", "--if", "Bill calls", "--then", "check his invoice"],
    "plan": [],
    "pause": [],
    "history": ["--json"],
    "progress": [],
    "prompts": ["list"],
    "export": [],
    "import": ["-"],
    "schedule": ["show"],
    "remind": ["--at", "04:00"],
    "nudge": ["bash"],
    "where": [],
}
"""Arguments with which a command runs, to see what it loads; the others show their help."""

HEAVY = {"textual", "rich", "prompt_toolkit", "platformdirs", "tinydb", "markdown_it", "yaml"}

UNUSED_BY_A_SAVE = {
    f"coach.practice.{name}"
    for name in ("course", "maintenance", "playbook", "progress", "promises", "sync", "transfer")
}

RUN = """
import io, json, sys
from coach.cli import main
seen = {}
for line in json.loads(sys.argv[1]):
    sys.stdin = io.TextIOWrapper(io.BytesIO(b'{"coach": {"schema": 1}, "answers": []}'))
    try:
        code = main(line)
    except SystemExit as ended:
        code = ended.code
    assert not code, (line, code)
    seen[" ".join(line)] = [*sys.modules]
print(json.dumps(seen), file=sys.__stderr__)
"""


def python(code: str, home: Path, *args: str) -> str:
    """The last line that a fresh process says on stderr."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, *args],
        env=os.environ | {"COACH_HOME": str(home), "PYTHONPATH": str(PACKAGE.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode().splitlines()[-1]


def loaded_after(lines: list[list[str]], home: Path) -> dict[str, set[str]]:
    """What is loaded after each of these command lines, run one after the other in one process."""
    seen = json.loads(python(RUN, home, json.dumps(lines)))
    return {line: set(modules) for line, modules in seen.items()}


def test_what_needs_nothing_loads_nothing(home: Path) -> None:
    first = [["--version"], ["--help"], ["where"], ["where", "--json"]]
    then = [[command, "--help"] for command in ("today", "answer", "note")]
    seen = loaded_after(first + then, home)
    assert not seen["where --json"] & HEAVY
    assert not seen["note --help"] & (HEAVY - {"tinydb"})
    assert not home.exists()


def test_help_needs_no_parser_and_completions_no_pack(home: Path) -> None:
    seen = loaded_after([["--help"], ["completions", "bash"]], home)
    assert not seen["--help"] & {"argparse", "pathlib", "shutil"}
    assert not seen["completions bash"] & {"dataclasses", "tomllib", "coach.config", "shtab"}


def test_no_command_loads_the_app_or_its_libraries(home: Path) -> None:
    lines = [[name, *HARMLESS.get(name, ["--help"])] for name in COMMANDS]
    last = loaded_after(lines, home).popitem()[1]
    modules = {name.rpartition(".")[2].rstrip("_") for name in last if ".commands." in name}
    assert modules >= set(COMMANDS)
    assert not last & {"textual", "coach.tui"}


@pytest.mark.parametrize("command", ["answer", "note"])
def test_a_save_loads_what_it_needs_and_not_what_other_commands_need(
    command: str, home: Path
) -> None:
    loaded = loaded_after([[command, *HARMLESS[command]]], home).popitem()[1]
    assert "coach.practice.entries" in loaded
    assert not loaded & (UNUSED_BY_A_SAVE | {"rich", "markdown_it", "subprocess"})


def test_who_has_no_settings_and_mistypes_nothing_loads_no_code_for_either(home: Path) -> None:
    loaded = loaded_after([["note", "@bill asked again"], ["history", "-n", "1"]], home)
    for modules in loaded.values():
        assert not modules & {"tomllib", "difflib", "coach.toml", "coach.packs.library"}


def test_before_the_first_frame_no_session_and_no_other_screen_is_loaded(home: Path) -> None:
    code = "import sys, coach.tui.app as app; app.main_screen('today'); print(*sys.modules, "
    loaded = set(python(f"{code}file=sys.stderr)", home).split())
    screens = {name for name in loaded if name.startswith("coach.tui.screens.")}
    assert screens == {"coach.tui.screens.base", "coach.tui.screens.today"}
    assert "coach.tui.session" not in loaded
    assert not loaded & (UNUSED_BY_A_SAVE | {"coach.practice.session", "coach.practice.steps"})
    rest = "import sys, coach.tui.preparation as app; app.load_the_rest(); print(*sys.modules, "
    later = set(python(f"{rest}file=sys.stderr)", home).split())
    assert {"coach.tui.session.screen", "coach.tui.screens.playbook"} <= later


def test_the_app_loads_nothing_of_the_commands(home: Path) -> None:
    code = "import sys, coach.tui.app; print(*sys.modules, file=sys.stderr)"
    loaded = set(python(code, home).split())
    assert "textual.app" in loaded
    assert not loaded & {"coach.commands", "coach.plain", "coach.reminders", "prompt_toolkit"}
    assert not home.exists()


def nodes(having: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of the modules whose text has something that a pattern finds."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if re.search(having, text := path.read_text("utf-8")):
            for node in ast.walk(ast.parse(text)):
                yield str(path.relative_to(PACKAGE)), node


def test_one_module_alone_asks_what_time_it_is() -> None:
    clocks = {("datetime", "now"), ("date", "today"), ("datetime", "today"), ("time", "time")}
    asking = {
        path
        for path, node in nodes(r"\.(now|today|time)\b")
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in clocks
    }
    assert asking == {"clock.py"}


def test_no_function_is_longer_than_forty_lines_below_its_docstring() -> None:
    long = []
    for path, node in nodes(r"(?m)^( *)(?:async )?def .*(?:\n(?:\1[ )].*)?){40}"):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            begin = first.end_lineno if ast.get_docstring(node) else node.lineno
            if (node.end_lineno or 0) - (begin or 0) > 40:
                long.append(f"{path}: {node.name}")
    assert long == []
