"""An entry can be changed, deleted and restored, and no word is lost by it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.practice import Practice
from tests.conftest import FixedClock, Result

Coach = Callable[..., Result]


@pytest.fixture
def saved(practice: Practice) -> str:
    """The id of an answer."""
    return practice.entries.answer("first words", "give-free.for-free").id


def entries(coach: Coach) -> list[dict[str, Any]]:
    result = coach("history", "--json")
    return json.loads(result.out)


def test_an_edit_saves_what_was_said_before(coach: Coach, saved: str) -> None:
    result = coach("edit", saved[:14], stdin=b"better words\r\n")
    assert (result.code, result.out) == (0, "")
    (entry,) = entries(coach)
    assert (entry["text"], entry["rev"]) == ("better words", 2)
    assert [revision["text"] for revision in entry["revisions"]] == ["first words"]
    shown = coach("history", "--revisions").out
    assert "better words" in shown
    assert "first words" in shown
    assert "first words" not in coach("history").out


def test_an_edit_opens_the_editor_with_the_words(
    coach: Coach, saved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: None
) -> None:
    script = tmp_path / "appends"
    script.write_text("#!/bin/sh\nprintf ' and more' >> \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert coach("edit", saved).code == 0
    assert [entry["text"] for entry in entries(coach)] == ["first words and more"]


def test_an_edit_that_changes_nothing_says_so_and_makes_no_version(
    coach: Coach, saved: str
) -> None:
    assert coach("edit", saved, stdin=b"first words\n").err == "Nothing changed.\n"
    assert entries(coach)[0]["revisions"] == []


def test_an_empty_edit_is_not_saved(coach: Coach, saved: str) -> None:
    assert coach("edit", saved, stdin=b" \n").code == 2
    assert [entry["text"] for entry in entries(coach)] == ["first words"]


def test_an_edit_that_cannot_be_saved_is_a_draft(
    coach: Coach, saved: str, practice: Practice
) -> None:
    hand = practice.places.journal.read_bytes().replace(b"first", b"other")
    practice.places.journal.write_bytes(hand)
    result = coach("edit", saved, stdin=b"precious")
    assert result.code == 1
    (draft,) = practice.drafts.all()
    assert draft.text == "precious"
    assert str(draft.path) in result.err
    assert "precious" not in result.err


def test_a_deleted_entry_is_nowhere_and_undo_restores_it(coach: Coach, saved: str) -> None:
    result = coach("delete", saved)
    assert (result.code, result.out) == (0, "")
    assert f"coach delete {saved[:7]} --undo" in result.err
    assert entries(coach) == []
    assert "first words" not in coach("export").out
    # Deleting takes words, never progress.
    assert sum(t["answers"] for t in json.loads(coach("progress", "--json").out)["tracks"]) == 1
    assert coach("delete", saved[:7], "--undo").code == 0
    assert [entry["text"] for entry in entries(coach)] == ["first words"]


def test_what_is_deleted_is_listed_and_restored_another_day(
    coach: Coach, practice: Practice, saved: str, clock: FixedClock
) -> None:
    assert coach("deleted").err == "Nothing is deleted.\n"
    promise = practice.promises.make("Bill calls", "I listen")
    note = practice.entries.note("Erased words.")
    for entry_id in (promise.id, saved, note.id):
        clock.pass_days(0.01)
        coach("delete", entry_id)
    coach("erase", note.id, "--yes")
    clock.pass_days(30)
    short, answer = practice.entries.short_id, practice.entries.find(saved)
    shown = coach("deleted")
    assert shown.out.splitlines() == [
        f"Promise · {short(promise)}", "    If Bill calls, I'll listen.", "",
        f"Answer · {short(answer)}", "    first words", "",
    ]  # fmt: skip
    assert "coach delete ID --undo" in shown.err
    records = json.loads(coach("deleted", "--json").out)
    assert [(record["type"], record["id"]) for record in records] == [
        ("promise", promise.id), ("answer", saved),
    ]  # fmt: skip
    coach("delete", saved[:14], "--undo")
    assert [entry["text"] for entry in entries(coach)] == ["first words"]


def test_the_day_of_an_entry_can_be_corrected_and_the_earlier_one_stays(
    coach: Coach, saved: str, practice: Practice
) -> None:
    practice.entries.follow(saved, "deeper", "And then?", "more words")
    practice.entries.note("beside")
    result = coach("edit", saved[:14], "--on", "sun")
    assert (result.code, result.out) == (0, "")
    answer, deeper, note = practice.journal.answers()
    assert [str(a.day) for a in (answer, deeper, note)] == ["2026-11-22"] * 2 + ["2026-11-24"]
    assert (answer.week, answer.text, answer.rev) == ("2026-W47", "first words", 2)
    assert [(r["day"], r["week"]) for r in answer.revisions] == [("2026-11-24", "2026-W48")]
    assert coach("edit", saved, "--on", "sun").err == "Nothing changed.\n"
    assert coach("edit", saved, "--on", "2026-11-25").code == 2
    assert practice.journal.answers()[0].rev == 2


def test_the_day_of_a_promise_is_not_changed_by_an_edit(coach: Coach) -> None:
    made = coach("promise", "add", "--if", "Bill calls", "--then", "listen").out.strip()
    result = coach("edit", made, "--on", "yesterday")
    assert result.code == 2
    assert "The day of a promise can't be changed." in result.err


@pytest.mark.parametrize("command", ["edit", "delete"])
@pytest.mark.parametrize("wrong", ["zzz", "", "0" * 32])
def test_an_id_that_is_none_is_wrong_usage(
    coach: Coach, saved: str, command: str, wrong: str
) -> None:
    assert coach(command, wrong, stdin=b"words").code == 2


def test_an_id_that_begins_two_entries_must_be_longer(
    coach: Coach, saved: str, practice: Practice
) -> None:
    practice.entries.note("beside")
    result = coach("delete", saved[:3])
    assert result.code == 2
    assert "matches 2 entries" in result.err
    assert len(entries(coach)) == 2


def test_people_and_tags_find_entries(coach: Coach, practice: Practice) -> None:
    for text in ("@bill asked #price", "@billing and bill@shop.example", "@the-bakery."):
        practice.entries.note(text)
    for args, found in (
        (["--person", "@Bill"], ["@bill asked #price"]),
        (["--person", "the-bakery"], ["@the-bakery."]),
        (["--tag", "PRICE"], ["@bill asked #price"]),
        (["shop", "BILLING"], ["@billing and bill@shop.example"]),
    ):
        result = coach("history", *args, "--json")
        assert [entry["text"] for entry in json.loads(result.out)] == found


def test_a_text_that_is_piped_to_a_change_of_the_day_is_a_draft(
    coach: Coach, practice: Practice, saved: str
) -> None:
    result = coach("edit", saved[:14], "--on", "yesterday", stdin=b"better words")
    assert (result.code, result.out) == (2, "")
    assert "not both" in result.err
    assert [draft.text for draft in practice.drafts.all()] == ["better words"]
    assert entries(coach)[0]["day"] == "2026-11-24"


def test_what_changes_nothing_says_so(coach: Coach, saved: str) -> None:
    assert coach("delete", saved[:14], "--undo").err == "Nothing changed.\n"
    coach("delete", saved[:14])
    assert coach("delete", saved[:14]).err == "Nothing changed.\n"
