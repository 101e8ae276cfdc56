"""Who may import whom: the layers of the program."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import coach
from coach.cli import COMMANDS

PACKAGE = Path(coach.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

BASE = {"coach", "coach.domain", "coach.errors", "coach.paths", "coach.clock", "coach.toml"}
PURE = {"coach.domain", "coach.errors"}
MAY_IMPORT = {
    "__init__": set(),
    "errors": set(),
    "paths": {"coach.errors"},
    "clock": set(),
    "domain": PURE,
    "toml": PURE | {"coach.toml_lines"},
    "config": PURE | {"coach.toml"},
    "editor": PURE,
    "library": BASE,
    "store": BASE | {"coach.store"},
    "formats": BASE | {"coach.formats"},
    "reminders": BASE | {"coach.reminders", "coach.config"},
    "practice": BASE | {"coach.library", "coach.store", "coach.config", "coach.practice"},
}
"""What of coach a layer may import, `PURE` where nothing is said; the front ends are held to
what they may not."""

MAY_NOT_IMPORT = {
    "commands": {"coach.cli", "coach.tui"},
    "tui": {"coach.cli", "coach.commands", "coach.store"},
    "crash": {"coach.cli", "coach.commands", "coach.tui"},
    "cli": set(),
    "__main__": set(),
}

OUTSIDE = {
    "tinydb": {"store"},
    "textual": {"tui"},
    "rich": {"commands", "tui"},
    "platformdirs": {"paths"},
}
"""The packages of others, and the layers that may use them."""

HARMLESS = {
    "today": ["--json"],
    "answer": ["give-free.for-free", "Ten minutes."],
    "note": ["@bill asked again"],
    "sit": [],
    "act": ["add", "--if", "Bill calls", "--then", "check his invoice"],
    "plan": [],
    "pause": [],
    "history": ["--json"],
    "progress": [],
    "prompts": ["list"],
    "export": [],
    "import": ["-"],
    "schedule": ["show"],
    "remind": ["--dry-run"],
    "nudge": ["bash"],
    "where": [],
}
"""Arguments for commands to see what they load when they run; the others show their help."""


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = {module_name(path) for path in FILES}


def imported(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module or ""


def within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    place = layer(path)
    ours = {name for name in imported(path) if within(name, {"coach"})}
    if place in MAY_NOT_IMPORT:
        assert not {name for name in ours if within(name, MAY_NOT_IMPORT[place])}
    else:
        allowed = MAY_IMPORT.get(place, PURE)
        assert not {n for n in ours - allowed if not within(n, allowed - {"coach"})}


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_the_packages_of_others_are_used_by_their_layer_alone(path: Path) -> None:
    roots = {name.partition(".")[0] for name in imported(path)} - {"coach"}
    strangers = roots - sys.stdlib_module_names
    assert strangers <= set(OUTSIDE)
    assert all(layer(path) in OUTSIDE[name] for name in strangers)


def test_nothing_imports_the_command_line_but_the_entry_point() -> None:
    importers = {module_name(path) for path in FILES if "coach.cli" in imported(path)}
    assert importers == {"coach.__main__"}


def test_one_module_alone_asks_what_time_it_is() -> None:
    asking = {
        module_name(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr)
        in {("datetime", "now"), ("date", "today"), ("datetime", "today"), ("time", "time")}
    }
    assert asking == {"coach.clock"}


def loaded_after(code: str, home: Path, *args: str) -> set[str]:
    """The modules that a fresh process has loaded once it has run this."""
    tail = "\nprint(*sys.modules, file=sys.__stderr__)"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"import sys\n{code}{tail}", *args],
        env=os.environ | {"COACH_HOME": str(home), "PYTHONPATH": str(PACKAGE.parent)},
        input=b'{"coach": {"schema": 1}, "answers": []}',
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return set(done.stderr.decode().splitlines()[-1].split())


RUN = """
from coach.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
assert not code, code
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_loads_textual(command: str, home: Path) -> None:
    loaded = loaded_after(RUN, home, command, *HARMLESS.get(command, ["--help"]))
    assert f"coach.commands.{command}".removesuffix("_") in {
        name.removesuffix("_") for name in loaded
    }
    assert "textual" not in loaded


@pytest.mark.parametrize(
    "args",
    [["where"], ["where", "--json"], ["--version"], ["--help"]]
    + [[command, "--help"] for command in ("today", "answer", "note", "where")],
    ids=" ".join,
)
def test_what_needs_nothing_loads_nothing(args: list[str], home: Path) -> None:
    heavy = {"textual", "rich", "platformdirs"}
    if args[0].startswith("-") or args[0] == "where":
        heavy |= {"tinydb"}
    assert not loaded_after(RUN, home, *args) & heavy
    assert not home.exists()


def test_the_hourly_check_with_nothing_to_say_loads_next_to_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(os.environ["TMPDIR"], "desktop").touch()  # one that hears it, so that it is settled
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/of-the-test")
    check = (
        "from coach.__main__ import main\nsys.argv = ['coach', *sys.argv[1:]]\nassert not main()"
    )
    arguments = ("remind", "--at", "04:00")
    assert "tinydb" in loaded_after(check, home, *arguments)  # it must look, and then speaks
    loaded = loaded_after(check, home, *arguments)
    assert not loaded & {
        "tinydb", "textual", "rich", "platformdirs", "argparse", "dataclasses", "pathlib", "typing",
        "subprocess", "coach.cli", "coach.paths", "coach.practice", "coach.store",
    }  # fmt: skip


STORELESS = sorted(
    module_name(path)
    for path in FILES
    if layer(path) not in {"store", "practice", "commands", "tui", "__main__"}
)


@pytest.mark.parametrize("module", STORELESS)
def test_below_the_practice_only_the_store_loads_tinydb(module: str, home: Path) -> None:
    loaded = loaded_after(f"import {module}", home)
    assert module in loaded
    assert not loaded & {"tinydb", "textual", "rich"}
