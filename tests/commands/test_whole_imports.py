"""Imports and restores are taken whole or not at all; an export never replaces what is our own."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.practice import Practice
from tests.conftest import Result

Coach = Callable[..., Result]

CONTRADICTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "open with an outcome": ("promises", {"reviewed": "2026-11-25"}),
    "open and something came back": (
        "promises", {"came_back": [{"day": "2026-11-25", "what": "thanks"}]},
    ),
    "an outcome and never reviewed": ("promises", {"status": "kept"}),
    "due in 9999": ("promises", {"due": "9999-12-31"}),
    "made in year 1": ("promises", {"promised": "0001-01-01"}),
    "changed in 9999": ("answers", {"updated": "9999-12-31T23:59:59+00:00"}),
    "a day in another week": ("answers", {"week": "2026-W01"}),
    "deeper than nothing": ("answers", {"kind": "deeper"}),
    "belongs to itself": ("answers", {"kind": "deeper", "id": "a" * 32, "of": "a" * 32}),
    "erased with words": ("answers", {"erased": True, "deleted": True}),
    "erased and not deleted": ("answers", {"erased": True, "text": "", "ask": None}),
}  # fmt: skip


@pytest.fixture
def exported(coach: Coach, practice: Practice, home: Path) -> dict[str, Any]:
    practice.entries.answer("one", "give-free.for-free")
    practice.promises.make("Bill calls", "ask him")
    document: dict[str, Any] = json.loads(coach("export", "--format", "json").out)
    for record in (*document["answers"], *document["promises"]):
        record["id"] = record["id"][::-1]
    document["answers"].append(document["answers"][0] | {"id": "f" * 32})
    return document


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_contradicts_itself_is_refused_with_its_name_and_nothing_is_imported(
    coach: Coach, practice: Practice, exported: dict[str, Any], tmp_path: Path, name: str
) -> None:
    table, changes = CONTRADICTIONS[name]
    exported[table][0] |= changes
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(exported))
    before = practice.places.journal.read_bytes()
    result = coach("import", str(file))
    assert result.code == 1
    assert f"{table[:-1].capitalize()} 1 of the file: " in result.err
    assert practice.places.journal.read_bytes() == before


def test_an_export_that_contradicts_nothing_is_imported(
    coach: Coach, practice: Practice, exported: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(exported))
    assert coach("import", str(file)).code == 0
    assert len(practice.journal.answers()) == 3


@pytest.fixture(params=["fifo", "device", "folder", "random bytes", "an export", "nothing"])
def no_journal(request: pytest.FixtureRequest, coach: Coach, tmp_path: Path) -> Path:
    path = tmp_path / "none.json"
    if request.param == "fifo":
        os.mkfifo(path)
    elif request.param == "device":
        path = Path("/dev/zero")
    elif request.param == "folder":
        path.mkdir()
    elif request.param == "random bytes":
        path.write_bytes(bytes(range(256)) * 64)
    elif request.param == "an export":
        assert coach("export", "-o", str(path)).code == 0
    else:
        path.write_bytes(b"")
    return path


@pytest.mark.parametrize("merge", [[], ["--merge"]])
def test_what_is_no_journal_is_never_restored(
    coach: Coach, practice: Practice, exported: dict[str, Any], no_journal: Path, merge: list[str]
) -> None:
    before = practice.places.journal.read_bytes()
    result = coach("restore", str(no_journal), "--yes", *merge)
    assert result.code in (1, 2)
    assert "Restored" not in result.err
    assert practice.places.journal.read_bytes() == before


def test_what_is_no_export_is_refused_at_once(
    coach: Coach, practice: Practice, exported: dict[str, Any], no_journal: Path
) -> None:
    result = coach("import", str(no_journal), "--dry-run")
    assert result.code == (0 if "coach" in no_journal.name or _is_export(no_journal) else 1)
    assert "Something went wrong" not in result.err


def _is_export(path: Path) -> bool:
    return path.is_file() and b'"coach"' in path.read_bytes()[:20]


def ours(practice: Practice) -> dict[str, Path]:
    places = practice.places
    linked, hard = places.data.parent / "link.md", places.data.parent / "hard.md"
    linked.symlink_to(places.journal)
    os.link(places.journal, hard)
    places.drafts.mkdir(exist_ok=True)
    return {
        "journal": places.journal,
        "by a link": linked,
        "by a hard link": hard,
        "by a detour": places.drafts / ".." / "coach.json",
        "lock": places.journal.with_name("coach.json.lock"),
        "config, which isn't there": places.config_file,
        "a draft": places.drafts / "note.txt",
        "a backup": places.backups / "coach-2026-11-24.json",
        "state": places.state / "last-journal.json",
    }


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_export_never_replaces_what_is_our_own(
    coach: Coach, practice: Practice, exported: dict[str, Any], force: list[str]
) -> None:
    for name, path in ours(practice).items():
        before = path.read_bytes() if path.exists() else None
        result = coach("export", "-o", str(path), *force)
        assert result.code == 1, name
        assert "coach's own" in result.err, name
        assert (path.read_bytes() if path.exists() else None) == before
    beside = practice.places.data / "journal.md"
    assert coach("export", "-o", str(beside), *force).code == 0
