"""Lines of the playbook: exported, imported, changed, deleted and erased like all that is saved."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.domain.model import Line
from coach.practice import Practice
from tests.conftest import Result

Coach = Callable[..., Result]


@pytest.fixture
def line(practice: Practice) -> Line:
    answer = practice.entries.answer("I looked at a photo, and said so.", "give-free.for-free")
    return practice.playbook.add("what-i-give-first", "A look at a photo, free.", answer)


def test_the_playbook_stands_before_the_weeks_of_the_document(coach: Coach, line: Line) -> None:
    out = coach("export").out
    playbook = "# My playbook\n\n## What I give first\n\nA look at a photo, free.\n"
    assert playbook in out.partition("\n# Nov 23–29, 2026")[0]
    assert "My playbook" not in coach("export", "--track", "give-free").out


def test_an_export_imported_elsewhere_gives_the_same_export(
    coach: Coach, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = coach("export", "--format", "json").out
    (entry,) = json.loads(exported)["lines"]
    assert (entry["page"], entry["text"], entry["of"]) == (line.page, line.text, line.of)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
    assert coach("import", "-", stdin=exported.encode()).code == 0
    assert coach("export", "--format", "json").out == exported


@pytest.mark.parametrize("change", [{"of": "poem"}, {"page": "no-page"}, {"text": 3}])
def test_a_line_that_is_none_is_refused_and_nothing_is_imported(
    coach: Coach, line: Line, practice: Practice, change: dict[str, object]
) -> None:
    exported = json.loads(coach("export", "--format", "json").out)
    exported["lines"][0] |= change
    result = coach("import", "-", stdin=json.dumps(exported).encode())
    assert result.code == 1
    assert "Line 1 of the file" in result.err
    assert practice.playbook.lines() == [line]


def test_it_is_changed_deleted_and_restored_by_its_id(
    coach: Coach, line: Line, practice: Practice
) -> None:
    assert coach("edit", line.id[:20], stdin=b"Two photos, free.").code == 0
    assert [found.text for found in practice.playbook.lines()] == ["Two photos, free."]
    assert practice.playbook.lines()[0].revisions[0]["text"] == "A look at a photo, free."
    assert coach("delete", line.id).code == 0
    assert practice.playbook.lines() == []
    assert coach("delete", line.id, "--undo").code == 0
    assert len(practice.playbook.lines()) == 1


def test_erasing_the_answer_erases_the_line_that_came_from_it(
    coach: Coach, line: Line, practice: Practice
) -> None:
    result = coach("erase", line.of, "--yes")
    assert "Erased 2 entries" in result.err
    assert "photo" not in practice.places.journal.read_text()
