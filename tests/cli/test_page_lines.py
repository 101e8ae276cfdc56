"""Lines of the playbook: exported, taken in, changed, hidden and erased like all that is kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.domain.model import PageLine
from coach.practice import Practice

Coach = Callable[..., object]


@pytest.fixture
def line(practice: Practice) -> PageLine:
    answer = practice.answer("I looked at a photo and said what it was.", "give-free.for-free")
    return practice.add_line("what-i-give-first", "A look at a photo, free.", answer)


def test_the_document_ends_with_the_playbook(coach: Coach, line: PageLine) -> None:
    out = coach("export").out
    assert out.endswith("## My playbook\n\n### What I give first\n\nA look at a photo, free.\n")
    assert "My playbook" not in coach("export", "--track", "give-free").out


def test_an_export_taken_in_elsewhere_gives_the_same_export(
    coach: Coach, line: PageLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = coach("export", "--format", "json").out
    (entry,) = json.loads(exported)["entries"]
    assert (entry["kind"], entry["page"], entry["text"]) == ("page", line.page, line.text)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
    assert coach("import", "-", stdin=exported.encode()).code == 0
    assert coach("export", "--format", "json").out == exported


@pytest.mark.parametrize("change", [{"kind": "poem"}, {"page": "no-page"}, {"text": 3}])
def test_an_entry_that_is_none_is_refused_and_nothing_comes_in(
    coach: Coach, line: PageLine, practice: Practice, change: dict[str, object]
) -> None:
    exported = json.loads(coach("export", "--format", "json").out)
    exported["entries"][0] |= change
    practice.journal.erase([line.id])
    result = coach("import", "-", stdin=json.dumps(exported).encode())
    assert result.code == 1
    assert "Entry 1 of the file" in result.err
    assert practice.page_lines() == []


def test_it_is_changed_hidden_and_brought_back_by_its_id(
    coach: Coach, line: PageLine, practice: Practice
) -> None:
    assert coach("edit", line.id[:14], stdin=b"Two photos, free.").code == 0
    assert [found.text for found in practice.page_lines()] == ["Two photos, free."]
    assert practice.page_lines()[0].revisions[0]["text"] == "A look at a photo, free."
    assert coach("delete", line.id).code == 0
    assert practice.page_lines() == []
    assert coach("delete", line.id, "--undo").code == 0
    assert len(practice.page_lines()) == 1


def test_erasing_the_answer_erases_the_line_that_came_from_it(
    coach: Coach, line: PageLine, practice: Practice
) -> None:
    result = coach("erase", line.of, "--yes")
    assert "Erased 2 entries" in result.err
    assert "photo" not in practice.places.journal.read_text()
